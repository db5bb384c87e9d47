//! A story by whatever name an author has at hand.

use super::Site;
use crate::content::{Article, StoryId};
use crate::text::fold::fold;

/// Whether a story's key, or one of its articles, is what a name means.
type Way<'w> = &'w dyn Fn(&str, &Article) -> bool;

impl Site {
    /// The stories that `name` may mean, by key: the first of these ways that finds any.
    ///
    /// 1. its key, as in `articles/chips`;
    /// 2. the path of one of its files, or of their folder, from anywhere;
    /// 3. the address of one of its pages;
    /// 4. a slug, or the last part of its key;
    /// 5. part of a title, whatever its case and accents.
    pub fn find(&self, name: &str) -> Vec<StoryId> {
        let name = name.trim();
        if name.is_empty() {
            return Vec::new();
        }
        let below = name
            .rsplit_once("content/")
            .map_or(name, |(_, below)| below);
        let bare = below.trim_matches('/');
        let address = self.path_of(name);
        let words = fold(name);
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_string());
        let ways: [Way; 5] = [
            &|key, _| key == bare,
            &|_, article| {
                let path = article
                    .path
                    .strip_prefix("content/")
                    .unwrap_or(&article.path);
                path == below || folder(path).is_some_and(|folder| folder == bare)
            },
            &|_, article| {
                self.paths
                    .get(&article.path)
                    .is_some_and(|id| self.location(*id).path == address)
            },
            &|key, article| article.slug == bare || key.rsplit('/').next() == Some(bare),
            &|_, article| !words.is_empty() && fold(&article.title).contains(&words),
        ];
        let found = ways.iter().map(|way| self.stories_where(*way));
        found
            .into_iter()
            .find(|ids| !ids.is_empty())
            .unwrap_or_default()
    }

    fn stories_where(&self, is: Way) -> Vec<StoryId> {
        let stories = (0..).map(StoryId).zip(&self.stories);
        let found = stories.filter(|(_, story)| {
            let mut articles = story.articles.iter().map(|(_, id)| self.article(*id));
            articles.any(|article| is(&story.key, article))
        });
        found.map(|(id, _)| id).collect()
    }

    /// The path of an address: of a whole one, what follows the site's own.
    fn path_of(&self, address: &str) -> String {
        let bases = self.hosts.hosts.iter().map(|host| host.base_url.as_str());
        let below = bases
            .filter_map(|base| address.strip_prefix(base))
            .min_by_key(|rest| rest.len());
        let path = below.unwrap_or(address);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        format!("/{}/", path.trim_matches('/'))
    }
}
