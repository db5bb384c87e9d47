//! Sections on their way to a translation program and back: what must not change is taken out before
//! and put in again after, and the answer is checked against the original.
//!
//! Takes Markdown and answers; gives requests, Markdown, and what is wrong with an answer. Starts no
//! program and reads no file.

mod check_translation;
mod placeholders;
mod protocol;
#[cfg(test)]
mod tests;

pub use check_translation::{check_line, check_translation};
pub use placeholders::ProtectedText;
pub use protocol::{Answer, EarlierSection, RequestKind, TermRequest, TranslationRequest};
