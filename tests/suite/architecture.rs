//! The laws of `docs/architecture.md` on the code itself: who touches the outside, which room
//! uses which, and what comments begin with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rooms of `src/` as the list in `src/lib.rs` has them, each above those that it may use.
fn rooms() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("src/lib.rs")).expect("src/lib.rs");
    let names = text.lines().filter_map(|line| {
        let (name, what) = line.strip_prefix("//! ")?.split_once("  ")?;
        let name = name.trim_end_matches('/');
        let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (is_name && !what.is_empty()).then(|| name.to_string())
    });
    let rooms: Vec<String> = ["main", "lib"]
        .map(str::to_string)
        .into_iter()
        .chain(names)
        .collect();
    assert!(rooms.len() > 20, "{rooms:?}");
    rooms
}

/// Rooms and files that may touch disk, clock, terminal, environment and network.
const SHELL: [&str; 11] = [
    "src/main.rs",
    "src/cli",
    "src/serve",
    "src/deploy_targets",
    "src/publish",
    "src/external_links",
    "src/import_files",
    "src/git_repository",
    "src/site_folder.rs",
    "src/cache/disk_store",
    "src/confined_folder",
];

/// Ways to the outside.
const DOORS: [&str; 25] = [
    "std::fs",
    "std::env",
    "std::process",
    "rustix::",
    "net::Tcp",
    "fs::read",
    "File::open",
    "File::create",
    "OpenOptions",
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "println!",
    "eprintln!",
    "WalkDir",
    ".exists()",
    ".is_file()",
    ".is_dir()",
    ".read_dir()",
    ".canonicalize()",
    ".symlink_metadata()",
];

/// A source file of the library without its tests.
struct SourceFile {
    /// Below the repository, `/` between folders.
    path: String,
    text: String,
}

impl SourceFile {
    fn room(&self) -> &str {
        let below = self.path.strip_prefix("src/").expect("a file of src/");
        let first = below.split('/').next().expect("a name");
        first.strip_suffix(".rs").unwrap_or(first)
    }

    fn is_shell(&self) -> bool {
        let is_of = |shell: &str| {
            let rest = self.path.strip_prefix(shell);
            rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
        };
        SHELL.iter().any(|shell| is_of(shell))
    }

    /// Lines of code with their numbers; comments and the text after `#[cfg(test)] mod` are left
    /// aside.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        let lines = lines.map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    let is_test = |path: &PathBuf| {
        path.components()
            .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
    };
    let files = files.into_iter().filter(|path| !is_test(path));
    let source = |path: PathBuf| {
        let below = path.strip_prefix(root).expect("below the repository");
        SourceFile {
            path: below.to_str().expect("UTF-8").replace('\\', "/"),
            text: std::fs::read_to_string(&path).expect("a source file"),
        }
    };
    let files: Vec<SourceFile> = files.map(source).collect();
    assert!(files.len() > 100, "{} files", files.len());
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn only_the_shell_touches_the_outside() {
    let mut found = Vec::new();
    for file in source_files().iter().filter(|file| !file.is_shell()) {
        for (number, line) in file.code() {
            for door in DOORS.iter().filter(|door| line.contains(**door)) {
                found.push(format!("{}:{number}: {door}", file.path));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The rooms that a line names as `crate::room`.
fn used_rooms(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(at, found)| {
        let rest = &line[at + found.len()..];
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

#[test]
fn a_room_uses_only_the_rooms_below_it() {
    let rooms = rooms();
    let floor = |room: &str| rooms.iter().position(|other| other == room);
    let mut found = Vec::new();
    for file in source_files() {
        let own = floor(file.room()).unwrap_or_else(|| panic!("{}: a new room", file.path));
        for (number, line) in file.code() {
            for room in used_rooms(line) {
                if floor(room).is_some_and(|floor| floor < own) {
                    found.push(format!("{}:{number}: {room} is above", file.path));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The file of a module, by its path from the crate's root.
fn module_file(modules: &[String], files: &BTreeMap<String, usize>) -> Option<usize> {
    (1..=modules.len()).rev().find_map(|length| {
        let path = format!("src/{}.rs", modules[..length].join("/"));
        files.get(&path).copied()
    })
}

/// The modules that a file imports, as paths from the crate's root.
fn imports(file: &SourceFile) -> Vec<Vec<String>> {
    let below = file.path.strip_prefix("src/").expect("a file of src/");
    let own: Vec<String> = below
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_string)
        .collect();
    let mut imports = Vec::new();
    for (_, line) in file.code() {
        let line = line.trim_start();
        let Some(path) = line.strip_prefix("use ") else {
            continue;
        };
        let path = path.trim_end_matches(';');
        let (path, _) = path.split_once('{').unwrap_or((path, ""));
        let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
        let mut base = match parts.first() {
            Some(&"crate") => Vec::new(),
            Some(&"super") => own[..own.len() - 1].to_vec(),
            _ => continue,
        };
        parts.remove(0);
        while parts.first() == Some(&"super") {
            base.pop();
            parts.remove(0);
        }
        let is_module = |part: &&str| part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        base.extend(parts.into_iter().filter(is_module).map(str::to_string));
        imports.push(base);
    }
    imports
}

#[test]
fn no_two_files_import_each_other() {
    let sources = source_files();
    let by_path = sources.iter().enumerate();
    let by_path: BTreeMap<String, usize> =
        by_path.map(|(at, file)| (file.path.clone(), at)).collect();
    let mut arrows = BTreeSet::new();
    for (at, file) in sources.iter().enumerate() {
        for modules in imports(file) {
            let to = module_file(&modules, &by_path);
            // a file may use what its own parent module gives
            let is_parent = |to: usize| {
                let parent = sources[to].path.trim_end_matches(".rs");
                file.path.starts_with(&format!("{parent}/"))
            };
            arrows.extend(
                to.filter(|to| *to != at && !is_parent(*to))
                    .map(|to| (at, to)),
            );
        }
    }
    assert!(arrows.len() > 200, "{} arrows", arrows.len());
    let mutual: Vec<String> = arrows
        .iter()
        .filter(|(from, to)| from < to && arrows.contains(&(*to, *from)))
        .map(|(from, to)| format!("{} and {}", sources[*from].path, sources[*to].path))
        .collect();
    assert!(mutual.is_empty(), "{}", mutual.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    for file in source_files() {
        assert!(file.text.starts_with("//!"), "{}", file.path);
    }
}

/// A first sentence stands by itself where documentation shows it alone.
#[test]
fn comments_begin_with_what_the_item_is_or_does() {
    let mut found = Vec::new();
    for file in source_files() {
        let mut before = "";
        for (at, line) in file.text.lines().enumerate() {
            let line = line.trim_start();
            let text = line.strip_prefix("/// ").or(line.strip_prefix("//! "));
            let is_first = !before.starts_with("///") && !before.starts_with("//!");
            let begins = |start: &str| text.is_some_and(|text| text.starts_with(start));
            if is_first
                && ["Of ", "By ", "It ", "The same "]
                    .iter()
                    .any(|start| begins(start))
            {
                found.push(format!("{}:{}: {line}", file.path, at + 1));
            }
            before = line;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_code_of_a_message_is_used_and_unique() {
    use griot::diagnostic::Code;
    let files = source_files();
    let codes = Code::ALL
        .iter()
        .map(|code| (code.name(), format!("{code:?}")));
    let codes: BTreeMap<&str, String> = codes.collect();
    assert_eq!(codes.len(), Code::ALL.len(), "a name is used twice");
    for (name, variant) in codes {
        let is_kebab = name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit());
        assert!(is_kebab, "{name}");
        let call = format!("Code::{variant}");
        let uses = files.iter().flat_map(|file| {
            file.text.match_indices(&call).map(|(at, _)| {
                file.text[at + call.len()..].starts_with(|c: char| c.is_alphanumeric())
            })
        });
        assert!(
            uses.into_iter().any(|goes_on| !goes_on),
            "{variant} is not used"
        );
    }
}

/// A file of tests that no `mod` names is not compiled, and nobody notices.
#[test]
fn every_file_of_tests_is_compiled() {
    for (folder, module) in [("", "main"), ("serve/", "serve")] {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/");
        let list = std::fs::read_to_string(format!("{root}{module}.rs")).expect("a list");
        for file in std::fs::read_dir(format!("{root}{folder}")).expect("a folder") {
            let name = file.expect("a file").file_name();
            let name = name.to_str().and_then(|name| name.strip_suffix(".rs"));
            let Some(name) = name.filter(|name| *name != "main") else {
                continue;
            };
            let line = format!("mod {name};");
            assert!(list.lines().any(|other| other == line), "no `{line}`");
        }
    }
}
