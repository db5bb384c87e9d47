use super::forms::forms;
use super::language::Rules;
use super::words::{texts, words};
use super::{Index, Text};

#[track_caller]
fn found(lang: &str, text: &str, expected: &str) {
    let rules = Rules::of(lang);
    let forms = words(text).flat_map(|word| forms(word, &rules));
    let forms: Vec<String> = forms.map(|form| form.form).collect();
    assert_eq!(forms.join(" "), expected, "{lang}: {text}");
}

#[test]
fn words_are_folded() {
    found("fr", "École, ŒUVRE & Noël", "ecole oeuvre noel");
    found("fr", "un\u{a0}mot\u{202f}: « deux »", "un mot deux");
    found("fr", "E\u{301}cole", "ecole");
    found("de", "Straße über", "strasse uber");
    found(
        "en",
        "5G, 2nm, x86-64 and node.js",
        "5g 2nm x86 64 and node js",
    );
    found("en", "½ price™", "1 2 price");
    found("en", "🚀 A 👩🏽‍💻 b 1️⃣", "a b 1");
    found("en", "so\u{ad}ft", "soft");
    found("ar", "الهاتِفُ", "هاتف");
    found("ja", "東京タワー", "東 京 タ ワ ー");
    found("el", "Ὀδυσσεύς", "οδυσσευσ");
    found("tr", "İstanbul", "istanbul");
    found("en", &"a".repeat(41), "");
}

#[test]
fn what_elides_falls_off() {
    found("fr", "l’été l'été L’Été", "ete ete ete");
    found(
        "fr",
        "qu’il d’un jusqu’à lorsqu’elle n’a s’y",
        "il un a elle a y",
    );
    found("fr", "aujourd’hui presqu’île", "aujourdhui presquile");
    found("fr", "‘été’ 'rock'", "ete rock");
    found("en", "ʻokina rockʼ ʼ n ʻ", "okina rock n");
    found(
        "en",
        "Apple’s the users' don’t O’Reilly",
        "apple the users dont oreilly",
    );
    found("it", "dell’intelligenza l’uomo", "intelligenza uomo");
    found("ar", "الذكاء والذكاء للذكاء", "ذكاء ذكاء ذكاء");
    found("pt", "copo d'água", "copo dagua");
}

#[test]
fn text_is_what_stands_between_tags() {
    let html = "<p title=\"a>b\">Un <em>mot</em>&amp; deux<!-- non --></p>\
        <script>var no = 1;</script><STYLE>p { no: 1 }</STYLE><img alt='no'> trois &";
    let mut found = Vec::new();
    texts(html, &mut |text| found.extend(words(text)));
    assert_eq!(found, ["Un", "mot", "deux", "trois"]);
    for broken in ["<", "<a", "<a href=\"", "<!--", "&", "<script>x", "é<style"] {
        texts(broken, &mut |_| {});
    }
}

/// The rows of one text, a form and its relatives each.
fn rows(lang: &str, html: &str) -> Vec<String> {
    let text = Text {
        html,
        ..Text::default()
    };
    let index = Index::new(&[text], lang, 1, false);
    index.rows.iter().map(|row| row.forms.join(" ")).collect()
}

#[track_caller]
fn one_stem(lang: &str, text: &str) {
    assert_eq!(rows(lang, text).len(), 1, "{lang}: {:?}", rows(lang, text));
}

#[test]
fn forms_of_one_stem_share_a_row() {
    one_stem("fr", "école écoles l’École");
    one_stem("fr", "journal journaux");
    one_stem("fr", "constructeur constructeurs");
    one_stem("en", "build builds building");
    one_stem("es", "canción canciones");
    one_stem("pt", "informação informações");
    one_stem("de", "Netz Netze Netzes");
    one_stem("ar", "كتاب الكتاب");
    assert_eq!(rows("fr", "chat école").len(), 2);
    // a language without a stemmer finds what is written
    assert_eq!(rows("wo", "jàng jàngkat"), ["jang", "jangkat"]);
}

#[test]
fn a_form_with_two_stems_is_in_both_rows() {
    // folded, they are one word
    let rows = rows("fr", "marche marché marchés marches");
    assert!(rows.iter().any(|row| row.contains("marches")), "{rows:?}");
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn a_shard_says_where_words_stand() {
    let first = Text {
        title: "École",
        html: "écoles puce",
        ..Text::default()
    };
    let second = Text {
        headings: vec!["Puce"],
        summary: vec!["école"],
        html: "école puce",
        ..Text::default()
    };
    let mut texts = vec![first];
    texts.resize(40, Text::default());
    texts.push(second);
    let index = Index::new(&texts, "fr", 1, false);
    let shard = json(&index.shard(0, "abc"));
    assert_eq!(shard["v"], "abc");
    assert_eq!(shard["words"], serde_json::json!(["ecole,,s", "puce"]));
    // 40 is 8 + 32, whose digits are 8 and 1
    assert_eq!(shard["in"], serde_json::json!([",oB,,A", "A,,oB"]));
}

#[test]
fn shards_hold_each_row_once_and_are_found_by_their_cuts() {
    let words: Vec<String> = (0..2_000).map(|n| format!("{:x}", n * 7_919)).collect();
    let html = words.join(" ") + " 𝒳 ﬁn été zut";
    let text = Text {
        html: &html,
        ..Text::default()
    };
    let texts = [text];
    for shards in [1, 2, 7, 40, 256] {
        let index = Index::new(&texts, "xx", shards, false);
        let head = serde_json::to_value(index.head("xx", "v", (1, 8))).expect("JSON");
        let cuts = head["cuts"].as_array().expect("a list").clone();
        assert_eq!(cuts.len(), shards - 1);
        let mut seen = 0;
        for at in 0..shards {
            for word in json(&index.shard(at, "v"))["words"]
                .as_array()
                .expect("a list")
            {
                let word = word.as_str().expect("text");
                let form: String = word.chars().take(3).collect();
                let before =
                    |cut: &&serde_json::Value| cut.as_str().expect("text") <= form.as_str();
                assert_eq!(cuts.iter().filter(before).count(), at, "{word}");
                seen += 1;
            }
        }
        assert_eq!(seen, index.rows.len());
    }
}

#[test]
fn threads_change_nothing() {
    let html: Vec<String> = (0..300)
        .map(|n| format!("mot{n} commun école{}", n % 7))
        .collect();
    let texts: Vec<Text> = html
        .iter()
        .map(|html| Text {
            html,
            title: "Écoles l’été",
            ..Text::default()
        })
        .collect();
    assert_eq!(
        Index::new(&texts, "fr", 8, true),
        Index::new(&texts, "fr", 8, false)
    );
}

proptest::proptest! {
    #[test]
    fn no_word_is_too_much(text in "\\PC{0,60}") {
        for lang in ["ar", "de", "en", "es", "fr", "it", "pt", "ru", "tr", "nl", "xx"] {
            let rules = Rules::of(lang);
            for word in words(&text) {
                for form in forms(word, &rules) {
                    proptest::prop_assert!(!form.form.is_empty() && !form.stem.is_empty());
                }
            }
        }
    }
}
