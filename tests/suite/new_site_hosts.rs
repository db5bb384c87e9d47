//! `griot new site --host`: the files with which a site publishes itself. `scripts/test` checks the
//! workflows with actionlint.

use crate::program_runner::Folder;

/// Each host and its files.
const HOSTS: [(&str, &[&str]); 5] = [
    ("github", &[".github/workflows/publish.yml"]),
    ("gitlab", &[".gitlab-ci.yml"]),
    (
        "cloudflare",
        &["cloudflare.sh", ".github/workflows/scheduled.yml"],
    ),
    (
        "netlify",
        &["netlify.toml", ".github/workflows/scheduled.yml"],
    ),
    ("none", &[]),
];

const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn a_new_site_has_the_files_of_its_host_and_builds() {
    for (host, files) in HOSTS {
        let folder = Folder::empty();
        folder.run_ok(&["new", "site", "blog", "--host", host]);
        for other in HOSTS.iter().flat_map(|(_, files)| *files) {
            let path = format!("blog/{other}");
            assert_eq!(folder.has(&path), files.contains(other), "{host}: {other}");
        }
        let ran = folder.run_ok(&["build", "--strict", "--root", "blog"]);
        assert_eq!(ran.err, "", "{host}");
    }
}

#[test]
fn the_files_install_this_version_and_ask_for_hourly_builds() {
    for (host, files) in HOSTS.iter().filter(|(host, _)| *host != "none") {
        let folder = Folder::empty();
        folder.run_ok(&["new", "site", "blog", "--host", host]);
        let texts = files
            .iter()
            .map(|file| folder.read(&format!("blog/{file}")));
        let text = texts.collect::<Vec<_>>().join("\n");
        let program = match *host {
            "github" => format!(
                "{}@v{VERSION}",
                REPOSITORY.trim_start_matches("https://github.com/")
            ),
            _ => format!("{REPOSITORY}/releases/download/v{VERSION}/install.sh"),
        };
        assert!(text.contains(&program), "{host}: no `{program}` in {text}");
        assert!(text.contains("17 * * * *"), "{host}: {text}");
        assert!(!text.contains("THE_"), "{host}: {text}");
        for file in files.iter().filter(|file| file.ends_with(".yml")) {
            let text = folder.read(&format!("blog/{file}"));
            let read: Result<serde_json::Value, _> = serde_yaml::from_str(&text);
            assert!(read.is_ok(), "{host}: {file}: {read:?}");
        }
    }
}

#[test]
fn an_unknown_host_is_wrong_usage() {
    let folder = Folder::empty();
    let ran = folder.run(&["new", "site", "blog", "--host", "geocities"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(
        ran.err.contains("netlify") && !folder.has("blog"),
        "{}",
        ran.err
    );
}
