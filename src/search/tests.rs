//! Normalisation of words, rows of an index, and its shards.

use super::html_text::{for_each_text, plain_text};
use super::language_rules::LanguageRules;
use super::tokenizer::words;
use super::word_forms::word_forms;
use super::{ArticleText, WordIndex};

#[track_caller]
fn assert_forms(lang: &str, text: &str, expected: &str) {
    let rules = LanguageRules::for_language(lang);
    let forms = words(text).flat_map(|word| word_forms(word, &rules));
    let forms: Vec<String> = forms.map(|form| form.form).collect();
    assert_eq!(forms.join(" "), expected, "{lang}: {text}");
}

#[test]
fn words_lose_case_and_accents() {
    assert_forms("fr", "École, ŒUVRE & Noël", "ecole oeuvre noel");
    assert_forms("fr", "un\u{a0}mot\u{202f}: « deux »", "un mot deux");
    assert_forms("fr", "E\u{301}cole", "ecole");
    assert_forms("de", "Straße über", "strasse uber");
    assert_forms(
        "en",
        "5G, 2nm, x86-64 and node.js",
        "5g 2nm x86 64 and node js",
    );
    assert_forms("en", "½ price™", "1 2 price");
    assert_forms("en", "🚀 A 👩🏽‍💻 b 1️⃣", "a b 1");
    assert_forms("en", "so\u{ad}ft", "soft");
    assert_forms("ar", "الهاتِفُ", "هاتف");
    assert_forms("ja", "東京タワー", "東 京 タ ワ ー");
    assert_forms("el", "Ὀδυσσεύς", "οδυσσευσ");
    assert_forms("tr", "İstanbul", "istanbul");
    assert_forms("en", &"a".repeat(41), "");
}

#[test]
fn elided_articles_and_suffixes_are_removed() {
    assert_forms("fr", "l’été l'été L’Été", "ete ete ete");
    assert_forms(
        "fr",
        "qu’il d’un jusqu’à lorsqu’elle n’a s’y",
        "il un a elle a y",
    );
    assert_forms("fr", "aujourd’hui presqu’île", "aujourdhui presquile");
    assert_forms("fr", "‘été’ 'rock'", "ete rock");
    assert_forms("en", "ʻokina rockʼ ʼ n ʻ", "okina rock n");
    assert_forms(
        "en",
        "Apple’s the users' don’t O’Reilly",
        "apple the users dont oreilly",
    );
    assert_forms("it", "dell’intelligenza l’uomo", "intelligenza uomo");
    assert_forms("ar", "الذكاء والذكاء للذكاء", "ذكاء ذكاء ذكاء");
    assert_forms("pt", "copo d'água", "copo dagua");
}

#[test]
fn only_text_between_tags_is_searched() {
    let html = "<p title=\"a>b\">Un <em>mot</em>&amp; deux</p>\
        <script>var no = 1;</script><STYLE>p { no: 1 }</STYLE><img alt='no'> trois &";
    let mut found = Vec::new();
    for_each_text(html, &mut |text| found.extend(words(text)));
    assert_eq!(found, ["Un", "mot", "deux", "trois"]);
}

#[test]
fn broken_html_hides_only_the_text_of_its_last_tag() {
    for broken in ["<", "<a", "<a href=\"", "&", "<script>x", "<style"] {
        let html = format!("é{broken}");
        let mut found = Vec::new();
        for_each_text(&html, &mut |text| found.extend(words(text)));
        assert_eq!(found, ["é"], "{html}");
    }
}

#[test]
fn text_for_excerpts_is_what_a_reader_sees() {
    let html = "<p>Un <em>mo</em>t&nbsp;! 1 &lt; 2 &amp; <b>3</b></p><p>Fin\u{202f};<br>suite\n\
        <script>no</script></p>";
    assert_eq!(
        plain_text(html, 99),
        "Un mot\u{a0}! 1 < 2 & 3 Fin\u{202f}; suite"
    );
    assert_eq!(plain_text(html, 5), "Un mo");
}

/// Rows of the index of one text: the forms of each row, separated by spaces.
fn rows(lang: &str, html: &str) -> Vec<String> {
    let text = ArticleText {
        html,
        ..ArticleText::default()
    };
    let index = WordIndex::new(&[text], lang, 1, false);
    index.rows.iter().map(|row| row.forms.join(" ")).collect()
}

#[track_caller]
fn assert_one_row(lang: &str, text: &str) {
    assert_eq!(rows(lang, text).len(), 1, "{lang}: {:?}", rows(lang, text));
}

#[test]
fn forms_of_one_stem_share_a_row() {
    assert_one_row("fr", "école écoles l’École");
    assert_one_row("fr", "journal journaux");
    assert_one_row("fr", "constructeur constructeurs");
    assert_one_row("en", "build builds building");
    assert_one_row("es", "canción canciones");
    assert_one_row("pt", "informação informações");
    assert_one_row("de", "Netz Netze Netzes");
    assert_one_row("ar", "كتاب الكتاب");
    assert_eq!(rows("fr", "chat école").len(), 2);
    // a language without a stemmer has a row for each form
    assert_eq!(rows("wo", "jàng jàngkat"), ["jang", "jangkat"]);
}

#[test]
fn a_form_with_two_stems_is_in_both_rows() {
    // without accents, they are the same word
    let rows = rows("fr", "marche marché marchés marches");
    assert!(rows.iter().any(|row| row.contains("marches")), "{rows:?}");
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn a_shard_lists_articles_by_field() {
    let first = ArticleText {
        title: "École",
        html: "écoles puce",
        ..ArticleText::default()
    };
    let second = ArticleText {
        headings: vec!["Puce"],
        summary: vec!["école"],
        html: "école puce",
        ..ArticleText::default()
    };
    let mut texts = vec![first];
    texts.resize(40, ArticleText::default());
    texts.push(second);
    let index = WordIndex::new(&texts, "fr", 1, false);
    let shard = json(&index.shard(0, "abc"));
    assert_eq!(shard["v"], "abc");
    assert_eq!(shard["words"], serde_json::json!(["ecole,,s", "puce"]));
    // 40 is 8 + 1 × 32: the digits `o` (8, and more follow) and `B` (1)
    assert_eq!(shard["in"], serde_json::json!([",oB,,A", "A,,oB"]));
}

#[test]
fn shards_contain_each_row_once_and_are_found_by_their_keys() {
    let words: Vec<String> = (0..2_000).map(|n| format!("{:x}", n * 7_919)).collect();
    let html = words.join(" ") + " 𝒳 ﬁn été zut";
    let text = ArticleText {
        html: &html,
        ..ArticleText::default()
    };
    let texts = [text];
    for shards in [1, 2, 7, 40, 256] {
        let index = WordIndex::new(&texts, "xx", shards, false);
        let cuts: Vec<&str> = index.shard_keys().collect();
        assert_eq!(cuts.len(), shards - 1);
        let mut seen = 0;
        for at in 0..shards {
            for word in json(&index.shard(at, "v"))["words"]
                .as_array()
                .expect("a list")
            {
                let word = word.as_str().expect("text");
                let form: String = word.chars().take(3).collect();
                let before = |cut: &&&str| **cut <= form.as_str();
                assert_eq!(cuts.iter().filter(before).count(), at, "{word}");
                seen += 1;
            }
        }
        assert_eq!(seen, index.rows.len());
    }
}

#[test]
fn parallel_indexing_gives_the_same_index() {
    let html: Vec<String> = (0..300)
        .map(|n| format!("mot{n} commun école{}", n % 7))
        .collect();
    let texts: Vec<ArticleText> = html
        .iter()
        .map(|html| ArticleText {
            html,
            title: "Écoles l’été",
            ..ArticleText::default()
        })
        .collect();
    assert_eq!(
        WordIndex::new(&texts, "fr", 8, true),
        WordIndex::new(&texts, "fr", 8, false)
    );
}

proptest::proptest! {
    #[test]
    fn random_words_have_a_form_and_a_stem(text in "\\PC{0,60}") {
        for lang in ["ar", "de", "en", "es", "fr", "it", "pt", "ru", "tr", "nl", "xx"] {
            let rules = LanguageRules::for_language(lang);
            for word in words(&text) {
                for form in word_forms(word, &rules) {
                    proptest::prop_assert!(!form.form.is_empty() && !form.stem.is_empty());
                }
            }
        }
    }
}
