//! The rules of `deny.toml` for every crate of `Cargo.lock`, without network.

use serde_json::Value;
use std::process::Command;

fn rules() -> toml::Table {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml"));
    text.expect("deny.toml").parse().expect("TOML")
}

fn words<'r>(rules: &'r toml::Table, table: &str, key: &str) -> Vec<&'r str> {
    let words = rules[table][key].as_array().expect("a list");
    let word = |value: &'r toml::Value| value.as_str().or_else(|| value.get("crate")?.as_str());
    words.iter().filter_map(word).collect()
}

/// Every crate of `Cargo.lock`: its name, and its source unless it is this crate.
fn locked_crates() -> Vec<(String, Option<String>)> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"));
    let lock: toml::Table = text.expect("Cargo.lock").parse().expect("TOML");
    let packages = lock["package"].as_array().expect("packages").iter();
    let word = |package: &toml::Value, key: &str| Some(package.get(key)?.as_str()?.to_string());
    packages
        .map(|package| {
            (
                word(package, "name").expect("a name"),
                word(package, "source"),
            )
        })
        .collect()
}

/// Metadata of the crates that this machine compiles.
fn compiled_crates() -> Vec<Value> {
    let rustc = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let version = String::from_utf8(rustc.stdout).expect("UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--locked"])
        .args(["--filter-platform", host.expect("a host")])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let used = metadata["resolve"]["nodes"]
        .as_array()
        .expect("nodes")
        .iter();
    let used: Vec<&Value> = used.map(|node| &node["id"]).collect();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .filter(|package| used.contains(&&package["id"]))
        .cloned()
        .collect()
}

/// Whether allowed licenses satisfy an SPDX expression: one side of each `OR`, both sides of each
/// `AND`, which binds closer. A slash is an old way to write `OR`.
fn license_is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.trim().replace('/', " OR ");
    let split = |word: &str| {
        let mut depth = 0;
        expression
            .match_indices(['(', ')', ' '])
            .find_map(|(at, mark)| {
                match mark {
                    "(" => depth += 1,
                    ")" => depth -= 1,
                    _ if depth == 0 && expression[at..].starts_with(word) => return Some(at),
                    _ => {}
                }
                None
            })
    };
    if let Some(at) = split(" OR ") {
        return license_is_allowed(&expression[..at], allowed)
            || license_is_allowed(&expression[at + 4..], allowed);
    }
    if let Some(at) = split(" AND ") {
        return license_is_allowed(&expression[..at], allowed)
            && license_is_allowed(&expression[at + 5..], allowed);
    }
    let inside = expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    inside.map_or(allowed.contains(&expression.as_str()), |inside| {
        license_is_allowed(inside, allowed)
    })
}

#[test]
fn license_expressions_are_parsed() {
    let allowed = ["MIT", "Zlib"];
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(MIT OR GPL-3.0) AND Zlib", true),
        ("(MIT OR Zlib) AND GPL-3.0", false),
        ("MIT AND (GPL-3.0 OR Zlib)", true),
        ("MIT WITH exception", false),
        ("MIT OR GPL-3.0 AND GPL-2.0", true),
    ] {
        assert_eq!(
            license_is_allowed(expression, &allowed),
            met,
            "{expression}"
        );
    }
}

#[test]
fn every_crate_follows_deny_toml() {
    let rules = rules();
    let allowed = words(&rules, "licenses", "allow");
    let refused = words(&rules, "bans", "deny");
    let registries = words(&rules, "sources", "allow-registry");
    let locked = locked_crates();
    assert!(locked.len() > 100, "all of them");
    for (name, source) in locked {
        assert!(!refused.contains(&name.as_str()), "{name} is refused");
        if let Some(source) = source {
            let registry = source.strip_prefix("registry+").unwrap_or_default();
            assert!(registries.contains(&registry), "{name} comes from {source}");
        }
    }
    let compiled = compiled_crates();
    assert!(compiled.len() > 100, "all of them");
    for package in compiled {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(
            license_is_allowed(licence, &allowed),
            "{} is under `{licence}`",
            package["name"]
        );
    }
}

#[test]
fn the_code_has_no_unsafe_blocks() {
    for file in ["src/lib.rs", "src/main.rs"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(path).expect("a file");
        assert!(text.contains("#![forbid(unsafe_code)]"), "{file}");
    }
}
