//! Shortcodes, the tags that other generators' posts carry: where one stands, and what does the
//! same here. Takes text, gives places and words; never changes anything.

use std::ops::Range;

/// How shortcodes begin and end.
const CODES: [(&str, &str); 5] = [
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{%", "%}"),
    ("{{", "}}"),
    ("{:", "}"),
];

/// A shortcode longer than this is prose that happens to hold braces.
const SHORTCODE_BYTES: usize = 2_000;

/// The next `{{< … >}}`, `{{% … %}}`, `{% … %}`, `{{ … }}`, or Kramdown's `{: … }`.
pub fn shortcode(text: &str) -> Option<Range<usize>> {
    text.match_indices('{').find_map(|(start, _)| {
        let rest = &text[start..];
        let (open, close) = CODES.into_iter().find(|(open, _)| rest.starts_with(open))?;
        let rest = &rest[..rest.floor_char_boundary(SHORTCODE_BYTES)];
        let end = rest[open.len()..].find(close)? + open.len() + close.len();
        Some(start..start + end)
    })
}

/// The first word of a shortcode.
pub fn name(code: &str) -> &str {
    let mut words = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.find(|word| !word.is_empty()).unwrap_or_default()
}

/// What does here what another generator's shortcode does there.
pub fn instead(code: &str) -> &'static str {
    match name(code) {
        "figure" | "img" | "image" => "write it as `![what it shows](picture.jpg)`",
        "youtube" | "vimeo" | "tweet" | "twitter" | "x" => "put its address on a line of its own",
        "highlight" | "endhighlight" => "put the code between two lines of three backticks",
        "ref" | "relref" | "post_url" | "link" => "write a path to the file, such as `../post.md`",
        _ => "write it in Markdown, or in HTML",
    }
}
