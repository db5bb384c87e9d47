//! Addresses of the pictures of Blogger, which lie on Google's servers in many sizes.

use crate::safe_addresses::decode;
use url::Url;

/// A picture of Blogger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GooglePicture {
    /// What all sizes of the picture share; its last part is the name of the file.
    pub key: String,
    /// The address of the largest size.
    pub original: String,
}

/// The picture at an address; `None` for what is none of Blogger, or has no name.
pub fn google_picture(url: &Url) -> Option<GooglePicture> {
    let host = url.host_str()?;
    let is_bloggers = host.ends_with(".bp.blogspot.com")
        || host == "blogger.googleusercontent.com"
        || (host.starts_with("lh") && host.ends_with(".googleusercontent.com"));
    let mut parts: Vec<&str> = url
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let is_named = parts.last().is_some_and(|name| name.contains('.'));
    let has_no_way_out = parts.iter().all(|part| {
        decode(part).is_some_and(|part| {
            !matches!(part.as_str(), "." | "..") && !part.contains(['/', '\\', '\0'])
        })
    });
    if !is_bloggers || !is_named || !has_no_way_out {
        return None;
    }
    let size = parts.iter().rposition(|part| is_size(part));
    if let Some(size) = size {
        parts[size] = "s0";
    }
    let mut original = url.clone();
    original.set_path(&parts.join("/"));
    original.set_query(None);
    original.set_fragment(None);
    Some(GooglePicture {
        key: decode(&parts.join("/"))?,
        original: original.to_string(),
    })
}

/// Whether a part of a path is a size: `s640`, `w400-h300`, `s72-c`.
fn is_size(part: &str) -> bool {
    let is_dimension = |word: &str| {
        let digits = word.strip_prefix(['s', 'w', 'h']);
        digits.is_some_and(|digits| {
            !digits.is_empty()
                && digits.len() < 6
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    part.split('-').next().is_some_and(is_dimension)
        && part
            .split('-')
            .all(|word| is_dimension(word) || word.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::google_picture;
    use url::Url;

    #[test]
    fn all_sizes_are_one_picture() {
        let case = |address: &str, expected: Option<&str>| {
            let url = Url::parse(address).expect("an address");
            let original = google_picture(&url).map(|picture| picture.original);
            assert_eq!(original.as_deref(), expected, "{address}");
        };
        case(
            "https://1.bp.blogspot.com/-a/b/c/s640/puce.jpg",
            Some("https://1.bp.blogspot.com/-a/b/c/s0/puce.jpg"),
        );
        case(
            "https://blogger.googleusercontent.com/img/b/R2/AV/w400-h300/puce.png?x=1",
            Some("https://blogger.googleusercontent.com/img/b/R2/AV/s0/puce.png"),
        );
        case("https://blogger.googleusercontent.com/img/a/AV=s320", None);
        case("https://elsewhere.example/s640/puce.jpg", None);
        case(
            "https://1.bp.blogspot.com/%2e%2e/s640/puce.jpg",
            Some("https://1.bp.blogspot.com/s0/puce.jpg"),
        );
    }
}
