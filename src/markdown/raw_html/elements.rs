//! The elements of HTML by how a browser's parser treats them (WHATWG HTML 13.1.2 and 13.2.6).
//!
//! Names are in lower case. Nothing here knows attributes.

/// The elements of HTML that have content, sorted, those that are not used any more too (WHATWG
/// HTML, index of elements).
const WITH_CONTENT: [&str; 118] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "i",
    "iframe",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
];

/// Whether HTML has an element of this name.
pub fn is_element(name: &str) -> bool {
    is_void(name) || WITH_CONTENT.binary_search(&name).is_ok()
}

/// Whether an element has no content and no end tag.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the content of an element is text, in which tags do not count, and the element may
/// stand in an article.
pub fn is_raw_text(name: &str) -> bool {
    matches!(name, "iframe" | "script" | "style" | "textarea")
}

/// Whether the tags of an element are shown as text: they change how a browser reads what
/// follows, and have no use in an article.
pub fn is_shown_as_text(name: &str) -> bool {
    matches!(
        name,
        "frameset" | "noembed" | "noframes" | "plaintext" | "template" | "title" | "xmp"
    )
}

/// Whether the tags of an element are removed and its content stays. They belong to the page
/// as a whole, or, as `noscript`, to pages that run scripts.
pub fn is_of_page(name: &str) -> bool {
    matches!(
        name,
        "base" | "body" | "frame" | "head" | "html" | "noscript"
    )
}

/// Whether an element holds no Markdown and has to end in the HTML where it begins.
pub fn is_foreign_root(name: &str) -> bool {
    matches!(name, "math" | "svg")
}

/// Whether the start tag of an element ends the SVG or MathML around it.
pub fn ends_foreign_content(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "blockquote"
            | "body"
            | "br"
            | "center"
            | "code"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "em"
            | "embed"
            | "font"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "hr"
            | "i"
            | "img"
            | "li"
            | "listing"
            | "menu"
            | "meta"
            | "nobr"
            | "ol"
            | "p"
            | "pre"
            | "ruby"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "strike"
            | "sub"
            | "sup"
            | "table"
            | "tt"
            | "u"
            | "ul"
            | "var"
    )
}

/// Whether an element of SVG or MathML holds text alone here. Browsers read tags in it as HTML.
pub fn holds_only_text(name: &str) -> bool {
    matches!(
        name,
        "annotation-xml" | "desc" | "mi" | "mn" | "mo" | "ms" | "mtext" | "title"
    )
}

/// Whether a browser shows the content of an element only where it cannot show the element, or
/// not at all. Without an end tag, everything after it would disappear.
pub fn hides_content(name: &str) -> bool {
    matches!(
        name,
        "audio" | "canvas" | "datalist" | "dialog" | "object" | "video"
    )
}

/// Whether an element is part of a table.
pub fn is_table_part(name: &str) -> bool {
    is_cell(name)
        || matches!(
            name,
            "col" | "colgroup" | "tbody" | "tfoot" | "thead" | "tr"
        )
}

/// Whether an element is the part of a table that holds text.
pub fn is_cell(name: &str) -> bool {
    matches!(name, "caption" | "td" | "th")
}

/// Whether an element holds parts of a table and nothing else.
pub fn holds_table_parts(name: &str) -> bool {
    matches!(
        name,
        "colgroup" | "table" | "tbody" | "tfoot" | "thead" | "tr"
    )
}

/// The elements around a part of a table, from which the nearest one becomes its parent. A part
/// that is open inside that one ends.
pub fn parents_of_table_part(name: &str) -> &'static [&'static str] {
    match name {
        "td" | "th" => &["tr", "tbody", "thead", "tfoot", "table"],
        "tr" => &["tbody", "thead", "tfoot", "table"],
        "col" => &["colgroup", "table"],
        _ => &["table"],
    }
}

/// The elements that an element has to stand in, if it needs one.
pub fn required_parents(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["ul", "ol", "menu"],
        "dd" | "dt" => &["dl"],
        _ => &[],
    }
}

/// The elements that end where `name` begins.
pub fn siblings(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["li"],
        "dd" | "dt" => &["dd", "dt"],
        "option" => &["option"],
        "optgroup" => &["optgroup", "option"],
        "rb" | "rp" | "rt" | "rtc" => &["rb", "rp", "rt", "rtc"],
        _ => &[],
    }
}

/// Whether an element cannot stand inside another one of its name: the outer one ends.
pub fn cannot_nest(name: &str) -> bool {
    matches!(name, "a" | "button" | "nobr") || is_heading(name)
}

/// Whether an element is a heading.
pub fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether the end tag of an element may be left out: no warning when it is.
pub fn has_optional_end(name: &str) -> bool {
    is_table_part(name)
        || matches!(
            name,
            "dd" | "dt" | "li" | "optgroup" | "option" | "p" | "rb" | "rp" | "rt" | "rtc"
        )
}

/// Whether an open paragraph ends where an element begins.
pub fn ends_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "ul"
    ) || is_heading(name)
}

/// Whether an element keeps what is inside it from ending a paragraph outside it.
pub fn is_scope(name: &str) -> bool {
    is_cell(name) || matches!(name, "button" | "foreignobject" | "object" | "table")
}
