//! A small HTML reader for tests: finds elements, their attributes and their text.

/// One start tag and the text up to the next end tag of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Text inside, without tags, with decoded entities and single spaces.
    pub text: String,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// All elements of a name, in order. Comments are skipped.
pub fn elements(html: &str, name: &str) -> Vec<Element> {
    tags(html)
        .into_iter()
        .filter(|element| element.name == name)
        .collect()
}

/// Every start tag of the page.
pub fn tags(html: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        if html[open..].starts_with("<!--") {
            at = html[open..]
                .find("-->")
                .map_or(html.len(), |end| open + end + 3);
            continue;
        }
        let (element, end) = tag(html, open);
        let raw = element
            .as_ref()
            .is_some_and(|element| element.name == "script" || element.name == "style");
        at = end;
        if let Some(mut element) = element {
            let close = format!("</{}", element.name);
            let inside = html[end..]
                .find(&close)
                .map_or("", |length| &html[end..end + length]);
            if raw {
                at = end + inside.len();
                element.text = inside.to_string();
            } else {
                element.text = text(inside);
            }
            found.push(element);
        }
    }
    found
}

/// The tag that begins at `open` (`None` for an end tag or a doctype), and where it ends.
fn tag(html: &str, open: usize) -> (Option<Element>, usize) {
    let rest = &html[open + 1..];
    let name_end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(rest.len());
    let name = rest[..name_end].to_ascii_lowercase();
    if name.is_empty() {
        return (
            None,
            open + 1 + rest.find('>').map_or(rest.len(), |end| end + 1),
        );
    }
    let mut attributes = Vec::new();
    let mut at = open + 1 + name_end;
    loop {
        let rest = html[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        at = html.len() - rest.len();
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len());
        let key = rest[..end].to_ascii_lowercase();
        at += end.max(1);
        let mut value = String::new();
        if let Some(after) = html[at..].strip_prefix('=') {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (written, length) = match quote {
                Some(quote) => {
                    let length = after[1..].find(quote).unwrap_or(after.len() - 1);
                    (&after[1..=length], length + 2)
                }
                None => {
                    let length = after
                        .find(|c: char| c.is_whitespace() || c == '>')
                        .unwrap_or(after.len());
                    (&after[..length], length)
                }
            };
            value = decoded(written);
            at = (at + 1 + length).min(html.len());
        }
        attributes.push((key, value));
    }
    let element = Element {
        name,
        attributes,
        text: String::new(),
    };
    (Some(element), (at + 1).min(html.len()))
}

/// Text that a screen reader reads: without tags, with decoded entities and single spaces.
pub fn text(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        plain.push_str(&rest[..open]);
        let end = rest[open..]
            .find('>')
            .map_or(rest.len(), |end| open + end + 1);
        rest = &rest[end..];
    }
    plain.push_str(rest);
    decoded(&plain)
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn decoded(text: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
    ];
    let mut text = text.to_string();
    for (entity, character) in entities {
        text = text.replace(entity, character);
    }
    text.replace("&amp;", "&")
}

/// The value of `<meta property=…>` or `<meta name=…>`.
pub fn meta(html: &str, name: &str) -> Option<String> {
    let metas = elements(html, "meta");
    let found = metas
        .iter()
        .find(|meta| [meta.get("property"), meta.get("name")].contains(&Some(name)))?;
    found.get("content").map(str::to_string)
}

/// `hreflang` and `href` of every alternate in the head, without feeds.
pub fn alternates(html: &str) -> Vec<(String, String)> {
    let links = elements(html, "link")
        .into_iter()
        .filter(|link| link.get("rel") == Some("alternate"));
    links
        .filter_map(|link| {
            Some((
                link.get("hreflang")?.to_string(),
                link.get("href")?.to_string(),
            ))
        })
        .collect()
}

pub fn canonical(html: &str) -> Option<String> {
    let links = elements(html, "link");
    let found = links
        .iter()
        .find(|link| link.get("rel") == Some("canonical"))?;
    found.get("href").map(str::to_string)
}

/// The JSON-LD of a page.
pub fn json_ld(html: &str) -> Option<serde_json::Value> {
    let scripts = elements(html, "script");
    let found = scripts
        .iter()
        .find(|script| script.get("type") == Some("application/ld+json"))?;
    Some(serde_json::from_str(&found.text).expect("JSON-LD is JSON"))
}

/// Content of the `main` element.
pub fn main_element(html: &str) -> &str {
    let start = html.find("<main").expect("a page has a main part");
    let end = html.find("</main>").expect("the main part ends");
    &html[start..end]
}
