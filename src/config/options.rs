//! Settings that switch a feature on or off, and say how it works.

use super::read::flag;
use super::{Deploy, Feeds, Images, ShareTarget};
use crate::diagnostic::{Diagnostic, Spanned, suggestion};
use crate::document::{Node, Problems, Table, shortened};

/// `typography: false`, or `{enabled: …, keep: […]}`.
pub struct Typography {
    pub enabled: bool,
    pub keep: Vec<String>,
}

pub fn typography(node: Option<Node>, problems: &mut Problems) -> Typography {
    let mut typography = Typography {
        enabled: true,
        keep: Vec::new(),
    };
    let Some(node) = node else {
        return typography;
    };
    if !node.is_mapping() {
        typography.enabled = flag(Some(node), true, problems);
        return typography;
    }
    let mut keys = Table::of(node, "key of `typography`", problems);
    typography.enabled = flag(keys.take("enabled"), true, problems);
    if let Some(keep) = keys.take("keep") {
        let words = keep.words("a list of names such as `Yahoo!`", problems);
        typography.keep = words.into_iter().map(|word| word.value).collect();
    }
    keys.finish(problems);
    typography
}

impl Feeds {
    pub const DEFAULT: Feeds = Feeds {
        atom: true,
        json: true,
        rss: false,
    };
}

/// A list of formats, or `false` for none.
pub fn feeds(node: Node, problems: &mut Problems) -> Feeds {
    let mut feeds = Feeds {
        atom: false,
        json: false,
        rss: false,
    };
    match node.as_boolean() {
        Some(true) => return Feeds::DEFAULT,
        Some(false) => return feeds,
        None => {}
    }
    for name in node.words("a list of feeds", problems) {
        match name.value.as_str() {
            "atom" => feeds.atom = true,
            "json" => feeds.json = true,
            "rss" => feeds.rss = true,
            _ => problems.push(unknown(&node, &name, "feed", &["atom", "json", "rss"])),
        }
    }
    feeds
}

/// The error for a word of `node` that is none of the known ones.
pub fn unknown(node: &Node, word: &Spanned<String>, what: &str, known: &[&str]) -> Diagnostic {
    let message = format!("unknown {what} `{}`", shortened(&word.value));
    let hint = suggestion(&word.value, known);
    node.error(message).at(word.span.clone()).hint(hint)
}

const TARGETS: [(&str, ShareTarget); 7] = [
    ("whatsapp", ShareTarget::Whatsapp),
    ("facebook", ShareTarget::Facebook),
    ("x", ShareTarget::X),
    ("linkedin", ShareTarget::Linkedin),
    ("telegram", ShareTarget::Telegram),
    ("mail", ShareTarget::Mail),
    ("copy", ShareTarget::Copy),
];

/// The share links in their order; all of them when nothing is said.
pub fn share(node: Option<Node>, problems: &mut Problems) -> Vec<ShareTarget> {
    let all = || TARGETS.map(|(_, target)| target).to_vec();
    let Some(node) = node else {
        return all();
    };
    match node.as_boolean() {
        Some(true) => return all(),
        Some(false) => return Vec::new(),
        None => {}
    }
    let names = TARGETS.map(|(name, _)| name);
    let mut share = Vec::new();
    for word in node.words("a list of places to share to", problems) {
        let name = word.value.to_ascii_lowercase();
        match TARGETS.iter().find(|(known, _)| *known == name) {
            Some((_, target)) if share.contains(target) => {
                let problem = node.error(format!("`{name}` is in the list twice"));
                problems.push(problem.at(word.span).hint("keep one of the two"));
            }
            Some((_, target)) => share.push(*target),
            None => problems.push(unknown(&node, &word, "place to share to", &names)),
        }
    }
    share
}

/// `false`, or `{widths: […], quality: n}`.
pub fn images(node: Option<Node>, problems: &mut Problems) -> Images {
    let mut images = Images {
        enabled: true,
        widths: vec![480, 800, 1200, 1600],
        quality: 80,
    };
    let Some(node) = node else {
        return images;
    };
    if !node.is_mapping() {
        images.enabled = flag(Some(node), true, problems);
        return images;
    }
    let mut keys = Table::of(node, "key of `images`", problems);
    images.enabled = flag(keys.take("enabled"), true, problems);
    if let Some(node) = keys.take("widths") {
        images.widths = widths(node, problems);
    }
    if let Some(node) = keys.take("quality") {
        let quality = problems.keep(node.integer("a quality", 1..=100));
        images.quality = quality
            .and_then(|q| u8::try_from(q).ok())
            .unwrap_or(images.quality);
    }
    keys.finish(problems);
    images
}

/// Pixels, put in ascending order, each once.
fn widths(node: Node, problems: &mut Problems) -> Vec<u32> {
    if !node.is_list() {
        problems.push(node.expected("a list of widths such as `[480, 800, 1200]`"));
    }
    let mut widths: Vec<u32> = Vec::new();
    for item in node.items() {
        let width = problems.keep(item.integer("a width in pixels", 16..=8192));
        widths.extend(width.and_then(|width| u32::try_from(width).ok()));
    }
    widths.sort_unstable();
    widths.dedup();
    widths
}

/// `false` for neither file, or `{headers: …, redirects: …}`.
pub fn deploy(node: Option<Node>, problems: &mut Problems) -> Deploy {
    let Some(node) = node else {
        return Deploy {
            headers: true,
            redirects: true,
        };
    };
    if let Some(on) = node.as_boolean() {
        return Deploy {
            headers: on,
            redirects: on,
        };
    }
    let mut keys = Table::of(node, "key of `deploy`", problems);
    let deploy = Deploy {
        headers: flag(keys.take("headers"), true, problems),
        redirects: flag(keys.take("redirects"), true, problems),
    };
    keys.finish(problems);
    deploy
}
