//! Failures of the machine: full disks, other users, special files, environment variables.
//!
//! Where each promise of `SECURITY.md` is tested:
//!
//! | what must not be lost | module |
//! | --- | --- |
//! | killed builds, full disk, refused folders, two builds at once | `interrupted_builds`, `publishing`, here |
//! | errors of templates and articles; renamed, deleted, drafts | `failed_rebuilds`, `publishing` |
//! | threads, time zone, locale, order of files | `determinism`, `command_line` |
//! | symbolic links, unreadable files, pipes, sockets, encodings | `publishing`, here |
//! | long, deep or unclosed text, YAML, templates, code | `hostile_input`, `limits` |
//! | two sources for one path, reserved names | `path_collisions`, `path_traversal` |
//! | impossible dates, clock changes, missing time zone | `front_matter_errors`, `drafts` |
//!
//! | what must be kept out | module |
//! | --- | --- |
//! | paths out of the site, URLs that run a script | `path_traversal`, `path_collisions`, `links` |
//! | text that ends an attribute, an element, a script, a line | `escaping`, `random_sites`, the browser |
//! | heading attributes, languages of code fences | `markdown` |
//! | network, secrets of the machine | here |
//! | drafts, scheduled and expired articles | `drafts` |

use crate::program_runner::{Folder, RunOutput, not_run, run_command};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

const SITE: &str = "\
-- content/articles/a/fr.md --
---
title: Un
date: 2026-11-01
---
Texte.
-- content/articles/a/en.md --
---
title: One
---
Text.
";

/// The program, run by a shell that first does `before`.
fn sleep_until_after(folder: &Folder, before: &str, arguments: &str) -> RunOutput {
    let griot = env!("CARGO_BIN_EXE_griot");
    let script = format!("{before}; exec \"$0\" {arguments}");
    let mut shell = Command::new("bash");
    shell
        .args(["-c", &script, griot])
        .current_dir(folder.path(""))
        .env("SOURCE_DATE_EPOCH", crate::program_runner::EPOCH);
    run_command(&mut shell)
}

fn public(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    folder.published("public")
}

/// The one before is whole, and nothing of the one that failed is left.
#[track_caller]
fn assert_public_unchanged(folder: &Folder, before: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(public(folder), *before);
    assert_eq!(folder.file_names(""), ["content", "griot.yaml", "public"]);
}

#[test]
fn a_write_error_leaves_the_old_site() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let before = public(&folder);
    folder.write(
        "content/articles/b/fr.md",
        "---\ntitle: Neuf\ndate: 2026-11-02\n---\nT.\n",
    );
    // files end at 2 KB, as they do where a disk is full; the signal is not for us
    let ran = sleep_until_after(&folder, "trap '' XFSZ; ulimit -f 2", "build");
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.err.contains("cannot write `") && ran.err.contains("index.html"),
        "{}",
        ran.err
    );
    assert_public_unchanged(&folder, &before);
    folder.run_ok(&["build"]);
}

/// Runs a script that mounts file systems of its own, where this machine lets us make one; its
/// `$0` is the program.
fn in_mount_namespace(folder: &Folder, script: &str) -> Option<RunOutput> {
    let mut unshared = Command::new("unshare");
    unshared
        .args(["--user", "--map-root-user", "--mount", "bash", "-c", script])
        .arg(env!("CARGO_BIN_EXE_griot"))
        .current_dir(folder.path(""))
        .env("SOURCE_DATE_EPOCH", crate::program_runner::EPOCH);
    let ran = run_command(&mut unshared);
    if ran.err.contains("unshare:") || ran.err.contains("mount:") {
        not_run(&format!("no file system can be mounted here: {}", ran.err));
        return None;
    }
    Some(ran)
}

#[test]
fn a_full_file_system_leaves_the_old_site() {
    let folder = Folder::new(SITE);
    fs::create_dir(folder.path("small")).expect("a folder");
    let script = "set -e; mount -t tmpfs -o size=1m none small
        \"$0\" build --quiet --out small/public; cp -r small/public public
        head -c 2M /dev/zero > small/filler 2>/dev/null || true
        echo '---\ntitle: Autre\n---' > content/articles/a/en.md
        \"$0\" build --out small/public || echo ended with $?
        cp -r small/public after; ls -A small";
    let Some(ran) = in_mount_namespace(&folder, script) else {
        return;
    };
    assert!(ran.out.contains("ended with 1"), "{ran:?}");
    assert!(ran.err.contains("No space left"), "{}", ran.err);
    assert!(
        ran.out.ends_with("filler\npublic\n"),
        "nothing is left: {}",
        ran.out
    );
    assert_eq!(folder.published("after"), public(&folder));
}

/// `public/` is a file system of its own, as in a container.
#[test]
fn a_folder_that_is_mounted_is_published_into() {
    let folder = Folder::new(SITE);
    fs::create_dir(folder.path("public")).expect("a folder");
    let script = "set -e; mount -t tmpfs none public
        \"$0\" build --quiet; cp -r public first
        echo '---\ntitle: Autre\n---' > content/articles/a/en.md
        \"$0\" build --quiet; cp -r public second; ls -A . | grep -vx .griot";
    let Some(ran) = in_mount_namespace(&folder, script) else {
        return;
    };
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.out, "content\nfirst\ngriot.yaml\npublic\nsecond\n");
    folder.run_ok(&["build"]);
    assert_eq!(folder.published("second"), public(&folder));
    assert!(folder.tree("first") != folder.tree("second"));
}

/// The program as a user who owns nothing; `None` where we are not allowed to be another.
fn as_unprivileged_user(folder: &Folder, arguments: &[&str]) -> Option<RunOutput> {
    let griot = folder.path("griot-of-nobody");
    fs::copy(env!("CARGO_BIN_EXE_griot"), &griot).expect("a copy");
    fs::set_permissions(folder.path(""), fs::Permissions::from_mode(0o777)).expect("permissions");
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&griot)
        .args(arguments)
        .current_dir(folder.path(""));
    let mut ran = run_command(&mut command);
    // a process that another test starts at this moment may still have the copy open
    while ran.err.contains("Text file busy") {
        std::thread::yield_now();
        ran = run_command(&mut command);
    }
    fs::remove_file(griot).expect("the copy goes");
    (!ran.err.contains("setpriv")).then_some(ran)
}

#[test]
fn unreadable_files_are_reported() {
    let folder = Folder::new(SITE);
    let path = "content/articles/a/en.md";
    fs::set_permissions(folder.path(path), fs::Permissions::from_mode(0o000)).expect("permissions");
    let ran = if fs::read(folder.path(path)).is_ok() {
        match as_unprivileged_user(&folder, &["build"]) {
            Some(ran) => ran,
            None => return not_run("no other user can run a program here"),
        }
    } else {
        folder.run(&["build"])
    };
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains(path), "{}", ran.err);
    assert!(!folder.path("public").exists());
}

#[test]
fn an_unwritable_folder_is_reported() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    let before = public(&folder);
    let Some(ran) = as_unprivileged_user(&folder, &["build", "--out", "public/en"]) else {
        return not_run("no other user can run a program here");
    };
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(public(&folder), before);
}

/// One page could not be put in place: none is.
#[test]
fn an_unwritable_output_folder_is_refused_before_any_change() {
    let folder = Folder::new(SITE);
    let open = |path: &str| {
        fs::set_permissions(folder.path(path), fs::Permissions::from_mode(0o777)).expect("open");
    };
    fs::create_dir(folder.path("public")).expect("a folder");
    open("public");
    if as_unprivileged_user(&folder, &["build"]).is_none() {
        return not_run("no other user can run a program here");
    }
    let text = folder
        .read("griot.yaml")
        .replace("title: ", "title: Nouveau ");
    folder.write("griot.yaml", text);
    fs::set_permissions(folder.path("public/un"), fs::Permissions::from_mode(0o555))
        .expect("closed");
    let chowned = |owner: &str| {
        let owned = Command::new("chown")
            .arg(owner)
            .arg(folder.path("public/un"))
            .status();
        assert!(owned.expect("chown").success());
    };
    let before = public(&folder);
    for owner in ["0", "65534"] {
        chowned(owner);
        let ran = as_unprivileged_user(&folder, &["build"]).expect("as before");
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err.contains("public/un` is not writable")
                && ran.err.contains("nothing was published"),
            "{}",
            ran.err
        );
        assert_eq!(public(&folder), before);
    }
    open("public/un");
    as_unprivileged_user(&folder, &["build"]).expect("as before");
    let fresh = Folder::empty();
    crate::program_runner::copy_folder(&folder.path("content"), &fresh.path("content"));
    fresh.write("griot.yaml", folder.read("griot.yaml"));
    fresh.run_ok(&["build"]);
    assert_eq!(public(&folder), public(&fresh));
}

#[test]
fn a_socket_in_content_is_reported() {
    let folder = Folder::new(SITE);
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("content/articles/a/s.md"))
        .expect("a socket");
    let ran = folder.run(&["build"]);
    assert!(
        ran.status == 1 && ran.err.contains("content/articles/a/s.md"),
        "{ran:?}"
    );
}

#[test]
fn a_file_name_that_is_not_utf8_is_reported() {
    let folder = Folder::new(SITE);
    let name = std::ffi::OsStr::from_bytes(b"content/articles/caf\xe9.md");
    fs::write(folder.path("").join(name), "---\ntitle: C\n---\n").expect("a file");
    let ran = folder.run(&["build"]);
    assert!(ran.status == 1 && ran.err.contains("caf"), "{ran:?}");
}

#[test]
fn other_encodings_are_reported_with_their_position() {
    let text = |bytes: &[u8]| {
        let folder = Folder::new(SITE);
        folder.write("content/articles/a/en.md", bytes);
        folder.run(&["build"])
    };
    let latin = text(b"---\ntitle: Caf\xe9\n---\nT.\n");
    assert!(
        latin.err.contains("byte 14, on line 2, is 0xE9"),
        "{}",
        latin.err
    );
    assert!(latin.err.contains("--> content/articles/a/en.md"));
    let wide: Vec<u8> = "---\ntitle: A\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for refused in [
        wide,
        b"\xff\xfea\0".to_vec(),
        b"---\ntitle: A\0\n---\n".to_vec(),
    ] {
        let ran = text(&refused);
        assert!(
            ran.status == 1 && ran.err.contains("content/articles/a/en.md"),
            "{}",
            ran.err
        );
    }
    let windows = text("\u{feff}---\r\ntitle: One\r\n---\r\nText.\r\n".as_bytes());
    assert_eq!((windows.status, windows.err.as_str()), (0, ""));
}

#[test]
fn environment_variables_never_reach_pages() {
    let folder = Folder::new(SITE);
    let secret = "s3cret-0f-the-machine";
    let mut griot = folder.griot(&["build"]);
    for name in [
        "TOKEN",
        "AWS_SECRET_ACCESS_KEY",
        "HTTPS_PROXY",
        "USER",
        "HOSTNAME",
        "LANG",
    ] {
        griot.env(name, secret);
    }
    assert_eq!(run_command(&mut griot).status, 0);
    for (path, bytes) in public(&folder) {
        let found = bytes
            .windows(secret.len())
            .any(|bytes| bytes == secret.as_bytes());
        assert!(!found, "{path}");
    }
}

/// A build in a network of its own, with nothing in it, where this machine lets us make one.
#[test]
fn a_build_needs_no_network() {
    let folder = Folder::new(SITE);
    let mut unshared = Command::new("unshare");
    unshared
        .args([
            "--user",
            "--map-root-user",
            "--net",
            env!("CARGO_BIN_EXE_griot"),
            "build",
        ])
        .current_dir(folder.path(""));
    let ran = run_command(&mut unshared);
    if ran.err.contains("unshare") {
        return not_run(&format!("no network can be made here: {}", ran.err));
    }
    assert_eq!(ran.status, 0, "{ran:?}");
}

/// Builds with limits that a shell sets, as a user whom the limits hold for.
fn build_with_limit(folder: &Folder, limit: &str, arguments: &str) -> Option<RunOutput> {
    let griot = folder.path("griot-of-nobody");
    fs::copy(env!("CARGO_BIN_EXE_griot"), &griot).expect("a copy");
    fs::set_permissions(folder.path(""), fs::Permissions::from_mode(0o777)).expect("permissions");
    let script = format!("{limit}; exec \"$0\" {arguments}");
    // a user of its own: the limit counts all programs of a user
    static USERS: AtomicU32 = AtomicU32::new(64_100);
    let user = USERS.fetch_add(1, Ordering::Relaxed);
    let mut command = Command::new("setpriv");
    command
        .args([
            &format!("--reuid={user}"),
            &format!("--regid={user}"),
            "--clear-groups",
        ])
        .args(["bash", "-c", &script])
        .arg(&griot)
        .current_dir(folder.path(""))
        .env("SOURCE_DATE_EPOCH", crate::program_runner::EPOCH);
    let ran = run_command(&mut command);
    fs::remove_file(griot).expect("the copy goes");
    (!ran.err.contains("setpriv")).then_some(ran)
}

#[test]
fn a_build_runs_with_as_few_threads_as_the_system_allows() {
    for threads in 1..=3 {
        let folder = Folder::new(SITE);
        let Some(ran) = build_with_limit(&folder, &format!("ulimit -u {threads}"), "build") else {
            return not_run("no other user can run a program here");
        };
        assert_eq!(
            (ran.status, ran.err.as_str()),
            (0, ""),
            "{threads}: {ran:?}"
        );
        let few = public(&folder);
        fs::remove_dir_all(folder.path("public")).expect("removed");
        fs::remove_dir_all(folder.path(".griot")).expect("removed");
        folder.run_ok(&["build"]);
        assert_eq!(public(&folder), few, "{threads}");
    }
}

#[test]
fn a_preview_without_room_for_its_threads_and_files_says_so() {
    for (limit, words) in [
        (
            "ulimit -u 1",
            "no thread can be started: Resource temporarily unavailable",
        ),
        (
            "ulimit -u 4",
            "cannot serve `.`: Resource temporarily unavailable",
        ),
        ("ulimit -n 8", "cannot serve `.`: Too many open files"),
    ] {
        let folder = Folder::new(SITE);
        let Some(ran) = build_with_limit(&folder, limit, "serve --port 0") else {
            return not_run("no other user can run a program here");
        };
        assert_eq!(ran.status, 1, "{limit}: {ran:?}");
        assert!(
            ran.err.contains(words) && !ran.err.contains("panicked"),
            "{limit}: {ran:?}"
        );
    }
}

#[test]
fn few_open_files_are_enough_for_a_build() {
    for files in [6, 8, 16, 32] {
        let folder = Folder::new(SITE);
        let ran = sleep_until_after(&folder, &format!("ulimit -n {files}"), "build");
        assert!(!ran.err.contains("panicked"), "{files}: {ran:?}");
        let says_why = ran.err.contains("Too many open files");
        assert!(ran.status == 0 || says_why, "{files}: {ran:?}");
        assert!(files < 32 || ran.status == 0, "{files}: {ran:?}");
    }
}
