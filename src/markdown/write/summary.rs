//! The summary: plain text before `<!--more-->`, else of the first paragraph.

use crate::markdown::tokens::Token;
use pulldown_cmark::Event;

pub struct Summary {
    text: String,
    until_more: bool,
    paused: bool,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Waiting,
    Open,
    Done,
}

impl Summary {
    pub fn new(tokens: &[Token]) -> Self {
        let ends = |token: &Token| match &token.event {
            Event::Html(html) | Event::InlineHtml(html) => is_more(html),
            _ => false,
        };
        Summary {
            text: String::new(),
            until_more: tokens.iter().any(ends),
            paused: false,
            state: State::Waiting,
        }
    }

    /// A paragraph that is in no other block begins.
    pub fn open(&mut self) {
        if self.state == State::Waiting {
            self.state = State::Open;
        }
    }

    /// A paragraph ends.
    pub fn close(&mut self) {
        if self.until_more {
            self.push(" ");
        } else if !self.text.trim().is_empty() {
            self.state = State::Done;
        }
    }

    pub fn push(&mut self, text: &str) {
        if self.state == State::Open && !self.paused {
            self.text.push_str(text);
        }
    }

    /// What is pushed while it is paused is passed over.
    pub fn pause(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// `<!--more-->` was met.
    pub fn more(&mut self) {
        self.state = State::Done;
    }

    /// The text, white space folded.
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

/// Whether `html` begins with the comment that ends a summary.
pub fn is_more(html: &str) -> bool {
    let comment = html.trim_start().strip_prefix("<!--");
    let word = comment.and_then(|inside| inside.trim_start().get(..4));
    word.is_some_and(|word| word.eq_ignore_ascii_case("more"))
        && comment.is_some_and(|inside| inside.trim_start()[4..].trim_start().starts_with("-->"))
}
