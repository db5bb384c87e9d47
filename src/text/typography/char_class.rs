//! What stands beside a mark or a quote: the classes of characters that the rules tell apart.

/// Stands for an inline object in a flattened block.
pub(super) const OBJECT: char = '\u{FFFC}';
/// Stands for a hard line break in a flattened block.
pub(super) const LINE: char = '\u{2028}';

/// The class of a character beside a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
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
    /// Signs that join or lead, after which no word is at its end: dashes, slashes, `=`.
    Joint,
    /// An emoji or an inline object.
    Object,
    /// All else: letters, digits, signs such as % and €.
    Word,
}

impl Side {
    /// The class of `c`, or of the block's border. A straight quote is a `Joint` here:
    /// only `quotes` knows what it is.
    pub(super) fn of(c: Option<char>) -> Side {
        match c {
            None | Some(LINE | '\u{2029}') => Side::Edge,
            Some('(' | '[' | '{' | '«' | '“' | '‘' | '‹' | '„' | '‚' | '¿' | '¡') => {
                Side::Open
            }
            Some(')' | ']' | '}' | '»' | '”' | '’' | '›') => Side::Close,
            Some(';' | ':' | '!' | '?') => Side::Mark,
            Some('.' | ',' | '…' | '،' | '؛' | '؟' | '۔' | '।' | '。' | '、') => {
                Side::Stop
            }
            Some('！' | '，' | '：' | '；' | '？') => Side::Stop,
            Some('"' | '\'' | '`' | '-' | '‐'..='―' | '/' | '\\' | '|' | '_' | '*') => {
                Side::Joint
            }
            Some('=' | '<' | '>' | '&' | '~' | '^' | '@') => Side::Joint,
            Some(OBJECT) => Side::Object,
            Some(c) if c.is_whitespace() => Side::Space,
            Some(_) => Side::Word,
        }
    }

    /// Whether a word, or what counts as one, is here.
    pub(super) fn is_word(self) -> bool {
        matches!(self, Side::Word | Side::Object)
    }

    /// Whether text is set off here: nothing but white space or the border.
    pub(super) fn is_blank(self) -> bool {
        matches!(self, Side::Edge | Side::Space)
    }
}
