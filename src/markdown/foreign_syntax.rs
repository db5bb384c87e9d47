//! Marks of other programs in an author's text: shortcodes of other generators and of WordPress,
//! links and comments of programs for notes. Takes text, gives places and words; never changes
//! anything.

use memchr::memchr3_iter;
use std::ops::Range;

/// How they begin and end.
const MARKS: [(&str, &str); 7] = [
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{%", "%}"),
    ("{{", "}}"),
    ("{:", "}"),
    ("[[", "]]"),
    ("%%", "%%"),
];

/// Those of WordPress, which stand in brackets.
const IN_BRACKETS: [&str; 8] = [
    "audio",
    "caption",
    "embed",
    "gallery",
    "playlist",
    "video",
    "wp_caption",
    "youtube",
];

/// One longer than this is prose that happens to hold braces.
const MARK_BYTES: usize = 2_000;

/// The next `{{< … >}}`, `{{% … %}}`, `{% … %}`, `{{ … }}`, Kramdown's `{: … }`, `[gallery …]`,
/// `[[…]]`, `![[…]]` or `%%…%%`.
pub fn mark(text: &str) -> Option<Range<usize>> {
    memchr3_iter(b'{', b'[', b'%', text.as_bytes()).find_map(|start| {
        let rest = &text[start..];
        let rest = &rest[..rest.floor_char_boundary(MARK_BYTES)];
        let end = start + in_brackets(rest).or_else(|| between(rest))?;
        let is_picture = rest.starts_with("[[") && text[..start].ends_with('!');
        Some(start - usize::from(is_picture)..end)
    })
}

/// The next mark in raw HTML, where braces alone are the business of scripts.
pub fn mark_in_html(html: &str) -> Option<Range<usize>> {
    let mut done = 0;
    while let Some(found) = mark(&html[done..]) {
        let found = done + found.start..done + found.end;
        let code = &html[found.clone()];
        let elsewhere = ["{{<", "{{%", "{%", "{:"]
            .iter()
            .any(|open| code.starts_with(open));
        if elsewhere || in_brackets(code).is_some() {
            return Some(found);
        }
        done = found.end;
    }
    None
}

/// Where the mark ends that a text begins with.
fn between(text: &str) -> Option<usize> {
    let (open, close) = MARKS.into_iter().find(|(open, _)| text.starts_with(open))?;
    let inner = text[open.len()..].find(close)?;
    // `[[ -f file ]]` is a line of a shell
    let is_empty = inner == 0 || (open == "[[" && text[open.len()..].starts_with(' '));
    (!is_empty).then_some(open.len() + inner + close.len())
}

/// The same for `[gallery ids="1,2"]` and `[/caption]`.
fn in_brackets(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('[')?;
    let named = rest.strip_prefix('/').unwrap_or(rest);
    let after = IN_BRACKETS
        .iter()
        .find_map(|name| named.strip_prefix(name))?;
    after.starts_with([' ', ']']).then_some(())?;
    Some(text.find(']')? + 1)
}

/// The first word of a mark.
pub fn name(code: &str) -> &str {
    let mut words = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.find(|word| !word.is_empty()).unwrap_or_default()
}

/// That it is no Markdown, and what does the same here.
pub fn told(code: &str) -> (String, &'static str) {
    let (what, hint) = meant(code);
    (format!("`{code}` is {what} and is shown as text"), hint)
}

fn meant(code: &str) -> (&'static str, &'static str) {
    const PICTURE: &str = "write it as `![what it shows](picture.jpg)`";
    if code.starts_with("%%") {
        let hint = "write it as `<!-- … -->`, which stays out of pages";
        return ("another program's comment", hint);
    }
    if code.starts_with("![[") {
        return ("another program's picture", PICTURE);
    }
    if code.starts_with("[[") {
        let hint = "write it as `[words](other-article.md)`, with the path of the file";
        return ("another program's link", hint);
    }
    let hint = match name(code) {
        _ if code.starts_with("{{ ") => "write its value: an article is no template",
        "figure" | "img" | "image" | "gallery" => PICTURE,
        "caption" | "wp_caption" => "write it as `![what it shows](picture.jpg \"caption\")`",
        "youtube" | "vimeo" | "tweet" | "twitter" | "x" | "embed" => {
            "put its address on a line of its own"
        }
        "highlight" | "endhighlight" => "put the code between two lines of three backticks",
        "ref" | "relref" | "post_url" | "link" => "write a path to the file, such as `../post.md`",
        _ => "write it in Markdown, or in HTML",
    };
    ("another generator's shortcode", hint)
}
