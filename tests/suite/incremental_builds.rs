//! The cache of the build before: after any change, the next build equals a fresh build, and
//! renders no more than it must.

use crate::golden_sites::golden_sources;
use crate::harness::{Sources, build, sources};
use crate::program_runner::Folder;
use griot::assets::AssetBuilder;
use griot::cache::{Key, NullStore, Store, WriteFn};
use griot::content::{Files, Memory, Retention};
use griot::diagnostic::Diagnostic;
use griot::fingerprint::Fingerprint;
use griot::pipeline::{self, IncrementalPlan, PageSink, Session};
use griot::render::{Rendered, Renderer};
use griot::site::{Page, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::Duration;

/// A cache in memory.
#[derive(Default)]
struct MemoryStore(Mutex<BTreeMap<String, Vec<u8>>>);

impl Store for MemoryStore {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        self.0
            .lock()
            .expect("no panic")
            .get(&key.to_string())
            .cloned()
    }

    fn put_with(&self, key: &Key, write: &mut WriteFn) {
        let mut bytes = Vec::new();
        if write(&mut bytes).is_ok() {
            let mut kept = self.0.lock().expect("no panic");
            kept.insert(key.to_string(), bytes);
        }
    }
}

impl Clone for MemoryStore {
    fn clone(&self) -> Self {
        MemoryStore(Mutex::new(self.0.lock().expect("no panic").clone()))
    }
}

type Tree = BTreeMap<String, Vec<u8>>;

/// An output folder in memory.
struct Folding<'a> {
    site: &'a Site,
    files: &'a Memory,
    before: &'a Tree,
    after: Mutex<Tree>,
    /// Paths of what was rendered.
    made: Mutex<BTreeSet<String>>,
}

impl PageSink for Folding<'_> {
    fn reuse(&self, page: &Page, output: Fingerprint) -> bool {
        let path = self.site.hosts.file(&page.location);
        let there = self.before.get(&path);
        let there = there.filter(|bytes| Fingerprint::of(bytes) == output);
        if let Some(bytes) = there {
            self.after
                .lock()
                .expect("no panic")
                .insert(path, bytes.clone());
        }
        there.is_some()
    }

    fn write(&self, page: &Page, rendered: Rendered) -> Result<Fingerprint, Diagnostic> {
        let bytes = match rendered {
            Rendered::Bytes(bytes) => bytes,
            Rendered::Copy(source) => self.files.read(&source)?,
        };
        let mark = Fingerprint::of(&bytes);
        let path = self.site.hosts.file(&page.location);
        self.made.lock().expect("no panic").insert(path.clone());
        self.after.lock().expect("no panic").insert(path, bytes);
        Ok(mark)
    }
}

/// A built site, and the cache of its build.
#[derive(Clone, Default)]
struct BuiltSite {
    store: MemoryStore,
    public: Tree,
    made: BTreeSet<String>,
}

impl BuiltSite {
    /// What the next build makes of it; `None` where the site has an error.
    fn next(&self, sources: &Sources, program: &str) -> Option<BuiltSite> {
        let store = Arc::new(self.store.clone());
        let mut session = Session::new(store.clone(), program, Retention::OneRun);
        let (files, options) = (&sources.files, &sources.options);
        let (built, _) = pipeline::build(files, options, &mut session, &mut |_| {});
        let built = built?;
        let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
        let folding = Folding {
            site: &built.site,
            files,
            before: &self.public,
            after: Mutex::default(),
            made: Mutex::default(),
        };
        let asset_builder = AssetBuilder::new(files, &NullStore);
        let plan = IncrementalPlan::new(session.manifest(), &renderer, files, &folding);
        session.save_manifest(&plan.render(&asset_builder, &folding).ok()?);
        let public = folding.after.into_inner().expect("no panic");
        let made = folding.made.into_inner().expect("no panic");
        Some(BuiltSite {
            public,
            made,
            store: (*store).clone(),
        })
    }

    fn made(&self) -> Vec<&str> {
        self.made.iter().map(String::as_str).collect()
    }
}

fn first_build(sources: &Sources) -> BuiltSite {
    let first = BuiltSite::default().next(sources, "griot");
    first.expect("the site has no error")
}

/// Another text of a file; none where this change is not for such a file.
type Change = fn(&str, &str) -> Option<String>;

const CHANGES: [(&str, Change); 7] = [
    ("a word more", |path, text| {
        path.ends_with(".md")
            .then(|| format!("{text}\nUn mot de plus.\n"))
    }),
    ("a section more", |path, text| {
        path.ends_with(".md")
            .then(|| format!("{text}\n## 🧭 Et puis\n\nVoilà.\n"))
    }),
    ("another title", |path, text| {
        let titled = path.ends_with(".md") && text.contains("\ntitle: ");
        titled.then(|| text.replacen("\ntitle: ", "\ntitle: Enfin, ", 1))
    }),
    ("another first sentence", |path, text| {
        let (front, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
        path.ends_with(".md")
            .then(|| format!("---\n{front}\n---\nAu début.\n\n{body}"))
    }),
    ("other code", |path, text| {
        let coded = path.ends_with(".md") && text.contains("\n```rust");
        coded.then(|| text.replacen("\nfn ", "\npub fn ", 1) + "\n```json\n{}\n```\n")
    }),
    ("a draft", |path, text| {
        let front = path.ends_with(".md") && text.starts_with("---\n");
        front.then(|| text.replacen("---\n", "---\ndraft: true\n", 1))
    }),
    ("another text", |path, text| {
        let plain = [".html", ".css", ".js", ".yaml", ".txt", ".lock"];
        let plain = plain.iter().any(|ending| path.ends_with(ending));
        plain.then(|| text.replacen(" Le ", " Un ", 1) + "\n")
    }),
];

/// Changes and removes every file of sites that use all features.
#[test]
#[ignore = "slow: run by scripts/test"]
fn after_any_change_the_next_build_equals_a_fresh_build() {
    for name in ["everything", "three-languages", "hugo"] {
        let sources = golden_sources(name);
        let before = first_build(&sources);
        assert!(
            before.public == sources.build().files,
            "{name}: as a plain build"
        );
        let (mut same, mut refused) = (0, 0);
        for (path, bytes) in sources.files.0.clone() {
            let mut texts: Vec<(&str, Option<Vec<u8>>)> = vec![("gone", None)];
            if let Ok(text) = std::str::from_utf8(&bytes) {
                let changed = CHANGES.iter().filter_map(|(what, change)| {
                    Some((*what, Some(change(&path, text)?.into_bytes())))
                });
                texts.extend(changed);
            }
            for (what, text) in texts {
                let mut changed = sources.clone();
                match text {
                    Some(text) => changed.files.insert(&path, text),
                    None => drop(changed.files.0.remove(&path)),
                }
                let next = before.next(&changed, "griot");
                let fresh = build(&changed.files, &changed.options);
                assert_eq!(next.is_some(), fresh.built, "{name}: {path}: {what}");
                let Some(next) = next else {
                    refused += 1;
                    continue;
                };
                let paths = next.public.keys().chain(fresh.files.keys());
                let other: Vec<&String> = paths
                    .filter(|path| next.public.get(*path) != fresh.files.get(*path))
                    .collect();
                assert!(other.is_empty(), "{name}: {path}: {what}: {other:?}");
                same += 1;
            }
        }
        assert!(
            same > 5 * refused,
            "{name}: {same} built, {refused} refused"
        );
    }
}

const BLOG: &str = "\
-- content/articles/a/fr.md --
---
title: Alpha
date: 2026-11-01
tags: [puces]
summary: Un.
---
Texte.
-- content/articles/a/en.md --
---
title: Alpha too
summary: One.
---
Text.
-- content/articles/b/fr.md --
---
title: Beta
date: 2026-11-02
summary: Deux.
---
Texte.
-- content/articles/c/fr.md --
---
title: Gamma
date: 2026-11-03
summary: Trois.
---
Texte.
-- static/robots-too.txt --
x
-- content/articles/b/note.txt --
x
";

/// What is made each time, as it is made of more than the site: copies, and what tells the time.
const EACH_TIME: [&str; 2] = ["news-sitemap.xml", "robots-too.txt"];

#[test]
fn without_changes_no_page_is_rendered() {
    let sources = sources(BLOG);
    let first = first_build(&sources);
    let next = first.next(&sources, "griot").expect("the same site");
    assert_eq!(next.made(), EACH_TIME);
    assert!(next.public == first.public);
    let next = next.next(&sources, "griot").expect("the same site");
    assert_eq!(next.made(), EACH_TIME, "and so on");
}

#[test]
fn an_added_word_renders_the_article_its_feeds_and_the_search_index() {
    // enough others that far ones do not lead to the changed one
    let others: String = (1..=8)
        .map(|day| format!("-- content/articles/old-{day}/fr.md --\n---\ntitle: Old {day}\ndate: 2020-01-0{day}\n---\nTexte.\n"))
        .collect();
    let sources = sources(&format!("{BLOG}{others}"));
    let first = first_build(&sources);
    let mut changed = sources.clone();
    let path = "content/articles/a/fr.md";
    let text = String::from_utf8(changed.files.0[path].clone()).expect("text");
    changed.files.insert(path, text + "\nEt plus.\n");
    let next = first.next(&changed, "griot").expect("a site");
    let made = next.made();
    for path in ["alpha/index.html", "en/alpha-too/index.html", "feed.xml"] {
        assert!(made.contains(&path), "{path}: {made:?}");
    }
    for path in [
        "old-1/index.html",
        "404.html",
        "tags/index.html",
        "robots.txt",
    ] {
        assert!(!made.contains(&path), "{path}: {made:?}");
    }
    assert!(next.public == changed.build().files);
}

#[test]
fn another_logo_draws_the_social_cards_again() {
    let settings = "-- griot.yaml --\nbase_url: https://blog.example\nlanguages: {fr: {title: T}, en: {title: T}}\nextra: {logo: logo.svg}\n";
    let logo = |colour| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path fill=\"{colour}\" d=\"M0 0h9v9z\"/></svg>"
        )
    };
    let mut changed = sources(&format!(
        "{settings}{BLOG}-- static/logo.svg --\n{}\n",
        logo("#123")
    ));
    let first = first_build(&changed);
    changed.files.insert("static/logo.svg", logo("#a12"));
    let next = first.next(&changed, "griot").expect("a site");
    let card = "alpha/social-card.png";
    assert!(next.made().contains(&card) && next.public[card] != first.public[card]);
    assert!(next.public == changed.build().files);
}

#[test]
fn another_version_of_the_program_ignores_the_cache() {
    let sources = sources(BLOG);
    let first = first_build(&sources);
    let next = first.next(&sources, "another").expect("the same site");
    assert!(next.made().contains(&"beta/index.html"));
    assert!(next.public == first.public);
}

/// On a disk, cache files may be truncated, overwritten or removed.
#[test]
fn damaged_cache_entries_are_built_again() {
    let folder = Folder::new(BLOG);
    folder.run_ok(&["build"]);
    let kept: Vec<String> = folder.tree(".griot/cache/builds").into_keys().collect();
    assert!(kept.len() >= 2, "{kept:?}");
    let article = "content/articles/b/fr.md";
    for (number, name) in kept.iter().enumerate() {
        let path = format!(".griot/cache/builds/{name}");
        let bytes = folder.tree(".griot/cache/builds")[name].clone();
        let mut other = bytes.clone();
        other[bytes.len() / 2] ^= 1;
        for harm in [&bytes[..bytes.len() / 2], &other, b"", &[0xff; 64]] {
            folder.write(&path, harm);
            folder.write(article, folder.read(article) + "\nEncore.\n");
            folder.run_ok(&["build"]);
            let shown = folder.read("public/beta/index.html");
            let text = folder.read(article);
            let wanted = text.matches("Encore").count();
            assert_eq!(shown.matches("Encore").count(), wanted, "{number}");
        }
    }
}

/// A file may change and still have its old time and size.
#[test]
fn a_restored_modification_time_does_not_hide_a_change() {
    let folder = Folder::new(BLOG);
    let path = folder.path("content/articles/b/fr.md");
    let time = std::fs::metadata(&path).and_then(|file| file.modified());
    let time = time.expect("a time");
    // long enough for the build to rely on what the file system says
    sleep(Duration::from_millis(2_200));
    folder.run_ok(&["build"]);
    folder.run_ok(&["build"]);
    let text = folder.read("content/articles/b/fr.md");
    let other = text.replace("Texte", "Autre");
    assert_eq!(text.len(), other.len());
    std::fs::write(&path, other).expect("written");
    let file = std::fs::File::options().write(true).open(&path);
    file.and_then(|file| file.set_modified(time))
        .expect("a time is set");
    folder.run_ok(&["build"]);
    assert!(
        folder
            .read("public/beta/index.html")
            .contains("<p>Autre.</p>")
    );
}

/// A manual change is undone, although no source changed.
#[test]
fn a_manually_changed_page_is_written_again() {
    let folder = Folder::new(BLOG);
    folder.run_ok(&["build"]);
    let page = folder.read("public/beta/index.html");
    folder.write("public/beta/index.html", page.replace("Beta", "Bêta"));
    folder.remove("public/alpha/index.html");
    folder.run_ok(&["build"]);
    assert_eq!(folder.read("public/beta/index.html"), page);
    assert!(folder.has("public/alpha/index.html"));
}

/// A clock that was wrong, or an archive: times beyond now say nothing about what is unchanged.
#[test]
fn times_in_the_future_are_not_believed() {
    let text = BLOG.to_string()
        + "-- content/articles/p/fr.md --\n---\ntitle: Image\ndate: 2026-11-04\n---\n![x](p.svg)\n\
           -- content/articles/p/p.svg --\n<svg width=\"10\" height=\"10\"></svg>\n";
    let folder = Folder::new(&text);
    let future = std::time::SystemTime::now() + Duration::from_secs(365 * 24 * 60 * 60);
    let date_in_future = |path: &str| {
        let file = std::fs::File::options().write(true).open(folder.path(path));
        file.and_then(|file| file.set_modified(future))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
    };
    let rewrite = |path: &str, from: &str, to: &str| {
        let text = folder.read(path);
        assert!(text.contains(from) && from.len() == to.len(), "{path}");
        folder.write(path, text.replace(from, to));
        date_in_future(path);
    };
    let (article, picture) = ("content/articles/b/fr.md", "content/articles/p/p.svg");
    date_in_future(article);
    date_in_future(picture);
    folder.run_ok(&["build"]);
    rewrite(article, "Texte", "Autre");
    rewrite(picture, "width=\"10\"", "width=\"90\"");
    folder.run_ok(&["build"]);
    let page = folder.read("public/beta/index.html");
    assert!(page.contains("<p>Autre.</p>"), "{page}");
    assert!(folder.read("public/image/p.svg").contains("width=\"90\""));
    assert!(
        folder
            .read("public/image/index.html")
            .contains("width=\"90\"")
    );
    // the record is newer than a page that was changed by hand, or the page is
    for dated in ["public/.griot", "public/beta/index.html"] {
        folder.write("public/beta/index.html", page.replace("Beta", "Bela"));
        date_in_future(dated);
        folder.run_ok(&["build"]);
        assert_eq!(folder.read("public/beta/index.html"), page, "{dated}");
    }
    // a file of somebody's own stays, whatever the record says of its time
    folder.write("static/CNAME", "old.example");
    folder.run_ok(&["build"]);
    folder.write("public/CNAME", "new.example");
    folder.remove("static/CNAME");
    date_in_future("public/.griot");
    folder.run_ok(&["build"]);
    assert_eq!(folder.read("public/CNAME"), "new.example");
}
