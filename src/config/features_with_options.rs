//! Reads the settings `typography`, `feeds`, `share`, `images`, `deploy` and `translate`: whether each feature is
//! on, and its options.

use super::deploy_targets;
use super::flags_and_unknown_values::{flag, unknown_value};
use super::{Deploy, DeployTarget, Feeds, Images, ShareTarget, TranslationProgram};
use crate::diagnostic::{Code, DiagnosticSink, Spanned};
use crate::keys::SettingKey;
use crate::yaml_and_toml::{MappingReader, Node};
use crate::{message, phrase};

/// The setting `typography`: `false`, or `{enabled: …, keep: […]}`.
pub struct TypographySetting {
    pub enabled: bool,
    /// Names that own their mark: `Yahoo!`.
    pub keep: Vec<String>,
}

/// Reads `typography`.
pub fn typography(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> TypographySetting {
    let mut typography = TypographySetting {
        enabled: true,
        keep: Vec::new(),
    };
    let Some(node) = node else {
        return typography;
    };
    if !node.is_mapping() {
        typography.enabled = flag(Some(node), true, diagnostics);
        return typography;
    }
    let mut keys = MappingReader::new(node, phrase!("key of `typography`"), diagnostics);
    typography.enabled = flag(keys.take(SettingKey::Enabled), true, diagnostics);
    if let Some(keep) = keys.take(SettingKey::Keep) {
        let names = keep.word_list(phrase!("a list of names such as `Yahoo!`"), diagnostics);
        typography.keep = names.into_iter().map(|name| name.value).collect();
    }
    keys.finish(diagnostics);
    typography
}

impl Feeds {
    /// The formats when `griot.yaml` says nothing.
    pub const DEFAULT: Feeds = Feeds {
        atom: true,
        json: true,
        rss: false,
    };
}

/// Reads `feeds`: a list of formats, or `false` for none.
pub fn feeds(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Feeds {
    let Some(node) = node else {
        return Feeds::DEFAULT;
    };
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
    for name in node.word_list(phrase!("a list of feeds"), diagnostics) {
        match name.value.as_str() {
            "atom" => feeds.atom = true,
            "json" => feeds.json = true,
            "rss" => feeds.rss = true,
            _ => {
                let known = ["atom", "json", "rss"];
                diagnostics.push(unknown_value(&node, &name, phrase!("feed"), &known));
            }
        }
    }
    feeds
}

const SHARE_TARGETS: [(&str, ShareTarget); 7] = [
    ("whatsapp", ShareTarget::Whatsapp),
    ("facebook", ShareTarget::Facebook),
    ("x", ShareTarget::X),
    ("linkedin", ShareTarget::Linkedin),
    ("telegram", ShareTarget::Telegram),
    ("mail", ShareTarget::Mail),
    ("copy", ShareTarget::Copy),
];

/// Reads `share`: the share links in their order; all of them by default.
pub fn share(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Vec<ShareTarget> {
    let all = || SHARE_TARGETS.map(|(_, target)| target).to_vec();
    let Some(node) = node else {
        return all();
    };
    match node.as_boolean() {
        Some(true) => return all(),
        Some(false) => return Vec::new(),
        None => {}
    }
    let names = SHARE_TARGETS.map(|(name, _)| name);
    let mut share = Vec::new();
    for word in node.word_list(phrase!("a list of places to share to"), diagnostics) {
        let name = word.value.to_ascii_lowercase();
        match SHARE_TARGETS.iter().find(|(known, _)| *known == name) {
            Some((_, target)) if share.contains(target) => {
                let message = message!(
                    Code::DuplicateValue,
                    "`{value}` is in the list twice",
                    value = name
                );
                let diagnostic = node.error(message).at(word.span);
                diagnostics.push(diagnostic.hint(phrase!("keep one of the two")));
            }
            Some((_, target)) => share.push(*target),
            None => {
                let noun = phrase!("place to share to");
                diagnostics.push(unknown_value(&node, &word, noun, &names));
            }
        }
    }
    share
}

/// Reads `images`: `false`, or `{widths: […], quality: n}`.
pub fn images(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Images {
    let mut images = Images {
        enabled: true,
        widths: vec![480, 800, 1200, 1600],
        quality: 80,
    };
    let Some(node) = node else {
        return images;
    };
    if !node.is_mapping() {
        images.enabled = flag(Some(node), true, diagnostics);
        return images;
    }
    let mut keys = MappingReader::new(node, phrase!("key of `images`"), diagnostics);
    images.enabled = flag(keys.take(SettingKey::Enabled), true, diagnostics);
    if let Some(node) = keys.take(SettingKey::Widths) {
        images.widths = widths(node, diagnostics);
    }
    if let Some(node) = keys.take(SettingKey::Quality) {
        let quality = diagnostics.ok(node.integer(phrase!("a quality"), 1..=100));
        let quality = quality.and_then(|quality| u8::try_from(quality).ok());
        images.quality = quality.unwrap_or(images.quality);
    }
    keys.finish(diagnostics);
    images
}

/// Widths in pixels, sorted, each once.
fn widths(node: Node, diagnostics: &mut DiagnosticSink) -> Vec<u32> {
    if !node.is_list() {
        diagnostics.push(node.type_error(phrase!("a list of widths such as `[480, 800, 1200]`")));
    }
    let mut widths: Vec<u32> = Vec::new();
    for item in node.items() {
        let width = diagnostics.ok(item.integer(phrase!("a width in pixels"), 16..=8192));
        widths.extend(width.and_then(|width| u32::try_from(width).ok()));
    }
    widths.sort_unstable();
    widths.dedup();
    widths
}

/// The setting `deploy`.
pub struct DeploySetting {
    pub files: Deploy,
    pub targets: Vec<DeployTarget>,
}

/// Reads `deploy`: `false` for neither file, or `{headers: …, redirects: …, targets: […]}`.
pub fn deploy(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> DeploySetting {
    let both = |on| DeploySetting {
        files: Deploy {
            headers: on,
            redirects: on,
        },
        targets: Vec::new(),
    };
    let Some(node) = node else {
        return both(true);
    };
    if let Some(on) = node.as_boolean() {
        return both(on);
    }
    let mut keys = MappingReader::new(node, phrase!("key of `deploy`"), diagnostics);
    let deploy = DeploySetting {
        files: Deploy {
            headers: flag(keys.take(SettingKey::Headers), true, diagnostics),
            redirects: flag(keys.take(SettingKey::Redirects), true, diagnostics),
        },
        targets: deploy_targets::targets(keys.take(SettingKey::Targets), diagnostics),
    };
    keys.finish(diagnostics);
    deploy
}

/// The setting `translate`.
#[derive(Default)]
pub struct TranslateSetting {
    pub program: Option<TranslationProgram>,
    pub glossary: Option<Spanned<String>>,
}

/// Reads `translate`: the program that drafts translations, and the glossary.
pub fn translate(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> TranslateSetting {
    let Some(node) = node else {
        return TranslateSetting::default();
    };
    let mut keys = MappingReader::new(node, phrase!("key of `translate`"), diagnostics);
    let command = keys.take(SettingKey::Command);
    let glossary = keys.take(SettingKey::Glossary);
    keys.finish(diagnostics);
    let glossary = glossary.map(|node| node.single_line(phrase!("the path of a file")));
    TranslateSetting {
        program: command.and_then(|node| translation_program(&node, diagnostics)),
        glossary: glossary.and_then(|path| diagnostics.ok(path)),
    }
}

fn translation_program(
    command: &Node,
    diagnostics: &mut DiagnosticSink,
) -> Option<TranslationProgram> {
    let expected = phrase!("a list: the program, then its arguments");
    if !command.is_list() {
        diagnostics.push(command.type_error(expected));
        return None;
    }
    let words = command.word_list(expected, diagnostics).into_iter();
    let mut words = words.map(|word| word.value);
    Some(TranslationProgram {
        program: words.next()?,
        arguments: words.collect(),
    })
}
