//! The limit of the lists in front matter: tags, categories, authors and aliases.

use crate::diagnostic::{Code, Diagnostic};
use crate::keys::FrontMatterKey;
use crate::limits::LIST_ITEMS;
use crate::yaml_and_toml::Node;
use crate::{message, phrase};

/// The error for a list with too many items, at the first one over the limit.
pub fn too_many_items(key: FrontMatterKey, node: &Node) -> Option<Diagnostic> {
    use FrontMatterKey::{Aliases, Authors, Categories, Tags};
    let items = node.items();
    let count = match key {
        Tags | Categories if !node.is_list() => commas(node) + 1,
        Tags | Categories | Authors | Aliases => items.len(),
        _ => return None,
    };
    if count <= LIST_ITEMS {
        return None;
    }
    let code = match key {
        Aliases => Code::TooManyAliases,
        _ => Code::TooManyTerms,
    };
    let problem = message!(
        code,
        "this article has {count} {key}, over the limit of {limit}",
        count = count,
        key = key.name(),
        limit = LIST_ITEMS
    );
    let hint = match key {
        Aliases => phrase!("keep the old addresses that somebody still follows"),
        _ => phrase!("keep the few that readers look for"),
    };
    let first_over = items.get(LIST_ITEMS).unwrap_or(node);
    Some(first_over.error(problem).hint(hint))
}

fn commas(node: &Node) -> usize {
    node.scalar_text()
        .map_or(0, |text| text.matches(',').count())
}
