//! Generates a site of invented news in French and English, with the same text for each generator.
//!
//! The same number of stories gives the same files on every machine.

use std::fmt::Write as _;
use std::path::Path;

/// The program that builds the site: file names and links differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Generator {
    /// This program.
    Griot,
    /// gohugo.io
    Hugo,
}

const SETTINGS: &str = "\
base_url: https://bench.example
cards: false
default_language: fr
timezone: UTC
languages:
  fr: {name: Français, title: Le Banc}
  en: {name: English, title: The Bench}
";

const EMOJI: [&str; 8] = ["🚀", "🔒", "📱", "🛰", "🧪", "💾", "☁", "👩🏽‍💻"];

const TAGS: [[&str; 2]; 10] = [
    ["sécurité", "security"],
    ["réseaux", "networks"],
    ["énergie", "energy"],
    ["espace", "space"],
    ["logiciel libre", "free software"],
    ["puces", "chips"],
    ["téléphones", "phones"],
    ["santé", "health"],
    ["droit", "law"],
    ["Afrique", "Africa"],
];

const SUBJECTS: [[&str; 2]; 6] = [
    ["le câble de Dakar", "the Dakar cable"],
    ["la fibre du Sahel", "the Sahel fibre"],
    ["l'antenne solaire", "the solar antenna"],
    ["le nouveau protocole", "the new protocol"],
    ["la puce ouverte", "the open chip"],
    ["l'atelier d'Abidjan", "the Abidjan workshop"],
];

/// Templates of sentences: `@` stands for the subject, `#` for a number.
const SENTENCES: [[&str; 2]; 10] = [
    [
        "Après # mois d'essais, @ tient ses promesses : « rien ne casse », dit-on.",
        "After # months of trials, @ keeps its promises: \"nothing breaks\", they say.",
    ],
    [
        "Qui aurait parié sur @ ? Personne, ou presque.",
        "Who would have bet on @? Nobody, or nearly.",
    ],
    [
        "Les **ingénieurs** ont mesuré une baisse de # % en une *seule* saison.",
        "The **engineers** measured a drop of # % in a *single* season.",
    ],
    [
        "Il suffit de lancer `griot build` pour que @ réponde en # ms.",
        "Running `griot build` is enough for @ to answer in # ms.",
    ],
    [
        "La [documentation](https://example.org/doc/#) explique pourquoi...",
        "The [documentation](https://example.org/doc/#) explains why...",
    ],
    [
        "Reste une question ; elle n'est pas technique.",
        "One question remains; it isn't technical.",
    ],
    [
        "Le prix, lui, passe de # à # francs CFA -- sans explication.",
        "The price goes from # to # CFA francs -- without explanation.",
    ],
    [
        "On y compte déjà # contributeurs, dont la moitié à Bamako !",
        "It already counts # contributors, half of them in Bamako!",
    ],
    [
        "Rien n'indique que @ arrivera avant l'hiver.",
        "Nothing says that @ will come before winter.",
    ],
    [
        "C'est peu, c'est beaucoup : c'est # fois mieux qu'hier.",
        "It is little, it is much: it is # times better than yesterday.",
    ],
];

const HEADINGS: [[&str; 2]; 4] = [
    ["Ce qui change", "What changes"],
    ["Les chiffres à retenir", "Figures to remember"],
    ["L'avis des spécialistes", "What specialists say"],
    ["Et après", "What next"],
];

const CODE: &str = "```rust\n/// Counts the words of a text.\nfn words(text: &str) -> usize {\n    text.split_whitespace().filter(|word| !word.is_empty()).count()\n}\n\nfn main() {\n    println!(\"{}\", words(\"un deux trois\"));\n}\n```\n\n";

/// Writes a site with this number of stories into a folder.
pub fn write(generator: Generator, stories: usize, folder: &Path) {
    if generator == Generator::Griot {
        put(folder, "griot.yaml", SETTINGS);
    }
    for story in 0..stories {
        write_story(generator, story, stories, folder);
    }
}

/// Writes the articles of one story, which link to some of the first `stories`.
pub fn write_story(generator: Generator, story: usize, stories: usize, folder: &Path) {
    for (lang, code) in ["fr", "en"].into_iter().enumerate() {
        let file = match generator {
            Generator::Griot => format!("{code}.md"),
            Generator::Hugo => format!("index.{code}.md"),
        };
        let path = format!("content/articles/story-{story:05}/{file}");
        put(folder, &path, &article(story, lang, generator, stories));
    }
}

/// Writes one file, and creates its folders.
pub fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).expect("a folder");
    }
    std::fs::write(path, text).expect("a file");
}

/// The text of an article. The random numbers are the same in both languages.
fn article(story: usize, lang: usize, generator: Generator, stories: usize) -> String {
    let mut random = Random(story as u64);
    let subject = random.one_of(&SUBJECTS)[lang];
    let first = random.below(TAGS.len());
    let tags = [0, 3, 7].map(|step| TAGS[(first + step) % TAGS.len()][lang]);
    let (day, minute) = (story / 40, story % 40);
    let mut text = format!(
        "---\ntitle: \"{story} : {subject} {}\"\ndate: {:04}-{:02}-{:02}T08:{minute:02}:00Z\ntags: [{}]\n\
         description: \"{}\"\nslug: story-{story:05}\n---\n\n",
        random.one_of(&EMOJI),
        2024 + day / 336,
        1 + day / 28 % 12,
        1 + day % 28,
        tags.join(", "),
        sentence(&mut random, lang, subject).replace(['"', '*', '`'], ""),
    );
    paragraph(&mut text, &mut random, lang, subject);
    for heading in HEADINGS {
        let _ = write!(text, "## {} {}\n\n", heading[lang], random.one_of(&EMOJI));
        paragraph(&mut text, &mut random, lang, subject);
        let other = random.below(stories);
        text.push_str(&link(other, lang, generator));
        paragraph(&mut text, &mut random, lang, subject);
    }
    for _ in 0..3 {
        let _ = writeln!(text, "- {}", sentence(&mut random, lang, subject));
    }
    let _ = write!(text, "\n> {}\n\n", sentence(&mut random, lang, subject));
    if story.is_multiple_of(10) {
        text.push_str(CODE);
    }
    text
}

fn paragraph(text: &mut String, random: &mut Random, lang: usize, subject: &str) {
    let sentences: Vec<String> = (0..4).map(|_| sentence(random, lang, subject)).collect();
    let _ = write!(text, "{}\n\n", sentences.join(" "));
}

fn sentence(random: &mut Random, lang: usize, subject: &str) -> String {
    let form = random.one_of(&SENTENCES)[lang];
    let number = (2 + random.below(90)).to_string();
    form.replace('@', subject).replace('#', &number)
}

/// A link to another story, as the generator writes one.
fn link(other: usize, lang: usize, generator: Generator) -> String {
    let words = ["À lire aussi", "Read also"][lang];
    let code = ["fr", "en"][lang];
    let path = match generator {
        Generator::Griot => format!("../story-{other:05}/{code}.md"),
        Generator::Hugo => format!("../story-{other:05}/"),
    };
    format!("[{words}]({path}).\n\n")
}

/// Pseudo-random numbers (Knuth's MMIX generator).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one_of<'o, T>(&mut self, of: &'o [T]) -> &'o T {
        &of[self.below(of.len())]
    }
}
