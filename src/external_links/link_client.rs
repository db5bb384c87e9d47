//! The interface of a client that requests pages of other sites: what it is asked, and what it answers.

use crate::check::LinkAnswer;
use std::time::Duration;

/// Requests pages of other sites.
pub trait LinkClient: Sync {
    /// Requests a page. Waits as `patience` says before each further request that it needs.
    fn request(&self, url: &str, patience: Patience) -> LinkReply;
}

/// How long a client waits.
#[cfg_attr(
    not(feature = "external"),
    expect(dead_code, reason = "only a client uses all of it")
)]
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Before each further request to a server.
    pub pause: Duration,
    /// At most, where a server asks to be asked again later.
    pub most: Duration,
}

/// The answer to a request.
pub struct LinkReply {
    /// What became of the page.
    pub answer: LinkAnswer,
    /// What the answer says of other pages of the server.
    pub scope: AnswerScope,
    /// How long the client waited because the server asked for it.
    pub waited: Duration,
}

/// Which pages an answer is about.
#[cfg_attr(
    not(feature = "external"),
    expect(dead_code, reason = "only a client uses all of it")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerScope {
    /// The requested page.
    Page,
    /// The requested page. The server took all of its time and gave none: it may be down.
    SlowPage,
    /// Every page of the server: there is none, or it refuses more requests.
    Server,
}
