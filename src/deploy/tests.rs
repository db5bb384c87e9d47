//! Manifests, header rules and limits: tables of what is read and what follows.

use super::*;
use crate::fingerprint::Fingerprint;

fn version(content: &str) -> FileVersion {
    FileVersion {
        fingerprint: Fingerprint::of(content.as_bytes()),
        headers: 7,
    }
}

fn manifest() -> DeployManifest {
    DeployManifest {
        files: [
            ("a b/é.html", ManifestEntry::Settled(version("a"))),
            ("index.html", ManifestEntry::Unsettled),
        ]
        .map(|(path, entry)| (path.to_string(), entry))
        .into(),
    }
}

#[test]
fn a_manifest_is_read_as_it_was_written_and_never_in_part() {
    let text = manifest().to_text();
    assert_eq!(DeployManifest::parse(text.as_bytes()), Ok(manifest()));
    for end in 0..text.len() {
        let cut = DeployManifest::parse(&text.as_bytes()[..end]);
        assert_eq!(cut, Err(ManifestError::Damaged), "{end}");
    }
    let newer = text.replace("griot-deploy 1", "griot-deploy 2");
    let newer = DeployManifest::parse(newer.as_bytes());
    assert_eq!(newer, Err(ManifestError::Version));
}

#[test]
fn a_manifest_names_no_file_outside_its_folder() {
    for path in ["../x", "/etc/x", "a/../../x", "a//b", ".", ""] {
        let text = format!("griot-deploy 1 1\n? {path}\n");
        let read = DeployManifest::parse(text.as_bytes());
        assert_eq!(read, Err(ManifestError::Damaged), "{path}");
    }
}

#[test]
fn headers_follow_the_last_rule_that_matches() {
    let rules = HeaderRules::parse(
        "# ours\n/*\n  Cache-Control: no-cache\n\n/assets/*\n  Cache-Control: max-age=9\n\
         /tags/:term/feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n",
    );
    let case = |path: &str, name: &str, expected: Option<&str>| {
        assert_eq!(rules.value(path, name), expected, "{path}");
    };
    case("/", "Cache-Control", Some("no-cache"));
    case("/assets/a.css", "cache-control", Some("max-age=9"));
    case("/assets", "Cache-Control", Some("no-cache"));
    let atom = Some("application/atom+xml; charset=utf-8");
    case("/tags/ia/feed.xml", "Content-Type", atom);
    case("/tags/ia/x/feed.xml", "Content-Type", None);
    case("/tags//feed.xml", "Content-Type", None);
}

#[test]
fn a_hostile_rule_takes_no_time() {
    let rules = HeaderRules::parse(&format!("/{}b\n  X: y\n", "*a".repeat(40)));
    assert_eq!(rules.value(&format!("/{}", "a".repeat(2_000)), "X"), None);
}

#[test]
fn the_limit_of_removals_is_a_number_or_a_part() {
    let case = |text: &str, there: usize, expected: Option<usize>| {
        let limit = text.parse::<RemovalLimit>().ok();
        assert_eq!(limit.map(|limit| limit.most(there)), expected, "{text}");
    };
    case("10%", 100, Some(10));
    case("10%", 11, Some(2));
    case("10%", 0, Some(0));
    case("100%", 7, Some(7));
    case("3", 100, Some(3));
    case("101%", 7, None);
    case("-1", 7, None);
    case("half", 7, None);
}
