//! Formats dates: as each language writes them by CLDR (`1er novembre 2026`, `November 1, 2026`),
//! and by RFC 3339.

use super::view::DateView;
use crate::content::front_matter::Date;
use icu_calendar::{Gregorian, Iso};
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{M, YMD};
use icu_locale::Locale;

/// Formats dates in one language.
pub struct DateFormatter {
    day: Option<Formatter<Gregorian, YMD>>,
    month: Option<Formatter<Gregorian, M>>,
    is_french: bool,
}

impl DateFormatter {
    /// A formatter for a locale such as `fr_FR` or `fr`. A language that CLDR lacks gets ISO dates.
    pub fn new(locale: &str) -> Self {
        let locale = locale.replace('_', "-");
        let locale = locale.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        DateFormatter {
            day: Formatter::try_new((&locale).into(), YMD::long()).ok(),
            month: Formatter::try_new((&locale).into(), M::long()).ok(),
            is_french: locale.id.language.as_str() == "fr",
        }
    }

    /// The view of a date.
    pub fn view(&self, date: &Date) -> DateView {
        let civil = date.at.date();
        let iso = if date.has_time {
            rfc3339(date)
        } else {
            civil.to_string()
        };
        let text =
            gregorian(civil).and_then(|day| Some(self.day.as_ref()?.format(&day).to_string()));
        let text = text.unwrap_or_else(|| civil.to_string());
        // French writes the first of a month as an ordinal ("Imprimerie nationale"); CLDR does not
        let text = match text.strip_prefix("1 ") {
            Some(rest) if self.is_french => format!("1er {rest}"),
            _ => text,
        };
        DateView {
            iso,
            text,
            day: civil.day(),
        }
    }

    /// The name of a month, 1 to 12.
    pub fn month(&self, month: i8) -> String {
        let name = jiff::civil::Date::new(2000, month, 1)
            .ok()
            .and_then(gregorian);
        let name = name.and_then(|day| Some(self.month.as_ref()?.format(&day).to_string()));
        name.unwrap_or_else(|| month.to_string())
    }
}

/// A date by RFC 3339, with the offset of the site's time zone: `2026-11-01T08:00:00+01:00`.
pub fn rfc3339(date: &Date) -> String {
    let (day, time, east) = (date.at.date(), date.at.time(), date.at.offset().seconds());
    let mut text = String::with_capacity("2026-11-01T08:00:00+01:00".len());
    let mut push = |before: &str, number: i32| {
        text.push_str(before);
        let digit = |number: i32| char::from(b'0' + (number % 10).unsigned_abs() as u8);
        text.extend([digit(number / 10), digit(number)]);
    };
    push("", i32::from(day.year()) / 100);
    push("", i32::from(day.year()) % 100);
    push("-", i32::from(day.month()));
    push("-", i32::from(day.day()));
    push("T", i32::from(time.hour()));
    push(":", i32::from(time.minute()));
    push(":", i32::from(time.second()));
    push(if east < 0 { "-" } else { "+" }, east.abs() / 3600);
    push(":", east.abs() / 60 % 60);
    text
}

fn gregorian(date: jiff::civil::Date) -> Option<icu_calendar::Date<Gregorian>> {
    let (year, month, day) = (
        i32::from(date.year()),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    );
    let iso: icu_calendar::Date<Iso> = icu_calendar::Date::try_new_iso(year, month, day).ok()?;
    Some(iso.to_calendar(Gregorian))
}
