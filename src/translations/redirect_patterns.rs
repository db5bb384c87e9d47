//! [`RedirectPatterns`]: the paths that the author's own `static/_redirects` leads on.
//!
//! Netlify and Cloudflare Pages read the file. Takes its text; answers whether a path is in it.

/// The path of the file, below the site's root.
pub const REDIRECTS: &str = "static/_redirects";

/// The paths on the left of each line, without their final slash.
#[derive(Debug, Clone, Default)]
pub struct RedirectPatterns {
    patterns: Vec<String>,
}

impl RedirectPatterns {
    /// Reads the lines of the file. A line that only gives the status 404 leads nowhere.
    pub fn read(text: &str) -> Self {
        let patterns = text.lines().filter_map(|line| {
            let mut words = line.split_whitespace();
            let from = words.next().filter(|from| from.starts_with('/'))?;
            let status = words.last()?;
            (status != "404").then(|| from.trim_end_matches('/').to_string())
        });
        RedirectPatterns {
            patterns: patterns.collect(),
        }
    }

    /// Whether a path, as a browser asks for it, is led on.
    pub fn lead_on(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.patterns.iter().any(|pattern| matches(pattern, path))
    }
}

/// Whether a path fits a pattern: `*` at its end stands for anything, `:name` for one part.
fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    for part in pattern.split('/') {
        if part == "*" {
            return true;
        }
        match parts.next() {
            Some(other) if part == other || (part.starts_with(':') && !other.is_empty()) => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}
