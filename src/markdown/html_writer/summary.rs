//! Collects the summary: plain text before `<!--more-->`, or else of the first paragraph.

use crate::markdown::more_comment::is_more;
use crate::markdown::tokens::Token;
use pulldown_cmark::Event;

/// The summary while the text is written.
pub struct Summary {
    /// Begins with a word.
    text: String,
    /// The text of the first block of raw HTML that has any, for an article without a paragraph.
    html_text: String,
    /// Whether the text being written is in a block of raw HTML.
    in_html_block: bool,
    /// Whether the text has a `<!--more-->`.
    ends_at_more: bool,
    is_paused: bool,
    state: SummaryState,
}

#[derive(PartialEq)]
enum SummaryState {
    /// No paragraph has begun.
    Waiting,
    Open,
    Done,
}

impl Summary {
    pub fn new(tokens: &[Token]) -> Self {
        let ends_summary = |token: &Token| match &token.event {
            Event::Html(html) | Event::InlineHtml(html) => is_more(html),
            _ => false,
        };
        Summary {
            text: String::new(),
            html_text: String::new(),
            in_html_block: false,
            ends_at_more: tokens.iter().any(ends_summary),
            is_paused: false,
            state: SummaryState::Waiting,
        }
    }

    /// Opens the summary at the start of a paragraph that is in no other block.
    pub fn open(&mut self) {
        if self.state == SummaryState::Waiting {
            self.state = SummaryState::Open;
        }
    }

    /// Ends the summary with a paragraph, unless a `<!--more-->` is still to come.
    pub fn close(&mut self) {
        if self.ends_at_more {
            self.push(" ");
        } else if !self.text.is_empty() {
            self.state = SummaryState::Done;
        }
    }

    /// Begins a block of raw HTML. It counts where `<!--more-->` ends the summary, and where no
    /// paragraph follows.
    pub fn start_html_block(&mut self) {
        if self.ends_at_more {
            self.open();
        }
        self.in_html_block = self.html_text.is_empty();
    }

    /// Ends a block of raw HTML.
    pub fn end_html_block(&mut self) {
        self.in_html_block = false;
        if self.ends_at_more {
            self.close();
        }
    }

    /// Appends text while the summary is open and not paused.
    pub fn push(&mut self, text: &str) {
        if self.is_paused {
            return;
        }
        if self.state == SummaryState::Open {
            append(&mut self.text, text);
        }
        if self.in_html_block {
            append(&mut self.html_text, text);
        }
    }

    /// Pauses the summary, or goes on: it skips the text of footnotes and embeds.
    pub fn pause(&mut self, is_paused: bool) {
        self.is_paused = is_paused;
    }

    /// Ends the summary at `<!--more-->`.
    pub fn end_at_more(&mut self) {
        self.state = SummaryState::Done;
    }

    /// The text of the summary, each stretch of white space one space.
    pub fn finish(self) -> String {
        let text = match self.text.is_empty() {
            true => self.html_text,
            false => self.text,
        };
        let mut words = text
            .split([' ', '\n', '\t'])
            .filter(|word| !word.is_empty());
        let mut text = words.next().unwrap_or_default().to_string();
        for word in words {
            text.push(' ');
            text.push_str(word);
        }
        text
    }
}

/// Appends text to a summary, which never begins with white space.
fn append(summary: &mut String, text: &str) {
    summary.push_str(match summary.is_empty() {
        true => text.trim_start(),
        false => text,
    });
}
