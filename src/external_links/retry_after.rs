//! The header `Retry-After` (RFC 9110, 10.2.3): how long a server asks to wait.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;

/// How long to wait from `now`, by a number of seconds or a date. A date that is past means no
/// time; `None` for a value that is neither.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let moment = DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_timestamp(value)
        .ok()?;
    let left = moment.duration_since(now).max(jiff::SignedDuration::ZERO);
    // a part of a second counts as a whole one
    let seconds = u64::try_from(left.as_millis().div_euclid(1000) + 1).ok()?;
    Some(Duration::from_secs(if left.is_zero() {
        0
    } else {
        seconds
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now: Timestamp = "1994-11-06T08:49:30Z".parse().expect("a moment");
        let seconds = |value: &str| retry_after(value, now).map(|wait| wait.as_secs());
        for (value, expected) in [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(8)),
            ("Sun, 06 Nov 1994 08:49:30 GMT", Some(0)),
            ("Sun, 06 Nov 1993 08:49:37 GMT", Some(0)),
            ("-1", None),
            ("99999999999", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(seconds(value), expected, "{value}");
        }
    }
}
