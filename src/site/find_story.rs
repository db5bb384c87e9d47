//! Finds a story by a name that somebody types: a key, a path, an address, a slug or a title.

use super::routes::Routes;
use crate::content::{Article, StoryId};
use crate::text::fold::fold;
use crate::text::nfc;

/// A name that somebody typed, in the forms that it is compared in.
struct StoryName<'n> {
    /// The part after `content/`.
    below: &'n str,
    /// That part without slashes at its ends.
    bare: &'n str,
    /// As the path of an address.
    address: String,
    /// Without case and accents.
    folded: String,
}

/// Ways in which a name may mean a story, the most exact first.
#[derive(Debug, Clone, Copy)]
enum MatchBy {
    Key,
    Path,
    Address,
    Slug,
    Title,
}

impl Routes {
    /// The stories that `name` may mean, sorted by key: the matches of the first of these ways that
    /// has any.
    ///
    /// 1. its key, as in `articles/chips`;
    /// 2. the path of one of its files, or of their folder, from anywhere;
    /// 3. the address of one of its pages;
    /// 4. a slug, or the last part of its key;
    /// 5. part of a title, whatever its case and accents.
    pub fn find(&self, name: &str) -> Vec<StoryId> {
        let name = nfc(name.trim());
        let name = name.as_ref();
        if name.is_empty() {
            return Vec::new();
        }
        let below = name
            .rsplit_once("content/")
            .map_or(name, |(_, below)| below);
        let name = StoryName {
            below,
            bare: below.trim_matches('/'),
            address: self.path_of_address(name),
            folded: fold(name),
        };
        let ways = [
            MatchBy::Key,
            MatchBy::Path,
            MatchBy::Address,
            MatchBy::Slug,
            MatchBy::Title,
        ];
        let mut found = ways.iter().map(|way| self.stories_that_match(&name, *way));
        found.find(|ids| !ids.is_empty()).unwrap_or_default()
    }

    fn stories_that_match(&self, name: &StoryName, way: MatchBy) -> Vec<StoryId> {
        let ids = self.story_ids().filter(|id| {
            let story = self.story(*id);
            let mut articles = story.articles.iter().map(|(_, id)| self.article(*id));
            articles.any(|article| self.is_match(name, way, &story.key, article))
        });
        ids.collect()
    }

    fn is_match(&self, name: &StoryName, way: MatchBy, key: &str, article: &Article) -> bool {
        let own_path = nfc(&article.path);
        let path = own_path.as_ref();
        match way {
            MatchBy::Key => key == name.bare,
            MatchBy::Path => {
                let path = path.strip_prefix("content/").unwrap_or(path);
                let folder = path.rsplit_once('/').map(|(folder, _)| folder);
                path == name.below || folder == Some(name.bare)
            }
            MatchBy::Address => {
                let id = self.article_in(&article.path);
                id.is_some_and(|id| self.location(id).path == name.address)
            }
            MatchBy::Slug => article.slug == name.bare || key.rsplit('/').next() == Some(name.bare),
            MatchBy::Title => {
                !name.folded.is_empty() && fold(&article.title).contains(&name.folded)
            }
        }
    }

    /// The path of an address; of a full address, the part after the site's own.
    fn path_of_address(&self, address: &str) -> String {
        let bases = self.hosts.hosts.iter().map(|host| host.base_url.as_str());
        let below = bases
            .filter_map(|base| address.strip_prefix(base))
            .min_by_key(|rest| rest.len());
        let path = below.unwrap_or(address);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        format!("/{}/", path.trim_matches('/'))
    }
}
