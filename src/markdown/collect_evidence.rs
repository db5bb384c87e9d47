//! Collects the evidence of each section of a body.

use super::body::{Body, Heading};
use super::read_sections::{SectionSink, read_sections};
use super::section_evidence::{CountedBlock, KIND_BITS, MARK_KINDS, MarkKind, SectionEvidence};
use unicode_normalization::char::decompose_canonical;

/// Letters of a word that its translation in a related language often shares: cognates, as in
/// Simard, Foster and Isabelle, "Using cognates to align sentences in bilingual corpora" (1992).
const START_LETTERS: usize = 4;

/// Letters of a word in a heading, which has few words: mars and March.
const HEADING_START_LETTERS: usize = 3;

impl Body {
    /// What the section below each of `headings` holds that no language changes.
    pub fn section_evidence(&self) -> &[SectionEvidence] {
        self.section_evidence.get_or_init(|| collect(self))
    }
}

fn collect(body: &Body) -> Vec<SectionEvidence> {
    let mut collector = EvidenceCollector {
        sections: vec![SectionEvidence::default(); body.headings.len()],
        ..EvidenceCollector::default()
    };
    read_sections(body, &mut collector);
    collector.end_section();
    collector.sections
}

/// Collects the evidence of one section after the other.
#[derive(Debug, Default)]
struct EvidenceCollector {
    /// Complete sections, each at the place of its heading.
    sections: Vec<SectionEvidence>,
    /// The heading of the open section. The text before the first one is no section.
    heading: Option<usize>,
    /// The marks of the open section, by their kind.
    marks: [KeptMarks; MARK_KINDS],
    open: SectionEvidence,
}

/// The marks of one kind that a section keeps: sorted by rank, then by hash, each once.
#[derive(Debug, Default)]
struct KeptMarks(Vec<u64>);

impl KeptMarks {
    /// Keeps a mark if it is one of the first `most`. Most words of a long section are not.
    fn push(&mut self, rank: Rank, mark: u32, most: usize) {
        let key = (rank as u64) << 32 | u64::from(mark);
        if self.0.len() == most && self.0.last().is_some_and(|last| *last <= key) {
            return;
        }
        if let Err(at) = self.0.binary_search(&key) {
            self.0.insert(at, key);
            self.0.truncate(most);
        }
    }

    fn take_marks(&mut self) -> impl Iterator<Item = u32> {
        self.0.drain(..).map(|key| key as u32)
    }
}

/// Which marks of a kind are kept first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Likely to be the same in another language: a name, a number, an address.
    First,
    /// A word in Latin letters, the script of most names.
    Latin,
    /// A word in another script.
    Other,
}

impl SectionSink for EvidenceCollector {
    fn heading(&mut self, at: usize, heading: &Heading) {
        self.end_section();
        self.heading = Some(at);
        for word in words(&heading.text).chain(words(&heading.emoji)) {
            let word = Word::read(word);
            self.push(MarkKind::HeadingWord, Rank::First, word.whole());
            if word.is_name {
                self.push(MarkKind::Name, Rank::First, word.whole());
            } else if !word.has_digit && word.letters >= START_LETTERS {
                self.push(
                    MarkKind::HeadingStart,
                    Rank::First,
                    word.start(HEADING_START_LETTERS),
                );
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.heading.is_none() {
            return;
        }
        self.open.length += text.chars().count() as u32;
        for word in words(text) {
            let word = Word::read(word);
            if word.has_digit {
                if word.letters > 1 {
                    self.push(MarkKind::Number, Rank::First, word.whole());
                }
            } else if word.is_name {
                self.push(MarkKind::Name, Rank::First, word.whole());
            } else if word.letters >= START_LETTERS {
                self.push(MarkKind::Word, word.rank(), word.start(START_LETTERS));
            }
        }
    }

    fn block(&mut self, kind: CountedBlock) {
        let count = &mut self.open.blocks[kind as usize];
        *count = count.saturating_add(1);
    }

    fn inline_code(&mut self, code: &str) {
        self.open.length += code.len() as u32;
        self.push(MarkKind::Code, Rank::First, hash(code.trim().chars()));
    }

    fn code_block(&mut self, code: &str) {
        for line in code.lines().map(str::trim) {
            if line.contains(char::is_alphanumeric) {
                self.push(MarkKind::Code, Rank::First, hash(line.chars()));
            }
        }
    }

    fn address(&mut self, address: &str, is_picture: bool) {
        if is_picture {
            let name = address.rsplit('/').next().unwrap_or(address);
            return self.push(MarkKind::Picture, Rank::First, hash_of_address(name));
        }
        // a place on the page (`#id`) differs by language
        let address = address.split(['#', '?']).next().unwrap_or_default();
        if !address.is_empty() {
            self.push(MarkKind::Link, Rank::First, hash_of_address(address));
        }
    }
}

impl EvidenceCollector {
    fn push(&mut self, kind: MarkKind, rank: Rank, hash: u32) {
        let mark = (hash << KIND_BITS) | kind as u32;
        self.marks[kind as usize].push(rank, mark, kind.most());
    }

    fn end_section(&mut self) {
        let mut section = std::mem::take(&mut self.open);
        let kept = self.marks.iter_mut().flat_map(KeptMarks::take_marks);
        section.marks.extend(kept);
        section.marks.sort_unstable();
        section.marks.dedup();
        if let Some(heading) = self.heading.take() {
            self.sections[heading] = section;
        }
    }
}

/// Stretches of letters and digits. Accents may be characters of their own.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = end_of_run(text, at, false);
        at = end_of_run(text, start, true);
        (start < at).then(|| &text[start..at])
    })
}

/// The end of the characters from `at` on that all belong to a word, or all do not.
fn end_of_run(text: &str, mut at: usize, is_word: bool) -> usize {
    loop {
        let rest = &text.as_bytes()[at..];
        let is_other = |byte: &u8| IS_LETTER_OR_DIGIT[usize::from(*byte)] != is_word;
        let end = rest
            .iter()
            .position(|byte| !byte.is_ascii() || is_other(byte));
        at += end.unwrap_or(rest.len());
        let next = text[at..].chars().next().filter(|c| !c.is_ascii());
        match next {
            Some(c) if (c.is_alphanumeric() || is_accent(c)) == is_word => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// The ASCII characters of words.
static IS_LETTER_OR_DIGIT: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 128 {
        table[at] = (at as u8).is_ascii_alphanumeric();
        at += 1;
    }
    table
};

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A word, and what decides which mark it is.
struct Word<'t> {
    text: &'t str,
    /// Letters and digits.
    letters: usize,
    has_digit: bool,
    /// Whether a letter after the first one is a capital.
    is_name: bool,
}

impl<'t> Word<'t> {
    fn read(text: &'t str) -> Self {
        if text.is_ascii() {
            let bytes = text.as_bytes();
            return Word {
                text,
                letters: bytes.len(),
                has_digit: bytes.iter().any(u8::is_ascii_digit),
                is_name: bytes[1..].iter().any(u8::is_ascii_uppercase),
            };
        }
        let letters = || text.chars().filter(|c| !is_accent(*c));
        Word {
            text,
            letters: letters().count(),
            has_digit: letters().any(char::is_numeric),
            is_name: letters().skip(1).any(char::is_uppercase),
        }
    }

    fn rank(&self) -> Rank {
        match self.text.chars().next() {
            Some(first) if first.is_uppercase() => Rank::First,
            Some(first) if first < '\u{250}' => Rank::Latin,
            _ => Rank::Other,
        }
    }

    /// The hash of the whole word.
    fn whole(&self) -> u32 {
        self.start(usize::MAX)
    }

    /// The hash of its first letters, without their case and accents.
    fn start(&self, letters: usize) -> u32 {
        let own = self.text.chars().filter(|c| !is_accent(*c));
        hash(own.take(letters).map(folded))
    }
}

/// A letter without its case and accents.
fn folded(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    let base = base.unwrap_or(c);
    base.to_lowercase().next().unwrap_or(base)
}

/// The hash of an address without what names a language or a kind of file: `../puce/fr.md` and
/// `../puce/en.md` are one.
fn hash_of_address(address: &str) -> u32 {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let parts = address.split(['/', '.']).filter(|part| part.len() > 2);
    let parts = parts.filter(|part| !matches!(*part, "www" | "html" | "index" | "mdx"));
    hash(parts.flat_map(|part| part.chars().chain(['/'])))
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, a character at a time: quick for a few letters. Nobody gains from two equal hashes.
fn hash_char(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3)
}

fn hash(chars: impl Iterator<Item = char>) -> u32 {
    mixed(chars.fold(HASH_START, hash_char))
}

/// All bits of a hash in 29.
fn mixed(hash: u64) -> u32 {
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (32 + KIND_BITS)) as u32
}
