//! Random edits: after any sequence of edits, `public/` equals that of a fresh build.

use crate::harness::{FRENCH_AND_ENGLISH, Sources, build};
use crate::program_runner::Folder;
use griot::content::Memory;
use std::collections::BTreeMap;

/// A seeded random number generator (xorshift; Marsaglia 2003).
pub struct Random(u64);

impl Random {
    fn number_below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or_default()
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.number_below(words.len())]
    }
}

/// A site that is edited, with a copy of its files in memory.
pub struct Edited {
    pub folder: Folder,
    pub files: BTreeMap<String, String>,
    random: Random,
}

impl Edited {
    pub fn new(folder: Folder, seed: u64) -> Self {
        Edited {
            folder,
            files: BTreeMap::new(),
            random: Random(seed),
        }
    }

    fn write(&mut self, path: String, text: String) {
        self.folder.write(&path, &text);
        self.files.insert(path, text);
    }

    fn remove(&mut self, path: &str) {
        if self.files.remove(path).is_some() {
            self.folder.remove(path);
        }
    }

    fn some_path(&mut self) -> Option<String> {
        let number = self.files.len();
        (number > 0)
            .then(|| {
                self.files
                    .keys()
                    .nth(self.random.number_below(number))
                    .cloned()
            })
            .flatten()
    }

    fn article(&mut self) -> String {
        let random = &mut self.random;
        let title = random.pick(&["Un", "Deux", "Été", "🚀 Trois", "x/y"]);
        let key = random.number_below(4);
        let tags = random.pick(&[
            "",
            "tags: [puces]\n",
            "tags: [Puces, C, C++]\n",
            "categories: guides\n",
        ]);
        let more = random.pick(&[
            "",
            "draft: true\n",
            "date: 2026-12-01\n",
            "aliases: [/vieux/]\n",
            "url: /choisi/\n",
            "weight: 1\n",
        ]);
        let day = random.number_below(27) + 1;
        let date = if more.starts_with("date") {
            String::new()
        } else {
            format!("date: 2026-10-{day:02}\n")
        };
        let text = random.pick(&[
            "Texte.",
            "[lien](../a1/)",
            "![x](/static.txt)",
            "Texte.\n\n## 📌 Partie\n",
        ]);
        format!("---\ntitle: {title} {key}\n{date}{tags}{more}---\n{text}\n")
    }

    pub fn step(&mut self) {
        let name = format!(
            "content/articles/a{}/{}.md",
            self.random.number_below(6),
            self.random.pick(&["fr", "en"])
        );
        match self.random.number_below(8) {
            0..=3 => {
                let text = self.article();
                self.write(name, text);
            }
            4 => {
                if let Some(path) = self.some_path() {
                    self.remove(&path);
                }
            }
            5 => {
                // renamed
                if let Some(path) = self.some_path().filter(|path| path.ends_with(".md")) {
                    let text = self.files[&path].clone();
                    self.remove(&path);
                    self.write(name, text);
                }
            }
            6 => {
                let path = self
                    .random
                    .pick(&[
                        "static/static.txt",
                        "static/deep/er.txt",
                        "static/un-1",
                        "static/un-1/x.txt",
                    ])
                    .to_string();
                // a file is no folder: what is in the way goes first
                let clash = |other: &&String| {
                    other.starts_with(&format!("{path}/")) || path.starts_with(&format!("{other}/"))
                };
                let in_the_way: Vec<String> = self.files.keys().filter(clash).cloned().collect();
                for other in in_the_way {
                    self.remove(&other);
                }
                let target = self.folder.path(&path);
                if target.is_dir() {
                    let _ = std::fs::remove_dir(target);
                }
                let text = format!("{}", self.random.number_below(3));
                self.write(path, text);
            }
            _ => {
                let title = self.random.pick(&["Le Carnet", "Autre titre"]).to_string();
                let paginate = self.random.number_below(3) + 1;
                let settings = FRENCH_AND_ENGLISH.replace("Le Carnet", &title)
                    + &format!("paginate: {paginate}\n");
                self.write("griot.yaml".to_string(), settings);
            }
        }
        if !self.files.contains_key("griot.yaml") {
            self.write("griot.yaml".to_string(), FRENCH_AND_ENGLISH.to_string());
        }
    }

    /// Undoes edits after which the site does not build, as the author would.
    pub fn undo(&mut self, before: &BTreeMap<String, String>) {
        let added: Vec<String> = self
            .files
            .keys()
            .filter(|path| !before.contains_key(*path))
            .cloned()
            .collect();
        for path in added {
            self.remove(&path);
            let _ = std::fs::remove_dir(self.folder.path(&path).parent().expect("a folder"));
        }
        for (path, text) in before {
            if self.files.get(path) != Some(text) {
                self.write(path.clone(), text.clone());
            }
        }
    }

    /// Builds the site from scratch, without a disk.
    fn build_from_scratch(&self) -> crate::harness::Outcome {
        let mut memory = Memory::default();
        for (path, text) in &self.files {
            memory.insert(path, text.as_bytes());
        }
        let sources = Sources::new(memory);
        build(&sources.files, &sources.options)
    }
}

fn assert_edits_equal_fresh_builds(seed: u64) {
    let mut edited = Edited::new(with_content(), seed);
    let mut published = BTreeMap::new();
    let (mut built, mut refused) = (0, 0);
    for step in 0..60 {
        let before = edited.files.clone();
        for _ in 0..=edited.random.number_below(3) {
            edited.step();
        }
        let cold = edited.build_from_scratch();
        let ran = edited.folder.run(&["build", "--quiet"]);
        assert_eq!(
            ran.status == 0,
            cold.built,
            "seed {seed}, step {step}: {}\n{}",
            ran.err,
            cold.problems()
        );
        if cold.built {
            built += 1;
            published = cold.files.clone();
        } else {
            refused += 1;
        }
        let mut public = edited.folder.tree("public");
        public.remove(".griot");
        let differing: Vec<&String> = public
            .keys()
            .chain(published.keys())
            .filter(|path| public.get(*path) != published.get(*path))
            .collect();
        assert!(
            differing.is_empty(),
            "seed {seed}, step {step}: {differing:?}"
        );
        if !cold.built {
            edited.undo(&before);
        }
    }
    assert!(
        built > 5 && refused > 0,
        "seed {seed}: {built} built, {refused} refused"
    );
}

#[test]
fn random_edits_give_the_same_site_as_a_fresh_build() {
    assert_edits_equal_fresh_builds(1);
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn more_sequences_of_edits_end_as_a_build_from_nothing() {
    for seed in [20_261_123, 0x9e37_79b9_7f4a_7c15] {
        assert_edits_equal_fresh_builds(seed);
    }
}

/// A folder whose `content/` is there even when every article is gone.
fn with_content() -> Folder {
    let folder = Folder::empty();
    folder.write("content/.gitkeep", "");
    folder
}
