//! Classifies the characters beside a punctuation mark or a quote, as the rules tell them apart.

/// Stands for an inline object in a flattened block.
pub(super) const OBJECT: char = '\u{FFFC}';
/// Stands for a hard line break in a flattened block.
pub(super) const HARD_BREAK: char = '\u{2028}';

/// The class of a character beside a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CharClass {
    /// The border of the block or of a line.
    Edge,
    /// White space of any width, breaking or not.
    Space,
    /// An opening bracket or quote.
    Open,
    /// A closing bracket or quote.
    Close,
    /// `;` `:` `!` `?`
    Mark,
    /// `.` `,` `…`, and the full stops, commas and marks of other scripts.
    Stop,
    /// Signs that join or lead, such as dashes, slashes and `=`: no word ends after them.
    Joint,
    /// An emoji or an inline object.
    Object,
    /// All other characters: letters, digits, signs such as % and €.
    Word,
}

impl CharClass {
    /// The class of `c`; `None` is the border of the block. A straight quote is a `Joint` here,
    /// because only `quote_pairing` knows its role.
    pub(super) fn of(c: Option<char>) -> CharClass {
        match c {
            None | Some(HARD_BREAK | '\u{2029}') => CharClass::Edge,
            Some('(' | '[' | '{' | '«' | '“' | '‘' | '‹' | '„' | '‚' | '「' | '『' | '¿' | '¡') => {
                CharClass::Open
            }
            Some(')' | ']' | '}' | '»' | '”' | '’' | '›' | '」' | '』') => {
                CharClass::Close
            }
            Some(';' | ':' | '!' | '?') => CharClass::Mark,
            Some('.' | ',' | '…' | '،' | '؛' | '؟' | '۔' | '।' | '。' | '、') => {
                CharClass::Stop
            }
            Some('！' | '，' | '：' | '；' | '？') => CharClass::Stop,
            Some('"' | '\'' | '`' | '-' | '‐'..='―' | '/' | '\\' | '|' | '_' | '*') => {
                CharClass::Joint
            }
            Some('=' | '<' | '>' | '&' | '~' | '^' | '@') => CharClass::Joint,
            Some(OBJECT) => CharClass::Object,
            Some(c) if c.is_whitespace() => CharClass::Space,
            Some(_) => CharClass::Word,
        }
    }

    /// Whether it is part of a word, or counts as one.
    pub(super) fn is_word(self) -> bool {
        matches!(self, CharClass::Word | CharClass::Object)
    }

    /// Whether it is white space or the border.
    pub(super) fn is_blank(self) -> bool {
        matches!(self, CharClass::Edge | CharClass::Space)
    }
}

/// Whether `c` is white space that does not end a line.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, HARD_BREAK | '\u{2029}')
}
