//! Dates as people write them and Griot does not read them: `23/05/2026`, `May 23, 2026`.
//!
//! Gives the day that is meant, for a hint.

use crate::text::fold::fold;
use jiff::civil;

/// What a date in another form may mean.
pub enum OtherDate {
    /// Only one day can be meant.
    Only(civil::Date),
    /// Two numbers may both be the month.
    Ambiguous {
        day_first: civil::Date,
        month_first: civil::Date,
    },
}

/// A part of a date.
#[derive(Clone, Copy)]
enum Part {
    Number(i16),
    Month(i8),
}

/// Recognizes numbers in another order (`23-05-2026`) and names of months in French and English.
pub fn other_date(text: &str) -> Option<OtherDate> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty() && !is_filler(word));
    let mut next = || words.next().and_then(part);
    let (first, second, third) = (next()?, next()?, next()?);
    match (first, second, third) {
        (Part::Number(day), Part::Month(month), Part::Number(year)) if year >= 1000 => {
            date(year, month.into(), day).map(OtherDate::Only)
        }
        (Part::Month(month), Part::Number(day), Part::Number(year)) if year >= 1000 => {
            date(year, month.into(), day).map(OtherDate::Only)
        }
        (Part::Number(year), Part::Number(month), Part::Number(day)) if year >= 1000 => {
            date(year, month, day).map(OtherDate::Only)
        }
        (Part::Number(a), Part::Number(b), Part::Number(year)) if year >= 1000 => {
            match (date(year, b, a), date(year, a, b)) {
                (Some(day_first), Some(month_first)) if day_first != month_first => {
                    Some(OtherDate::Ambiguous {
                        day_first,
                        month_first,
                    })
                }
                (day_first, month_first) => day_first.or(month_first).map(OtherDate::Only),
            }
        }
        _ => None,
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<civil::Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    civil::Date::new(year, month, day).ok()
}

/// Names of months, folded, each with the first letters that no other month has.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["fev", "feb"],
    &["mar"],
    &["avr", "apr"],
    &["mai", "may"],
    &["juin", "jun"],
    &["juil", "jul"],
    &["aou", "aug"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec"],
];

/// Whether a word of a date says nothing: the day of the week, `of`, `le`.
fn is_filler(word: &str) -> bool {
    let days = [
        "lun", "mardi", "mer", "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu", "fri",
        "sat", "sun",
    ];
    matches!(word, "le" | "the" | "of" | "de") || days.iter().any(|day| word.starts_with(day))
}

fn part(word: &str) -> Option<Part> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let is_number =
            digits <= 4 && matches!(&word[digits..], "" | "er" | "st" | "nd" | "rd" | "th");
        let number = is_number.then(|| word[..digits].parse().ok()).flatten();
        return number.map(Part::Number);
    }
    let starts = |month: &&[&str]| month.iter().any(|start| word.starts_with(start));
    let month = MONTHS.iter().position(starts)?;
    i8::try_from(month + 1).ok().map(Part::Month)
}
