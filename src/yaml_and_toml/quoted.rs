//! Values and lines of YAML in quotes, for hints that authors paste.

/// A value in the quotes that it needs: double ones, or single ones where it has a double quote or
/// a backslash in it.
pub fn quoted(value: &str) -> String {
    if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

/// The line `key: value` or `- value` with its value in quotes, when it is short enough to show.
pub fn quoted_line(line: &str) -> Option<String> {
    let line = line.trim();
    let (start, value) = match (line.strip_prefix("- "), line.split_once(": ")) {
        (Some(value), _) => ("- ".to_string(), value),
        (None, Some((key, value))) => (format!("{key}: "), value),
        (None, None) => return None,
    };
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|quote| {
        let inner = value.strip_prefix(*quote)?;
        inner.strip_suffix(*quote)
    });
    let line = format!("{start}{}", quoted(inner.unwrap_or(value)));
    (line.chars().count() <= 100).then_some(line)
}
