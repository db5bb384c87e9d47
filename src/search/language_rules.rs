//! Search rules of each language: elided articles, suffixes, stop words, stemming.
//!
//! Takes a language code, gives [`LanguageRules`]. All strings are folded (no case, no accents), as
//! a reader may type them. A language without rules is searched by whole words.

use super::fold;
use rust_stemmers::{Algorithm, Stemmer};

/// The rules of one language. The browser gets all of them except the stemmer.
pub(super) struct LanguageRules {
    stemmer: Option<Stemmer>,
    /// Prefixes to remove from a word, such as elided articles; the longest first.
    pub prefixes: &'static [&'static str],
    /// Suffixes to remove from a word.
    pub suffixes: &'static [&'static str],
    /// Words that a query ignores, separated by spaces.
    pub stop_words: &'static str,
    /// Endings by which two forms of one word may differ, separated by spaces. The browser uses
    /// them for a form that no article contains.
    pub endings: &'static str,
}

/// Rules of a language that are written by hand.
struct LanguageEntry {
    code: &'static str,
    prefixes: &'static [&'static str],
    suffixes: &'static [&'static str],
    stop_words: &'static str,
    endings: &'static str,
}

const NO_RULES: LanguageEntry = LanguageEntry {
    code: "",
    prefixes: &[],
    suffixes: &[],
    stop_words: "",
    endings: "",
};

/// Languages with rules. Stop words are only those that no article is about: `who` (an
/// organisation) and `or` (gold) may be search terms.
const LANGUAGES: [LanguageEntry; 7] = [
    LanguageEntry {
        code: "fr",
        prefixes: &[
            "jusqu'", "lorsqu'", "puisqu'", "quoiqu'", "qu'", "c'", "d'", "j'", "l'", "m'", "n'",
            "s'", "t'",
        ],
        stop_words: "a au aux avec ce ces cet cette d dans de des du elle elles en est et il ils j je l la le les leur leurs lui mais n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sont sur ta te tes ton tu un une vos votre vous y",
        endings: "s x e es ee ees er ez re r t nt ent ant ants ante antes ait ais aient ons ont l ux f fs ve ves se ses",
        ..NO_RULES
    },
    LanguageEntry {
        code: "en",
        suffixes: &["'s", "'"],
        stop_words: "a an and are as at be been but by did do does for from had has have he her his in into is it its of on our s she so that the their them then there these they this those to was we were will with would you your",
        endings: "s es d ed ing er ers e y ies ied ly",
        ..NO_RULES
    },
    LanguageEntry {
        code: "ar",
        prefixes: &["وال", "بال", "كال", "فال", "لل", "ال"],
        stop_words: "في من على الى عن ان هذا هذه ذلك تي ذي ما لا هو هي مع كل قد او ثم و",
        endings: "ة ه ات ون ين ان ي ها",
        ..NO_RULES
    },
    LanguageEntry {
        code: "es",
        stop_words: "a al con de del el en es esta este la las le les lo los mas me mi no o para pero por que se si sin su sus te un una uno y ya",
        endings: "s es a as o os n an en ar er ir r ado ada ados adas ando iendo ido ida",
        ..NO_RULES
    },
    LanguageEntry {
        code: "pt",
        stop_words: "a ao aos as com da das de do dos e em essa esse esta este eu mais mas na nas nao no nos o os ou para pela pelo por que se sem seu sua um uma",
        endings: "s es a as o os m am em ar er ir r ado ada ados adas ando endo ao oes l is",
        ..NO_RULES
    },
    LanguageEntry {
        code: "de",
        stop_words: "als am an auch auf aus bei das dass dem den der des die ein eine einem einen einer eines er es fur hat ich im in ist mit nach nicht sich sie sind so und uber um von war wir wird zu zum zur",
        endings: "e en er ern es em n s st t te ten",
        ..NO_RULES
    },
    LanguageEntry {
        code: "it",
        prefixes: &[
            "dell'", "all'", "dall'", "nell'", "sull'", "quell'", "un'", "l'", "d'", "c'", "s'",
        ],
        stop_words: "a ad ai al alla alle anche che chi con da dal dei del della delle di e ed gli i il in la le lo ma nel nella non o per piu se si su sul sulla tra un una uno",
        endings: "i e o a are ere ire ato ata ati ate ando endo ito ita",
        ..NO_RULES
    },
];

impl LanguageRules {
    /// The rules for a language code (BCP 47); only its first part counts.
    pub(super) fn for_language(code: &str) -> LanguageRules {
        let base = code.split('-').next().unwrap_or(code).to_ascii_lowercase();
        let entry = LANGUAGES.iter().find(|entry| entry.code == base);
        let entry = entry.unwrap_or(&NO_RULES);
        LanguageRules {
            stemmer: stemming_algorithm(&base).map(Stemmer::create),
            prefixes: entry.prefixes,
            suffixes: entry.suffixes,
            stop_words: entry.stop_words,
            endings: entry.endings,
        }
    }

    /// Removes a prefix, a suffix and apostrophes from a folded word: `l'ete` becomes `ete`,
    /// `apple's` becomes `apple`, `aujourd'hui` becomes `aujourdhui`.
    pub(super) fn strip_affixes(&self, word: &str) -> String {
        let without_prefix = self.prefixes.iter().find_map(|prefix| {
            let rest = word.strip_prefix(prefix)?;
            // without an apostrophe it may be no article at all
            let min_letters = if prefix.ends_with('\'') { 1 } else { 2 };
            (rest.chars().count() >= min_letters).then_some(rest)
        });
        let word = without_prefix.unwrap_or(word);
        let without_suffix = self.suffixes.iter().find_map(|suffix| {
            let rest = word.strip_suffix(suffix)?;
            (!rest.is_empty()).then_some(rest)
        });
        without_suffix.unwrap_or(word).replace('\'', "")
    }

    /// The folded stem of a word. `word` is as the article writes it, because stemmers need the
    /// accents; `form` is its normalised form.
    pub(super) fn stem(&self, word: &str, form: &str) -> String {
        let Some(stemmer) = &self.stemmer else {
            return form.to_string();
        };
        let word = word.to_lowercase();
        let has_elision = self.prefixes.iter().any(|prefix| prefix.ends_with('\''));
        let word = match word.rsplit_once(['\'', '’', 'ʼ']) {
            // the form has no elided article
            Some((_, rest)) if has_elision && fold(rest) == form => rest,
            // the form has no suffix
            Some((rest, _)) if fold(rest) == form => rest,
            _ => &word,
        };
        let stem = fold(&stemmer.stem(word));
        if stem.is_empty() {
            form.to_string()
        } else {
            stem
        }
    }
}

/// The stemming algorithm for a language code; `None` for other languages.
fn stemming_algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}
