//! The configuration of nginx.
//!
//! Headers, 404 pages and old queries are looked up in maps: a `location` with a header of its own
//! would lose all others.

use super::served_domain::{DRAWING_POLICY, ServedDomain};
use super::{
    ASKED_FOR_EACH_TIME, COMMON_HEADERS, COMPRESSED_TYPES, KEPT_FOR_GOOD, literal,
    write_certificates, write_preparations,
};
use crate::render::hosting::TypedPath;
use std::fmt::Write as _;

/// A longer key of a map needs larger buckets than nginx has by default; a pattern does not.
const LONGEST_KEY: usize = 40;

/// Writes the configuration for the folder `conf.d`.
pub fn configuration(domains: &[ServedDomain]) -> String {
    let mut text = String::new();
    let main = &domains[0];
    let _ = writeln!(
        text,
        "# nginx serves {}. Save this as /etc/nginx/conf.d/{}.conf, then run:\n\
         #   nginx -t && systemctl reload nginx",
        main.origin, main.name
    );
    write_preparations(&mut text, domains);
    write_certificates(&mut text, domains);
    for (number, domain) in (1..).zip(domains) {
        let maps = Maps { domain, number };
        text.push('\n');
        maps.write(&mut text);
        write_servers(&mut text, &maps);
    }
    text
}

/// The values that depend on the path. Their names end with the number of the domain.
struct Maps<'a> {
    domain: &'a ServedDomain,
    number: usize,
}

impl Maps<'_> {
    fn write(&self, text: &mut String) {
        let (domain, number) = (self.domain, self.number);
        let _ = writeln!(text, "map $uri $griot_policy_{number} {{");
        let _ = writeln!(text, "    ~*\\.svg$ {};", quoted(DRAWING_POLICY));
        for part in &domain.parts {
            let policy = quoted(&part.policy);
            let _ = writeln!(text, "    {} {policy};", beginning(&part.path));
        }
        let _ = writeln!(text, "}}\nmap $uri $griot_cache_{number} {{");
        for part in &domain.parts {
            let path = beginning(&format!("{}assets/", part.path));
            let _ = writeln!(text, "    {path} {};", quoted(KEPT_FOR_GOOD));
        }
        let _ = writeln!(text, "    default {};", quoted(ASKED_FOR_EACH_TIME));
        let _ = writeln!(text, "}}\nmap $uri $griot_not_found_{number} {{");
        for page in &domain.not_found {
            let path = beginning(&page.below);
            let _ = writeln!(text, "    {path} {};", quoted(&page.page));
        }
        let _ = writeln!(text, "    default /404.html;\n}}");
        if domain.query_redirects.is_empty() {
            return;
        }
        let _ = writeln!(text, "map \"$uri?$args\" $griot_old_{number} {{");
        for redirect in &domain.query_redirects {
            let address = format!("{}?{}", redirect.path, redirect.query);
            let key = match address.len() > LONGEST_KEY {
                true => as_written(&format!("~^{}$", literal(&address))),
                false => as_written(&address),
            };
            let _ = writeln!(text, "    {key} {};", quoted(&redirect.to));
        }
        text.push_str("}\n");
    }
}

fn write_servers(text: &mut String, maps: &Maps) {
    let domain = maps.domain;
    if domain.is_https && domain.port.is_none() {
        let _ = writeln!(
            text,
            "server {{\n    listen 80;\n    listen [::]:80;\n    server_name {};\n    \
             return 301 {}$request_uri;\n}}",
            domain.name, domain.origin
        );
    }
    let default_port = if domain.is_https { "443" } else { "80" };
    let port = domain.port.as_deref().unwrap_or(default_port);
    let tls = if domain.is_https { " ssl http2" } else { "" };
    let name = &domain.name;
    let _ = writeln!(
        text,
        "server {{\n    listen {port}{tls};\n    listen [::]:{port}{tls};\n    server_name {name};"
    );
    if domain.is_https {
        let _ = writeln!(
            text,
            "    ssl_certificate /etc/letsencrypt/live/{name}/fullchain.pem;\n    \
             ssl_certificate_key /etc/letsencrypt/live/{name}/privkey.pem;"
        );
    }
    let _ = writeln!(
        text,
        "    root {};\n    charset utf-8;",
        quoted(&domain.root)
    );
    let types = COMPRESSED_TYPES.join(" ");
    let _ = writeln!(
        text,
        "    charset_types {types};\n    gzip on;\n    gzip_vary on;\n    gzip_min_length 512;\n    \
         gzip_types {types};\n"
    );
    write_headers(text, maps);
    let number = maps.number;
    let _ = writeln!(text, "    error_page 404 $griot_not_found_{number};");
    if !domain.query_redirects.is_empty() {
        let _ = writeln!(
            text,
            "    if ($griot_old_{number}) {{\n        return 301 $griot_old_{number};\n    }}"
        );
    }
    write_locations(text, domain);
    text.push_str("}\n");
}

fn write_headers(text: &mut String, maps: &Maps) {
    let number = maps.number;
    let _ = writeln!(
        text,
        "    add_header Content-Security-Policy $griot_policy_{number} always;\n    \
         add_header Cache-Control $griot_cache_{number};"
    );
    for header in COMMON_HEADERS {
        let value = quoted(header.value);
        let _ = writeln!(text, "    add_header {} {value} always;", header.name);
    }
}

fn write_locations(text: &mut String, domain: &ServedDomain) {
    text.push_str(
        "\n    # files of the build that are not for readers\n    \
         location ~ /(\\.(?!well-known/)|_headers$|_redirects$) {\n        return 404;\n    }\n",
    );
    for folder in &domain.moved_folders {
        let regex = as_written(&format!("^{}(.*)$", literal(&folder.path)));
        let to = value(&folder.to);
        let _ = writeln!(text, "    rewrite {regex} \"{to}$1\" permanent;");
    }
    for redirect in &domain.redirects {
        let _ = writeln!(
            text,
            "    location = {} {{\n        return {} {};\n    }}",
            as_written(&redirect.from),
            redirect.status,
            quoted(&redirect.to)
        );
    }
    for part in &domain.parts {
        for TypedPath { path, mime } in &part.types {
            let location = match path.contains(":term") {
                true => {
                    let regex = literal(path).replace(":term", "[^/]+");
                    format!("~ {}", as_written(&format!("^{regex}$")))
                }
                false => format!("= {}", as_written(path)),
            };
            let _ = writeln!(
                text,
                "    location {location} {{\n        types {{ }}\n        default_type {mime};\n    }}"
            );
        }
    }
}

/// A value in quotes. nginx has no way to write `$`: an address may have it percent-encoded.
fn quoted(text: &str) -> String {
    format!("\"{}\"", value(text))
}

fn value(text: &str) -> String {
    in_quotes(text).replace('$', "%24")
}

/// A path or a pattern in quotes, where `$` is no variable.
fn as_written(text: &str) -> String {
    format!("\"{}\"", in_quotes(text))
}

fn in_quotes(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The pattern of a map for all paths that begin like this.
fn beginning(path: &str) -> String {
    as_written(&format!("~^{}", literal(path)))
}
