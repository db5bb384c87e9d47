//! Parts of old addresses that several generators have: the language, the day.

use super::site_facts::SiteFacts;
use super::source_text::SourceText;
use jiff::civil;
use jiff::tz::TimeZone;

/// The prefix of a text's language.
pub fn prefix<'f>(text: &SourceText, facts: &'f SiteFacts) -> &'f str {
    &facts.languages[text.language].prefix
}

/// The day of a text on the clock of the site.
pub fn local_time(text: &SourceText, facts: &SiteFacts) -> Option<civil::DateTime> {
    let date = text.date?;
    let zone = TimeZone::get(&facts.timezone).ok();
    let moved = date.offset.zip(zone).and_then(|(offset, zone)| {
        let at = offset.to_timestamp(date.local).ok()?;
        Some(zone.to_datetime(at))
    });
    Some(moved.unwrap_or(date.local))
}

/// Fills in the parts of a date that all generators name alike.
pub fn fill_date(pattern: &str, time: Option<civil::DateTime>) -> String {
    let Some(time) = time else {
        return pattern.to_string();
    };
    let two = |number: i8| format!("{number:02}");
    pattern
        .replace(":i_month", &time.month().to_string())
        .replace(":i_day", &time.day().to_string())
        .replace(":short_year", &format!("{:02}", time.year() % 100))
        .replace(":year_day", &time.day_of_year().to_string())
        .replace(":y_day", &format!("{:03}", time.day_of_year()))
        .replace(":yearday", &time.day_of_year().to_string())
        .replace(":year", &format!("{:04}", time.year()))
        .replace(":monthname", month_name(time.month()))
        .replace(":month", &two(time.month()))
        .replace(":day", &two(time.day()))
        .replace(":hour", &two(time.hour()))
        .replace(":minute", &two(time.minute()))
        .replace(":second", &two(time.second()))
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    NAMES[usize::try_from(month - 1).unwrap_or(0).min(11)]
}
