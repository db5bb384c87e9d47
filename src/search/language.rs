//! What a language does to its words: what elides before them, what ends them, and which say
//! nothing. All in folded letters, as a reader may type them.

use super::fold;
use rust_stemmers::{Algorithm, Stemmer};

/// The rules of one language. The browser is sent all but the stemmer.
pub struct Rules {
    stemmer: Option<Stemmer>,
    /// Taken off the beginning of a word, the longest first.
    pub before: &'static [&'static str],
    /// Taken off its end.
    pub after: &'static [&'static str],
    /// Words that a query may leave out.
    pub light: &'static str,
    /// Endings by which two forms of one word may differ, for a form that no article has.
    pub endings: &'static str,
}

/// What is known of a language besides its stemmer.
struct Known {
    code: &'static str,
    before: &'static [&'static str],
    after: &'static [&'static str],
    light: &'static str,
    endings: &'static str,
}

const NOTHING: Known = Known {
    code: "",
    before: &[],
    after: &[],
    light: "",
    endings: "",
};

/// Only words that no article is about; `who` and `or` may be what is looked for.
const KNOWN: [Known; 7] = [
    Known {
        code: "fr",
        before: &[
            "jusqu'", "lorsqu'", "puisqu'", "quoiqu'", "qu'", "c'", "d'", "j'", "l'", "m'", "n'",
            "s'", "t'",
        ],
        light: "a au aux avec ce ces cet cette d dans de des du elle elles en est et il ils j je l la le les leur leurs lui mais n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sont sur ta te tes ton tu un une vos votre vous y",
        endings: "s x e es ee ees er ez re r t nt ent ant ants ante antes ait ais aient ons ont l ux f fs ve ves se ses",
        ..NOTHING
    },
    Known {
        code: "en",
        after: &["'s", "'"],
        light: "a an and are as at be been but by did do does for from had has have he her his in into is it its of on our s she so that the their them then there these they this those to was we were will with would you your",
        endings: "s es d ed ing er ers e y ies ied ly",
        ..NOTHING
    },
    Known {
        code: "ar",
        before: &["وال", "بال", "كال", "فال", "لل", "ال"],
        light: "في من على الى عن ان هذا هذه ذلك تي ذي ما لا هو هي مع كل قد او ثم و",
        endings: "ة ه ات ون ين ان ي ها",
        ..NOTHING
    },
    Known {
        code: "es",
        light: "a al con de del el en es esta este la las le les lo los mas me mi no o para pero por que se si sin su sus te un una uno y ya",
        endings: "s es a as o os n an en ar er ir r ado ada ados adas ando iendo ido ida",
        ..NOTHING
    },
    Known {
        code: "pt",
        light: "a ao aos as com da das de do dos e em essa esse esta este eu mais mas na nas nao no nos o os ou para pela pelo por que se sem seu sua um uma",
        endings: "s es a as o os m am em ar er ir r ado ada ados adas ando endo ao oes l is",
        ..NOTHING
    },
    Known {
        code: "de",
        light: "als am an auch auf aus bei das dass dem den der des die ein eine einem einen einer eines er es fur hat ich im in ist mit nach nicht sich sie sind so und uber um von war wir wird zu zum zur",
        endings: "e en er ern es em n s st t te ten",
        ..NOTHING
    },
    Known {
        code: "it",
        before: &[
            "dell'", "all'", "dall'", "nell'", "sull'", "quell'", "un'", "l'", "d'", "c'", "s'",
        ],
        light: "a ad ai al alla alle anche che chi con da dal dei del della delle di e ed gli i il in la le lo ma nel nella non o per piu se si su sul sulla tra un una uno",
        endings: "i e o a are ere ire ato ata ati ate ando endo ito ita",
        ..NOTHING
    },
];

impl Rules {
    pub fn of(code: &str) -> Rules {
        let base = code.split('-').next().unwrap_or(code).to_ascii_lowercase();
        let known = KNOWN.iter().find(|known| known.code == base);
        let known = known.unwrap_or(&NOTHING);
        Rules {
            stemmer: algorithm(&base).map(Stemmer::create),
            before: known.before,
            after: known.after,
            light: known.light,
            endings: known.endings,
        }
    }

    /// A folded word without what elides before it or clings to its end: `l'ete` is `ete`,
    /// `apple's` is `apple`, `aujourd'hui` is `aujourdhui`. An article that is written without
    /// an apostrophe leaves two letters at least.
    pub fn bare(&self, word: &str) -> String {
        let elided = self.before.iter().find_map(|before| {
            let rest = word.strip_prefix(before)?;
            let least = if before.ends_with('\'') { 1 } else { 2 };
            (rest.chars().count() >= least).then_some(rest)
        });
        let word = elided.unwrap_or(word);
        let ended = self.after.iter().find_map(|after| {
            let rest = word.strip_suffix(after)?;
            (!rest.is_empty()).then_some(rest)
        });
        ended.unwrap_or(word).replace('\'', "")
    }

    /// The folded stem of `word` as an article writes it, whose folded form is `form`. Stemmers
    /// know their language's accents: they read the word before it is folded.
    pub fn stem(&self, word: &str, form: &str) -> String {
        let Some(stemmer) = &self.stemmer else {
            return form.to_string();
        };
        let word = word.to_lowercase();
        let elided = self.before.iter().any(|before| before.ends_with('\''));
        let word = match word.rsplit_once(['\'', '’', 'ʼ']) {
            // what was elided is not part of the form
            Some((_, rest)) if elided && fold(rest) == form => rest,
            // what clung to its end neither
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

/// The languages that the stemmer knows.
fn algorithm(code: &str) -> Option<Algorithm> {
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
