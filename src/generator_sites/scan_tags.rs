//! Finds shortcodes and tags in a text: `{{< a >}}`, `{{% a %}}`, `{% a %}`, `{{ a(b="c") }}`.

use super::generator::Generator;
use std::ops::Range;

/// Tags of one text.
const MOST_TAGS: usize = 20_000;

/// Open tags that a closing one is compared with.
const MOST_OPEN: usize = 64;

/// How a tag is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagForm {
    /// `{{< a >}}` and `{{% a %}}`.
    Shortcode,
    /// `{% a %}`.
    Statement,
    /// `{{ a }}`.
    Output,
    /// A tag that its generator shows instead of reading it.
    Shown,
    /// A comment.
    Comment,
}

/// The signs around a tag.
struct Brackets {
    open: &'static str,
    close: &'static str,
    form: TagForm,
}

const fn brackets(open: &'static str, close: &'static str, form: TagForm) -> Brackets {
    Brackets { open, close, form }
}

/// The longer ones first.
const OF_HUGO: [Brackets; 4] = [
    brackets("{{</*", "*/>}}", TagForm::Shown),
    brackets("{{%/*", "*/%}}", TagForm::Shown),
    brackets("{{<", ">}}", TagForm::Shortcode),
    brackets("{{%", "%}}", TagForm::Shortcode),
];

const OF_ZOLA: [Brackets; 5] = [
    brackets("{{/*", "*/}}", TagForm::Shown),
    brackets("{%/*", "*/%}", TagForm::Shown),
    brackets("{#", "#}", TagForm::Comment),
    brackets("{%", "%}", TagForm::Statement),
    brackets("{{", "}}", TagForm::Output),
];

const OF_LIQUID: [Brackets; 2] = [
    brackets("{%", "%}", TagForm::Statement),
    brackets("{{", "}}", TagForm::Output),
];

/// A shortcode or a tag.
#[derive(Debug, Clone)]
pub struct Tag<'t> {
    /// How it is written.
    pub form: TagForm,
    /// Its name.
    pub name: &'t str,
    /// What is between its name and its end.
    pub inside: &'t str,
    /// Its place.
    pub range: Range<usize>,
    /// Whether it closes another one.
    pub is_end: bool,
    /// The place of its closing tag among the tags.
    pub end: Option<usize>,
}

/// A value of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name; empty for one that is known by its place.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Tag<'_> {
    /// The values of the tag.
    pub fn arguments(&self) -> Vec<Argument> {
        arguments(self.inside)
    }
}

/// The tags of a text, each with the place of its closing one.
pub fn scan_tags(generator: Generator, text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    // no tag begins behind the last sign that could end one
    let last = [text.rfind("}}"), text.rfind("%}"), text.rfind("#}")];
    let text = &text[..last.into_iter().flatten().max().map_or(0, |last| last + 2)];
    let mut misses = 0;
    let mut at = 0;
    while let Some(next) = text[at..].find('{').map(|next| at + next) {
        if tags.len() >= MOST_TAGS || misses >= MOST_TAGS {
            break;
        }
        match tag_at(generator, text, next) {
            Some(tag) => {
                at = tag.range.end;
                tags.push(tag);
            }
            None => {
                misses += usize::from(text[next..].starts_with("{{"));
                at = next + 1;
            }
        }
    }
    match_ends(&mut tags);
    tags
}

fn tag_at(generator: Generator, text: &str, at: usize) -> Option<Tag<'_>> {
    let rest = &text[at..];
    let is_hugo = generator == Generator::Hugo;
    let mut forms = match generator {
        Generator::Hugo => OF_HUGO.iter(),
        Generator::Zola => OF_ZOLA.iter(),
        _ => OF_LIQUID.iter(),
    };
    let Brackets { open, close, form } = forms.find(|form| rest.starts_with(form.open))?;
    let inner = &rest[open.len()..];
    let end = inner.find(close)?;
    let is_one_line = *form != TagForm::Output || !inner[..end].contains('\n');
    let trimmed = inner[..end].trim().trim_matches('-').trim();
    let ends = is_hugo && trimmed.starts_with('/');
    let content = trimmed.trim_start_matches('/').trim_end_matches('/').trim();
    let name_end = content.find(|c: char| c.is_whitespace() || "(=|\"'".contains(c));
    let (name, inside) = content.split_at(name_end.unwrap_or(content.len()));
    let is_end = ends || (!is_hugo && *form == TagForm::Statement && name.starts_with("end"));
    is_one_line.then(|| Tag {
        form: *form,
        name,
        inside: inside.trim(),
        range: at..at + open.len() + end + close.len(),
        is_end,
        end: None,
    })
}

/// Gives each opening tag the place of its closing one.
fn match_ends(tags: &mut [Tag<'_>]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..tags.len() {
        if !tags[at].is_end {
            if matches!(tags[at].form, TagForm::Shortcode | TagForm::Statement) {
                open.push(at);
            }
            continue;
        }
        let name = match tags[at].form {
            TagForm::Statement => tags[at].name.trim_start_matches("end"),
            _ => tags[at].name,
        };
        let near = open.iter().rev().take(MOST_OPEN);
        // Zola closes every tag by `end`
        let found = near
            .copied()
            .position(|other| name.is_empty() || tags[other].name == name);
        if let Some(back) = found {
            let place = open.len() - 1 - back;
            tags[open[place]].end = Some(at);
            open.truncate(place);
        }
    }
}

/// The values between the name of a tag and its end: `a="b c"`, `"b c"`, `(a=1, b=2)`.
fn arguments(inside: &str) -> Vec<Argument> {
    let mut rest = inside.trim();
    if let Some(inner) = rest.strip_prefix('(') {
        rest = inner.trim_end().strip_suffix(')').unwrap_or(inner);
    }
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return found;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || "=,\"'`".contains(c))
            .unwrap_or(rest.len());
        let after = rest[end..].trim_start();
        let is_named = end > 0 && after.starts_with('=');
        let name = if is_named { &rest[..end] } else { "" };
        let read = value_at(if is_named {
            after[1..].trim_start()
        } else {
            rest
        });
        found.push(Argument {
            name: name.to_string(),
            value: read.value,
        });
        rest = read.rest;
    }
}

/// A value and the text behind it.
struct ReadValue<'t> {
    value: String,
    rest: &'t str,
}

/// A value, in quotes or not.
fn value_at(text: &str) -> ReadValue<'_> {
    let first = text.chars().next();
    let Some(quote) = first.filter(|c| "\"'`".contains(*c)) else {
        let length = first.map_or(0, char::len_utf8);
        let end = text.find(|c: char| c.is_whitespace() || c == ',');
        let end = end.unwrap_or(text.len()).max(length);
        let value = text[..end].to_string();
        return ReadValue {
            value,
            rest: &text[end..],
        };
    };
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote != '`' => value.extend(chars.next().map(|(_, c)| c)),
            c if c == quote => {
                let rest = &text[at + 1..];
                return ReadValue { value, rest };
            }
            c => value.push(c),
        }
    }
    ReadValue { value, rest: "" }
}

#[cfg(test)]
mod tests {
    use super::scan_tags;
    use crate::generator_sites::Generator;

    #[track_caller]
    fn case(generator: Generator, text: &str, expected: &[&str]) {
        let tags = scan_tags(generator, text);
        let shown = tags.iter().map(|tag| {
            let arguments = tag.arguments().into_iter();
            let arguments =
                arguments.map(|argument| format!(" {}={}", argument.name, argument.value));
            let end = tag.end.map_or(String::new(), |end| format!(" to {end}"));
            format!("{}{}{end}", tag.name, arguments.collect::<String>())
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn tags_of_each_generator() {
        case(
            Generator::Hugo,
            "{{< figure src=\"a b.png\" alt=`x` >}} {{% notice tip %}}{{< ref \"a.md\" >}}{{% /notice %}} {{ x }}",
            &[
                "figure src=a b.png alt=x",
                "notice =tip to 3",
                "ref =a.md",
                "notice",
            ],
        );
        case(
            Generator::Jekyll,
            "{% include a.html x=\"1\" %}{%- highlight rust -%}x{% endhighlight %}{{ site.url }}",
            &[
                "include =a.html x=1",
                "highlight =rust to 2",
                "endhighlight",
                "site.url",
            ],
        );
        case(
            Generator::Zola,
            "{{ youtube(id=\"a\", autoplay=true) }}{% quote(author=\"B\") %}c{% end %}",
            &["youtube id=a autoplay=true", "quote author=B to 2", "end"],
        );
        case(Generator::Hexo, "{ % x %} {%", &[]);
    }
}
