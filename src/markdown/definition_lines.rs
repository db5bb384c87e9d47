//! Finds the lines that begin with a colon, and says which of them are definitions.
//!
//! A definition follows its term: one short line without an end mark, with an empty line before
//! it. Any other such line is prose.

use std::ops::Range;

/// The characters that end a line, alone or together (CommonMark 2.1).
pub const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// The longest term, in characters.
const TERM_CHARS: usize = 60;

/// Whether a text has a definition.
pub fn has_definitions(markdown: &str) -> bool {
    may_have_colon_line(markdown) && colon_lines(markdown).iter().any(|line| line.is_definition)
}

/// A line that begins with a colon.
pub struct ColonLine {
    /// Byte of the Markdown.
    pub colon: usize,
    pub is_definition: bool,
}

/// Whether a colon begins a line. A quick test.
pub fn may_have_colon_line(markdown: &str) -> bool {
    memchr::memchr_iter(b':', markdown.as_bytes()).any(|at| {
        let before = markdown[..at].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with(LINE_ENDS)
    })
}

/// The lines that begin with a colon, without the lines of dashes of tables.
pub fn colon_lines(markdown: &str) -> Vec<ColonLine> {
    let lines: Vec<Range<usize>> = lines(markdown);
    let content = |at: usize| content(&markdown[lines[at].clone()]);
    let mut colons: Vec<ColonLine> = Vec::new();
    // the last line of the last definition, with the lines that continue it
    let mut last_definition: Option<usize> = None;
    for at in 0..lines.len() {
        let line = content(at);
        let is_continued = last_definition.is_some_and(|last| {
            let is_indented = markdown[lines[at].clone()].starts_with(['\t', ' ']);
            let follows = !content(last).is_empty();
            line.is_empty() || is_indented || (follows && !line.starts_with(':'))
        });
        if !line.starts_with(':') {
            last_definition = last_definition.filter(|_| is_continued).map(|_| at);
            continue;
        }
        let is_table = line.contains('|') && line.chars().all(|c| ":-| \t".contains(c));
        if is_table {
            continue;
        }
        let has_term = last_definition.is_some() || follows_term(at, &content);
        let is_definition = line[1..].starts_with([' ', '\t']) && has_term;
        last_definition = is_definition.then_some(at);
        colons.push(ColonLine {
            colon: lines[at].start + indent(&markdown[lines[at].clone()]),
            is_definition,
        });
    }
    colons
}

/// Whether the line `at` stands right below a term, or with an empty line between.
fn follows_term<'m>(at: usize, content: &impl Fn(usize) -> &'m str) -> bool {
    let above = |at: usize| at.checked_sub(1).map(|above| (above, content(above)));
    let term = above(at).and_then(|(line, text)| match text.is_empty() {
        true => above(line),
        false => Some((line, text)),
    });
    term.is_some_and(|(line, text)| {
        is_term(text) && above(line).is_none_or(|(_, before)| before.is_empty())
    })
}

/// Whether a line may be a term: short, and no sentence.
fn is_term(line: &str) -> bool {
    let is_closing = |c: char| {
        matches!(
            c,
            '*' | '_' | '`' | ')' | '»' | '”' | '"' | ' ' | '\u{a0}' | '\u{202f}'
        )
    };
    let bare = line.trim_end_matches(is_closing);
    let is_end_mark = |c: char| matches!(c, '.' | '!' | '?' | '…' | ',' | ';' | ':');
    let is_other_block = line.starts_with(['#', '|', '-', ':', '<', '`', '~']);
    !bare.is_empty()
        && !bare.ends_with(is_end_mark)
        && !is_other_block
        && line.chars().count() <= TERM_CHARS
}

/// The lines of a text, without their ends.
fn lines(markdown: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = markdown.replace("\r\n", " \n");
    let lines = lines.split(LINE_ENDS).map(|line| {
        let line = start..start + line.len();
        start = line.end + 1;
        line
    });
    lines.collect()
}

/// A line without its indentation and the marks of quotes before it.
fn content(line: &str) -> &str {
    line[indent(line)..].trim_end_matches('\r')
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}
