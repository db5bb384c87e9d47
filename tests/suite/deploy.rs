//! `griot deploy` to a branch of a git repository and to a folder of a server, and what it refuses.

use crate::program_runner::{Folder, RunOutput, not_run, run_command};
use serde_json::Value;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

pub const SETTINGS: &str = "\
base_url: https://blog.example
cards: false
languages: {fr: {title: Le Carnet}}
check: {descriptions: off, alt: off}
";

/// The settings of a site with one target.
pub fn settings(target: &str) -> String {
    format!("-- griot.yaml --\n{SETTINGS}deploy: {{targets: [{target}]}}\n")
}

pub fn article(key: &str, text: &str) -> String {
    format!(
        "-- content/articles/{key}/fr.md --\n---\ntitle: {key}\ndate: 2026-11-01\n---\n{text}\n"
    )
}

/// A site that is deployed to a branch of a bare repository beside it.
struct BranchSite {
    site: Folder,
    remote: Folder,
}

impl BranchSite {
    fn new(options: &str, articles: &str) -> Self {
        let remote = Folder::empty();
        remote.git(&["init", "--quiet", "--bare", "."]);
        let path = remote.path("");
        let to = format!("git+file://{}#gh-pages", path.display());
        let target = format!("{{name: web, to: \"{}\"{options}}}", to.replace("/#", "#"));
        let site = Folder::new(&(settings(&target) + articles));
        BranchSite { site, remote }
    }

    /// The files of the branch with their contents.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let copy = Folder::empty();
        let remote = self.remote.path("").display().to_string();
        copy.git(&["clone", "--quiet", "--branch=gh-pages", &remote, "copy"]);
        let mut files = copy.tree("copy");
        files.retain(|path, _| !path.starts_with(".git/"));
        files
    }

    fn has(&self, path: &str) -> bool {
        self.files().contains_key(path)
    }

    fn read(&self, path: &str) -> String {
        String::from_utf8(self.files()[path].clone()).expect("UTF-8")
    }

    fn commits(&self) -> usize {
        self.remote
            .git(&["log", "--oneline", "gh-pages"])
            .out
            .lines()
            .count()
    }

    /// Commits files to the branch, as a person would.
    fn commit_by_hand(&self, files: &[(&str, &str)]) {
        let copy = Folder::empty();
        let remote = self.remote.path("").display().to_string();
        copy.git(&["clone", "--quiet", &remote, "."]);
        let has_branch = self.remote.git(&["branch", "--list", "gh-pages"]).out;
        let switch = match has_branch.is_empty() {
            true => ["checkout", "--quiet", "-b", "gh-pages"].as_slice(),
            false => ["checkout", "--quiet", "gh-pages"].as_slice(),
        };
        copy.git(switch);
        for (path, content) in files {
            copy.write(path, content);
        }
        copy.git(&["add", "-A"]);
        copy.git(&["commit", "--quiet", "-m", "by hand"]);
        copy.git(&["push", "--quiet", "origin", "gh-pages"]);
    }
}

fn json(ran: &RunOutput) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

#[test]
fn a_branch_gets_a_commit_with_what_changed() {
    let at = BranchSite::new("", &(article("a", "Un.") + &article("b", "Deux.")));
    at.site.run_ok(&["deploy"]);
    let files = at.files();
    let mut published = at.site.published("public");
    published.remove(".griot");
    published.remove(".gitignore");
    for (path, bytes) in &published {
        assert_eq!(&files[path], bytes, "{path}");
    }
    let others: Vec<&str> = files
        .keys()
        .filter(|path| !published.contains_key(*path))
        .map(String::as_str)
        .collect();
    assert_eq!(others, [".griot-deploy", ".nojekyll"]);
    // nothing changed: no commit
    let ran = at.site.run_ok(&["deploy", "--json"]);
    assert_eq!(json(&ran)["sent"], serde_json::json!([]));
    assert_eq!(at.commits(), 1);
    // one article changed: its page, and what shows it
    let text = at.site.read("content/articles/a/fr.md");
    at.site
        .write("content/articles/a/fr.md", text + "Encore.\n");
    let report = json(&at.site.run_ok(&["deploy", "--json"]));
    let sent: Vec<&str> = report["sent"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|path| path.as_str().expect("a path"))
        .collect();
    assert!(
        sent.contains(&"a/index.html") && !sent.contains(&"b/index.html"),
        "{sent:?}"
    );
    assert_eq!(at.commits(), 2);
    assert!(at.read("a/index.html").contains("Encore."));
}

#[test]
fn a_branch_keeps_the_files_of_others() {
    let at = BranchSite::new("", &article("a", "Un."));
    at.commit_by_hand(&[("CNAME", "blog.example\n")]);
    let refused = at.site.run(&["deploy"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(
        refused
            .err
            .contains("the target holds files that Griot did not put there")
    );
    assert!(refused.err.contains("--adopt"), "{refused:?}");
    assert_eq!(at.commits(), 1);
    at.site.run_ok(&["deploy", "--adopt"]);
    at.site.run_ok(&["deploy"]);
    assert_eq!(at.read("CNAME"), "blog.example\n");
    assert_eq!(at.commits(), 2);
    // a new page where somebody put a file
    at.commit_by_hand(&[("b/index.html", "theirs\n")]);
    at.site.write(
        "content/articles/b/fr.md",
        "---\ntitle: b\ndate: 2026-11-01\n---\nDeux.\n",
    );
    let refused = at.site.run(&["deploy"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.err.contains("`b/index.html`"), "{refused:?}");
    assert_eq!(at.read("b/index.html"), "theirs\n");
    at.site.run_ok(&["deploy", "--adopt"]);
    assert!(at.read("b/index.html").contains("Deux."));
}

#[test]
fn many_removals_are_refused_until_they_are_allowed() {
    let articles: String = ["a", "b", "c", "d", "e", "f"]
        .map(|key| article(key, "Un."))
        .concat();
    let at = BranchSite::new("", &articles);
    at.site.run_ok(&["deploy"]);
    for key in ["a", "b", "c", "d", "e"] {
        at.site.remove(&format!("content/articles/{key}/fr.md"));
    }
    let refused = at.site.run(&["deploy"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(
        refused.err.contains("files would be removed"),
        "{refused:?}"
    );
    assert!(refused.err.contains("`a/index.html`"), "{refused:?}");
    let (_, allowed) = refused.err.split_once("--max-removals ").expect("a hint");
    let (allowed, _) = allowed.split_once('`').expect("a number");
    assert!(at.has("a/index.html"));
    let listed = at.site.run_ok(&["deploy", "--dry-run"]);
    assert!(
        listed.out.contains("would remove a/index.html"),
        "{listed:?}"
    );
    assert!(at.has("a/index.html"));
    at.site.run_ok(&["deploy", "--max-removals", allowed]);
    assert!(!at.has("a/index.html"));
    assert!(at.has("f/index.html"));
}

#[test]
fn a_branch_without_history_has_one_commit() {
    let at = BranchSite::new(", history: false", &article("a", "Un."));
    at.site.run_ok(&["deploy"]);
    let text = at.site.read("content/articles/a/fr.md");
    at.site
        .write("content/articles/a/fr.md", text + "Encore.\n");
    at.site.run_ok(&["deploy"]);
    assert_eq!(at.commits(), 1);
    assert!(at.read("a/index.html").contains("Encore."));
}

/// A repository that gives commits without the contents of files, as GitHub and others do.
#[test]
fn a_branch_is_published_without_the_contents_of_old_files() {
    let at = BranchSite::new("", &(article("a", "Un.") + &article("b", "Deux.")));
    at.remote.git(&["config", "uploadpack.allowFilter", "true"]);
    at.site.run_ok(&["deploy"]);
    let text = at.site.read("content/articles/a/fr.md");
    at.site
        .write("content/articles/a/fr.md", text + "Encore.\n");
    at.site.run_ok(&["deploy"]);
    at.remote.git(&["fsck", "--strict"]);
    assert!(at.read("a/index.html").contains("Encore."));
    assert!(at.read("b/index.html").contains("Deux."));
}

/// Hooks of the site's own repository, and variables of a git that starts this program.
#[test]
fn the_repository_around_the_site_is_left_alone() {
    let at = BranchSite::new("", &article("a", "Un."));
    at.site.git(&["init", "--quiet"]);
    at.site
        .write(".git/hooks/pre-push", "#!/bin/sh\ntouch hook-ran\n");
    let hook = at.site.path(".git/hooks/pre-push");
    std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).expect("a hook");
    let before = at.site.tree(".git");
    let mut command = at.site.griot(&["deploy"]);
    command.env("GIT_DIR", at.site.path(".git"));
    command.env("GIT_INDEX_FILE", at.site.path(".git/index"));
    let ran = run_command(&mut command);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        at.site.tree(".git") == before,
        "the repository of the site changed"
    );
    assert!(!at.site.has("hook-ran"));
    assert!(at.has("a/index.html"));
}

#[test]
fn a_site_with_errors_is_not_deployed() {
    let at = BranchSite::new("", &article("a", "[x](../gone/fr.md)"));
    let ran = at.site.run(&["deploy"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("nothing was published"), "{ran:?}");
    assert_eq!(at.remote.git(&["branch", "--list"]).out, "");
}

#[test]
fn a_dry_run_changes_nothing_there() {
    let at = BranchSite::new("", &article("a", "Un."));
    let ran = at.site.run_ok(&["deploy", "--dry-run"]);
    assert!(ran.out.contains("would send a/index.html"), "{ran:?}");
    let at_page = ran.out.find("would send a/index.html");
    let at_list = ran.out.find("would send index.html");
    let at_map = ran.out.find("would send sitemap.xml");
    assert!(at_page < at_list && at_list < at_map, "{ran:?}");
    assert_eq!(at.remote.git(&["branch", "--list"]).out, "");
}

#[test]
fn drafts_are_not_deployed() {
    let at = BranchSite::new("", &article("a", "Un."));
    for option in ["--drafts", "--future"] {
        let ran = at.site.run(&["deploy", option]);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.err.contains(option), "{ran:?}");
        assert!(!at.site.has("public"));
    }
}

#[test]
fn a_target_has_to_be_there() {
    let site = Folder::new(&("-- griot.yaml --\n".to_string() + SETTINGS + &article("a", "Un.")));
    let ran = site.run(&["deploy"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("names no target"), "{ran:?}");
    let at = BranchSite::new("", &article("a", "Un."));
    let ran = at.site.run(&["deploy", "wbe"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("it has web"), "{ran:?}");
    let site = Folder::new(
        &(settings("{name: web, to: \"git+file:///nowhere/at/all.git#x\"}") + &article("a", "Un.")),
    );
    let ran = site.run(&["deploy"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("the deploy failed"), "{ran:?}");
}

#[test]
fn addresses_with_secrets_are_refused_and_never_shown() {
    for to in [
        "git+https://awa:hunter2@git.example/x.git#b",
        "git+https://hunter2@git.example/x.git#b",
        "git+ssh://awa:hunter2@git.example/x.git#b",
        "ssh://awa:hunter2@host.example/www",
        "s3://awa:hunter2@bucket/blog",
        "az://container/blog?sig=hunter2",
        "ssh://awa:hunter/2@host.example/www",
    ] {
        let site = Folder::new(&(settings(&format!("{{to: \"{to}\"}}")) + &article("a", "Un.")));
        for arguments in [["deploy", "--json"], ["deploy", "--verbose"]] {
            let ran = site.run(&arguments);
            assert_eq!(ran.status, 1, "{ran:?}");
            let said = ran.out + &ran.err;
            assert!(said.contains("holds a user name with a password"), "{said}");
            assert!(!said.contains("hunter"), "{said}");
        }
    }
    let endpoint = "{to: \"s3://bucket\", endpoint: \"https://awa:hunter2@s3.example\"}";
    let ran = Folder::new(&(settings(endpoint) + &article("a", "Un."))).run(&["deploy"]);
    assert!(ran.status == 1 && !ran.err.contains("hunter2"), "{ran:?}");
}

#[test]
fn addresses_that_a_program_could_take_for_options_are_refused() {
    for to in [
        "ssh://-oProxyCommand=x/www",
        "ssh://-l@host/www",
        "ssh://host/",
        "ssh://host/a/../b",
        "git+ssh://-oProxyCommand=x/y.git#b",
        "git+ssh://host/y.git#--upload-pack=x",
        "git+ssh://host/y.git#a b",
        "git+ssh://host/y.git",
        "git+ext://sh -c x#b",
        "file:///tmp/x",
        "s3://",
        "s3://bucket/../x",
        "public",
    ] {
        let site = Folder::new(&(settings(&format!("{{to: \"{to}\"}}")) + &article("a", "Un.")));
        let ran = site.run(&["deploy"]);
        assert_eq!(ran.status, 1, "{to}: {ran:?}");
        assert!(
            ran.err.contains("is not the address of a target"),
            "{to}: {ran:?}"
        );
    }
}

#[test]
fn keys_of_another_kind_of_target_are_reported() {
    for (target, key) in [
        (
            "{to: \"ssh://host/www\", endpoint: \"https://s3.example\"}",
            "endpoint",
        ),
        ("{to: \"s3://bucket\", history: false}", "history"),
    ] {
        let ran = Folder::new(&(settings(target) + &article("a", "Un."))).run(&["deploy"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err.contains("only a target of the kind") && ran.err.contains(key),
            "{ran:?}"
        );
    }
}

/// A folder of a “server” that a script in the place of ssh leads to.
struct ServerSite {
    site: Folder,
    server: Folder,
}

impl ServerSite {
    fn new(articles: &str) -> Option<Self> {
        if Command::new("rsync").arg("--version").output().is_err() {
            not_run("rsync is not installed");
            return None;
        }
        let server = Folder::empty();
        // the host, then the command of rsync
        server.write("ssh", "#!/bin/sh\nshift\nexec \"$@\"\n");
        let script = server.path("ssh");
        std::fs::set_permissions(script, std::fs::Permissions::from_mode(0o755)).expect("a script");
        let folder = server.path("www/my-blog");
        let target = format!("{{name: web, to: \"ssh://host{}\"}}", folder.display());
        let site = Folder::new(&(settings(&target) + articles));
        Some(ServerSite { site, server })
    }

    fn run(&self, arguments: &[&str]) -> RunOutput {
        let mut command = self.site.griot(arguments);
        run_command(command.env("RSYNC_RSH", self.server.path("ssh")))
    }

    fn run_ok(&self, arguments: &[&str]) -> RunOutput {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{ran:?}");
        ran
    }
}

#[test]
fn a_folder_of_a_server_gets_what_changed() {
    let Some(at) = ServerSite::new(&(article("a", "Un.") + &article("b", "Deux."))) else {
        return;
    };
    at.run_ok(&["deploy"]);
    let there = at.server.tree("www/my-blog");
    for (path, bytes) in at.site.published("public") {
        if path != ".griot" && path != ".gitignore" {
            assert!(there[&path] == bytes, "{path}");
        }
    }
    assert!(!at.server.has("www/my-blog/.griot") && !at.server.has("www/my-blog/.gitignore"));
    let ran = at.run_ok(&["deploy", "--json"]);
    assert_eq!(json(&ran)["sent"], serde_json::json!([]), "{ran:?}");
    // somebody's file stays, in a folder that loses its page too
    at.server.write("www/my-blog/b/note.txt", "theirs");
    at.server.write("www/my-blog/stats.html", "theirs");
    at.site.remove("content/articles/b/fr.md");
    at.run_ok(&["deploy"]);
    assert!(!at.server.has("www/my-blog/b/index.html"));
    assert_eq!(at.server.read("www/my-blog/b/note.txt"), "theirs");
    assert_eq!(at.server.read("www/my-blog/stats.html"), "theirs");
    // an emptied folder goes
    at.site.write(
        "content/articles/c/fr.md",
        "---\ntitle: c\ndate: 2026-11-01\n---\nTrois.\n",
    );
    at.run_ok(&["deploy"]);
    assert!(at.server.has("www/my-blog/c/index.html"));
    at.site.remove("content/articles/c/fr.md");
    at.run_ok(&["deploy"]);
    assert!(!at.server.has("www/my-blog/c"));
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let Some(at) = ServerSite::new(&article("a", "Un.")) else {
        return;
    };
    at.server.write("www/my-blog/a/index.html", "theirs");
    let refused = at.run(&["deploy"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.err.contains("did not put there"), "{refused:?}");
    assert_eq!(at.server.read("www/my-blog/a/index.html"), "theirs");
    at.run_ok(&["deploy", "--adopt"]);
    assert!(at.server.read("www/my-blog/a/index.html").contains("Un."));
    // a new page where somebody put a file
    at.server.write("www/my-blog/d/index.html", "theirs");
    at.site.write(
        "content/articles/d/fr.md",
        "---\ntitle: d\ndate: 2026-11-01\n---\nQuatre.\n",
    );
    let refused = at.run(&["deploy"]);
    assert!(
        refused.status == 1 && refused.err.contains("`d/index.html`"),
        "{refused:?}"
    );
    assert_eq!(at.server.read("www/my-blog/d/index.html"), "theirs");
}

/// The connection ends after so many runs of rsync; the next deploy completes what was begun.
#[test]
fn a_deploy_that_is_cut_is_completed_by_the_next() {
    let Some(at) = ServerSite::new(&(article("a", "Un.") + &article("b", "Deux."))) else {
        return;
    };
    at.run_ok(&["deploy"]);
    for runs in 1..6 {
        let text = format!("---\ntitle: a\ndate: 2026-11-01\n---\nVersion {runs}.\n");
        at.site.write("content/articles/a/fr.md", &text);
        let new = format!("content/articles/n{runs}/fr.md");
        at.site
            .write(&new, "---\ntitle: Neuf\ndate: 2026-11-02\n---\nNeuf.\n");
        at.server.write("count", "");
        let script = at.server.path("ssh");
        let ssh = at.server.read("ssh");
        let cutting = format!(
            "#!/bin/sh\necho x >>{0}\n[ $(wc -l <{0}) -le {runs} ] || exit 255\nshift\nexec \"$@\"\n",
            at.server.path("count").display()
        );
        at.server.write("ssh", cutting);
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755))
            .expect("a script");
        let cut = at.run(&["deploy"]);
        assert_eq!(cut.status, 1, "{runs}: {cut:?}");
        assert!(
            cut.err.contains("the next `griot deploy` completes it"),
            "{cut:?}"
        );
        at.server.write("ssh", ssh);
        // a page that the cut deploy may have sent is still ours
        at.site.remove(&new);
        at.run_ok(&["deploy", "--max-removals", "100%"]);
        let there = at.server.tree("www/my-blog");
        let mut published = at.site.published("public");
        published.remove(".griot");
        published.remove(".gitignore");
        let names: Vec<&String> = there
            .keys()
            .filter(|path| *path != ".griot-deploy")
            .collect();
        assert_eq!(names, published.keys().collect::<Vec<_>>(), "{runs}");
        assert!(
            published.iter().all(|(path, bytes)| there[path] == *bytes),
            "{runs}"
        );
    }
}

#[test]
#[cfg(not(feature = "stores"))]
fn a_program_without_object_stores_says_how_to_get_them() {
    let site = Folder::new(&(settings("{to: \"s3://bucket\"}") + &article("a", "Un.")));
    let ran = site.run(&["deploy"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.err.contains("compiled without object stores"),
        "{ran:?}"
    );
    assert!(ran.err.contains("--features stores"), "{ran:?}");
}
