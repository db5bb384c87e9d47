//! Quotation marks by language, from the `delimiters` of Unicode CLDR.
//!
//! Takes the code of a language and gives its [`QuotationMarks`]. The table holds facts of CLDR 48
//! (<https://cldr.unicode.org>): the languages whose marks are not those of CLDR's root, “ ” and
//! ‘ ’. French and English have rules of their own and are not in it.

use super::character_classes::CharClass;
use icu_locale::{LanguageIdentifier, LocaleExpander};

/// An opening and a closing mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkPair {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
}

/// The marks that straight quotes become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotationMarks {
    /// For `"`.
    pub(super) outer: MarkPair,
    /// For `"` inside a quotation.
    pub(super) nested: MarkPair,
    /// For `'` around words.
    pub(super) single: MarkPair,
}

impl QuotationMarks {
    /// The class of a mark that the author typed; `None` where the language does not have it.
    pub(super) fn class_of(&self, quote: &str) -> Option<CharClass> {
        let pairs = [self.outer, self.nested];
        let opens = pairs.iter().any(|pair| pair.open == quote);
        let closes = pairs.iter().any(|pair| pair.close == quote);
        match (opens, closes) {
            (true, false) => Some(CharClass::Open),
            (false, true) => Some(CharClass::Close),
            (true, true) => Some(CharClass::Joint),
            (false, false) => None,
        }
    }
}

/// Languages with the same marks.
struct LanguagesWithMarks {
    marks: QuotationMarks,
    /// Codes with a space between them: a language, or one with a script or a region.
    codes: &'static str,
}

const fn pair(open: &'static str, close: &'static str) -> MarkPair {
    MarkPair { open, close }
}

const fn marks(
    open: &'static str,
    close: &'static str,
    alternate_open: &'static str,
    alternate_close: &'static str,
    codes: &'static str,
) -> LanguagesWithMarks {
    let alternate = pair(alternate_open, alternate_close);
    LanguagesWithMarks {
        marks: QuotationMarks {
            outer: pair(open, close),
            nested: alternate,
            single: alternate,
        },
        codes,
    }
}

/// The marks of French. CLDR gives « » for both levels; inside them “ ” is clearer, and usual.
pub(super) static FRENCH: QuotationMarks = QuotationMarks {
    outer: pair("«", "»"),
    nested: pair("“", "”"),
    single: pair("‘", "’"),
};

/// The marks of English: a `"` is double wherever the author types one.
pub(super) static ENGLISH: QuotationMarks = QuotationMarks {
    outer: pair("“", "”"),
    nested: pair("“", "”"),
    single: pair("‘", "’"),
};

static ROOT: QuotationMarks = QuotationMarks {
    outer: pair("“", "”"),
    nested: pair("‘", "’"),
    single: pair("‘", "’"),
};

#[rustfmt::skip]
static LANGUAGES: [LanguagesWithMarks; 25] = [
    marks("„", "”", "‚", "’", "agq ff"),
    marks("«", "»", "‹", "›", "am az-Arab az-Cyrl fa gsw jgo kkj mzn rm sdh wae"),
    marks("”", "“", "’", "‘", "ar lld ms-Arab syr ur"),
    marks("«", "»", "“", "”", "ast blo bm br ca cv dyo el es-US eu ewo ie it kab kk lij mg mua nnh pms pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti"),
    marks("«", "»", "„", "“", "bas be bua ky os ru sah tyv uk"),
    marks("„", "“", "„", "“", "bg lt prg sgs"),
    marks("“", "”", "‘", "’", "bm-Nkoo ff-Adlm uz-Arab uz-Cyrl"),
    marks("„", "”", "‘", "’", "bs"),
    marks("„", "“", "‚", "‘", "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl"),
    marks("«", "»", "‘", "’", "dua ksf nb nn no rw"),
    marks("“", "”", "«", "»", "eo"),
    marks("”", "”", "’", "’", "fi he lag rn se sn sv yi"),
    marks("‘", "’", "“", "”", "fur ia ti-ER tn"),
    marks("«", "»", "«", "»", "ht hy oc yav"),
    marks("„", "”", "»", "«", "hu szl"),
    marks("「", "」", "『", "』", "ja yue zh-Hant"),
    marks("„", "“", "«", "»", "ka"),
    marks("»", "«", "›", "‹", "kk-Arab ug"),
    marks("‘", "’", "‘", "’", "nl"),
    marks("„", "”", "«", "»", "nmg pl ro"),
    marks("«", "»", "„", "”", "shi zgh"),
    marks("„", "”", "’", "’", "sr"),
    marks("“", "’", "“", "”", "st"),
    marks("“", "”", "“", "”", "tk"),
    marks("“", "”", "’", "‘", "uz"),
];

/// The marks for a language code such as `de`, `pt-AO` or `zh_TW`, in any case: those of its region,
/// else of its script, which the region may tell, else of the language.
pub(super) fn quotation_marks(code: &str) -> &'static QuotationMarks {
    let Ok(mut id) = code.replace('_', "-").parse::<LanguageIdentifier>() else {
        return &ROOT;
    };
    LocaleExpander::new_extended().maximize(&mut id);
    let language = id.language.as_str();
    let region = id.region.map(|region| format!("{language}-{region}"));
    let script = id.script.map(|script| format!("{language}-{script}"));
    let codes = [region, script, Some(language.to_owned())];
    let mut found = codes.into_iter().flatten().filter_map(|code| find(&code));
    found.next().unwrap_or(&ROOT)
}

fn find(code: &str) -> Option<&'static QuotationMarks> {
    let has_code = |row: &&LanguagesWithMarks| row.codes.split(' ').any(|other| other == code);
    LANGUAGES.iter().find(has_code).map(|row| &row.marks)
}
