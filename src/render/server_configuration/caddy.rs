//! The configuration of Caddy, which gets the certificates by itself.

use super::served_domain::{DRAWING_POLICY, Redirect, ServedDomain};
use super::{
    ASKED_FOR_EACH_TIME, COMMON_HEADERS, COMPRESSED_TYPES, KEPT_FOR_GOOD, write_preparations,
};
use std::fmt::Write as _;

/// Writes a `Caddyfile`.
pub fn configuration(domains: &[ServedDomain]) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "# Caddy serves {}. Save this as /etc/caddy/Caddyfile, then run:\n\
         #   systemctl reload caddy",
        domains[0].origin
    );
    write_preparations(&mut text, domains);
    for domain in domains {
        write_domain(&mut text, domain);
    }
    text
}

fn write_domain(text: &mut String, domain: &ServedDomain) {
    let _ = writeln!(
        text,
        "\n{} {{\n\troot * {}\n\tencode {{\n\t\tgzip\n\t\tmatch {{\n\t\t\theader Content-Type text/html*",
        domain.origin,
        quoted(&domain.root)
    );
    for compressed in COMPRESSED_TYPES {
        let _ = writeln!(text, "\t\t\theader Content-Type {compressed}*");
    }
    text.push_str("\t\t}\n\t}\n\n\t# in this order: a later header takes the place of an earlier one\n\troute {\n");
    write_headers(text, domain);
    text.push_str(
        "\n\t\t# files of the build that are not for readers\n\
         \t\t@hidden path_regexp /(\\.([^w].*|w[^e].*)|_headers|_redirects)$\n\
         \t\terror @hidden 404\n",
    );
    for (number, redirect) in (1..).zip(&domain.query_redirects) {
        let _ = writeln!(
            text,
            "\t\t@old{number} {{\n\t\t\tpath {}\n\t\t\tvars {{query}} {}\n\t\t}}\n\t\tredir @old{number} {} 301",
            quoted(&redirect.path),
            quoted(&redirect.query),
            quoted(&redirect.to)
        );
    }
    for folder in &domain.moved_folders {
        let _ = writeln!(
            text,
            "\t\thandle_path {} {{\n\t\t\tredir * {} 301\n\t\t}}",
            quoted(&format!("{}*", folder.path)),
            format_args!("\"{}{{uri}}\"", value(folder.to.trim_end_matches('/')))
        );
    }
    for redirect in domain
        .redirects
        .iter()
        .filter(|redirect| is_literal(redirect))
    {
        let _ = writeln!(
            text,
            "\t\tredir {} {} {}",
            quoted(&redirect.from),
            quoted(&redirect.to),
            redirect.status
        );
    }
    text.push_str("\t\tfile_server\n\t}\n\n\thandle_errors {\n");
    write_not_found(text, domain);
    text.push_str("\t}\n}\n");
}

/// `*` is a pattern in a path and has no escape: the page at the old address leads on.
fn is_literal(redirect: &Redirect) -> bool {
    !redirect.from.contains('*')
}

fn write_headers(text: &mut String, domain: &ServedDomain) {
    for header in COMMON_HEADERS {
        let _ = writeln!(text, "\t\theader {} {}", header.name, quoted(header.value));
    }
    let _ = writeln!(text, "\t\theader Cache-Control {ASKED_FOR_EACH_TIME}");
    for part in domain.parts.iter().rev() {
        let below = quoted(&format!("{}*", part.path));
        let assets = quoted(&format!("{}assets/*", part.path));
        let _ = writeln!(
            text,
            "\t\theader {below} Content-Security-Policy {}\n\t\theader {assets} Cache-Control {}",
            quoted(&part.policy),
            quoted(KEPT_FOR_GOOD)
        );
        for typed in &part.types {
            let path = quoted(&typed.path.replace(":term", "*"));
            let mime = quoted(&format!("{}; charset=utf-8", typed.mime));
            let _ = writeln!(text, "\t\theader {path} Content-Type {mime}");
        }
    }
    let _ = writeln!(
        text,
        "\t\t@drawings path *.svg\n\t\theader @drawings Content-Security-Policy {}",
        quoted(DRAWING_POLICY)
    );
}

fn write_not_found(text: &mut String, domain: &ServedDomain) {
    for page in &domain.not_found {
        let _ = writeln!(
            text,
            "\t\thandle {} {{\n\t\t\trewrite * {}\n\t\t\tfile_server\n\t\t}}",
            quoted(&format!("{}*", page.below)),
            quoted(&page.page)
        );
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", value(text))
}

/// A value between quotes. Braces would be a placeholder.
fn value(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('{', "\\{").replace('}', "\\}")
}
