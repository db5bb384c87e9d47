//! Warnings about blocks that Markdown reads in another way than they look, so that readers do not
//! see what was typed: code that never ends, cells beyond the columns of a table, numbers that a
//! list counts anew, a sentence that a line below makes a heading, a paragraph that its indent makes
//! code, bullets and marks of other programs at the beginning of a line.

use super::EventRewriter;
use super::near_markdown::beginning;
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::markdown::parser_options::LINE_ENDS;
use crate::text::emoji;
use crate::{message, phrase};
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::ops::Range;

/// Bullets of word processors and phones.
const BULLETS: [char; 6] = ['•', '●', '▪', '◦', '‣', '■'];

/// Marks of lists to tick, of arrows and stars, that are no emoji.
const LIST_SIGNS: [char; 14] = [
    '☐', '☑', '☒', '✓', '✔', '✗', '✘', '→', '➔', '➜', '►', '▶', '★', '☆',
];

/// The most dashes that authors type for a line across the page.
const RULE_DASHES: usize = 5;

/// Words of a line that are prose, not code.
const PROSE_WORDS: usize = 5;

/// A number of so many digits at the beginning of a line is a year, and no number of an item.
const YEAR_DIGITS: usize = 4;

impl EventRewriter<'_, '_> {
    /// Warns about the block that an event begins.
    pub(super) fn warn_lost_words(&mut self, event: &Event, span: &Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => self.warn_open_code(span),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.warn_indented_prose(span),
            Event::Start(Tag::Heading { .. }) => self.warn_underlined_sentence(span),
            Event::Start(Tag::Table(columns)) => self.table_columns = columns.len(),
            Event::Start(Tag::TableRow) => self.warn_lost_cells(span),
            Event::Start(Tag::Item) => self.warn_year(span),
            _ => {}
        }
    }

    /// A fence without a second one: everything down to the end of the text is code.
    fn warn_open_code(&mut self, span: &Range<usize>) {
        let code = &self.text[span.clone()];
        let Some(sign) = code.chars().next().filter(|sign| "`~".contains(*sign)) else {
            return;
        };
        let after = code.trim_start_matches(sign);
        let fence = &code[..code.len() - after.len()];
        let last = code.trim_end().rsplit(LINE_ENDS).next().unwrap_or_default();
        let last = last.trim_start_matches([' ', '\t', '>']);
        let is_closed = last.starts_with(fence) && last.trim_start_matches(sign).trim().is_empty();
        // the end of a list or quotation ends the code as well
        let is_whole_rest = self.text[span.end..].trim().is_empty();
        let has_lines = after.trim_end().contains(LINE_ENDS);
        if !has_lines || is_closed || !is_whole_rest {
            return;
        }
        let message = message!(
            Code::UnclosedCode,
            "the code that begins with `{fence}` never ends: all that follows is shown as code",
            fence = fence
        );
        let hint = phrase!(
            "write `{fence}` on a line of its own where it ends",
            fence = fence
        );
        let first_line = code.split(LINE_ENDS).next().unwrap_or_default().len();
        self.warn_block(span.start..span.start + first_line, message, hint);
    }

    /// A paragraph that begins with four spaces or a tab, as word processors indent it, is code.
    fn warn_indented_prose(&mut self, span: &Range<usize>) {
        let words = self.text[span.clone()].trim();
        let is_prose = |c: char| c.is_alphabetic() || c.is_whitespace() || "’'-,".contains(c);
        let first = words.split(LINE_ENDS).next().unwrap_or_default();
        let others = first.chars().filter(|c| !is_prose(*c)).count();
        let begins = first.starts_with(|c: char| c.is_uppercase() || "«“\"—–".contains(c));
        let ends = words.ends_with(['.', '!', '?', '…', '»', '”']);
        let is_long = first.split_whitespace().count() >= PROSE_WORDS;
        if !(begins && ends && is_long && others * 20 <= first.chars().count()) {
            return;
        }
        let message = message!(
            Code::ProseAsCode,
            "`{words}` is shown as code: its line begins with four spaces or a tab",
            words = beginning(first)
        );
        let hint = phrase!(
            "remove the spaces before it; code stands between two lines of three backticks"
        );
        let start = span.start + self.text[span.clone()].find(first).unwrap_or(0);
        self.warn_block(start..start + first.len(), message, hint);
    }

    /// `A sentence.` above `---` is a heading, where its author means a line across the page.
    fn warn_underlined_sentence(&mut self, span: &Range<usize>) {
        let block = self.text[span.clone()].trim_end();
        let Some((words, line)) = block.rsplit_once(LINE_ENDS) else {
            return;
        };
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let words = words.trim();
        let is_sentence = words.ends_with(['.', '…', ':', ';', ',']) || words.contains(LINE_ENDS);
        // a line as long as the words is meant to underline them
        let is_rule =
            (1..=RULE_DASHES).contains(&line.len()) && line.len() != words.chars().count();
        if !is_sentence || !is_rule || !line.trim_start_matches('-').is_empty() {
            return;
        }
        let message = message!(
            Code::MisspelledHeading,
            "`{words}` is a heading, because of the line `{line}` below it",
            words = beginning(words.split(LINE_ENDS).next().unwrap_or(words)),
            line = line
        );
        let hint = phrase!(
            "leave an empty line before `{line}`, or begin the heading with `## `",
            line = line
        );
        self.warn_block(span.start..span.start + words.len(), message, hint);
    }

    /// Cells beyond the last column are not shown (GFM 4.10).
    fn warn_lost_cells(&mut self, span: &Range<usize>) {
        let row = self.text[span.clone()].trim();
        let row = row.strip_prefix('|').unwrap_or(row);
        let is_bar = |(at, _): &(usize, &str)| !row[..*at].ends_with('\\');
        let mut bars = row.match_indices('|').filter(is_bar);
        let Some((last, _)) = bars.nth(self.table_columns.saturating_sub(1)) else {
            return;
        };
        let lost = row[last + 1..].trim().trim_end_matches('|').trim();
        if lost.is_empty() {
            return;
        }
        let message = message!(
            Code::LostCells,
            "`{words}` is not shown: this row has more cells than the table has columns",
            words = beginning(lost)
        );
        let hint = phrase!(
            "add a column to the first two lines, or write `\\|` for a `|` that is text, also in code"
        );
        self.warn_block(span.clone(), message, hint);
    }

    /// `1986. A great year.` is an item of a list, and the items after it are counted from there.
    fn warn_year(&mut self, span: &Range<usize>) {
        let item = &self.text[span.clone()];
        let words = item.trim_start_matches(|c: char| c.is_ascii_digit());
        let year = &item[..item.len() - words.len()];
        let Some(sign) = words.chars().next().filter(|sign| ".)".contains(*sign)) else {
            return;
        };
        if year.len() != YEAR_DIGITS {
            return;
        }
        let line = words[1..]
            .split(LINE_ENDS)
            .next()
            .unwrap_or_default()
            .trim();
        let message = message!(
            Code::YearAsItem,
            "`{year}{sign}` is read as the number of an item in a list",
            year = year,
            sign = sign.to_string()
        );
        let hint = phrase!(
            "write `{year}\\{sign} {words}`",
            year = year,
            sign = sign.to_string(),
            words = beginning(line)
        );
        self.warn_block(span.start..span.start + year.len() + 1, message, hint);
    }

    /// Warns about what other programs read at the beginning of a line.
    pub(super) fn warn_line(&mut self, text: &str, span: &Range<usize>) {
        if let Some(words) = text.strip_prefix(BULLETS) {
            let bullet = &text[..text.len() - words.len()];
            let message = message!(
                Code::MisspelledList,
                "this line is no item of a list: Markdown has no `{bullet}`",
                bullet = bullet
            );
            let hint = phrase!("write `- {words}`", words = beginning(words.trim()));
            return self.warn_words(text, span, message, hint);
        }
        if self.warn_list_of_other_programs(text, span)
            || self.warn_heading_of_other_programs(text, span)
            || self.warn_quotes_as_fence(text, span)
        {
            return;
        }
        let is_import = text.starts_with("import ")
            && (text.contains(" from ") || text.starts_with("import {"))
            || text.starts_with("export const ");
        if is_import || text.starts_with("{/*") {
            let message = message!(
                Code::ForeignSyntax,
                "`{words}` is a line of MDX and is shown as text",
                words = beginning(text)
            );
            return self.warn_words(
                text,
                span,
                message,
                phrase!("remove it: an article is no program"),
            );
        }
        if text.starts_with("*[") && text.contains("]:") {
            let message = message!(
                Code::ForeignSyntax,
                "`{words}` is another program's abbreviation and is shown as text",
                words = beginning(text)
            );
            let hint = phrase!("write `<abbr title=\"…\">…</abbr>` where it stands in the text");
            self.warn_words(text, span, message, hint);
        }
    }

    /// `== Title ==` of wikis and AsciiDoc, `h2. Title` of Textile.
    fn warn_heading_of_other_programs(&mut self, text: &str, span: &Range<usize>) -> bool {
        let signs = text.len() - text.trim_start_matches('=').len();
        let (level, words) = match text
            .strip_prefix('h')
            .and_then(|rest| rest.split_once(". "))
        {
            Some((level, words)) => (level.parse().unwrap_or(0), words),
            None if text[signs..].starts_with(' ') => (signs, &text[signs..]),
            None => return false,
        };
        let words = words.trim().trim_end_matches('=').trim();
        if !(2..=6).contains(&level) || words.is_empty() {
            return false;
        }
        let message = message!(
            Code::MisspelledHeading,
            "`{words}` is another program's heading and is shown as text",
            words = beginning(text)
        );
        let hint = phrase!(
            "write `{marks} {words}`",
            marks = "#".repeat(level),
            words = beginning(words)
        );
        self.warn_words(text, span, message, hint);
        true
    }

    /// Three quotation marks or accents, which a phone writes for three backticks.
    fn warn_quotes_as_fence(&mut self, text: &str, span: &Range<usize>) -> bool {
        let language = text.trim_start_matches(['‘', '’', '´', '“', '”']);
        let marks = text[..text.len() - language.len()].chars().count();
        let is_language = |c: char| c.is_ascii_alphanumeric() || "+-#".contains(c);
        if marks != 3 || !language.trim_end().chars().all(is_language) {
            return false;
        }
        let message = message!(
            Code::UnclosedCode,
            "`{marks}` begins no code: these are no backticks",
            marks = text.trim_end()
        );
        let hint = phrase!(
            "write three backticks: ```{language}",
            language = language.trim_end()
        );
        self.warn_words(text, span, message, hint);
        true
    }

    /// `– words`, `b) words`, `✅ words` below a line of the same kind: both lines become one.
    fn warn_list_of_other_programs(&mut self, text: &str, span: &Range<usize>) -> bool {
        let rest = &self.text[span.start..];
        // few texts begin like an item: the end of the line need not be searched
        let line = item_of_other_programs(rest).and_then(|_| rest.split(LINE_ENDS).next());
        let Some(number) = line.and_then(item_of_other_programs) else {
            return false;
        };
        let last = self.tokens.last().map(|token| &token.event);
        if matches!(last, Some(Event::HardBreak)) {
            return false;
        }
        let line = line.unwrap_or_default();
        let before = self.text[..span.start].trim_end_matches([' ', '\t', '>']);
        let before = before.strip_suffix('\n').unwrap_or_default();
        let before = before.trim_end_matches('\r').rsplit(LINE_ENDS).next();
        let before = before.map(|line| line.trim_start_matches([' ', '\t', '>', '\u{A0}']));
        if before.is_none_or(|line| item_of_other_programs(line).is_none()) {
            return false;
        }
        let words = line[number.len()..].trim_start();
        let message = message!(
            Code::MisspelledList,
            "this line is no item of a list: Markdown has no `{bullet}`",
            bullet = number
        );
        let hint = phrase!(
            "write `- {words}`, or leave an empty line before it if it is no list",
            words = beginning(words)
        );
        self.warn_words(text, span, message, hint);
        true
    }

    fn warn_words(&mut self, text: &str, span: &Range<usize>, message: Message, hint: Text) {
        let warning = Diagnostic::warning(self.path.clone(), message).hint(hint);
        self.warn(text, span, warning);
    }

    fn warn_block(&mut self, place: Range<usize>, message: Message, hint: Text) {
        let warning = Diagnostic::warning(self.path.clone(), message).at(place);
        self.diagnostics.push(warning.hint(hint));
    }
}

/// The mark of an item that a line begins with and Markdown has not: a dash, `b)`, `(1)`, `IV.`,
/// `2°)`, `#.`, an emoji, a box to tick.
fn item_of_other_programs(line: &str) -> Option<&str> {
    let (first, words) = line.split_once(char::is_whitespace)?;
    let bare = first.strip_prefix('(').unwrap_or(first);
    let number = bare.strip_suffix(['.', ')']);
    let is_ascii = |text: &str, is_part: fn(&u8) -> bool| {
        !text.is_empty() && text.bytes().all(|byte| is_part(&byte))
    };
    let is_number = number.is_some_and(|number| {
        let in_brackets = first.ends_with(')');
        let is_letter = number.len() == 1 && is_ascii(number, u8::is_ascii_alphabetic);
        in_brackets && (is_letter || bare != first && is_ascii(number, u8::is_ascii_digit))
            || is_ascii(number, |byte| b"IVXLC".contains(byte))
            || is_ascii(number, |byte| b"ivx".contains(byte))
            || matches!(number, "#" | "@")
    });
    let is_ordinal = first.trim_end_matches([')', '.']).strip_suffix(['°', 'º']);
    let is_ordinal = is_ordinal.is_some_and(|digits| is_ascii(digits, u8::is_ascii_digit));
    let is_sign = first.chars().all(|c| LIST_SIGNS.contains(&c))
        || !first.is_ascii() && emoji::strip(first).trim().is_empty();
    let is_item = matches!(first, "–" | "—") || is_number || is_ordinal || is_sign;
    (is_item && !words.trim().is_empty()).then_some(first)
}
