//! Collects the summary: plain text before `<!--more-->`, or else of the first paragraph.

use crate::markdown::html_comments::is_more;
use crate::markdown::tokens::Token;
use pulldown_cmark::Event;

/// The summary while the text is written.
pub struct Summary {
    text: String,
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
        } else if !self.text.trim().is_empty() {
            self.state = SummaryState::Done;
        }
    }

    /// Appends text while the summary is open and not paused.
    pub fn push(&mut self, text: &str) {
        if self.state == SummaryState::Open && !self.is_paused {
            self.text.push_str(text);
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
        let mut words = self
            .text
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
