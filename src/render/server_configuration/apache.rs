//! The configuration of Apache.

use super::served_domain::{DRAWING_POLICY, ServedDomain};
use super::{
    ASKED_FOR_EACH_TIME, COMMON_HEADERS, COMPRESSED_TYPES, KEPT_FOR_GOOD, literal,
    write_certificates, write_preparations,
};
use std::fmt::Write as _;

/// Writes a file for `sites-available`.
pub fn configuration(domains: &[ServedDomain]) -> String {
    let mut text = String::new();
    let main = &domains[0];
    let _ = writeln!(
        text,
        "# Apache serves {}. Save this as /etc/apache2/sites-available/{}.conf, then run:\n\
         #   a2enmod deflate headers rewrite ssl\n\
         #   a2ensite {} && systemctl reload apache2",
        main.origin, main.name, main.name
    );
    write_preparations(&mut text, domains);
    write_certificates(&mut text, domains);
    for domain in domains {
        write_hosts(&mut text, domain);
    }
    text
}

fn write_hosts(text: &mut String, domain: &ServedDomain) {
    let name = &domain.name;
    if domain.is_https && domain.port.is_none() {
        let _ = writeln!(
            text,
            "\n<VirtualHost *:80>\n    ServerName {name}\n    Redirect permanent / {}/\n</VirtualHost>",
            domain.origin
        );
    }
    let default_port = if domain.is_https { "443" } else { "80" };
    let port = domain.port.as_deref().unwrap_or(default_port);
    let root = quoted(&domain.root);
    let _ = writeln!(
        text,
        "\n<VirtualHost *:{port}>\n    ServerName {name}\n    DocumentRoot {root}"
    );
    if domain.is_https {
        let _ = writeln!(
            text,
            "    SSLEngine on\n    SSLCertificateFile /etc/letsencrypt/live/{name}/fullchain.pem\n    \
             SSLCertificateKeyFile /etc/letsencrypt/live/{name}/privkey.pem"
        );
    }
    let _ = writeln!(
        text,
        "    <Directory {root}>\n        Options None\n        AllowOverride None\n        \
         DirectoryIndex index.html\n        Require all granted\n    </Directory>\n    \
         AllowEncodedSlashes NoDecode\n    AddDefaultCharset utf-8\n    \
         AddCharset utf-8 .css .js .json .svg .txt .webmanifest .xml"
    );
    let types = COMPRESSED_TYPES.join(" ");
    let _ = writeln!(
        text,
        "    AddOutputFilterByType DEFLATE text/html {types}\n"
    );
    write_headers(text, domain);
    write_not_found(text, domain);
    write_rewrites(text, domain);
    text.push_str("</VirtualHost>\n");
}

fn write_headers(text: &mut String, domain: &ServedDomain) {
    for header in COMMON_HEADERS {
        let value = value(header.value);
        let _ = writeln!(text, "    Header always set {} {value}", header.name);
    }
    let _ = writeln!(text, "    Header set Cache-Control {ASKED_FOR_EACH_TIME}");
    // the last section that fits counts
    for part in domain.parts.iter().rev() {
        let below = quoted(&format!("^{}", literal(&part.path)));
        let assets = quoted(&format!("^{}assets/", literal(&part.path)));
        let _ = writeln!(
            text,
            "    <LocationMatch {below}>\n        Header always set Content-Security-Policy {}\n    \
             </LocationMatch>\n    <LocationMatch {assets}>\n        Header set Cache-Control {}\n    \
             </LocationMatch>",
            value(&part.policy),
            quoted(KEPT_FOR_GOOD)
        );
        for typed in &part.types {
            let path = literal(&typed.path).replace(":term", "[^/]+");
            let mime = quoted(&format!("{}; charset=utf-8", typed.mime));
            let _ = writeln!(
                text,
                "    <LocationMatch {}>\n        ForceType {mime}\n    </LocationMatch>",
                quoted(&format!("^{path}$"))
            );
        }
    }
    let _ = writeln!(
        text,
        "    <LocationMatch \"(?i)\\.svg$\">\n        \
         Header always set Content-Security-Policy {}\n    </LocationMatch>",
        value(DRAWING_POLICY)
    );
}

fn write_not_found(text: &mut String, domain: &ServedDomain) {
    // the last section that fits counts
    for page in domain.not_found.iter().rev() {
        let _ = writeln!(
            text,
            "    <LocationMatch {}>\n        ErrorDocument 404 {}\n    </LocationMatch>",
            quoted(&format!("^{}", literal(&page.below))),
            page.page
        );
    }
}

fn write_rewrites(text: &mut String, domain: &ServedDomain) {
    text.push_str(
        "\n    RewriteEngine on\n    # files of the build that are not for readers\n    \
         RewriteRule \"/(\\.(?!well-known/).*|_headers|_redirects)$\" - [R=404,L]\n",
    );
    for redirect in &domain.query_redirects {
        let _ = writeln!(
            text,
            "    RewriteCond %{{QUERY_STRING}} {}\n    RewriteRule {} {} [R=301,NE,QSD,L]",
            pattern(&format!("^{}$", literal(&redirect.query))),
            pattern(&format!("^{}$", literal(&redirect.path))),
            format_args!("\"{}\"", address(&redirect.to))
        );
    }
    for folder in &domain.moved_folders {
        let _ = writeln!(
            text,
            "    RewriteRule {} {} [R=301,L]",
            pattern(&format!("^{}(.*)$", literal(&folder.path))),
            format_args!("\"{}$1\"", address(&folder.to))
        );
    }
    for redirect in &domain.redirects {
        let _ = writeln!(
            text,
            "    RewriteRule {} {} [R={},NE,L]",
            pattern(&format!("^{}$", literal(&redirect.from))),
            format_args!("\"{}\"", address(&redirect.to)),
            redirect.status
        );
    }
}

/// An address that a rule leads to. `$` and `%` with a figure would be a group of the pattern.
fn address(address: &str) -> String {
    let address = address.replace('$', "%24").replace('"', "%22");
    address.replace('%', "\\%")
}

/// The pattern of a rule, in quotes, which know no escape there.
fn pattern(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\x22"))
}

/// The value of a header in quotes, where `%` begins a variable.
fn value(text: &str) -> String {
    quoted(&text.replace('%', "%%"))
}

/// A word in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
