//! Splits texts of qTranslate-X and qTranslate-XT, which hold all languages after each other:
//! `[:fr]…[:en]…[:]`, `<!--:fr-->…<!--:-->` and `{:fr}…{:}`.

use std::collections::BTreeMap;

/// How a mark of a language begins and ends.
struct MarkForm {
    start: &'static str,
    end: &'static str,
}

const FORMS: [MarkForm; 3] = [
    MarkForm {
        start: "[:",
        end: "]",
    },
    MarkForm {
        start: "<!--:",
        end: "-->",
    },
    MarkForm {
        start: "{:",
        end: "}",
    },
];

/// A mark in a text.
struct Mark<'a> {
    /// The code of the language that begins; empty where a language ends.
    code: &'a str,
    length: usize,
}

/// The text of each language; `None` for a text without marks. What stands outside of all marks
/// belongs to every language.
pub fn split_languages(text: &str) -> Option<BTreeMap<String, String>> {
    if !FORMS.iter().any(|form| text.contains(form.start)) {
        return None;
    }
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut shared = String::new();
    let mut code = "";
    let mut rest = text;
    loop {
        let next = next_mark(rest);
        let end = next.as_ref().map_or(rest.len(), |found| found.at);
        let piece = &rest[..end];
        if code.is_empty() {
            shared.push_str(piece);
            texts.values_mut().for_each(|text| text.push_str(piece));
        } else {
            let own = texts.entry(code.to_string());
            own.or_insert_with(|| shared.clone()).push_str(piece);
        }
        let Some(found) = next else { break };
        code = found.mark.code;
        rest = &rest[found.at + found.mark.length..];
    }
    (!texts.is_empty()).then_some(texts)
}

/// The text of one language; the first one that there is where it has none.
pub fn in_language(text: &str, lang: &str) -> String {
    match split_languages(text) {
        None => text.to_string(),
        Some(mut texts) => match texts.remove(lang) {
            Some(own) => own,
            None => texts.into_values().next().unwrap_or_default(),
        },
    }
}

struct FoundMark<'a> {
    at: usize,
    mark: Mark<'a>,
}

fn next_mark(text: &str) -> Option<FoundMark<'_>> {
    let mut from = 0;
    loop {
        let starts = FORMS
            .iter()
            .filter_map(|form| text[from..].find(form.start));
        let at = from + starts.min()?;
        if let Some(mark) = mark_at(&text[at..]) {
            return Some(FoundMark { at, mark });
        }
        from = at + 1;
    }
}

fn mark_at(text: &str) -> Option<Mark<'_>> {
    FORMS.iter().find_map(|form| {
        let inner = text.strip_prefix(form.start)?;
        let end = inner
            .bytes()
            .take(8)
            .position(|byte| byte == form.end.as_bytes()[0])?;
        let code = &inner[..end];
        let is_code = code.is_empty()
            || (code.len() >= 2
                && code
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        let is_whole = is_code && inner[end..].starts_with(form.end);
        is_whole.then_some(Mark {
            code,
            length: form.start.len() + end + form.end.len(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{in_language, split_languages};

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let texts = split_languages(text).unwrap_or_default();
        let texts: Vec<String> = texts
            .iter()
            .map(|(code, text)| format!("{code}={text}"))
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn each_language_has_its_text() {
        case("[:fr]Un[:en]One[:]", &["en=One", "fr=Un"]);
        case(
            "<!--:fr-->Un<!--:--><!--:en-->One<!--:-->",
            &["en=One", "fr=Un"],
        );
        case("a [:fr]Un[:en]One[:] b", &["en=a One b", "fr=a Un b"]);
        case("{:fr}Un{:en}One{:}", &["en=One", "fr=Un"]);
        case("a [:] b, [:x], [1:2]", &[]);
        case("none", &[]);
        assert_eq!(in_language("[:fr]Un[:]", "en"), "Un");
    }
}
