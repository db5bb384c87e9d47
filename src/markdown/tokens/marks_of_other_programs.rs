//! Warnings about marks that other programs read inside a line and Markdown shows as text:
//! formulas, `x^2^`, `H~2~O`, `==words==` and their like.
//!
//! Looks at prose alone. A mark counts only where it can mean nothing else: prices, paths and
//! escaped brackets are prose.

use super::EventRewriter;
use crate::diagnostic::{Code, Text};
use crate::{message, phrase};
use std::ops::Range;

/// Longest formula.
const FORMULA_BYTES: usize = 500;

/// Longest raised or lowered words.
const SCRIPT_BYTES: usize = 24;

/// The characters of a raised or lowered number, and what they are in the middle of a line.
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿⁱ";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋ₙᵢ";
const ON_THE_LINE: &str = "0123456789+-−ni";

/// The marks of a formula.
#[derive(Clone, Copy)]
struct FormulaMarks {
    open: &'static str,
    close: &'static str,
}

const FORMULA_MARKS: [FormulaMarks; 5] = [
    FormulaMarks {
        open: "\\\\(",
        close: "\\\\)",
    },
    FormulaMarks {
        open: "\\\\[",
        close: "\\\\]",
    },
    FormulaMarks {
        open: "\\(",
        close: "\\)",
    },
    FormulaMarks {
        open: "\\[",
        close: "\\]",
    },
    FormulaMarks {
        open: "$",
        close: "$",
    },
];

/// A mark on both sides of words, and what to write in its place.
struct Pair {
    mark: &'static str,
    open: &'static str,
    close: &'static str,
}

const PAIRS: [Pair; 3] = [
    Pair {
        mark: "==",
        open: "<mark>",
        close: "</mark>",
    },
    Pair {
        mark: "++",
        open: "<ins>",
        close: "</ins>",
    },
    Pair {
        mark: "'''",
        open: "**",
        close: "**",
    },
];

impl EventRewriter<'_, '_> {
    /// Warns about the marks of other programs in a prose text.
    pub(super) fn warn_marks_of_other_programs(&mut self, text: &str, span: &Range<usize>) {
        let bytes = text.as_bytes();
        // the parser takes the backslash from `\(`
        if memchr::memchr3(b'$', b'(', b'[', bytes).is_some() {
            self.warn_formulas(text, span);
        }
        if memchr::memchr2(b'^', b'~', bytes).is_some() {
            self.warn_scripts(text, span);
        }
        let mut signs = memchr::memchr3_iter(b'=', b'+', b'\'', bytes);
        if signs.any(|at| bytes.get(at + 1) == Some(&bytes[at])) {
            self.warn_pairs(text, span);
        }
    }

    /// `\(x = 1\)`, `\[x = 1\]`, `$x^2$`, also with two backslashes; `$$formula$$`.
    fn warn_formulas(&mut self, text: &str, span: &Range<usize>) {
        let has_dollar = memchr::memchr(b'$', text.as_bytes()).is_some();
        if has_dollar && (text.trim() == "$$" || text.matches("$$").count() > 1) {
            self.warn_formula("$$", span);
        }
        let whole = self.text;
        let start = span.start - usize::from(whole[..span.start].ends_with('\\'));
        let mut at = start;
        while let Some(found) = memchr::memchr2(b'\\', b'$', &whole.as_bytes()[at..span.end]) {
            at += found;
            let before = whole[..at].chars().next_back();
            let length = formula_length(&whole[at..], before);
            if let Some(length) = length {
                self.warn_formula(&whole[at..at + length], &(at..at + length));
            }
            // an escaped sign begins nothing
            let next = whole[at + 1..].chars().next().map_or(0, char::len_utf8);
            let is_escape = whole[at..].starts_with('\\');
            at += length.unwrap_or(1 + if is_escape { next } else { 0 });
            if at >= span.end {
                return;
            }
        }
    }

    fn warn_formula(&mut self, formula: &str, span: &Range<usize>) {
        let words: Vec<&str> = formula.split_whitespace().collect();
        let message = message!(
            Code::ForeignSyntax,
            "`{code}` makes no formula here and is shown as text",
            code = super::near_markdown::beginning(&words.join(" "))
        );
        let letter = formula.trim_matches(|c: char| " \\$()[]".contains(c));
        let hint = match is_letter(letter) {
            true => phrase!("write `*{letter}*`", letter = letter),
            false => phrase!(
                "write it with signs such as `x²` or `λ`, as code between backticks, or show it as a picture"
            ),
        };
        self.warn_near(formula, span, message, hint);
    }

    /// `x^2^` and `H~2~O`.
    fn warn_scripts(&mut self, text: &str, span: &Range<usize>) {
        let mut done = 0;
        for at in memchr::memchr2_iter(b'^', b'~', text.as_bytes()) {
            let Some(script) = (at >= done).then(|| Script::at(text, at)).flatten() else {
                continue;
            };
            done = at + script.words.len() + 2;
            let shown = &text[at..done];
            let message = match script.is_raised {
                true => message!(
                    Code::ForeignSyntax,
                    "`{code}` raises no words here and is shown as text",
                    code = shown
                ),
                false => message!(
                    Code::ForeignSyntax,
                    "`{code}` lowers no words here and is shown as text",
                    code = shown
                ),
            };
            self.warn_near(shown, span, message, script.remedy());
        }
    }

    /// `==words==`, `++words++` and `'''words'''`.
    fn warn_pairs(&mut self, text: &str, span: &Range<usize>) {
        for pair in &PAIRS {
            let Some((before, rest)) = text.split_once(pair.mark) else {
                continue;
            };
            let Some((words, _)) = rest.split_once(pair.mark) else {
                continue;
            };
            // `C++/C++` is a name, and `{++words++}` has a warning of its own
            let is_name = before.ends_with(|c: char| c.is_alphanumeric() || c == '{');
            if words.is_empty() || words.trim() != words || is_name {
                continue;
            }
            let shown = format!("{0}{words}{0}", pair.mark);
            let message = message!(
                Code::ForeignSyntax,
                "`{code}` is another program's mark and is shown as text",
                code = &shown
            );
            let hint = phrase!(
                "write `{open}{words}{close}`",
                open = pair.open,
                words = words,
                close = pair.close
            );
            self.warn_near(&shown, span, message, hint);
        }
    }
}

/// The length of the formula that `text` begins with. `before` is the character before it.
fn formula_length(text: &str, before: Option<char>) -> Option<usize> {
    let marks = FORMULA_MARKS
        .iter()
        .find(|marks| text.starts_with(marks.open))?;
    let after = &text[marks.open.len()..text.floor_char_boundary(FORMULA_BYTES)];
    let paragraph = after.split("\n\n").next().unwrap_or_default();
    let inside = match paragraph.find(marks.close)? {
        0 => return None,
        end => &paragraph[..end],
    };
    let length = marks.open.len() + inside.len() + marks.close.len();
    let next = text[length..].chars().next();
    let is_formula = match marks.open {
        "$" => {
            let is_free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '$');
            inside.trim() == inside
                && is_free(before)
                && is_free(next)
                && (is_letter(inside) || has_signs(inside, "^_"))
        }
        _ => {
            let begins_line = before.is_none_or(|c| c == '\n');
            let ends_line = next.is_none_or(|c| matches!(c, '\n' | '\r'));
            let is_round = marks.open.ends_with('(');
            // `\(c\)` and `\(a\) first` are brackets, and so is `l\[a\]`
            let is_alone = begins_line && ends_line;
            let is_letter = is_letter(inside.trim()) && !matches!(inside, "c" | "C" | "r" | "R");
            is_letter && (is_alone || is_round && !begins_line) || has_signs(inside, "^_=<>+*/")
        }
    };
    is_formula.then_some(length)
}

fn is_letter(words: &str) -> bool {
    let mut chars = words.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Whether words hold a command such as `\frac`, a power such as `c^2`, or single letters and a
/// sign of formulas.
fn has_signs(words: &str, signs: &str) -> bool {
    let bytes = words.as_bytes();
    let is_command = |pair: &[u8]| pair[0] == b'\\' && pair[1].is_ascii_alphabetic();
    let is_power = |three: &[u8]| {
        (three[0].is_ascii_alphanumeric() || b")}".contains(&three[0]))
            && three[1] == b'^'
            && (three[2].is_ascii_alphanumeric() || b"{-+".contains(&three[2]))
    };
    if bytes.windows(2).any(is_command) || bytes.windows(3).any(is_power) {
        return true;
    }
    let mut names = words.split(|c: char| !c.is_alphabetic());
    words.contains(char::is_alphabetic)
        && words.contains(|c: char| signs.contains(c))
        && names.all(|name| name.chars().count() < 2)
}

/// Words that other programs raise or lower.
struct Script<'t> {
    /// The letters or the bracket before it: `H`.
    base: &'t str,
    words: &'t str,
    is_raised: bool,
}

impl<'t> Script<'t> {
    /// The one that the mark at a byte of `text` begins.
    fn at(text: &'t str, at: usize) -> Option<Script<'t>> {
        let is_raised = text[at..].starts_with('^');
        let mark = if is_raised { '^' } else { '~' };
        let after = &text[at + 1..text.floor_char_boundary(at + 1 + SCRIPT_BYTES)];
        let (words, _) = after.split_once(mark)?;
        // `2+`, `-3`, `er`, and no part of the formula `a^2+c^2`
        let signs = ['+', '-', '−'];
        let letters = words.strip_prefix(signs).unwrap_or(words);
        let letters = letters.strip_suffix(signs).unwrap_or(letters);
        if words.is_empty() || !letters.chars().all(char::is_alphanumeric) {
            return None;
        }
        // `10~20~` is a range
        let is_base = |c: char| c.is_alphabetic() || c == ')' || is_raised && c.is_numeric();
        let before = &text[..at];
        before.chars().next_back().filter(|c| is_base(*c))?;
        let base = before.trim_end_matches(char::is_alphanumeric);
        let base = &before[base.len().min(at - 1)..];
        Some(Script {
            base,
            words,
            is_raised,
        })
    }

    fn remedy(&self) -> Text {
        let signs = if self.is_raised { RAISED } else { LOWERED };
        let sign = |c: char| {
            let at = ON_THE_LINE.chars().position(|known| known == c)?;
            signs.chars().nth(at)
        };
        let in_signs: Option<String> = self.words.chars().map(sign).collect();
        let element = if self.is_raised { "sup" } else { "sub" };
        match in_signs {
            Some(in_signs) => phrase!(
                "write `{base}{signs}`, or `{base}<{element}>{words}</{element}>`",
                base = self.base,
                signs = in_signs,
                element = element,
                words = self.words
            ),
            None => phrase!(
                "write `{base}<{element}>{words}</{element}>`",
                base = self.base,
                element = element,
                words = self.words
            ),
        }
    }
}
