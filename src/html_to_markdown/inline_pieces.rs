//! Pieces of a line of Markdown: words, spaces, and marks such as `**`, put together so that each
//! mark works.
//!
//! CommonMark reads `**` as a mark only beside certain characters. Where it would not, the HTML
//! element stands in its place.

/// A mark around words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `**bold**`
    Strong,
    /// `*italics*`
    Emphasis,
    /// `~~struck out~~`
    Strike,
}

impl Mark {
    fn delimiter(self) -> &'static str {
        match self {
            Mark::Strong => "**",
            Mark::Emphasis => "*",
            Mark::Strike => "~~",
        }
    }

    fn element(self) -> &'static str {
        match self {
            Mark::Strong => "strong",
            Mark::Emphasis => "em",
            Mark::Strike => "del",
        }
    }
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Escaped words, without spaces at their ends.
    Words(String),
    /// A link, a picture, code or an HTML tag: never looked into.
    Whole(String),
    /// White space.
    Space,
    /// A line break that readers see.
    Break,
    /// The end of a paragraph inside a run of text.
    ParagraphEnd,
    /// A mark begins.
    Open(Mark),
    /// A mark ends.
    Close(Mark),
}

/// How line breaks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakStyle {
    /// A backslash at the end of the line.
    Backslash,
    /// `<br>`, where Markdown allows one line only.
    Html,
}

/// The paragraphs that pieces make, each trimmed; none is empty.
pub fn paragraphs(pieces: Vec<Piece>, breaks: BreakStyle) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut own: Vec<Piece> = Vec::new();
    let mut end = |own: &mut Vec<Piece>, open: &[Mark]| {
        own.extend(open.iter().rev().map(|mark| Piece::Close(*mark)));
        let text = write(tidy(std::mem::take(own)), breaks);
        if !text.is_empty() {
            paragraphs.push(text);
        }
        own.extend(open.iter().map(|mark| Piece::Open(*mark)));
    };
    let pieces = without_repeated_marks(pieces);
    let pieces = match breaks {
        BreakStyle::Backslash => split_at_double_breaks(pieces),
        BreakStyle::Html => pieces,
    };
    for piece in pieces {
        match piece {
            Piece::ParagraphEnd => {
                end(&mut own, &open);
                continue;
            }
            Piece::Open(mark) => open.push(mark),
            Piece::Close(mark) => {
                if let Some(at) = open.iter().rposition(|other| *other == mark) {
                    open.remove(at);
                }
            }
            _ => {}
        }
        own.push(piece);
    }
    end(&mut own, &[]);
    paragraphs
}

/// Drops a mark inside the same mark.
fn without_repeated_marks(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut open: Vec<Mark> = Vec::new();
    let mut kept = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Open(mark) => {
                if !open.contains(&mark) {
                    kept.push(piece);
                }
                open.push(mark);
            }
            Piece::Close(mark) => {
                if let Some(at) = open.iter().rposition(|other| *other == mark) {
                    open.remove(at);
                }
                if !open.contains(&mark) {
                    kept.push(piece);
                }
            }
            _ => kept.push(piece),
        }
    }
    kept
}

/// Two breaks in a row look like the end of a paragraph, and are one.
fn split_at_double_breaks(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut split: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let text = split.iter().rposition(|other| *other != Piece::Space);
        let before = text.map(|at| (at, &split[at]));
        match (&piece, before) {
            (Piece::Break, Some((at, Piece::Break | Piece::ParagraphEnd))) => {
                split.truncate(at);
                split.push(Piece::ParagraphEnd);
            }
            _ => split.push(piece),
        }
    }
    split
}

/// Moves spaces out of marks, drops marks around nothing, joins neighbours of the same mark, and
/// trims both ends.
fn tidy(mut pieces: Vec<Piece>) -> Vec<Piece> {
    loop {
        let before = pieces.clone();
        pieces = pass(pieces);
        if pieces == before {
            return trimmed(pieces);
        }
    }
}

fn pass(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut tidied: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let last = tidied.last();
        let is_gap = |piece: &Piece| matches!(piece, Piece::Space | Piece::Break);
        match (&piece, last) {
            // one space is enough, and none is wanted beside a break
            (Piece::Space, Some(Piece::Space | Piece::Break)) => {}
            (Piece::Break, Some(Piece::Space)) => {
                tidied.pop();
                tidied.push(piece);
            }
            (gap, Some(Piece::Open(_))) if is_gap(gap) => {
                let at = tidied.len() - 1;
                tidied.insert(at, piece);
            }
            (Piece::Close(_), Some(gap)) if is_gap(gap) => {
                let gap = tidied.pop();
                tidied.push(piece);
                tidied.extend(gap);
            }
            (Piece::Close(mark), Some(Piece::Open(other))) if mark == other => {
                tidied.pop();
            }
            (Piece::Open(mark), Some(Piece::Close(other))) if mark == other => {
                tidied.pop();
            }
            _ => tidied.push(piece),
        }
    }
    tidied
}

fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let is_gap = |piece: &Piece| matches!(piece, Piece::Space | Piece::Break);
    let start = pieces.iter().take_while(|piece| is_gap(piece)).count();
    pieces.drain(..start);
    while pieces.last().is_some_and(is_gap) {
        pieces.pop();
    }
    pieces
}

/// Writes pieces as one paragraph.
fn write(pieces: Vec<Piece>, breaks: BreakStyle) -> String {
    let forms = mark_forms(&pieces);
    let mut text = String::new();
    for (piece, form) in pieces.iter().zip(forms) {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Whole(whole) => {
                // `!` before a link would make a picture of it
                if whole.starts_with('[') && text.ends_with('!') {
                    text.insert(text.len() - 1, '\\');
                }
                text.push_str(whole);
            }
            Piece::Space => text.push(' '),
            Piece::Break if breaks == BreakStyle::Html => text.push_str("<br>"),
            Piece::Break => text.push_str("\\\n"),
            Piece::ParagraphEnd => {}
            Piece::Open(mark) => match form {
                MarkForm::Delimiter => text.push_str(mark.delimiter()),
                MarkForm::Html => text.push_str(&format!("<{}>", mark.element())),
            },
            Piece::Close(mark) => match form {
                MarkForm::Delimiter => text.push_str(mark.delimiter()),
                MarkForm::Html => text.push_str(&format!("</{}>", mark.element())),
            },
        }
    }
    text
}

/// How a mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkForm {
    Delimiter,
    Html,
}

/// The form of each piece that is a mark.
fn mark_forms(pieces: &[Piece]) -> Vec<MarkForm> {
    let mut forms = vec![MarkForm::Html; pieces.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => open.push(at),
            Piece::Close(mark) => {
                let is_own = |other: &usize| pieces[*other] == Piece::Open(*mark);
                let Some(place) = open.iter().rposition(is_own) else {
                    continue;
                };
                // marks that cross each other are not Markdown
                let is_inner = place + 1 == open.len();
                let start = open.remove(place);
                if is_inner && opens(pieces, start) && closes(pieces, at) {
                    forms[start] = MarkForm::Delimiter;
                    forms[at] = MarkForm::Delimiter;
                }
            }
            _ => {}
        }
    }
    forms
}

/// Whether a delimiter at a place begins a mark for CommonMark.
fn opens(pieces: &[Piece], at: usize) -> bool {
    let is_beside_mark = at
        .checked_sub(1)
        .is_some_and(|before| matches!(pieces[before], Piece::Close(_)));
    let (before, after) = (char_before(pieces, at), char_after(pieces, at));
    !is_beside_mark && !after.is_space() && (!after.is_mark() || !before.is_word())
}

/// Whether a delimiter at a place ends a mark for CommonMark.
fn closes(pieces: &[Piece], at: usize) -> bool {
    let (before, after) = (char_before(pieces, at), char_after(pieces, at));
    !before.is_space() && (!before.is_mark() || !after.is_word())
}

/// The character beside a delimiter; a space at the ends.
struct Beside(char);

impl Beside {
    fn is_space(&self) -> bool {
        self.0.is_whitespace()
    }

    /// Punctuation or a symbol.
    fn is_mark(&self) -> bool {
        !self.0.is_whitespace() && !self.0.is_alphanumeric()
    }

    fn is_word(&self) -> bool {
        self.0.is_alphanumeric()
    }
}

fn char_before(pieces: &[Piece], at: usize) -> Beside {
    for piece in pieces[..at].iter().rev() {
        match piece {
            Piece::Words(text) | Piece::Whole(text) => {
                return Beside(text.chars().next_back().unwrap_or(' '));
            }
            Piece::Open(Mark::Strike) | Piece::Close(Mark::Strike) => return Beside('~'),
            Piece::Open(_) | Piece::Close(_) => {}
            _ => break,
        }
    }
    Beside(' ')
}

fn char_after(pieces: &[Piece], at: usize) -> Beside {
    for piece in &pieces[at + 1..] {
        match piece {
            Piece::Words(text) | Piece::Whole(text) => {
                return Beside(text.chars().next().unwrap_or(' '));
            }
            Piece::Open(Mark::Strike) | Piece::Close(Mark::Strike) => return Beside('~'),
            Piece::Open(_) | Piece::Close(_) => {}
            _ => break,
        }
    }
    Beside(' ')
}
