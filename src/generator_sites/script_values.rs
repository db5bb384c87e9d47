//! Reads values out of JavaScript and TypeScript: strings, numbers, lists and objects as they are
//! written. What has to be computed is left out.

use crate::yaml_and_toml::{Mapping, Value};

/// Objects inside one another.
const DEPTH: usize = 24;

/// The value that is written behind a name and `=` or `:`, wherever it first stands.
pub fn value_named(script: &str, name: &str) -> Option<Value> {
    let mut from = 0;
    while let Some(at) = script[from..].find(name).map(|at| from + at) {
        from = at + name.len();
        let before = script[..at].chars().next_back();
        let is_word = |c: char| c.is_alphanumeric() || "_$.".contains(c);
        let is_quoted = before.is_some_and(|c| "'\"".contains(c));
        if before.is_some_and(is_word) {
            continue;
        }
        let mut rest = script[from..].trim_start();
        if is_quoted {
            rest = rest.trim_start_matches(['\'', '"']).trim_start();
        }
        // `const a: Type = …`
        let is_typed = rest.starts_with(':') && is_declared(&script[..at]);
        if is_typed {
            rest = rest.split_once('=').map_or("", |(_, rest)| rest);
        } else if let Some(after) = rest.strip_prefix([':', '=']) {
            rest = after;
        } else {
            continue;
        }
        if let Some(value) = (Reader { rest }).value(0) {
            return Some(value);
        }
    }
    None
}

/// Whether the text ends in `const `, `let ` or `var `.
fn is_declared(before: &str) -> bool {
    let before = before.trim_end();
    ["const", "let", "var"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// A text by its name.
pub fn text_named(script: &str, name: &str) -> Option<String> {
    super::value_tree::scalar(&value_named(script, name)?)
}

struct Reader<'s> {
    rest: &'s str,
}

impl Reader<'_> {
    /// The next value; `None` for what is no literal. The reader is then somewhere before it ends.
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_blank();
        let first = self.rest.chars().next()?;
        match first {
            _ if depth > DEPTH => None,
            '\'' | '"' | '`' => self.string(first).map(Value::String),
            '{' => Some(Value::Mapping(self.object(depth))),
            '[' => Some(Value::Sequence(self.list(depth))),
            _ => {
                let end = self
                    .rest
                    .find(|c: char| !(c.is_alphanumeric() || "._$-".contains(c)));
                let word = &self.rest[..end.unwrap_or(self.rest.len())];
                let value = match word {
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    word => Value::Number(word.parse::<i64>().ok()?.into()),
                };
                self.rest = &self.rest[word.len()..];
                Some(value)
            }
        }
    }

    fn string(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => text.extend(chars.next().map(|(_, c)| if c == 'n' { '\n' } else { c })),
                c if c == quote => {
                    self.rest = &self.rest[at + 1..];
                    return Some(text);
                }
                c => text.push(c),
            }
        }
        None
    }

    fn object(&mut self, depth: usize) -> Mapping {
        self.rest = &self.rest[1..];
        let mut found = Mapping::new();
        loop {
            self.skip_blank();
            match self.rest.chars().next() {
                None => return found,
                Some('}') => {
                    self.rest = &self.rest[1..];
                    return found;
                }
                Some(',') => self.rest = &self.rest[1..],
                Some(first) => {
                    let key = match first {
                        '\'' | '"' => self.string(first),
                        _ => self.word(),
                    };
                    self.skip_blank();
                    match (key, self.rest.strip_prefix(':')) {
                        (Some(key), Some(rest)) if !key.is_empty() => {
                            self.rest = rest;
                            if let Some(value) = self.value(depth + 1) {
                                found.insert(key.into(), value);
                            }
                        }
                        _ => {}
                    }
                    self.skip_expression();
                }
            }
        }
    }

    fn list(&mut self, depth: usize) -> Vec<Value> {
        self.rest = &self.rest[1..];
        let mut found = Vec::new();
        loop {
            self.skip_blank();
            match self.rest.chars().next() {
                None => return found,
                Some(']') => {
                    self.rest = &self.rest[1..];
                    return found;
                }
                Some(',') => self.rest = &self.rest[1..],
                Some(_) => {
                    found.extend(self.value(depth + 1));
                    self.skip_expression();
                }
            }
        }
    }

    fn word(&mut self) -> Option<String> {
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || "_$-".contains(c)));
        let word = self.rest[..end.unwrap_or(self.rest.len())].to_string();
        self.rest = &self.rest[word.len()..];
        Some(word)
    }

    /// Goes on to the comma or the bracket that ends an expression.
    fn skip_expression(&mut self) {
        let mut open = 0_usize;
        loop {
            self.skip_blank();
            let Some(first) = self.rest.chars().next() else {
                return;
            };
            match first {
                ',' if open == 0 => return,
                '}' | ']' | ')' if open == 0 => {
                    // a bracket that nothing opened
                    if first == ')' {
                        self.rest = &self.rest[1..];
                        continue;
                    }
                    return;
                }
                '\'' | '"' | '`' => {
                    if self.string(first).is_none() {
                        self.rest = "";
                    }
                    continue;
                }
                '{' | '[' | '(' => open += 1,
                '}' | ']' | ')' => open -= 1,
                _ => {}
            }
            self.rest = &self.rest[first.len_utf8()..];
        }
    }

    /// Passes over white space and comments.
    fn skip_blank(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let end = match self.rest.get(..2) {
                Some("//") => self.rest.find('\n').map(|at| at + 1),
                Some("/*") => self.rest.find("*/").map(|at| at + 2),
                _ => return,
            };
            self.rest = &self.rest[end.unwrap_or(self.rest.len())..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{text_named, value_named};
    use crate::generator_sites::value_tree::texts;

    const CONFIG: &str = "export default defineConfig({\n  // the site: here\n  site: 'https://a.example',\n  \
        integrations: [mdx(), sitemap({ filter: (page) => page !== 'x, y' })],\n  i18n: { locales: ['en', \"fr\"], \
        defaultLocale: 'en', routing: { prefixDefaultLocale: true } },\n});\nexport const SITE_TITLE: string = `A b`;";

    #[test]
    fn literals_are_read_and_the_rest_is_passed_over() {
        assert_eq!(
            text_named(CONFIG, "site").as_deref(),
            Some("https://a.example")
        );
        assert_eq!(text_named(CONFIG, "SITE_TITLE").as_deref(), Some("A b"));
        let i18n = value_named(CONFIG, "i18n").expect("an object");
        assert_eq!(texts(&i18n["locales"]), ["en", "fr"]);
        assert_eq!(i18n["routing"]["prefixDefaultLocale"].as_bool(), Some(true));
        assert!(value_named(CONFIG, "nothing").is_none());
    }
}
