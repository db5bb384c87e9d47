//! [`OwnAddresses`]: which addresses are the old blog's own, and what they name there.

use super::google_pictures::google_picture;
use crate::safe_addresses::decode;
use std::collections::BTreeSet;
use url::Url;

/// An address of the old blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAddress {
    /// The path below the blog's address, decoded: `/2026/a-story/`.
    pub path: String,
    /// What stands behind the `?`.
    pub query: String,
    /// What stands behind the `#`.
    pub anchor: String,
}

impl OwnAddress {
    /// The path to compare by: no slashes at its ends, small letters.
    pub fn key(&self) -> String {
        path_key(&self.path)
    }

    /// The value of a name in the query.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let mut parts = self.query.split('&');
        parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
    }
}

/// A path to compare by.
pub fn path_key(path: &str) -> String {
    path.trim_matches('/').to_lowercase()
}

/// The addresses that the old blog answers.
#[derive(Debug, Clone, Default)]
pub struct OwnAddresses {
    /// Hosts without `www.`.
    pub hosts: BTreeSet<String>,
    /// The path of the blog on its host, without a slash at its end.
    base: String,
    /// The blog's address.
    home: Option<Url>,
    /// Whether the blog has its pictures on Google's servers.
    has_google_pictures: bool,
}

impl OwnAddresses {
    /// The addresses of a blog and of its installation.
    pub fn new<'a>(blog: &'a str, others: impl IntoIterator<Item = &'a str>) -> Self {
        let home = Url::parse(blog.trim()).ok();
        let base = home.as_ref().map_or(String::new(), |home| {
            home.path().trim_end_matches('/').to_string()
        });
        let mut hosts = BTreeSet::new();
        for address in others.into_iter().chain([blog]) {
            let url = Url::parse(address.trim()).ok();
            hosts.extend(url.as_ref().and_then(host));
        }
        OwnAddresses {
            hosts,
            base,
            home,
            has_google_pictures: false,
        }
    }

    /// Adds the addresses of Blogger's pictures.
    pub fn with_google_pictures(self) -> Self {
        OwnAddresses {
            has_google_pictures: true,
            ..self
        }
    }

    /// The address of the largest copy of a file.
    pub fn original(&self, address: &str) -> String {
        let url = self.absolute(address);
        let picture = url.as_ref().filter(|_| self.has_google_pictures);
        if let Some(picture) = picture.and_then(google_picture) {
            return picture.original;
        }
        url.map_or(address.to_string(), |url| url.to_string())
    }

    /// The blog's address without a slash at its end; `None` where the export has none.
    pub fn base_url(&self) -> Option<String> {
        let home = self.home.as_ref()?;
        let is_web = matches!(home.scheme(), "http" | "https") && home.host_str().is_some();
        let mut home = home.clone();
        home.set_query(None);
        home.set_fragment(None);
        is_web.then(|| home.as_str().trim_end_matches('/').to_string())
    }

    /// The path of the blog on its host, without a slash at its end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// An address as a whole one.
    pub fn absolute(&self, address: &str) -> Option<Url> {
        match Url::parse(address.trim()) {
            Ok(url) => Some(url),
            Err(url::ParseError::RelativeUrlWithoutBase) if address.starts_with('/') => {
                self.home.as_ref()?.join(address).ok()
            }
            Err(_) => None,
        }
    }

    /// What an address names on the old blog; `None` for addresses of others.
    pub fn own(&self, address: &str) -> Option<OwnAddress> {
        let url = self.absolute(address)?;
        let is_web = matches!(url.scheme(), "http" | "https");
        if !is_web || !self.hosts.contains(&host(&url)?) {
            return None;
        }
        let path = url.path();
        let path = path.strip_prefix(self.base.as_str()).unwrap_or(path);
        Some(OwnAddress {
            path: decode(path).unwrap_or_else(|| path.to_string()),
            query: url.query().unwrap_or_default().to_string(),
            anchor: url.fragment().unwrap_or_default().to_string(),
        })
    }

    /// The path of a file below the folder for uploads; `None` for anything else.
    ///
    /// Knows the addresses of a blog, of a blog among several, of wordpress.com, and of the
    /// network that makes smaller pictures for it.
    pub fn upload(&self, address: &str) -> Option<String> {
        let mut url = self.absolute(address)?;
        if self.has_google_pictures
            && let Some(picture) = google_picture(&url)
        {
            return Some(picture.key);
        }
        let photon = url.host_str()?.strip_suffix(".wp.com");
        if photon.is_some_and(|name| matches!(name, "i0" | "i1" | "i2" | "i3")) {
            url = Url::parse(&format!("https:/{}", url.path())).ok()?;
        }
        let own = host(&url)?;
        let path = decode(url.path())?;
        let is_own = self.hosts.contains(&own);
        let files = own.strip_suffix(".files.wordpress.com");
        let is_files =
            files.is_some_and(|name| self.hosts.contains(&format!("{name}.wordpress.com")));
        if is_own && let Some(below) = path.split_once("/content/").map(|parts| parts.1) {
            return ghost_file(below);
        }
        let below = match path.split_once("/uploads/") {
            Some((_, below)) if is_own => below,
            _ if is_files => path.trim_start_matches('/'),
            _ => path.strip_prefix("/files/").filter(|_| is_own)?,
        };
        let below = match below.strip_prefix("sites/") {
            Some(rest) => rest.split_once('/')?.1,
            None => below,
        };
        is_plain_path(below).then(|| below.to_string())
    }
}

/// A file of Ghost's folder `content`: the original, not a smaller copy.
fn ghost_file(below: &str) -> Option<String> {
    let kind = below.split('/').next()?;
    if !matches!(kind, "images" | "media" | "files") || !is_plain_path(below) {
        return None;
    }
    let Some(sized) = below.strip_prefix("images/size/") else {
        return Some(below.to_string());
    };
    let (_, original) = sized.split_once('/')?;
    Some(format!("images/{original}"))
}

/// Whether a path has only names in it.
fn is_plain_path(path: &str) -> bool {
    !path.is_empty()
        && !path.ends_with('/')
        && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
        && !path.contains(['\\', '\0'])
}

/// The host of an address without `www.`, in small letters, with its port.
pub fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_string();
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    })
}

#[cfg(test)]
mod tests {
    use super::OwnAddresses;

    #[test]
    fn addresses_of_the_blog() {
        let own = OwnAddresses::new("https://www.blog.example/b", ["http://blog.example"]);
        let path = |address: &str| own.own(address).map(|address| address.path);
        assert_eq!(
            path("http://blog.example/b/%C3%A9t%C3%A9/?x=1#y").as_deref(),
            Some("/été/")
        );
        assert_eq!(path("/b/a/").as_deref(), Some("/a/"));
        assert_eq!(path("https://other.example/b/a/"), None);
        assert_eq!(path("mailto:a@blog.example"), None);
        let upload = |address: &str| own.upload(address);
        assert_eq!(
            upload("https://blog.example/wp-content/uploads/2026/a b.jpg?w=3").as_deref(),
            Some("2026/a b.jpg")
        );
        assert_eq!(
            upload("https://i0.wp.com/blog.example/wp-content/uploads/a.jpg").as_deref(),
            Some("a.jpg")
        );
        assert_eq!(
            upload("https://blog.example/wp-content/uploads/../../../etc/x"),
            None
        );
        assert_eq!(
            upload("https://blog.example/wp-content/uploads/%2e%2e/x"),
            None
        );
        assert_eq!(
            upload("https://other.example/wp-content/uploads/a.jpg"),
            None
        );
    }
}
