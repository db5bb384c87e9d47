//! Finds the permalink pattern that keeps the addresses of another program, and says which address
//! an article has with it.

use jiff::civil;
use std::collections::BTreeMap;

/// An article as its address tells of it.
#[derive(Debug, Clone)]
pub struct AddressedArticle {
    /// Its old path on the site, without the language: `/2026/05/a-story/`.
    pub path: String,
    /// The last part of its address.
    pub slug: String,
    /// Its day, in the time zone of the site.
    pub day: civil::Date,
}

/// The pattern that gives each article its old path; `None` where no pattern does.
pub fn fitting_pattern<'a>(
    articles: impl IntoIterator<Item = &'a AddressedArticle>,
) -> Option<String> {
    let mut found: Option<String> = None;
    for article in articles {
        match &found {
            Some(pattern) if fill(pattern, article) == article.path => {}
            Some(_) => return None,
            None => {
                let pattern = pattern_of(article)?;
                if fill(&pattern, article) != article.path {
                    return None;
                }
                found = Some(pattern);
            }
        }
    }
    found
}

/// The pattern that gives the most articles their old path; `None` where no pattern gives one.
pub fn commonest_pattern<'a>(
    articles: impl IntoIterator<Item = &'a AddressedArticle>,
) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles {
        let pattern = pattern_of(article);
        if let Some(pattern) = pattern.filter(|pattern| fill(pattern, article) == article.path) {
            *counts.entry(pattern).or_default() += 1;
        }
    }
    let commonest = counts.into_iter().max_by_key(|(_, count)| *count);
    commonest.map(|(pattern, _)| pattern)
}

/// The pattern that one article seems to follow.
fn pattern_of(article: &AddressedArticle) -> Option<String> {
    let inner = article.path.strip_prefix('/')?.strip_suffix('/')?;
    let day = article.day;
    let year = format!("{:04}", day.year());
    let month = format!("{:02}", day.month());
    let day = format!("{:02}", day.day());
    let mut waiting = vec![(":year", year), (":month", month), (":day", day)];
    let mut parts = Vec::new();
    let names: Vec<&str> = inner.split('/').collect();
    for (at, name) in names.iter().enumerate() {
        // dates come in this order; a month that is also the day is taken first
        let date = waiting.iter().position(|(_, value)| value == name);
        if at + 1 == names.len() && *name == article.slug {
            parts.push(":slug");
        } else if let Some(date) = date {
            parts.push(waiting[date].0);
            waiting.drain(..=date);
        } else {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
            if name.is_empty() || !name.chars().all(is_plain) {
                return None;
            }
            parts.push(name);
        }
    }
    let pattern = format!("/{}/", parts.join("/"));
    pattern.ends_with(":slug/").then_some(pattern)
}

/// The path of an article by a pattern.
pub fn fill(pattern: &str, article: &AddressedArticle) -> String {
    let day = article.day;
    pattern
        .replace(":year", &format!("{:04}", day.year()))
        .replace(":month", &format!("{:02}", day.month()))
        .replace(":day", &format!("{:02}", day.day()))
        .replace(":slug", &article.slug)
}

#[cfg(test)]
mod tests {
    use super::{AddressedArticle, fitting_pattern};
    use jiff::civil::date;

    fn article(path: &str, slug: &str) -> AddressedArticle {
        AddressedArticle {
            path: path.to_string(),
            slug: slug.to_string(),
            day: date(2026, 5, 5),
        }
    }

    #[track_caller]
    fn case(articles: &[(&str, &str)], expected: Option<&str>) {
        let articles = articles.iter().map(|(path, slug)| article(path, slug));
        let articles: Vec<AddressedArticle> = articles.collect();
        assert_eq!(fitting_pattern(&articles).as_deref(), expected);
    }

    #[test]
    fn a_pattern_fits_all_or_none() {
        case(&[("/a/", "a"), ("/b/", "b")], Some("/:slug/"));
        case(
            &[("/2026/05/05/a/", "a")],
            Some("/:year/:month/:day/:slug/"),
        );
        case(&[("/blog/2026/a/", "a")], Some("/blog/:year/:slug/"));
        case(&[("/news/a/", "a"), ("/africa/b/", "b")], None);
        case(&[("/archives/12/", "a")], None);
        case(&[("/2026/05/a.html", "a")], None);
    }
}
