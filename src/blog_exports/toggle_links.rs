//! Finds the links that authors type at the top of a post: "Click here to read in English".

use crate::text::fold::fold;

/// How far from the start of a text such a link may stand, in bytes.
const NEAR_TOP: usize = 3_000;

/// The most characters of such a link.
const MOST_WORDS: usize = 90;

/// A link that says that it leads to the same text in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToggleLink {
    /// Where it leads, as written.
    pub address: String,
    /// The code of the language that its words name.
    pub lang: &'static str,
}

/// The names of a language, folded, in several languages.
struct LanguageNames {
    code: &'static str,
    names: &'static [&'static str],
}

const LANGUAGES: [LanguageNames; 10] = [
    LanguageNames {
        code: "en",
        names: &[
            "english", "anglais", "anglaise", "ingles", "inglesa", "englisch", "inglese",
        ],
    },
    LanguageNames {
        code: "fr",
        names: &[
            "french",
            "francais",
            "francaise",
            "frances",
            "francesa",
            "franzosisch",
            "francese",
        ],
    },
    LanguageNames {
        code: "es",
        names: &[
            "spanish",
            "espagnol",
            "espagnole",
            "espanol",
            "espanola",
            "spanisch",
        ],
    },
    LanguageNames {
        code: "pt",
        names: &[
            "portuguese",
            "portugais",
            "portugaise",
            "portugues",
            "portuguesa",
        ],
    },
    LanguageNames {
        code: "de",
        names: &[
            "german",
            "allemand",
            "allemande",
            "deutsch",
            "deutsche",
            "aleman",
        ],
    },
    LanguageNames {
        code: "it",
        names: &["italian", "italien", "italienne", "italiano", "italiana"],
    },
    LanguageNames {
        code: "nl",
        names: &["dutch", "neerlandais", "nederlands"],
    },
    LanguageNames {
        code: "ar",
        names: &["arabic", "arabe", "العربية", "بالعربية"],
    },
    LanguageNames {
        code: "sw",
        names: &["swahili", "kiswahili"],
    },
    LanguageNames {
        code: "wo",
        names: &["wolof"],
    },
];

/// Words that make a link a toggle, folded.
const SIGNS: [&str; 28] = [
    "read",
    "lire",
    "version",
    "click",
    "cliquez",
    "cliquer",
    "ici",
    "here",
    "translation",
    "traduction",
    "traduit",
    "translated",
    "available",
    "disponible",
    "article",
    "post",
    "texte",
    "leer",
    "ler",
    "lesen",
    "leggi",
    "en",
    "in",
    "auf",
    "em",
    "also",
    "aussi",
    "this",
];

/// The toggle links near the top of a text.
pub fn toggle_links(html: &str) -> Vec<ToggleLink> {
    let top = &html[..html.floor_char_boundary(NEAR_TOP)];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = top[from..].find("<a ").map(|at| from + at) {
        from = at + 1;
        let Some(tag_end) = top[at..].find('>').map(|end| at + end) else {
            break;
        };
        let Some(end) = top[tag_end..].find("</a>").map(|end| tag_end + end) else {
            break;
        };
        let address = attribute(&top[at..tag_end], "href");
        let lang = toggled_language(&without_tags(&top[tag_end + 1..end]));
        if let (Some(address), Some(lang)) = (address, lang) {
            found.push(ToggleLink { address, lang });
        }
    }
    found
}

/// The language that the words of a link say it leads to.
pub fn toggled_language(words: &str) -> Option<&'static str> {
    if words.chars().count() > MOST_WORDS {
        return None;
    }
    let folded = fold(words);
    let is_letter = |c: char| c.is_alphabetic();
    let words: Vec<&str> = folded
        .split(|c| !is_letter(c))
        .filter(|word| !word.is_empty())
        .collect();
    let mut languages = LANGUAGES
        .iter()
        .filter(|language| words.iter().any(|word| language.names.contains(word)));
    let language = languages.next()?;
    let is_sign = |word: &&str| SIGNS.contains(word) || language.names.contains(word);
    // a name alone, or more of the words of a toggle than of other words
    let signs = words.iter().filter(|word| is_sign(word)).count();
    let is_toggle = words.len() == 1 || (signs >= 2 && signs * 2 >= words.len());
    (is_toggle && languages.next().is_none()).then_some(language.code)
}

/// The value of an attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.match_indices(name).find(|(at, _)| {
        let before = tag[..*at].chars().next_back();
        before.is_some_and(char::is_whitespace)
    })?;
    let rest = tag[at.0 + name.len()..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => rest.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    Some(htmlize::unescape_attribute(value).into_owned())
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    htmlize::unescape(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{toggle_links, toggled_language};

    #[test]
    fn words_of_toggles() {
        let case = |words: &str, expected: Option<&str>| {
            assert_eq!(toggled_language(words), expected, "{words}");
        };
        case("Click here to read in English", Some("en"));
        case("👉 Cliquez ici pour lire en français", Some("fr"));
        case("Lire en anglais", Some("en"));
        case("version anglaise", Some("en"));
        case("English", Some("en"));
        case("🇬🇧 Read this post in English", Some("en"));
        case("the English Premier League resumes", None);
        case("learn French or English here", None);
        case("Lire la suite", None);
        case("our new English teacher explains the rules", None);
    }

    #[test]
    fn links_near_the_top() {
        let found = toggle_links(
            "<p><a class=\"x\" href='/en/a/?b=1&amp;c'><b>Read</b> in English</a></p><a href=/z>z</a>",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].address, "/en/a/?b=1&c");
    }
}
