//! Links to share an article on other services: plain addresses, without any script of theirs.

use super::page_renderer::PageRenderer;
use super::view::ShareView;
use crate::config::ShareTarget;
use crate::content::ArticleId;
use crate::site::push_percent;

impl PageRenderer<'_, '_> {
    /// The links of an article, in the order of the settings.
    pub(super) fn share_links(&self, id: ArticleId) -> Vec<ShareView<'_>> {
        let article = self.site.article(id);
        let address = self.site.hosts.permalink(self.site.location(id));
        let encoded_title = percent_encode(&article.title);
        let encoded_address = percent_encode(&address);
        let targets = self.site.config.share.iter();
        let links = targets.map(|target| ShareView {
            name: target_name(*target),
            label: self.string(article.lang, label_key(*target)),
            url: share_url(*target, &encoded_title, &encoded_address)
                .unwrap_or_else(|| address.clone()),
        });
        links.collect()
    }
}

/// The name of a target in templates.
fn target_name(target: ShareTarget) -> &'static str {
    match target {
        ShareTarget::Whatsapp => "whatsapp",
        ShareTarget::Facebook => "facebook",
        ShareTarget::X => "x",
        ShareTarget::Linkedin => "linkedin",
        ShareTarget::Telegram => "telegram",
        ShareTarget::Mail => "mail",
        ShareTarget::Copy => "copy",
    }
}

/// The key of the theme's string for a target.
fn label_key(target: ShareTarget) -> &'static str {
    match target {
        ShareTarget::Whatsapp => "share_whatsapp",
        ShareTarget::Facebook => "share_facebook",
        ShareTarget::X => "share_x",
        ShareTarget::Linkedin => "share_linkedin",
        ShareTarget::Telegram => "share_telegram",
        ShareTarget::Mail => "share_mail",
        ShareTarget::Copy => "share_copy",
    }
}

/// The address at a service; `title` and `address` are percent-encoded. `None` for copying, which
/// needs no service.
fn share_url(target: ShareTarget, title: &str, address: &str) -> Option<String> {
    Some(match target {
        ShareTarget::Whatsapp => format!("https://wa.me/?text={title}%20{address}"),
        ShareTarget::Facebook => {
            format!("https://www.facebook.com/sharer/sharer.php?u={address}")
        }
        ShareTarget::X => format!("https://x.com/intent/post?text={title}&url={address}"),
        ShareTarget::Linkedin => {
            format!("https://www.linkedin.com/sharing/share-offsite/?url={address}")
        }
        ShareTarget::Telegram => format!("https://t.me/share/url?url={address}&text={title}"),
        ShareTarget::Mail => format!("mailto:?subject={title}&body={address}"),
        ShareTarget::Copy => return None,
    })
}

/// Percent-encodes the value of a query (RFC 3986: unreserved characters stay).
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            push_percent(&mut encoded, byte);
        }
    }
    encoded
}
