//! Guesses the time zone of a blog from the times of its texts: an export does not name it.

use crate::imported_site::Moment;
use jiff::tz::{Offset, TimeZone};
use std::collections::BTreeMap;

/// Zones to try, the most common ones first: without daylight saving time, then with it.
const ZONES: [&str; 24] = [
    "UTC",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Europe/Paris",
    "Europe/London",
    "Europe/Athens",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Halifax",
    "America/Sao_Paulo",
    "America/Bogota",
    "America/Martinique",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// A zone that fits the times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuessedZone {
    /// Its name.
    pub name: String,
    /// The zone.
    pub zone: TimeZone,
}

/// The first zone that most of the moments agree with.
pub fn guess_zone(moments: &[Moment]) -> GuessedZone {
    let known = moments.iter().filter(|moment| moment.offset.is_some());
    let known: Vec<&Moment> = known.collect();
    let agreeing = |zone: &TimeZone| {
        let agrees = |moment: &&&Moment| {
            let at = zone.to_ambiguous_zoned_datetime(moment.local).compatible();
            at.is_ok_and(|at| Some(at.offset()) == moment.offset)
        };
        known.iter().filter(agrees).count()
    };
    let zones = ZONES.iter().filter_map(|name| zone_named(name));
    let mut best = zones.map(|zone| (agreeing(&zone.zone), zone));
    let Some(mut found) = best.next() else {
        return utc();
    };
    for other in best {
        if other.0 > found.0 {
            found = other;
        }
    }
    match found.0 * 10 >= known.len() * 9 {
        true => found.1,
        false => fixed(&known).unwrap_or_else(utc),
    }
}

/// The zone of the most common whole hour: `Etc/GMT-5` is five hours ahead of UTC.
fn fixed(moments: &[&Moment]) -> Option<GuessedZone> {
    let mut counts: BTreeMap<Offset, usize> = BTreeMap::new();
    for offset in moments.iter().filter_map(|moment| moment.offset) {
        *counts.entry(offset).or_default() += 1;
    }
    let offset = counts.into_iter().max_by_key(|(_, count)| *count)?.0;
    let hours = offset.seconds() / 3600;
    zone_named(&format!("Etc/GMT{:+}", -hours))
}

/// A zone by its name.
pub fn zone_named(name: &str) -> Option<GuessedZone> {
    Some(GuessedZone {
        name: name.to_string(),
        zone: TimeZone::get(name).ok()?,
    })
}

fn utc() -> GuessedZone {
    GuessedZone {
        name: "UTC".to_string(),
        zone: TimeZone::UTC,
    }
}
