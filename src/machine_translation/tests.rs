//! What is protected, what comes back, and what a check refuses.

use super::{ProtectedText, check_line, check_translation};
use crate::diagnostic::English;

#[track_caller]
fn protects(markdown: &str, text: &str) {
    let protected = ProtectedText::markdown(markdown);
    assert_eq!(protected.text, text);
    let restored = protected.restore(&protected.text);
    assert!(restored.is_ok(), "{markdown}");
}

#[test]
fn what_must_not_change_is_a_placeholder() {
    for (markdown, text) in [
        ("## 🚀 Un titre {#un}", "## <x1/> Un titre <x2/>"),
        (
            "Un `code` et [un *lien*](/a/b \"c\").",
            "Un <x1/> et [un *lien*]<x2/>.",
        ),
        ("![Une photo](a b.jpg)", "![Une photo](a b.jpg)"),
        ("![Une photo](a.jpg)", "![Une photo]<x1/>"),
        ("[![alt](a.jpg)](/b)", "[![alt]<x1/>]<x2/>"),
        (
            "Voir [ici][x] et [là].\n\n[x]: /x\n[là]: /y",
            "Voir [ici]<x1/> et [là]<x2/>.\n\n<x3/>\n<x4/>",
        ),
        (
            "<https://x.example> ou https://y.example/é, www.z.example.",
            "<x1/> ou <x2/>, <x3/>.",
        ),
        ("Un<br>mot <b>gras</b>.", "Un<x1/>mot <x2/>gras<x3/>."),
        ("<div class=\"x\">\nUn mot\n</div>", "<x1/>\nUn mot\n<x2/>"),
        (
            "Une note[^1].\n\n[^1]: Son texte.",
            "Une note<x1/>.\n\n<x2/> Son texte.",
        ),
        ("> [!NOTE]\n> Un mot.", "> <x1/>\n> Un mot."),
        ("- [x] fait\n- [ ] à faire", "- <x1/> fait\n- <x2/> à faire"),
        ("```rust\nlet a = 1;\n```\n\nFin.", "<x1/>\n\nFin."),
        ("{{< youtube abc >}} et {% include x %}", "<x1/> et <x2/>"),
        (
            "| A | `b` |\n| - | - |\n| 1 | [c](/d) |",
            "| A | <x1/> |\n| - | - |\n| 1 | [c]<x2/> |",
        ),
        ("a < b & c > d", "a < b & c > d"),
    ] {
        protects(markdown, text);
    }
}

#[test]
fn placeholders_come_back_in_any_order_once_each() {
    let protected = ProtectedText::markdown("Le `a` puis [b](/b).");
    let restored = |text: &str| {
        let restored = protected.restore(text);
        restored.map_err(|problem| problem.render(&English))
    };
    assert_eq!(
        restored("[b]<x2/>, then <x1 />."),
        Ok("[b](/b), then `a`.".to_string())
    );
    assert_eq!(
        restored("The <x1></x1>, [b]<x2>."),
        Ok("The `a`, [b](/b).".to_string())
    );
    assert_eq!(
        restored("The <x1/>."),
        Err("the placeholder `<x2/>` is missing".to_string())
    );
    let twice = "the placeholder `<x1/>` stands there more than once";
    assert_eq!(restored("<x1/> <x1/> <x2/>"), Err(twice.to_string()));
    let none = "there is no placeholder `<x3/>`";
    assert_eq!(restored("<x1/> <x2/> <x3/>"), Err(none.to_string()));
}

/// A reference by its own words keeps its definition when the words are translated.
#[test]
fn a_shortcut_reference_names_its_definition() {
    let protected = ProtectedText::markdown("Voir [là].\n\n[là]: /y");
    let restored = protected.restore("See [there]<x1/>.\n\n<x2/>");
    assert_eq!(
        restored.ok().as_deref(),
        Some("See [there][là].\n\n[là]: /y")
    );
}

#[test]
fn a_translation_is_not_far_longer_than_its_original() {
    let long = "word ".repeat(1000);
    assert!(check_line("Un titre", &long).is_err());
    assert!(check_translation("Un texte.", &long).is_err());
    assert!(check_line("你好", "A greeting in a few words").is_ok());
}

#[test]
fn a_translation_has_the_shape_of_its_original() {
    let original = "## Un titre\n\nLe 3 mai, 1 000 fois [ici](/a).\n\n- un\n- deux\n";
    let is_refused = |translated: &str| check_translation(original, translated).is_err();
    assert!(!is_refused(
        "## A title\n\nOn May 3, [here](/a), 1,000 times.\n\n- one\n- two\n"
    ));
    for translated in [
        "",
        "### A title\n\nOn May 3, [here](/a), 1,000 times.\n\n- one\n- two\n",
        "## A title\n\nOn May 3, [here](/a), 1,000 times.\n\n- one\n",
        "## A title\n\nOn May 3,\n\n[here](/a), 1,000 times.\n\n- one\n- two\n",
        "## A title\n\nOn May 3, [here](/b), 1,000 times.\n\n- one\n- two\n",
        "## A title\n\nOn May 3, [here](/a), 1,000 [times](/t).\n\n- one\n- two\n",
        "## A title\n\nOn May 3, [here](/a), 1,000 times, see https://x.example\n\n- one\n- two\n",
        "## A title\n\nOn May 3, [here](/a), 2,000 times.\n\n- one\n- two\n",
        "## A title\n\nOn May 3, [here](/a), 1,000 <b>times</b>.\n\n- one\n- two\n",
        "## A title\n\nOn May 3, [here](/a), 1,000 times\u{1b}[0m.\n\n- one\n- two\n",
        "## A title {#t}\n\nOn May 3, [here](/a), 1,000 times.\n\n- one\n- two\n",
    ] {
        assert!(is_refused(translated), "{translated}");
    }
}
