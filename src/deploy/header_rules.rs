//! [`HeaderRules`]: the rules of a `_headers` file, for hosts that do not read it.
//!
//! Reads the form of Netlify and Cloudflare: a path, then indented headers; `*` is anything, `:name` one part of a
//! path.

/// The rules of the `_headers` of one host.
#[derive(Debug, Default)]
pub struct HeaderRules {
    rules: Vec<HeaderRule>,
}

#[derive(Debug)]
struct HeaderRule {
    path: Vec<PathToken>,
    headers: Vec<Header>,
}

#[derive(Debug)]
struct Header {
    name: String,
    value: String,
}

/// A piece of a path of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PathToken {
    Byte(u8),
    /// `:name`: at least one byte, no slash.
    Part,
    /// `*`: any bytes.
    Anything,
}

impl HeaderRules {
    /// Parses a `_headers` file. Skips comments and what is no rule.
    pub fn parse(text: &str) -> Self {
        let mut rules: Vec<HeaderRule> = Vec::new();
        for line in text.lines() {
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            if !line.starts_with([' ', '\t']) {
                rules.push(HeaderRule {
                    path: tokens(content),
                    headers: Vec::new(),
                });
            } else if let (Some(rule), Some((name, value))) =
                (rules.last_mut(), content.split_once(':'))
            {
                rule.headers.push(Header {
                    name: name.trim().to_string(),
                    value: value.trim().to_string(),
                });
            }
        }
        HeaderRules { rules }
    }

    /// The value of a header for a path as a browser requests it. The last rule with the header counts.
    pub fn value(&self, path: &str, name: &str) -> Option<&str> {
        let rules = self.rules.iter().rev();
        rules
            .filter_map(|rule| {
                let mut headers = rule.headers.iter().rev();
                headers
                    .find(|header| header.name.eq_ignore_ascii_case(name))
                    .map(|header| (rule, header.value.as_str()))
            })
            .find_map(|(rule, value)| matches(&rule.path, path).then_some(value))
    }
}

fn tokens(path: &str) -> Vec<PathToken> {
    let mut tokens = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        tokens.push(match first {
            b'*' => PathToken::Anything,
            b':' if after.first().is_some_and(u8::is_ascii_alphabetic) => {
                let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
                let end = after.iter().position(|byte| !is_name(byte));
                rest = &after[end.unwrap_or(after.len())..];
                PathToken::Part
            }
            byte => PathToken::Byte(*byte),
        });
    }
    tokens
}

/// Whether a whole path matches. Follows all ways at once, so that no rule takes long.
fn matches(tokens: &[PathToken], path: &str) -> bool {
    let mut reached = vec![false; tokens.len() + 1];
    reached[0] = true;
    skip_anything(tokens, &mut reached);
    for byte in path.bytes() {
        let mut next = vec![false; tokens.len() + 1];
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| reached[*at]) {
            match token {
                PathToken::Byte(expected) if *expected == byte => next[at + 1] = true,
                PathToken::Part if byte != b'/' => {
                    next[at] = true;
                    next[at + 1] = true;
                }
                PathToken::Anything => next[at] = true,
                PathToken::Byte(_) | PathToken::Part => {}
            }
        }
        reached = next;
        skip_anything(tokens, &mut reached);
    }
    reached[tokens.len()]
}

/// `*` may stand for nothing.
fn skip_anything(tokens: &[PathToken], reached: &mut [bool]) {
    for (at, token) in tokens.iter().enumerate() {
        if reached[at] && *token == PathToken::Anything {
            reached[at + 1] = true;
        }
    }
}
