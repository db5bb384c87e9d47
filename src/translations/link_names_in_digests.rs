//! Chooses the name that stands for a link in a text to be digested: the story or the page that it
//! leads to. A link that is written differently and leads to the same page is no change.

use crate::content::{ArticleId, PathInfo};
use crate::site::{PageKind, Resolved, Site, join};
use crate::text::nfc;

/// How a digest names the target of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkNaming {
    /// Names the story or file that the link leads to.
    Story,
    /// Names the address of the page.
    Address,
}

/// The name of a link that stands in the file `from`, for the page of `article`.
pub(super) fn link_name(
    site: &Site,
    article: ArticleId,
    from: &str,
    target: &str,
    naming: LinkNaming,
) -> String {
    nfc(&name_as_written(site, article, from, target, naming)).into_owned()
}

fn name_as_written(
    site: &Site,
    article: ArticleId,
    from: &str,
    target: &str,
    naming: LinkNaming,
) -> String {
    match site.resolve(article, from, target) {
        Resolved::Article { id, suffix } | Resolved::GuessedArticle { id, suffix } => {
            page_name(site, id, suffix, naming)
        }
        Resolved::Path { location, suffix } => {
            match site.page_at(&location).map(|page| &page.kind) {
                Some(PageKind::Article(id)) => page_name(site, *id, suffix, naming),
                _ => location.path + suffix,
            }
        }
        Resolved::File {
            source, location, ..
        } => match naming {
            LinkNaming::Story => {
                let folder = from.rfind('/').map_or(0, |at| at + 1);
                let own = source.strip_prefix(&from[..folder]);
                own.unwrap_or(&source).to_string()
            }
            LinkNaming::Address => location.path,
        },
        // the name stays when the article gets published
        Resolved::Unpublished => {
            let path = join(from, target).unwrap_or_default();
            let below = path.strip_prefix("content/").unwrap_or(&path);
            PathInfo::parse(below, &site.config).key
        }
        Resolved::OtherSite(address) => address,
        Resolved::Anchor(_) | Resolved::Unknown { .. } | Resolved::Dead => target.to_string(),
    }
}

fn page_name(site: &Site, id: ArticleId, suffix: &str, naming: LinkNaming) -> String {
    let page = match naming {
        LinkNaming::Story => &*site.story_of(id).key,
        LinkNaming::Address => &site.location(id).path,
    };
    format!("{page}{suffix}")
}
