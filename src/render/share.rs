//! Share links: plain addresses of the services, WhatsApp first; no script of theirs.

use super::Renderer;
use super::view::ShareView;
use crate::config::ShareTarget;
use crate::content::ArticleId;
use std::fmt::Write as _;

impl Renderer<'_> {
    pub(super) fn share(&self, id: ArticleId) -> Vec<ShareView> {
        let title = &self.site.article(id).title;
        let address = self.site.hosts.permalink(self.site.location(id));
        self.site
            .config
            .share
            .iter()
            .map(|target| view(*target, title, &address))
            .collect()
    }
}

fn view(target: ShareTarget, title: &str, address: &str) -> ShareView {
    let (title_part, address_part) = (encoded(title), encoded(address));
    let both = || encoded(&format!("{title} {address}"));
    let (name, url) = match target {
        ShareTarget::Whatsapp => ("whatsapp", format!("https://wa.me/?text={}", both())),
        ShareTarget::Facebook => (
            "facebook",
            format!("https://www.facebook.com/sharer/sharer.php?u={address_part}"),
        ),
        ShareTarget::X => (
            "x",
            format!("https://x.com/intent/post?text={title_part}&url={address_part}"),
        ),
        ShareTarget::Linkedin => (
            "linkedin",
            format!("https://www.linkedin.com/sharing/share-offsite/?url={address_part}"),
        ),
        ShareTarget::Telegram => (
            "telegram",
            format!("https://t.me/share/url?url={address_part}&text={title_part}"),
        ),
        ShareTarget::Mail => (
            "mail",
            format!("mailto:?subject={title_part}&body={address_part}"),
        ),
        ShareTarget::Copy => ("copy", address.to_string()),
    };
    ShareView { name, url }
}

/// Percent-encodes a query's value (RFC 3986, unreserved characters stay).
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
