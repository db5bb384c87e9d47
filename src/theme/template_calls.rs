//! Finds calls of Griot's functions in the text of a template: `t("home")`, `asset("style.css")`.
//!
//! Takes a template and gives its calls with their places. Looks only into tags, never into text,
//! comments, raw blocks or strings.

use std::ops::Range;

/// A call whose first argument is a string.
#[derive(Debug, PartialEq, Eq)]
pub struct Call<'t> {
    /// `t` or `asset`
    pub function: &'t str,
    /// The first argument, as it is written.
    pub key: &'t str,
    /// Byte of the text where the call begins.
    pub start: usize,
    /// Byte of the text where the arguments begin.
    pub arguments: usize,
    /// Byte of the text where the call ends, if `key` is the only argument and has no escapes.
    pub only_argument_end: Option<usize>,
    /// The arguments after the string; `None` when they could not be parsed.
    pub named: Option<Vec<NamedArgument<'t>>>,
}

/// An argument with a name.
#[derive(Debug, PartialEq, Eq)]
pub struct NamedArgument<'t> {
    /// The name before `=`.
    pub name: &'t str,
    /// Bytes of the text from its name to the end of its value.
    pub span: Range<usize>,
    /// The value, if it is a string literal.
    pub literal: Option<&'t str>,
}

/// Every call in a template, in order.
pub fn calls(text: &str) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(brace) = text[at..].find('{') {
        let start = at + brace;
        let inside = &text[start + 1..];
        at = match inside.as_bytes().first() {
            Some(b'#') => end_of(text, start, "#}"),
            Some(b'{') => in_tag(text, start + 2, "}}", &mut calls),
            Some(b'%') if is_raw(&inside[1..]) => end_of(text, start, "endraw"),
            Some(b'%') => in_tag(text, start + 2, "%}", &mut calls),
            _ => start + 1,
        };
    }
    calls
}

fn end_of(text: &str, from: usize, end: &str) -> usize {
    text[from..]
        .find(end)
        .map_or(text.len(), |at| from + at + end.len())
}

fn is_raw(tag: &str) -> bool {
    let tag = tag.trim_start_matches('-').trim_start();
    let rest = tag.strip_prefix("raw").unwrap_or("x").trim_start();
    rest.starts_with("%}") || rest.starts_with("-%}")
}

/// Collects the calls of one tag. Returns the byte where the tag ends.
fn in_tag<'t>(text: &'t str, from: usize, close: &str, calls: &mut Vec<Call<'t>>) -> usize {
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(close) {
            return at + close.len();
        }
        at += match call(text, at) {
            Some(call) => {
                let step = call.arguments - at;
                calls.push(call);
                step
            }
            None => string(&text[at..]).map_or(c.len_utf8(), |string| string.len() + 2),
        };
    }
    at
}

fn call(text: &str, start: usize) -> Option<Call<'_>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let function = ["t", "asset", "integrity"].into_iter().find(|name| {
        let rest = text[start..].strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with('('))
    })?;
    let arguments = start + function.len() + 1;
    let key = string(&text[arguments..]).filter(|_| !text[..start].ends_with(is_word))?;
    let after = &text[arguments + key.len() + 2..];
    let rest = after.trim_start().strip_prefix(')');
    let end = rest.map(|rest| text.len() - rest.len());
    Some(Call {
        function,
        key,
        start,
        arguments,
        named: named(text, text.len() - after.len()),
        only_argument_end: end.filter(|_| !key.contains('\\')),
    })
}

/// The arguments from `from` to the end of the call: `, name=value` each.
fn named(text: &str, from: usize) -> Option<Vec<NamedArgument<'_>>> {
    let mut found = Vec::new();
    let mut at = from;
    loop {
        let rest = text[at..].trim_start();
        if rest.starts_with(')') {
            return Some(found);
        }
        let rest = rest.strip_prefix(',')?.trim_start();
        if rest.starts_with(')') {
            return Some(found);
        }
        let start = text.len() - rest.len();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let name = &rest[..rest.find(|c| !is_word(c))?];
        let rest = rest[name.len()..].trim_start().strip_prefix('=')?;
        let rest = rest.trim_start();
        let end = value_end(rest)?;
        let value = rest[..end].trim_end();
        at = text.len() - rest.len() + value.len();
        found.push(NamedArgument {
            name,
            span: start..at,
            literal: string(value).filter(|inner| inner.len() + 2 == value.len()),
        });
    }
}

/// Length in bytes of the value at the beginning of a text: up to a comma or closing bracket.
fn value_end(text: &str) -> Option<usize> {
    let mut open = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match c {
            ')' | ',' if open == 0 => return Some(at),
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open -= 1,
            _ => {}
        }
        at += string(&text[at..]).map_or(c.len_utf8(), |string| string.len() + 2);
    }
    None
}

/// The inside of the string literal at the beginning of a text, without its quotes.
fn string(text: &str) -> Option<&str> {
    let quote = text
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let mut escaped = false;
    let end = text[1..].find(|c| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some(&text[1..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[(&str, Option<&str>)]) {
        let found: Vec<_> = calls(text)
            .iter()
            .map(|call| {
                let end = call.only_argument_end;
                (
                    &text[call.start..end.unwrap_or(call.arguments)],
                    end.map(|_| call.key),
                )
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn calls_in_tags_are_found() {
        case(r#"{{ t("a") }}"#, &[(r#"t("a")"#, Some("a"))]);
        case("{%- if t('a') %}", &[("t('a')", Some("a"))]);
        case(r#"{{ t("a" ) }}"#, &[(r#"t("a" )"#, Some("a"))]);
        case(
            r#"{{ asset("a") ~ t("b") }}"#,
            &[(r#"asset("a")"#, Some("a")), (r#"t("b")"#, Some("b"))],
        );
    }

    #[test]
    fn a_call_with_more_than_a_string_is_not_constant() {
        case(r#"{{ t("a", count=1) }}"#, &[("t(", None)]);
        case(r#"{{ t("a" ~ b) }}"#, &[("t(", None)]);
        case(r#"{{ t("a\"b") }}"#, &[("t(", None)]);
        case("{{ t(key) }}", &[]);
        case(
            r#"{{ t("a", b=t("c")) }}"#,
            &[("t(", None), (r#"t("c")"#, Some("c"))],
        );
    }

    #[test]
    fn named_arguments_are_split() {
        let named = |text: &'static str| {
            let call = calls(text).remove(0);
            let named = call.named?.into_iter();
            Some(
                named
                    .map(|n| (&text[n.span], n.literal))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(named(r#"{{ t("a") }}"#), Some(vec![]));
        assert_eq!(
            named(r#"{{ t("a", b = c | f(d=[1, 2], e=")") , lang="fr",) }}"#),
            Some(vec![
                (r#"b = c | f(d=[1, 2], e=")")"#, None),
                (r#"lang="fr""#, Some("fr"))
            ])
        );
        assert_eq!(named(r#"{{ t("a" ~ b, c=1) }}"#), None);
        assert_eq!(named(r#"{{ t("a", ...b) }}"#), None);
        assert_eq!(named(r#"{{ t("a", b="#), None);
    }

    #[test]
    fn text_comments_and_strings_have_no_calls() {
        case(r#"<script>t("a")</script>"#, &[]);
        case(r#"{# {{ t("a") }} #}{{ b }}"#, &[]);
        case(
            r#"{% raw %}{{ t("a") }}{% endraw %}{{ t("b") }}"#,
            &[(r#"t("b")"#, Some("b"))],
        );
        case(r#"{{ 't("a")' }}"#, &[]);
        case(r#"{{ format("a") ~ x.t("b") }}"#, &[]);
        case(r#"{{ "}}" ~ t("é") }} t("a")"#, &[(r#"t("é")"#, Some("é"))]);
        case(r#"{ {{ t("a"#, &[]);
    }
}
