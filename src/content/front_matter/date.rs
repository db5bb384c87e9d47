//! Dates as authors and other generators write them.
//!
//! A date, or a date and a time with or without an offset; in the site's time zone where
//! it has none. A time that the clocks skip in spring counts as if they had not been put
//! forward, one that comes twice in autumn is the first of the two (jiff's "compatible"
//! rule, that of RFC 5545).

use super::Date;
use crate::diagnostic::{Diagnostic, Spanned};
use crate::document::{Node, shortened};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{Offset, TimeZone};

/// The moment that `node` names, in `zone`.
pub fn date(node: &Node, zone: &TimeZone) -> Result<Spanned<Date>, Diagnostic> {
    let text = node.written().ok_or_else(|| node.expected("a date"))?;
    let text = text.trim();
    let fault = |fault: Fault| {
        let message = format!("`{}` {}", shortened(text), fault.message);
        node.error(message).hint(fault.hint)
    };
    let value = parse(text, zone).map_err(fault)?;
    let span = node.span();
    Ok(Spanned { value, span })
}

/// What is wrong with a date, as the end of "`…` …", and the remedy.
struct Fault {
    message: &'static str,
    hint: String,
}

impl Fault {
    fn new(message: &'static str, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        Fault { message, hint }
    }

    fn no_date() -> Self {
        Fault::new(
            "is not a date",
            "write it as `2026-05-23` or `2026-05-23 10:00`",
        )
    }

    fn no_time() -> Self {
        Fault::new(
            "has no valid time of day",
            "write the time as `10:00`, from `00:00` to `23:59`",
        )
    }
}

fn parse(text: &str, zone: &TimeZone) -> Result<Date, Fault> {
    let (day, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let day = calendar_day(day)?;
    let has_time = !rest.is_empty();
    let (time, offset) = if has_time {
        time_and_offset(rest)?
    } else {
        (civil::Time::midnight(), None)
    };
    let written = day.to_datetime(time);
    let at = match offset {
        Some(offset) => moment(written, offset),
        None => Some(
            written
                .to_zoned_datetime(zone.clone())
                .map_or(LAST, |at| at.timestamp()),
        ),
    };
    let at = at
        .map(|at| at.to_zoned_datetime(zone.clone()))
        .filter(|at| (1000..=9999).contains(&at.year()))
        .ok_or_else(out_of_range)?;
    Ok(Date { at, has_time })
}

/// Stands for the last two days of 9999, by which tools mean "never": they are past what jiff
/// counts.
const LAST: Timestamp = Timestamp::MAX;

fn moment(time: civil::DateTime, offset: Offset) -> Option<Timestamp> {
    let last = || {
        let universal = time.checked_sub(offset.duration_since(Offset::UTC));
        universal.is_ok().then_some(LAST)
    };
    offset.to_timestamp(time).ok().or_else(last)
}

fn out_of_range() -> Fault {
    Fault::new("is out of range", "years go from 1000 to 9999")
}

/// `2026-05-23`, also `2026-5-3`.
fn calendar_day(text: &str) -> Result<civil::Date, Fault> {
    let mut parts = text.split('-').map(number);
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(other_order(text).unwrap_or_else(Fault::no_date));
    };
    if !(1000..=9999).contains(&year) {
        return Err(out_of_range());
    }
    if !(1..=12).contains(&month) {
        return Err(Fault::new("does not exist", "months go from 01 to 12"));
    }
    let (Ok(year), Ok(month)) = (i16::try_from(year), i8::try_from(month)) else {
        return Err(Fault::no_date());
    };
    let valid = i8::try_from(day)
        .ok()
        .and_then(|day| civil::Date::new(year, month, day).ok());
    valid.ok_or_else(|| no_such_day(year, month))
}

fn no_such_day(year: i16, month: i8) -> Fault {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = MONTHS
        .get(usize::from(month.unsigned_abs()) - 1)
        .copied()
        .unwrap_or_default();
    let days = civil::Date::new(year, month, 1).map_or(31, civil::Date::days_in_month);
    Fault::new("does not exist", format!("{name} {year} has {days} days"))
}

/// A number of at most five digits, and nothing else.
fn number(text: &str) -> Option<i32> {
    let digits = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A date in another order, `23/05/2026`, where it can be told what was meant.
fn other_order(text: &str) -> Option<Fault> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let (a, b, c) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = match (a, b, c) {
        (1000.., 1..=12, 1..=31) => (a, b, c),
        (13..=31, 1..=12, 1000..) => (c, b, a),
        (1..=12, 13..=31, 1000..) => (c, a, b),
        _ => return None,
    };
    let hint = format!("write it as `{year}-{month:02}-{day:02}`");
    Some(Fault::new("is not a date", hint))
}

/// `10:00`, `10:00:00.5`, and what follows: `Z`, `+01:00`, `-0500`, or nothing.
fn time_and_offset(text: &str) -> Result<(civil::Time, Option<Offset>), Fault> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    let time = time_of_day(clock).ok_or_else(Fault::no_time)?;
    let zone = zone.split('[').next().unwrap_or_default().trim();
    if zone.is_empty() {
        return Ok((time, None));
    }
    let offset = offset(zone).ok_or_else(|| {
        Fault::new(
            "has no valid offset",
            "write the offset as `+01:00`, or leave it out for the site's `timezone`",
        )
    })?;
    Ok((time, Some(offset)))
}

fn time_of_day(text: &str) -> Option<civil::Time> {
    let mut parts = text.split(':');
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let second = parts.next().unwrap_or("0");
    let second = second.split('.').next().and_then(number)?;
    if parts.next().is_some() {
        return None;
    }
    let small = |number: i32| i8::try_from(number).ok();
    civil::Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()
}

/// `Z`, `UTC`, `+1`, `+01`, `+0100`, `+01:00`; up to 14 hours, the most that is in use.
fn offset(text: &str) -> Option<Offset> {
    if ["Z", "UTC", "GMT"]
        .iter()
        .any(|name| text.eq_ignore_ascii_case(name))
    {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let minutes = (minutes < 60).then_some(hours * 60 + minutes)?;
    let minutes = (minutes <= 14 * 60).then_some(minutes)?;
    Offset::from_seconds(sign * minutes * 60).ok()
}
