//! Symbols of units and currencies after a number, as French writes them.
//!
//! Takes the text after a space and says how much of it is a symbol. A word that could be one and
//! is not (`s’`, `a`, `m-…`) is none.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Symbols and the prefixes that they take, each list with spaces between.
struct Units {
    prefixes: &'static str,
    symbols: &'static str,
}

static UNITS: [Units; 8] = [
    Units {
        prefixes: "n µ μ m c d h k",
        symbols: "m g",
    },
    Units {
        prefixes: "m µ μ c d h",
        symbols: "l L",
    },
    Units {
        prefixes: "n µ μ m p",
        symbols: "s F",
    },
    Units {
        prefixes: "k K M G T P E Z Ki Mi Gi Ti Pi",
        symbols: "o B b bit bits bps",
    },
    Units {
        prefixes: "m µ μ k M G T",
        symbols: "W Wh Wc Wp V VA A Ah Hz J N eV Pa bar cal Ω Sv Gy Bq px lm lx mol",
    },
    Units {
        prefixes: "k M G",
        symbols: "t tep",
    },
    Units {
        prefixes: "h d",
        symbols: "Pa",
    },
    Units {
        prefixes: "",
        symbols: "h min mn sec sem j ha K cd ch pt pts po ppm ppb ppp dpi fps ips dB dBA dBm tr rad mph \
                  lb oz Mpix Mpx MP k M Md Mds Mrd Mrds",
    },
];

/// Thousands, millions and billions, which a currency may follow.
pub(super) const MAGNITUDES: [&str; 6] = ["k", "M", "Md", "Mds", "Mrd", "Mrds"];

/// The longest symbol, in bytes.
const MAX_SYMBOL: usize = 8;

/// Abbreviations of francs, dinars, dirhams and others that are no codes.
const CURRENCY_ABBREVIATIONS: [&str; 11] = [
    "FCFA", "CFA", "F", "FF", "FS", "FC", "DA", "DH", "Dh", "DT", "USDT",
];

/// Codes of ISO 4217, and of two currencies without a state.
const CURRENCY_CODES: &str = "\
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR \
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF \
    XPF YER ZAR ZMW ZWG BTC ETH";

/// The length of the unit, currency or sign of a share that `text` begins with.
pub(super) fn unit_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let sign = first.len_utf8();
    let end = match first {
        '%' | '‰' | '‱' => return Some(sign),
        '°' => sign + usize::from(text[sign..].starts_with(['C', 'F'])),
        _ if is_currency_sign(first) => sign + letters(&text[sign..]),
        _ => {
            let word = letters(text);
            let end = word + exponent(&text[word..]);
            is_symbol(&text[..word]).then_some(end)?
        }
    };
    Some(end + per(&text[end..])).filter(|end| ends_symbol(&text[*end..]))
}

/// Whether `text` begins with a currency.
pub(super) fn is_currency(text: &str) -> bool {
    let word = &text[..letters(text)];
    text.starts_with(is_currency_sign) || is_currency_code(word)
}

fn is_currency_sign(c: char) -> bool {
    c == '$' || (!c.is_ascii() && c.general_category() == GeneralCategory::CurrencySymbol)
}

fn is_currency_code(word: &str) -> bool {
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_code && CURRENCY_CODES.split(' ').any(|code| code == word))
        || CURRENCY_ABBREVIATIONS.contains(&word)
}

/// The length of the letters and currency signs that `text` begins with, up to a limit.
fn letters(text: &str) -> usize {
    let is_letter = |c: &char| c.is_alphabetic() || is_currency_sign(*c);
    text.chars()
        .take(MAX_SYMBOL + 1)
        .take_while(is_letter)
        .map(char::len_utf8)
        .sum()
}

/// The length of the exponent of an area or a volume.
fn exponent(text: &str) -> usize {
    let first = text.chars().next();
    first
        .filter(|c| "²³23".contains(*c))
        .map_or(0, char::len_utf8)
}

/// The length of what follows a slash, as in `km/h` and `€/kWh`.
fn per(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('/') else {
        return 0;
    };
    let word = letters(rest);
    let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match word.max(number.min(4)) {
        0 => 0,
        length => 1 + length + exponent(&rest[length..]),
    }
}

/// Whether a symbol ends before `rest`: no word goes on, and no elided pronoun (`les 3 s’en vont`).
fn ends_symbol(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('\'' | '’' | '-' | '.' | '_') => !chars.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    }
}

fn is_symbol(word: &str) -> bool {
    if word.is_empty() || word.len() > MAX_SYMBOL {
        return false;
    }
    is_currency_code(word)
        || is_amount_sign(word)
        || UNITS.iter().any(|units| {
            let mut symbols = units.symbols.split_ascii_whitespace();
            symbols.any(|symbol| {
                let prefix = word.strip_suffix(symbol);
                prefix.is_some_and(|prefix| {
                    let mut prefixes = units.prefixes.split_ascii_whitespace();
                    prefix.is_empty() || prefixes.any(|other| other == prefix)
                })
            })
        })
}

/// Whether the word is a currency sign with letters, such as `k€`, `Md€` and `US$`.
fn is_amount_sign(word: &str) -> bool {
    let head = word.strip_suffix(is_currency_sign);
    head.is_some_and(|head| {
        MAGNITUDES.contains(&head) || matches!(head, "K" | "G" | "US" | "CA" | "A")
    })
}
