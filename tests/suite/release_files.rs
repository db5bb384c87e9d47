//! What a release is made from: `Cargo.toml` names the repository and the version, and every other
//! file has the same. `GRIOT_GOLDEN=rewrite` writes them.

use serde_json::Value;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()))
}

/// `action.yml`.
pub fn action() -> Value {
    serde_yaml::from_str(&read(Path::new("action.yml"))).expect("YAML")
}

/// The owner of the repository in `Cargo.toml`.
fn owner() -> String {
    let manifest: toml::Table = read(Path::new("Cargo.toml")).parse().expect("TOML");
    let repository = manifest["package"]["repository"].as_str();
    let owner = repository.and_then(|address| {
        let path = address.strip_prefix("https://github.com/")?;
        path.strip_suffix("/griot")
    });
    owner.expect("https://github.com/…/griot").to_string()
}

/// Text files that people read, and what runs elsewhere.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = [".github", "docs", "scripts", "src"].map(|name| root.join(name));
    let mut folders: Vec<PathBuf> = std::mem::take(&mut folders).into();
    folders.push(root.to_path_buf());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && folder != root && name != "public" {
                folders.push(path);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    files
}

/// The text with the owner and the version in each address of the repository
/// (`github.com/OWNER/griot`) and in each use of its action (`uses: OWNER/griot@v1.2.3`).
fn with_owner_and_version(text: &str, owner: &str, version: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut parts = text.split("/griot");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let before = out.trim_end_matches(is_name).to_string();
        let is_action = before.ends_with("uses: ") && part.starts_with("@v");
        let is_address = before.ends_with("github.com/") && !part.starts_with(is_name);
        if is_action || is_address {
            out = format!("{before}{owner}");
        }
        out += "/griot";
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        match part.strip_prefix("@v").filter(|_| is_action) {
            Some(rest) => out += &format!("@v{version}{}", rest.trim_start_matches(digits)),
            None => out += part,
        }
    }
    out
}

#[test]
fn cargo_toml_alone_names_the_repository_and_the_version() {
    let (owner, version) = (owner(), env!("CARGO_PKG_VERSION"));
    let mut named = 0;
    for path in files() {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        named += text.matches(&format!("github.com/{owner}/griot")).count();
        let wanted = with_owner_and_version(&text, &owner, version);
        if wanted == text {
            continue;
        }
        if std::env::var("GRIOT_GOLDEN").is_ok_and(|value| value == "rewrite") {
            std::fs::write(&path, wanted).expect("written");
        } else {
            let path = path.display();
            panic!(
                "{path} names another repository or version than Cargo.toml: GRIOT_GOLDEN=rewrite"
            );
        }
    }
    assert!(named > 3, "the manual says where the program comes from");
}

#[test]
fn other_owners_and_versions_are_found() {
    let text = "see https://github.com/old/griot/releases, uses: old/griot@v0.0.1\n\
                uses: old/griots@v1, github.com/x/griot-theme, content/griot";
    let wanted = "see https://github.com/new/griot/releases, uses: new/griot@v2.0.0\n\
                  uses: old/griots@v1, github.com/x/griot-theme, content/griot";
    assert_eq!(with_owner_and_version(text, "new", "2.0.0"), wanted);
}

#[test]
fn every_archive_of_the_workflow_has_a_name_that_the_script_asks_for() {
    let script = read(Path::new("scripts/install.sh"));
    let workflow = read(Path::new(".github/workflows/release.yml"));
    let workflow: Value = serde_yaml::from_str(&workflow).expect("YAML");
    let matrix = &workflow["jobs"]["package"]["strategy"]["matrix"]["include"];
    let rows = matrix.as_array().expect("targets");
    assert!(rows.len() >= 5, "{rows:?}");
    for row in rows {
        let target = row["target"].as_str().expect("a target");
        let (_, system) = target.split_once('-').expect("a system");
        assert!(script.contains(system), "{target}");
    }
    // a copy that is not published asks for an address instead of guessing one
    assert!(script.contains("\naddress=\n"));
}
