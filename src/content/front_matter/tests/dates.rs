//! Dates in every form that is read, and what is said of those that are none.

use super::{fenced, read_in, said, values};

const NEW_YORK: &str =
    "{base_url: 'https://b.example', timezone: America/New_York, languages: {en: {title: B}}}";

#[test]
fn dates_in_every_usual_form() {
    let case = |date: &str, expected: &str| {
        assert_eq!(
            values(&format!("date: {date}")),
            format!("date = {expected}\n")
        );
    };
    case(
        "2026-05-23",
        "2026-05-23T00:00:00+00:00[Africa/Dakar] (day)",
    );
    case(
        "'2026-05-23'",
        "2026-05-23T00:00:00+00:00[Africa/Dakar] (day)",
    );
    case("2026-5-3", "2026-05-03T00:00:00+00:00[Africa/Dakar] (day)");
    case(
        "2026-05-23T10:00",
        "2026-05-23T10:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23 10:00:00",
        "2026-05-23T10:00:00+00:00[Africa/Dakar]",
    );
    case("2026-05-23t9:05", "2026-05-23T09:05:00+00:00[Africa/Dakar]");
    case(
        "2026-05-23T10:00:00Z",
        "2026-05-23T10:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23T10:00:00.123456789Z",
        "2026-05-23T10:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23 10:00:00 +0100",
        "2026-05-23T09:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23 10:00:00 +01:00",
        "2026-05-23T09:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23T10:00:00+01:00",
        "2026-05-23T09:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23 10:00:00 -0500",
        "2026-05-23T15:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23 10:00 -5",
        "2026-05-23T15:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23 10:00 UTC",
        "2026-05-23T10:00:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-05-23T10:00+05:30[Asia/Kolkata]",
        "2026-05-23T04:30:00+00:00[Africa/Dakar]",
    );
    case(
        "2026-12-31T23:30:00-02:00",
        "2027-01-01T01:30:00+00:00[Africa/Dakar]",
    );
    case(
        "2024-02-29",
        "2024-02-29T00:00:00+00:00[Africa/Dakar] (day)",
    );
    case(
        "1000-01-01",
        "1000-01-01T00:00:00-00:16[Africa/Dakar] (day)",
    );
    case(
        "9999-12-29",
        "9999-12-29T00:00:00+00:00[Africa/Dakar] (day)",
    );
}

#[test]
fn all_names_of_dates() {
    for name in [
        "lastmod",
        "modified",
        "last_modified_at",
        "LastMod",
        "last-modified-at",
    ] {
        let values = values(&format!("{name}: 2026-05-23"));
        assert_eq!(
            values,
            "updated = 2026-05-23T00:00:00+00:00[Africa/Dakar] (day)\n"
        );
    }
    let both = values("publishDate: 2026-05-23\nexpiry-date: 2026-06-01");
    assert_eq!(
        both,
        "publish_date = 2026-05-23T00:00:00+00:00[Africa/Dakar] (day)\n\
         expiry_date = 2026-06-01T00:00:00+00:00[Africa/Dakar] (day)\n"
    );
}

/// What tools write for "never" is a date like any other.
#[test]
fn the_last_days_of_the_calendar_are_dates() {
    for never in [
        "9999-12-31",
        "9999-12-31 23:59:59",
        "9999-12-31T23:59:59Z",
        "9999-12-30",
    ] {
        for zone in ["UTC", "America/New_York", "Pacific/Kiritimati"] {
            let settings = NEW_YORK.replace("America/New_York", zone);
            let read = read_in(&settings, &fenced(&format!("expiry_date: {never}")));
            assert!(read.diagnostics.is_empty(), "{never} in {zone}");
            let year = read.front.expiry_date.map(|date| date.value.at.year());
            assert_eq!(year, Some(9999), "{never} in {zone}");
        }
    }
}

/// New York, 2026: forward from 02:00 to 03:00 on 8 March, back from 02:00 on 1 November.
#[test]
fn clock_changes_take_the_compatible_rule() {
    let case = |date: &str, expected: &str| {
        let front = read_in(NEW_YORK, &fenced(&format!("date: {date}"))).front;
        assert_eq!(front.date.unwrap().value.at.to_string(), expected);
    };
    case(
        "2026-03-08 01:59",
        "2026-03-08T01:59:00-05:00[America/New_York]",
    );
    case(
        "2026-03-08 02:30",
        "2026-03-08T03:30:00-04:00[America/New_York]",
    );
    case(
        "2026-11-01 01:30",
        "2026-11-01T01:30:00-04:00[America/New_York]",
    );
    case(
        "2026-11-01T01:30-05:00",
        "2026-11-01T01:30:00-05:00[America/New_York]",
    );
}

#[test]
fn impossible_dates_say_why() {
    let case = |date: &str, message: &str, hint: &str| {
        let text = fenced(&format!("date: {date}"));
        let carets = "^".repeat(date.chars().count());
        let expected = format!(
            "error: `{}` {message}\n --> content/articles/puces/fr.md:2:7\n  |\n2 | date: {date}\n  |       {carets}\n  |\n  = hint: {hint}\n",
            date.trim_matches('\'')
        );
        assert_eq!(said(&text), expected);
    };
    let form = "write it as `2026-05-23` or `2026-05-23 10:00`";
    let time = "write the time as `10:00`, from `00:00` to `23:59`";
    let offset = "write the offset as `+01:00`, or leave it out for the site's `timezone`";
    case("2026-02-30", "does not exist", "February 2026 has 28 days");
    case("2024-02-30", "does not exist", "February 2024 has 29 days");
    case("2026-04-31", "does not exist", "April 2026 has 30 days");
    case("2026-05-00", "does not exist", "May 2026 has 31 days");
    case("2026-13-01", "does not exist", "months go from 01 to 12");
    case(
        "10000-01-01",
        "is out of range",
        "years go from 1000 to 9999",
    );
    case(
        "0026-01-01",
        "is out of range",
        "years go from 1000 to 9999",
    );
    case(
        "9999-12-31 23:59:59 -1200",
        "is out of range",
        "years go from 1000 to 9999",
    );
    let meant = "write `date: 2026-05-23`";
    for other in [
        "23/05/2026",
        "05/23/2026",
        "2026/5/23",
        "23.05.2026",
        "23-05-2026",
        "23 mai 2026",
        "samedi 23 mai 2026",
        "May 23, 2026",
        "23rd of May 2026",
        "-2026-05-23",
        "2026-05-23-01",
    ] {
        case(other, "is not a date", meant);
    }
    case(
        "05/06/2026",
        "is not a date",
        "write `date: 2026-06-05` if the day comes first, else `date: 2026-05-06`",
    );
    case(
        "1er juillet 2026",
        "is not a date",
        "write `date: 2026-07-01`",
    );
    case("06/06/2026", "is not a date", "write `date: 2026-06-06`");
    case("31/02/2026", "is not a date", form);
    case("23/05/26", "is not a date", form);
    case("hier", "is not a date", form);
    case("2026", "is not a date", form);
    case("20260523", "is not a date", form);
    case("'2026-٠5-23'", "is not a date", form);
    case("2026-05-23 25:00", "has no valid time of day", time);
    case("2026-05-23 24:00", "has no valid time of day", time);
    case("2026-05-23 10h30", "has no valid time of day", time);
    case("2026-05-23 10", "has no valid time of day", time);
    case("2026-05-23 10:00 CEST", "has no valid offset", offset);
    case("2026-05-23T10:00:00+99:00", "has no valid offset", offset);
    case("2026-05-23T10:00:00+01:75", "has no valid offset", offset);
}

#[test]
fn dates_that_contradict_each_other_are_told() {
    let case = |matter: &str, wrong: Option<(usize, &str, &str)>| {
        let expected = wrong.map(|(line, written, message)| {
            let column = written.find(": ").map_or(0, |colon| colon + 3);
            let carets = "^".repeat(written.len() + 1 - column);
            let indent = " ".repeat(column);
            format!(
                "warning: {message}\n --> content/articles/puces/fr.md:{line}:{column}\n  |\n\
                 {line} | {written}\n  |{indent}{carets}\n  |\n  = hint: correct the date that is wrong\n"
            )
        });
        assert_eq!(
            said(&fenced(matter)),
            expected.unwrap_or_default(),
            "{matter}"
        );
    };
    let early = "this is before `date`: no page shows it";
    let never = "this is not after the first day: it is never shown";
    case("date: 2026-05-23 18:00\nlastmod: 2026-05-23", None);
    case(
        "date: 2026-05-23\nlastmod: 2025-06-01",
        Some((3, "lastmod: 2025-06-01", early)),
    );
    case("date: 2026-05-23\nexpiry_date: 2026-05-24", None);
    case(
        "date: 2026-05-23\nexpiry_date: 2026-05-23",
        Some((3, "expiry_date: 2026-05-23", never)),
    );
    case(
        "expiryDate: 2026-05-24\ndate: 2026-05-23\npublish_date: 2026-06-01",
        Some((2, "expiryDate: 2026-05-24", never)),
    );
    case("updated: 2026-05-22\nexpiry_date: 2026-05-24", None);
}
