//! Pieces of Markdown that tags become: boxes, code, quotations, addresses.

/// The kind of Griot's boxes for a name.
pub fn box_kind(name: &str) -> Option<&'static str> {
    Some(match name.trim_start_matches("prompt-") {
        "note" | "info" | "notice" | "information" | "default" | "primary" | "abstract"
        | "seealso" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" | "idea" => "TIP",
        "important" | "question" => "IMPORTANT",
        "warning" | "warn" | "attention" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "bug" | "critical" => "CAUTION",
        _ => return None,
    })
}

/// Whether a name is that of a box whose kind is a value.
pub fn is_box(name: &str) -> bool {
    [
        "admonition",
        "callout",
        "alert",
        "aside",
        "box",
        "message",
        "panel",
        "notification",
        "bubble",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// A name in small letters, without the folder and with `_` for `-`.
pub fn plain_name(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.split('.')
        .next()
        .unwrap_or(name)
        .replace('-', "_")
        .to_lowercase()
}

/// The language of a code block from `lang:rust` or `rust`.
pub fn code_language(word: &str) -> String {
    let word = word.trim_start_matches("lang:");
    match word.contains(['=', '/', '.']) {
        true => String::new(),
        false => word.to_lowercase(),
    }
}

/// A fenced block that no line of the code ends.
pub fn fence(language: &str, code: &str) -> String {
    let mut signs = "```".to_string();
    while code.contains(&signs) {
        signs.push('`');
    }
    let code = code.trim_matches('\n').trim_end();
    format!("{signs}{language}\n{code}\n{signs}")
}

/// Lines as a quotation.
pub fn quoted(text: &str) -> String {
    let lines = text.trim_end().split('\n');
    let lines = lines.map(|line| match line {
        "" => ">".to_string(),
        line => format!("> {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// An address that Markdown reads as one.
pub fn encoded(address: &str) -> String {
    match address.contains([' ', '(', ')']) {
        true => format!("<{address}>"),
        false => address.to_string(),
    }
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// Words without the tags of HTML around them.
pub fn without_tags(html: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    words
}
