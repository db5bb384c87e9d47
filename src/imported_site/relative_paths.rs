//! Paths from one folder of the new site to a file of another one.

/// A path below the site's folder as a link from a folder there.
pub fn relative_path(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from
        .iter()
        .zip(&to)
        .take_while(|(one, other)| one == other)
        .count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::relative_path;

    #[test]
    fn paths_between_stories() {
        let case = |to: &str, expected: &str| {
            assert_eq!(relative_path("content/articles/a", to), expected);
        };
        case("content/articles/a/en.md", "en.md");
        case("content/articles/b/fr.md", "../b/fr.md");
        case("content/pages/p/fr.md", "../../pages/p/fr.md");
    }
}
