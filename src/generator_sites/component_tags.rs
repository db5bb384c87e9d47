//! Turns the components of MDX into Markdown, as far as their names say what they show.

use super::containers::without_indent;
use super::expand_tags::{code_ranges, is_in};
use super::line_notes::{FolderNoteKind, LineNotes};
use super::tag_markdown::{box_kind, encoded, quoted};
use std::collections::BTreeMap;

/// Components inside one another.
const DEPTH: usize = 12;

/// Components of one text.
const MOST_COMPONENTS: usize = 2_000;

/// A text of MDX as Markdown.
pub fn replace_components(text: &str, notes: &mut LineNotes) -> String {
    let mut imports = BTreeMap::new();
    let text = without_scripts(text, &mut imports, notes);
    let mut components = Components {
        imports,
        notes,
        left: MOST_COMPONENTS,
    };
    components.replace(&text, 0)
}

/// Takes out the lines that import and export, and remembers the files of names.
fn without_scripts(
    text: &str,
    imports: &mut BTreeMap<String, String>,
    notes: &mut LineNotes,
) -> String {
    let code = code_ranges(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let is_code = is_in(&code, start);
        let is_script = line.starts_with("import ")
            && (line.contains('\'') || line.contains('"') || line.contains('{'))
            || line.starts_with("export const ")
            || line.starts_with("export default ")
            || line.starts_with("export function ");
        if is_code || !(is_script || is_open) {
            out.push_str(line);
            continue;
        }
        if line.starts_with("export ") {
            out.push_str(&notes.add(FolderNoteKind::Script, line));
        }
        let open = line.matches(['{', '(']).count();
        let close = line.matches(['}', ')']).count();
        is_open = if is_open { close <= open } else { open > close };
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["import", name, "from", path, ..] = words[..] {
            let path = path.trim_matches(['\'', '"', ';']);
            imports.insert(name.to_string(), path.to_string());
        }
    }
    out.trim_start_matches('\n').to_string()
}

struct Components<'n> {
    imports: BTreeMap<String, String>,
    notes: &'n mut LineNotes,
    /// How many components may still come.
    left: usize,
}

/// A tag of a component.
struct Component {
    name: String,
    values: BTreeMap<String, String>,
    is_closed: bool,
    length: usize,
}

impl Components<'_> {
    fn replace(&mut self, text: &str, depth: usize) -> String {
        let code = code_ranges(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(next) = text[at..].find(['<', '{']).map(|next| at + next) {
            out.push_str(&text[at..next]);
            let rest = &text[next..];
            let is_code = is_in(&code, next);
            let sign = &rest[..1];
            at = next + 1;
            if is_code || depth > DEPTH {
                out.push_str(sign);
            } else if rest.starts_with("{/*") {
                at = rest.find("*/}").map_or(text.len(), |end| next + end + 3);
            } else if let Some(literal) = quoted_expression(rest) {
                out.push_str(&literal.text);
                at = next + literal.length;
            } else if let Some(component) = component_at(rest).filter(|_| self.left > 0) {
                self.left -= 1;
                at = self.component(&component, text, next, depth, &mut out);
            } else {
                out.push_str(sign);
            }
        }
        out.push_str(&text[at..]);
        out
    }

    /// Writes what stands for a component, and gives the place behind it.
    fn component(
        &mut self,
        component: &Component,
        text: &str,
        start: usize,
        depth: usize,
        out: &mut String,
    ) -> usize {
        let after = start + component.length;
        let end = match component.is_closed {
            true => None,
            false => find_end(text, after, &component.name),
        };
        let inner = end.map_or("", |end| &text[after..end]);
        let inner = without_indent(inner.trim_matches('\n'));
        let inner = self.replace(inner.trim_end(), depth + 1);
        let after = end.map_or(after, |end| end + component.name.len() + 3);
        match self.markdown(component, &inner) {
            Some(markdown) if markdown.contains('\n') => {
                let length = out.trim_end_matches([' ', '\t']).len();
                out.truncate(length);
                while !out.is_empty() && !out.ends_with("\n\n") {
                    out.push('\n');
                }
                out.push_str(&format!("{}\n\n", markdown.trim_matches('\n')));
                let rest = &text[after..];
                let blank = rest.len() - rest.trim_start_matches(['\n', ' ']).len();
                after + rest[..blank].rfind('\n').map_or(0, |at| at + 1)
            }
            Some(markdown) => {
                out.push_str(&markdown);
                after
            }
            None => {
                let written = &text[start..start + component.length];
                out.push_str(&self.notes.add(FolderNoteKind::Component, written));
                out.push_str(written);
                start + component.length
            }
        }
    }

    fn markdown(&self, component: &Component, inner: &str) -> Option<String> {
        let value = |names: &[&str]| names.iter().find_map(|name| component.values.get(*name));
        let lower = component.name.to_lowercase();
        if matches!(
            lower.as_str(),
            "image" | "picture" | "img" | "figure" | "figureimage"
        ) {
            let file = self.file(value(&["src", "image"])?);
            let alt = value(&["alt"])
                .map_or("", String::as_str)
                .replace(['[', ']'], "");
            let title = value(&["caption", "title"]);
            let title = title.map_or(String::new(), |title| {
                format!(" \"{}\"", title.replace('"', "\\\""))
            });
            return Some(format!("![{alt}]({}{title})", encoded(&file)));
        }
        if lower.contains("youtube") {
            let id = value(&["id", "videoId", "url", "src"])?;
            return Some(match id.starts_with("http") {
                true => id.clone(),
                false => format!("https://www.youtube.com/watch?v={id}"),
            });
        }
        if lower.contains("vimeo") {
            let id = value(&["id", "url"])?;
            return Some(match id.starts_with("http") {
                true => id.clone(),
                false => format!("https://vimeo.com/{id}"),
            });
        }
        if matches!(
            lower.as_str(),
            "tweet" | "gist" | "bluesky" | "mastodonpost"
        ) {
            let id = value(&["id", "url", "tweetId"])?;
            return Some(match id.starts_with("http") {
                true => id.clone(),
                false if lower == "tweet" => format!("https://x.com/i/status/{id}"),
                false => return None,
            });
        }
        self.arranged(&lower, &value, inner)
    }

    /// Boxes, links, and what only arranges its text.
    fn arranged<'v>(
        &self,
        name: &str,
        value: &dyn Fn(&[&str]) -> Option<&'v String>,
        inner: &str,
    ) -> Option<String> {
        let title = value(&["title", "label", "heading"]);
        let is_box = ["aside", "callout", "admonition", "alert", "infobox"].contains(&name);
        let own =
            value(&["type", "kind", "variant"]).and_then(|kind| box_kind(&kind.to_lowercase()));
        let kind = own.or_else(|| box_kind(name)).or(is_box.then_some("NOTE"));
        if let Some(kind) = kind.filter(|_| !inner.is_empty()) {
            let title = title.map_or(String::new(), |title| format!(" {title}"));
            return Some(format!(
                "{}\n",
                quoted(&format!("[!{kind}]{title}\n{inner}"))
            ));
        }
        let is_link = ["linkcard", "linkbutton", "link", "button"].contains(&name);
        if let Some(address) = value(&["href", "url", "to"]).filter(|_| is_link) {
            let words = match inner {
                "" => title.map_or(address.as_str(), String::as_str),
                inner => inner,
            };
            let link = format!("[{words}]({})", encoded(address));
            let about = value(&["description"]);
            return Some(about.map_or(link.clone(), |about| format!("{link}: {about}")));
        }
        match name {
            "tabs" | "steps" | "cardgrid" | "filetree" | "fragment" | "tabgroup" | "center"
            | "readmore" => Some(format!("{inner}\n")),
            "tabitem" | "tab" | "card" => {
                let title = title.map_or(String::new(), |title| format!("**{title}**\n\n"));
                Some(format!("{title}{inner}\n"))
            }
            "details" => {
                let title = value(&["summary", "title"]).map_or("…", String::as_str);
                Some(format!(
                    "<details>\n<summary>{title}</summary>\n\n{inner}\n\n</details>\n"
                ))
            }
            _ => None,
        }
    }

    /// The file behind a value: a text, or the name of an import.
    fn file(&self, value: &str) -> String {
        let name = value.trim_end_matches(".src");
        self.imports
            .get(name)
            .cloned()
            .unwrap_or_else(|| value.to_string())
    }
}

/// An expression that is only a text: `{" "}`.
struct Literal {
    text: String,
    length: usize,
}

fn quoted_expression(rest: &str) -> Option<Literal> {
    let inside = rest.strip_prefix('{')?;
    let end = inside.find('}')?;
    let text = inside[..end].trim();
    let quote = text.chars().next().filter(|c| "\"'`".contains(*c))?;
    let text = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!text.contains("${")).then(|| Literal {
        text: text.to_string(),
        length: end + 2,
    })
}

/// The component that a text begins with.
fn component_at(rest: &str) -> Option<Component> {
    let inside = rest.strip_prefix('<')?;
    if !inside.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let end = inside.find(|c: char| !(c.is_alphanumeric() || "._".contains(c)))?;
    let mut values = BTreeMap::new();
    let mut at = end;
    loop {
        at += inside[at..].len() - inside[at..].trim_start().len();
        let left = &inside[at..];
        if left.starts_with('>') || left.starts_with("/>") {
            let is_closed = left.starts_with('/');
            return Some(Component {
                name: inside[..end].to_string(),
                values,
                is_closed,
                length: 1 + at + if is_closed { 2 } else { 1 },
            });
        }
        let name_end = left.find(|c: char| c.is_whitespace() || "=>/{".contains(c))?;
        if name_end == 0 && !left.starts_with('{') {
            return None;
        }
        let name = left[..name_end].to_string();
        let after = &left[name_end..];
        let Some(value) = after.strip_prefix('=') else {
            // `{...props}`, or a name alone
            at += match after.starts_with('{') {
                true => name_end + after.find('}')? + 1,
                false => name_end,
            };
            values.insert(name, String::new());
            continue;
        };
        let quote = value.chars().next()?;
        let close = match quote {
            '{' => '}',
            '"' | '\'' => quote,
            _ => return None,
        };
        let length = value[1..].find(close)?;
        let text = value[1..=length].trim().trim_matches(['"', '\'', '`']);
        values.insert(name, text.to_string());
        at += name_end + 1 + length + 2;
    }
}

/// The place of the tag that ends a component.
fn find_end(text: &str, from: usize, name: &str) -> Option<usize> {
    let open = format!("<{name}");
    let close = format!("</{name}>");
    let mut depth = 0_usize;
    let mut at = from;
    while let Some(next) = text[at..].find('<').map(|next| at + next) {
        let rest = &text[next..];
        at = next + 1;
        if rest.starts_with(&close) {
            if depth == 0 {
                return Some(next);
            }
            depth -= 1;
        } else if rest.starts_with(&open)
            && component_at(rest).is_some_and(|inner| inner.name == name && !inner.is_closed)
        {
            depth += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::replace_components;
    use crate::generator_sites::line_notes::LineNotes;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let mut notes = LineNotes::default();
        let replaced = replace_components(text, &mut notes);
        assert_eq!(notes.resolve(&replaced).text, expected);
    }

    #[test]
    fn components_of_mdx() {
        case(
            "import { Image } from 'astro:assets';\nimport cat from '../cat.png';\n\n<Image src={cat} alt=\"A cat\" />\n",
            "![A cat](../cat.png)\n",
        );
        case(
            "<YouTube id=\"abc\" />\n",
            "https://www.youtube.com/watch?v=abc\n",
        );
        case(
            "A\n<Aside type=\"tip\" title=\"T\">\n  B **c**\n</Aside>\nD\n",
            "A\n\n> [!TIP] T\n> B **c**\n\nD\n",
        );
        case("a{' '}b {/* c */}d `<X/>`\n", "a b d `<X/>`\n");
        case("<Odd a={1}>x</Odd>\n", "<Odd a={1}>x</Odd>\n");
        case(
            "<Tabs>\n<TabItem label=\"One\">1</TabItem>\n<TabItem label=\"Two\">2</TabItem>\n</Tabs>\n",
            "**One**\n\n1\n\n**Two**\n\n2\n\n",
        );
    }
}
