//! Dates as authors and other generators write them.
//!
//! Reads a date, or a date and a time with or without an offset; without one, in the site's time
//! zone. A time that the clocks skip in spring counts as if they had not been put forward. A time
//! that comes twice in autumn is the first of the two (jiff's "compatible" rule, that of RFC 5545).

use super::Date;
use super::other_dates::{OtherDate, other_date};
use crate::diagnostic::{Code, Diagnostic, Message, Spanned, Text};
use crate::phrase;
use crate::yaml_and_toml::{MappingKey, Node, shortened};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{Offset, TimeZone};

/// Reads the moment of `node`, the value of `key`, in `zone`.
pub fn date(key: &MappingKey, node: &Node, zone: &TimeZone) -> Result<Spanned<Date>, Diagnostic> {
    let Some(text) = node.scalar_text() else {
        return Err(node.type_error(phrase!("a date")));
    };
    let text = text.trim();
    let value = parse(text, zone).map_err(|error| {
        let message = error.message(&shortened(text));
        node.error(message).hint(error.hint(&key.shortened()))
    })?;
    let span = node.span();
    Ok(Spanned { value, span })
}

/// The reason for which a date cannot be read.
enum DateError {
    /// Text of another form.
    NotADate,
    /// A date in another form, with the day that was meant.
    OtherForm(civil::Date),
    /// A date such as `05/06/2026`, with both days that may be meant.
    Ambiguous(civil::Date, civil::Date),
    /// A month beyond 12.
    NoSuchMonth,
    /// A day that its month does not have.
    NoSuchDay { year: i16, month: i8 },
    /// A year outside 1000 to 9999.
    OutOfRange,
    /// A time of day that does not exist.
    InvalidTime,
    /// An offset that cannot be read.
    InvalidOffset,
}

impl DateError {
    fn message(&self, date: &str) -> Message {
        let text = match self {
            DateError::NotADate | DateError::OtherForm(_) | DateError::Ambiguous(..) => {
                phrase!("`{date}` is not a date", date = date)
            }
            DateError::NoSuchMonth | DateError::NoSuchDay { .. } => {
                phrase!("`{date}` does not exist", date = date)
            }
            DateError::OutOfRange => phrase!("`{date}` is out of range", date = date),
            DateError::InvalidTime => phrase!("`{date}` has no valid time of day", date = date),
            DateError::InvalidOffset => phrase!("`{date}` has no valid offset", date = date),
        };
        Message {
            code: Code::InvalidDate,
            text,
        }
    }

    fn hint(&self, key: &str) -> Text {
        match self {
            DateError::NotADate => phrase!("write it as `2026-05-23` or `2026-05-23 10:00`"),
            DateError::OtherForm(date) => {
                phrase!("write `{key}: {date}`", key = key, date = date.to_string())
            }
            DateError::Ambiguous(day_first, month_first) => phrase!(
                "write `{key}: {day_first}` if the day comes first, else `{key}: {month_first}`",
                key = key,
                day_first = day_first.to_string(),
                month_first = month_first.to_string()
            ),
            DateError::NoSuchMonth => phrase!("months go from 01 to 12"),
            DateError::NoSuchDay { year, month } => {
                let days =
                    civil::Date::new(*year, *month, 1).map_or(31, civil::Date::days_in_month);
                phrase!(
                    "{month} {year} has {days} days",
                    month = month_name(*month),
                    year = year.to_string(),
                    days = days.to_string()
                )
            }
            DateError::OutOfRange => phrase!("years go from 1000 to 9999"),
            DateError::InvalidTime => {
                phrase!("write the time as `10:00`, from `00:00` to `23:59`")
            }
            DateError::InvalidOffset => {
                phrase!("write the offset as `+01:00`, or leave it out for the site's `timezone`")
            }
        }
    }
}

fn month_name(month: i8) -> Text {
    match month {
        1 => phrase!("January"),
        2 => phrase!("February"),
        3 => phrase!("March"),
        4 => phrase!("April"),
        5 => phrase!("May"),
        6 => phrase!("June"),
        7 => phrase!("July"),
        8 => phrase!("August"),
        9 => phrase!("September"),
        10 => phrase!("October"),
        11 => phrase!("November"),
        _ => phrase!("December"),
    }
}

fn parse(text: &str, zone: &TimeZone) -> Result<Date, DateError> {
    let (day, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let day = calendar_day(day).map_err(|error| match error {
        DateError::NotADate | DateError::OutOfRange => other_form(text).unwrap_or(error),
        error => error,
    })?;
    let has_time = !rest.is_empty();
    let clock = match has_time {
        true => clock(rest)?,
        false => Clock::MIDNIGHT,
    };
    let written = day.to_datetime(clock.time);
    let at = match clock.offset {
        Some(offset) => moment(written, offset),
        None => {
            let at = written.to_zoned_datetime(zone.clone());
            Some(at.map_or(LAST, |at| at.timestamp()))
        }
    };
    let at = at
        .map(|at| at.to_zoned_datetime(zone.clone()))
        .filter(|at| (1000..=9999).contains(&at.year()))
        .ok_or(DateError::OutOfRange)?;
    Ok(Date { at, has_time })
}

/// Stands for the last two days of 9999, which tools write for "never": jiff does not count as far.
const LAST: Timestamp = Timestamp::MAX;

/// The moment of a time with an offset; `None` when it is out of range.
fn moment(time: civil::DateTime, offset: Offset) -> Option<Timestamp> {
    let last = || {
        let universal = time.checked_sub(offset.duration_since(Offset::UTC));
        universal.is_ok().then_some(LAST)
    };
    offset.to_timestamp(time).ok().or_else(last)
}

/// Reads `2026-05-23`, also `2026-5-3`.
fn calendar_day(text: &str) -> Result<civil::Date, DateError> {
    let mut parts = text.split('-').map(number);
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(DateError::NotADate);
    };
    if !(1000..=9999).contains(&year) {
        return Err(DateError::OutOfRange);
    }
    if !(1..=12).contains(&month) {
        return Err(DateError::NoSuchMonth);
    }
    let (Ok(year), Ok(month)) = (i16::try_from(year), i8::try_from(month)) else {
        return Err(DateError::NotADate);
    };
    let valid = i8::try_from(day)
        .ok()
        .and_then(|day| civil::Date::new(year, month, day).ok());
    valid.ok_or(DateError::NoSuchDay { year, month })
}

/// The error for a date that people write in another form.
fn other_form(text: &str) -> Option<DateError> {
    Some(match other_date(text)? {
        OtherDate::Only(date) => DateError::OtherForm(date),
        OtherDate::Ambiguous {
            day_first,
            month_first,
        } => DateError::Ambiguous(day_first, month_first),
    })
}

/// Reads a number of at most five digits, and nothing else.
fn number(text: &str) -> Option<i32> {
    let digits = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A time of day, with its offset if it has one.
struct Clock {
    time: civil::Time,
    offset: Option<Offset>,
}

impl Clock {
    const MIDNIGHT: Clock = Clock {
        time: civil::Time::midnight(),
        offset: None,
    };
}

/// Reads `10:00` or `10:00:00.5`, then `Z`, `+01:00`, `-0500` or nothing.
fn clock(text: &str) -> Result<Clock, DateError> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(text.len());
    let (time, zone) = text.split_at(end);
    let time = time_of_day(time).ok_or(DateError::InvalidTime)?;
    let zone = zone.split('[').next().unwrap_or_default().trim();
    let offset = match zone {
        "" => None,
        zone => Some(offset(zone).ok_or(DateError::InvalidOffset)?),
    };
    Ok(Clock { time, offset })
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

/// Reads `Z`, `UTC`, `+1`, `+01`, `+0100`, `+01:00`; up to 14 hours, the most that is in use.
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
