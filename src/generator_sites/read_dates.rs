//! Reads dates as the generators read them, also those that Griot refuses.

use crate::imported_site::Moment;
use jiff::civil;
use jiff::tz::Offset;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A moment: `2026-05-23`, `2026-5-3 10:00 +0100`, `2026/05/23`, `May 23, 2026`, `23 May 2026`.
pub fn moment(text: &str) -> Option<Moment> {
    let text = text.trim().trim_matches(['"', '\'']);
    let first = text.chars().next()?;
    match first.is_ascii_digit() && text.get(4..5).is_some_and(|mark| "-/.".contains(mark)) {
        true => numbers(text),
        false => words(text),
    }
}

/// The day that a file's name begins with: `2026-05-23-name`, `2026-05-23_name`, `2026-05-23`.
pub struct DatedName<'n> {
    /// The day.
    pub date: civil::Date,
    /// The rest of the name; empty where there is none.
    pub rest: &'n str,
}

/// Splits a name into its day and the rest.
pub fn dated_name(name: &str) -> Option<DatedName<'_>> {
    let mut at = 0;
    let mut part = |digits: std::ops::RangeInclusive<usize>, is_last: bool| {
        let rest = &name[at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..length].parse::<i16>().ok();
        at += length;
        let is_joined = name[at..].starts_with('-');
        at += usize::from(is_joined && !is_last);
        (digits.contains(&length) && (is_joined || is_last)).then_some(number?)
    };
    let year = part(4..=4, false)?;
    let month = part(1..=2, false)?;
    let day = part(1..=2, true)?;
    let date = civil::Date::new(year, month as i8, day as i8).ok()?;
    let rest = &name[at..];
    // Hexo and Zola take a time or a sign other than a hyphen too
    let is_end = rest.is_empty() || rest.starts_with(['-', '_', ' ', 'T']);
    is_end.then(|| DatedName {
        date,
        rest: rest.trim_start_matches(['-', '_', ' ']),
    })
}

fn numbers(text: &str) -> Option<Moment> {
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let (day, time) = text.split_at(end);
    let mut parts = day
        .split(['-', '/', '.'])
        .map(|part| part.parse::<i16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let date = civil::Date::new(year, month as i8, day as i8).ok()?;
    if parts.next().is_some() {
        return None;
    }
    at_time(date, time.trim_start_matches(['T', 't']))
}

fn words(text: &str) -> Option<Moment> {
    let mut year = None;
    let mut month = None;
    let mut day = None;
    let mut time = String::new();
    for word in text.split([' ', ',', 'T']).filter(|word| !word.is_empty()) {
        let number = word
            .trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', '.'])
            .parse::<i16>()
            .ok();
        let lower = word.to_ascii_lowercase();
        let named = lower
            .get(..3)
            .and_then(|start| MONTHS.iter().position(|month| *month == start));
        match (number, named) {
            (_, Some(at)) if month.is_none() && !word.contains(':') => month = Some(at as i8 + 1),
            (Some(number), _) if number >= 1000 && year.is_none() => year = Some(number),
            (Some(number), _) if day.is_none() && number <= 31 => day = Some(number as i8),
            _ if year.is_some() || word.contains(':') => {
                time.push_str(word);
                time.push(' ');
            }
            _ => {}
        }
    }
    let date = civil::Date::new(year?, month?, day?).ok()?;
    at_time(date, &time)
}

/// A day with its time, which may be empty, and an offset behind it.
fn at_time(date: civil::Date, time: &str) -> Option<Moment> {
    let time = time.trim();
    let end = time.find(|c: char| !(c.is_ascii_digit() || ":.".contains(c)));
    let (clock, zone) = time.split_at(end.unwrap_or(time.len()));
    let mut parts = clock.split(':');
    let mut next = || match parts.next() {
        None | Some("") => Some(0),
        Some(part) => part.split('.').next()?.parse::<i8>().ok(),
    };
    let (hour, minute, second) = (next()?, next()?, next()?);
    let time = civil::Time::new(hour, minute, second.min(59), 0).ok()?;
    Some(Moment {
        local: date.to_datetime(time),
        offset: offset(zone.trim()),
    })
}

fn offset(zone: &str) -> Option<Offset> {
    let zone = zone
        .trim_start_matches("GMT")
        .trim_start_matches("UTC")
        .trim();
    if matches!(zone, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).unwrap_or("00").parse().ok()?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::{dated_name, moment};

    #[test]
    fn dates_of_other_programs() {
        let case = |text: &str, expected: &str| {
            let moment = moment(text).map(|moment| moment.to_front_matter());
            assert_eq!(moment.as_deref().unwrap_or("none"), expected, "{text}");
        };
        case("2026-05-23", "2026-05-23T00:00:00");
        case("2026-05-23 10:00:00 +0100", "2026-05-23T10:00:00+01:00");
        case("2026-05-23T10:00:00Z", "2026-05-23T10:00:00+00:00");
        case("2026-05-23T10:00:00.000-05:30", "2026-05-23T10:00:00-05:30");
        case("2026/5/3 7:05", "2026-05-03T07:05:00");
        case("May 23 2026", "2026-05-23T00:00:00");
        case("23 May 2026 10:00", "2026-05-23T10:00:00");
        case("Jul 8th, 2026", "2026-07-08T00:00:00");
        case("2026-13-01", "none");
        case("soon", "none");
    }

    #[test]
    fn names_with_dates() {
        let case = |name: &str, expected: &str| {
            let named = dated_name(name);
            let named = named.map(|named| format!("{} {}", named.date, named.rest));
            assert_eq!(named.as_deref().unwrap_or("none"), expected, "{name}");
        };
        case("2026-05-23-a-b", "2026-05-23 a-b");
        case("2026-5-3-a", "2026-05-03 a");
        case("2026-05-23_a", "2026-05-23 a");
        case("2026-05-23", "2026-05-23 ");
        case("2026-05-231", "none");
        case("top-10", "none");
    }
}
