//! Markdown that is nearly right: it appears as its author means it, or a warning says with its line
//! what to type.

use crate::harness::{Outcome, article, site};
use crate::html_reader::main_element;

/// Asserts what a reader sees of a text, and each of these words in the warnings.
#[track_caller]
fn case(markdown: &str, shown: &str, warnings: &[&str]) -> Outcome {
    let outcome = article(markdown).with_warnings();
    let main = main_element(outcome.page("/a/"));
    assert!(
        main.contains(shown),
        "{shown}\nis not in\n{main}\n{}",
        outcome.problems()
    );
    outcome.assert_reported(warnings);
    if warnings.is_empty() {
        assert_eq!(outcome.problems(), "", "{markdown}");
    }
    outcome
}

/// Asserts that a text gives no warning, because it is right or because it is code.
#[track_caller]
fn silent(markdown: &str) {
    assert_eq!(article(markdown).problems(), "", "{markdown}");
}

#[track_caller]
fn warned(markdown: &str, warnings: &[&str]) {
    article(markdown).with_warnings().assert_reported(warnings);
}

#[test]
fn file_names_with_spaces_are_links() {
    let build = |markdown: &str| {
        site(&format!(
            "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{markdown}\n\
             -- content/articles/L’école à Dakar/fr.md --\n---\ntitle: École\ndate: 2026-11-01\n---\nT.\n\
             -- content/articles/a/WhatsApp Image 2026-05-23 at 10.12.33.jpeg --\nPNG\n\
             -- content/articles/a/photo (1).png --\nPNG\n\
             -- content/articles/a/Le \"Phare\".png --\nPNG\n\
             -- content/articles/a/coin :).png --\nPNG\n"
        ))
    };
    for (markdown, shown, hint) in [
        (
            "![Le marché](WhatsApp Image 2026-05-23 at 10.12.33.jpeg)",
            "src=\"/a/WhatsApp%20Image%202026-05-23%20at%2010.12.33.jpeg\" alt=\"Le marché\"",
            "write `![Le marché](<WhatsApp Image 2026-05-23 at 10.12.33.jpeg>)`",
        ),
        (
            "[lien](../L’école à Dakar/fr.md)",
            "<a href=\"/ecole/\">lien</a>",
            "write `[lien](<../L’école à Dakar/fr.md>)`",
        ),
        (
            "![x](photo (1).png \"Le titre\")",
            "src=\"/a/photo%20(1).png\" alt=\"x\"",
            "write `![x](<photo (1).png> \"Le titre\")`",
        ),
        (
            "![x](Le \"Phare\".png) et puis (bien) !",
            "alt=\"x\"",
            "write `![x](<Le \"Phare\".png>)`",
        ),
        (
            "[lien][x]\n\n[x]: ../L’école à Dakar/fr.md",
            "<a href=\"/ecole/\">lien</a>",
            "write `[x]: <../L’école à Dakar/fr.md>`",
        ),
        (
            "![x](coin :).png)",
            "alt=\"x\"",
            "write `![x](<coin :).png>)`",
        ),
    ] {
        let outcome = build(markdown).with_warnings();
        let main = main_element(outcome.page("/a/"));
        assert!(main.contains(shown), "{markdown}: {main}");
        outcome.assert_reported(&[hint, "content/articles/a/fr.md:"]);
    }
    build("![x](pas là.png)").assert_refused(&["`pas là.png` was not found", "(<pas là.png>)"]);
    for right in [
        "[x](../L’école%20à%20Dakar/fr.md \"Un titre\")",
        "`[x](a b.md)` et\n\n    [x](a b.md)\n\n```\n[x](a b.md)\n```\n",
        "[x](<../L’école à Dakar/fr.md>)",
        "\\[sic](voir la note plus bas)",
    ] {
        assert_eq!(build(right).problems(), "", "{right}");
    }
}

#[test]
fn links_with_a_space_or_wrong_brackets() {
    warned(
        "Un. [Wave] (https://wave.example) suit.",
        &[
            "`[Wave] (https://wave.example)` is no link",
            "write `[Wave](https://wave.example)`",
            "fr.md:5:5",
        ],
    );
    warned(
        "(le site)[https://wave.example]",
        &["write `[le site](https://wave.example)`"],
    );
    warned("![x] (a.jpg)", &["write `![x](a.jpg)`"]);
    silent("Il dit [sic] (en riant) et (bon)[1] `[a] (https://x.example)`.");
}

#[test]
fn headings_without_a_space_without_words_or_without_their_level() {
    warned("##Titre 🚀", &["write `## Titre 🚀`", "fr.md:5:1"]);
    warned(
        "1.Premier\n2.Second",
        &["write `1. Premier`", "write `2. Second`"],
    );
    silent("#Kebetu en parle.\n\n1.5 million, 2.0.\n\n```\n##x\n```\n");
    let empty = case(
        "Un.\n\n##\n\nDeux.",
        "<p>Un.</p>",
        &["has no words", "fr.md:7:1"],
    );
    assert!(!main_element(empty.page("/a/")).contains("<h2"));
    warned(
        "## Un\n\n#### Deux\n\n#### Trois\n",
        &[
            "level 4 follows one of level 2",
            "write `### Deux`",
            "fr.md:7:1",
        ],
    );
    silent("## Un\n\n### Deux\n\n#### Trois\n\n## Quatre\n\nTexte.\n");
}

#[test]
fn spaces_of_phones_and_word_processors_are_spaces_after_marks() {
    for space in ["\u{a0}", "\u{202f}", "\u{2003}", "\t"] {
        let build = |markdown: &str| case(&markdown.replace('~', space), "", &[]);
        let page = build(
            "##~Titre\n\nUn\n-~un\n    -~**deux**\n-~trois\n\n1.~premier\n2.~second\n\n>~cité\n>~suite\n",
        );
        let main = main_element(page.page("/a/"));
        for html in [
            ">Titre</h2>",
            "<p>Un</p>\n<ul>\n<li>un<ul>\n<li><strong>deux</strong></li>\n</ul>\n</li>\n<li>trois</li>\n</ul>",
            "<ol>\n<li>premier</li>\n<li>second</li>\n</ol>",
            "<blockquote>\n<p>cité\nsuite</p>\n</blockquote>",
        ] {
            assert!(main.contains(html), "{space:?} {html}\n{main}");
        }
        assert!(!main.contains("<br>"), "{main}");
    }
    case("-\u{a0}[x]\u{a0}fait", "<li class=\"task\">", &[]);
    case("```\n-\u{a0}x\n```", "-\u{a0}x", &[]);
    case("L’an\n2.\u{a0}suite", "<p>L’an\n2.\u{a0}suite</p>", &[]);
    // places stay right
    warned("-\u{a0}un {{< x >}}", &["fr.md:5:6"]);
    warned("##\u{202f}Un {{< x >}}", &["fr.md:5:7"]);
}

#[test]
fn marks_without_their_counterpart() {
    warned(
        "**Gras non fermé",
        &["write `**Gras non fermé**`", "fr.md:5:1"],
    );
    warned("Un ** gras ** ici", &["write `**gras**`"]);
    warned("Un **gras ** ici", &["write `**gras**`"]);
    warned("~~barré", &["write `~~barré~~`"]);
    warned("Le `code ici", &["write ``code ici``"]);
    silent("2 ** 3, 2**3, a__b, \\*\\*non, Prix*, `**x`, l`école, **bien** et *bien*.");
}

#[test]
fn lines_that_are_nearly_a_table() {
    warned(
        "| Nom | Prix |\n| Wave | 1 % |",
        &[
            "these lines are no table",
            "write `|---|---|` below the first line",
            "fr.md:5:1",
        ],
    );
    warned(
        "| a | b | c |\n|---|---|\n| 1 | 2 | 3 |",
        &["write `|---|---|---|`"],
    );
    silent("| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n| a | b |\n| c | d |\n```\n\nUn | deux\n");
}

#[test]
fn addresses_that_are_empty_or_misspelled() {
    for markdown in [
        "[ici]()",
        "![x]()",
        "<img src=\"\" alt=\"\">",
        "<a href=\"\">x</a>",
        "[x](https://)",
    ] {
        warned(markdown, &["there is no address here", "fr.md:5:1"]);
    }
    case(
        "Voir [ici]() !",
        "<p>Voir ici\u{202f}!</p>",
        &["no address"],
    );
    warned(
        "[](https://x.example)",
        &[
            "has no words to click",
            "write `[words](https://x.example)`",
        ],
    );
    for (written, meant) in [
        ("http:/x.example", "http://x.example"),
        ("https//x.example/é", "https://x.example/é"),
        ("htps://x.example", "https://x.example"),
        ("https://https://x.example", "https://x.example"),
        ("awa@x.example", "mailto:awa@x.example"),
        ("wa.me/221", "https://wa.me/221"),
        ("www.x.example", "https://www.x.example"),
    ] {
        case(
            &format!("[x]({written})"),
            "rel",
            &[&format!("write `{meant}`"), "fr.md:5:5"],
        );
        let outcome = article(&format!("[x]({written})"));
        let href = meant.replace('é', "%C3%A9");
        let main = main_element(outcome.page("/a/"));
        assert!(
            main.contains(&format!("href=\"{meant}\"")) || main.contains(&href),
            "{main}"
        );
    }
    silent("[x](https://x.example/a@b.example) [y](mailto:a@x.example) [z](#a) [w](/)\n\n## A\n");
}

#[test]
fn references_and_their_definitions() {
    warned(
        "Voir [the notes][x].",
        &[
            "`[the notes][x]` is shown as text",
            "write `[the notes](https://…)`",
            "fr.md:5:6",
        ],
    );
    silent(
        "[a][b] et [b].\n\n[b]: https://x.example\n[//]: # (note)\n[comment]: <> (note)\n\nt[i][j] `[x][y]`",
    );
    warned(
        "Un.\n\n[NDLR]: voir",
        &["nothing refers to `[NDLR]: …`", "fr.md:7:1"],
    );
    case(
        "{% include refs.md %}\n[x]: https://x.example\n\n[a][x]",
        "<a href=\"https://x.example\"",
        &["`{% include refs.md %}` is another"],
    );
}

#[test]
fn a_line_that_begins_with_a_colon_is_a_paragraph_without_a_term() {
    let text = "Mot\n: Son sens\n: Un autre\n\n";
    for prose in [
        "C’est écrit,\nnoir sur blanc\n: rien ne change.",
        "Tout est dit.\n: rien ne change.",
    ] {
        let outcome = case(&format!("{text}{prose}"), "rien ne change.</p>", &[]);
        let main = main_element(outcome.page("/a/"));
        assert!(main.contains(": rien"), "the colon stays: {main}");
        assert!(
            main.contains("<dt>Mot</dt>\n<dd>Son sens</dd>\n<dd>Un autre</dd>"),
            "{main}"
        );
        case(prose, "rien ne change.</p>", &[]);
    }
    case("Un\n\n: deux\n", "<dt>Un</dt>", &[]);
    case(&format!("{text}:rocket2: x"), "<p>:rocket2: x</p>", &[]);
}

#[test]
fn bare_addresses_end_before_closing_marks_of_every_script() {
    for (text, address) in [
        ("«https://x.example/é»", "https://x.example/é"),
        ("“https://x.example” fin", "https://x.example"),
        ("(www.x.example…)", "www.x.example"),
        ("https://x.example— fin", "https://x.example"),
        ("「https://x.example/a」。", "https://x.example/a"),
        ("https://x.example/a.» fin", "https://x.example/a"),
        (
            "https://x.example/l’été–x’ fin",
            "https://x.example/l’été–x",
        ),
        ("‹awa@x.example›", "awa@x.example"),
    ] {
        case(&format!("Un {text}"), &format!(">{address}</a>"), &[]);
    }
}

#[test]
fn styles_and_scripts_that_the_policy_stops() {
    warned("<p style=\"color:red\">x</p>", &["`style=`", "fr.md:5:1"]);
    warned(
        "Un <b onclick=\"x()\">mot</b>",
        &["`onclick=`", "fr.md:5:4"],
    );
    warned("<script>\nx()\n</script>", &["`<script>`", "fr.md:5:1"]);
    warned("<style>\np {}\n</style>", &["`<style>`"]);
    silent(
        "<script type=\"application/ld+json\">{}</script>\n\n<p class=\"once\">x</p>\n\n`<b onclick=x>`",
    );
}

#[test]
fn lines_of_lists_of_other_programs_become_one_paragraph() {
    for (text, mark) in [
        ("☐ un\n☑ deux", "☑"),
        ("✅ un\n✅ deux", "✅"),
        ("🔹 **un**\n🔹 **deux**", "🔹"),
        ("1️⃣ un\n2️⃣ deux", "2️⃣"),
        ("I. un\nII. deux", "II."),
        ("1°) un\n2°) deux", "2°)"),
        ("(1) un\n(2) deux", "(2)"),
        ("#. un\n#. deux", "#."),
    ] {
        warned(text, &[&format!("Markdown has no `{mark}`"), "write `- "]);
    }
    for text in [
        "✅ un seul\net la suite",
        "✅ un  \n✅ deux",
        "✅ un\n\n✅ deux",
        "(Un) mot\n(Deux) mots",
        "- ✅ un\n- ✅ deux",
    ] {
        silent(text);
    }
}

#[test]
fn a_sentence_above_dashes_and_an_indented_paragraph() {
    warned(
        "Une phrase.\n---\n\nDeux.",
        &[
            "`Une phrase.` is a heading, because of the line `---`",
            "leave an empty line before `---`",
            "fr.md:5:1",
        ],
    );
    warned("Un\ndeux\n---\n\nT.", &["`Un` is a heading"]);
    warned(
        "Un.\n\n\tLe marché a fermé ses portes hier soir, à Dakar.\n",
        &[
            "is shown as code: its line begins with four spaces or a tab",
            "fr.md:7:2",
        ],
    );
    for text in [
        "Un titre\n---\n\nT.",
        "Un titre !\n---\n\nT.",
        "Be nice.\n--------\n\nT.",
        "Un.\n\n---\n\nDeux.",
        "Un.\n\n    let x = f(1); // Le premier essai de la fonction.\n",
        "Un.\n\n    sudo apt install griot maintenant ici\n",
    ] {
        silent(text);
    }
}

#[test]
fn headings_links_and_marks_of_other_programs() {
    for (text, hint) in [
        ("== Titre ==\n\nT.", "write `## Titre`"),
        ("h3. Titre\n\nT.", "write `### Titre`"),
        (
            "[le mot->https://x.example]",
            "write `[le mot](https://x.example)`",
        ),
        (
            "[https://x.example le mot]",
            "write `[le mot](https://x.example)`",
        ),
        ("Un '''mot''' ici", "write `**mot**`"),
        ("Un ++mot++ ici", "write `<ins>mot</ins>`"),
        ("‘‘‘js\nx\n‘‘‘", "write three backticks: ```js"),
        ("[su_button url=\"x\"]Clic[/su_button]", "`[/su_button]`"),
        ("[url=https://x.example]mot[/url]", "`[/url]`"),
        ("{++ajout++}", "`{++ajout++}`"),
        (
            "**Gras\u{a0}**suite et *\u{a0}italique*.",
            "write `**Gras**`",
        ),
    ] {
        warned(text, &[hint]);
    }
    for text in [
        "C++ et C++, C++/C++, i++ et j++",
        "a == b",
        "[a -> b] et [voir la note]",
        "une ‘citation’ et ’’’",
        "[https://a.example https://b.example c]",
        "`== x ==` et `[/url]`",
    ] {
        silent(text);
    }
}

#[test]
fn markdown_inside_html_is_not_read() {
    warned(
        "<aside>\n💡 Une **astuce**\n\n</aside>",
        &[
            "`**astuce**` is shown as it is typed",
            "leave an empty line after the tag",
            "fr.md:6:7",
        ],
    );
    warned(
        "<div>\nVoir [le site](https://x.example)\n</div>",
        &["`[le site](https://x.example)`"],
    );
    for text in [
        "<aside>\n\nUne **astuce**\n\n</aside>",
        "<pre>\n**x** `y`\n</pre>",
        "<div>2 ** 3 ** 4, un [mot] (seul)</div>",
        "<b>un</b> **deux**",
    ] {
        silent(text);
    }
}

#[test]
fn raised_and_lowered_words_of_other_programs() {
    warned(
        "L’eau H~2~O",
        &[
            "`~2~` lowers no words",
            "write `H₂`, or `H<sub>2</sub>`",
            "fr.md:5:8",
        ],
    );
    warned("(CO~2~)", &["`~2~`"]);
    warned("f(x)^2^", &["`^2^` raises no words", "write `)²`, or"]);
    warned("le XXI^e^ siècle", &["write `XXI<sup>e</sup>`"]);
    warned("Ca^2+^ et Na^+^", &["write `Ca²⁺`", "write `Na⁺`"]);
    for text in [
        "de 10~20~30 km, ~peu~ et ~~rien~~",
        "`x^2^` et <code>H~2~O</code>",
        "x\\^2^ et H\\~2~O",
        "une note[^1] et deux[^2]\n\n[^1]: Un.\n[^2]: Deux.",
        "^_^ et o^_^o, HEAD^^, 2^10, a^2+c^2=1",
        "H<sub>2</sub>O, x²",
    ] {
        silent(text);
    }
}

#[test]
fn formulas() {
    warned(
        "Soit \\(y\\) ici",
        &["`\\(y\\)` makes no formula", "write `*y*`"],
    );
    for (text, formula) in [
        ("\\(x = 2\\)", "`\\(x = 2\\)`"),
        ("\\(\\frac{a}{b}\\)", "`\\(\\frac{a}{b}\\)`"),
        ("\\[y = 1\\]", "`\\[y = 1\\]`"),
        ("Un.\n\\[\nE = mc^2\n\\]", "`\\[ E = mc^2 \\]`"),
        ("\\\\(x_1\\\\) et", "`\\\\(x_1\\\\)`"),
        ("Le carré $x^2$.", "`$x^2$`"),
        ("$\\alpha$", "`$\\alpha$`"),
    ] {
        warned(text, &[formula, "code between backticks"]);
    }
    warned("\\[y\\]", &["`\\[y\\]`", "write `*y*`"]);
    for text in [
        "Une \\(note\\) \\[...\\], \\[1\\], l\\[a\\], \\(c\\) et \\[x\\] fait",
        "\\(a\\) premier point",
        "\\[mon_fichier.txt\\] et \\[clé=valeur\\]",
        "de $5 à $10, US$ 3 et A$2, $HOME et $PATH",
        "`\\(y\\)` et `$x^2$`",
        "```\n\\[y\\]\n$x^2$\n```",
        "\\$x^2$",
    ] {
        silent(text);
    }
}

#[test]
fn an_id_in_prose() {
    warned(
        "Une ligne. {#ancre}",
        &[
            "`{#ancre}` sets an id only at the end of a heading",
            "write `<a id=\"ancre\"></a>`",
            "fr.md:5:12",
        ],
    );
    warned("- Point {#a .b}", &["`{#a .b}`"]);
    for text in [
        "## Titre {#ancre}\n\nT.",
        "Un {#if} ici",
        "{#if utilisateur}",
        "`{#ancre}`",
    ] {
        silent(text);
    }
}

#[test]
fn syntax_of_other_programs() {
    case(
        "Un.\n\n{% include figure\n  src=\"x\"\n%}\n\nDeux.",
        "<p>Un.</p>",
        &["`{% include figure src=\"x\" %}`", "fr.md:7:1"],
    );
    warned(
        ":::note\nx\n:::",
        &["`:::note` is another program's box", "write `> [!NOTE]`"],
    );
    warned("!!! note \"T\"\n    x", &["another program's box"]);
    warned("[TOC]", &["write `toc: true`"]);
    warned("$$x^2$$", &["no formula"]);
    warned(
        "![x](https://x.example/a.png){width=300}",
        &["`{width=300}`", "fr.md:5:30"],
    );
    warned("Un ==mot== ici", &["write `<mark>mot</mark>`"]);
    warned(
        "Parti :rocket: !",
        &["`:rocket:`", "paste the emoji: 🚀", "fr.md:5:7"],
    );
    warned(
        "```rust title=\"main.rs\"\nx\n```",
        &["`title=\"main.rs\"` after the language", "fr.md:5:9"],
    );
    silent(
        "À 10:30:45, 3 $ et 4 $$, a == b, {x}, ::: et !!! `:rocket:` `$$x$$`\n\n```\n[TOC] {width=3} $$x$$\n```\n",
    );
    case(
        "> [!info] Le *titre*\n> Texte.\n\nFin.",
        "<div class=\"alert alert-note\">\n<p class=\"alert-title\">Le <em>titre</em></p>\n<p>Texte.</p>\n</div>\n<p>Fin.</p>",
        &[],
    );
    case(
        "> [!bug]- Seul",
        "alert-caution\">\n<p class=\"alert-title\">Seul</p>\n</div>",
        &[],
    );
    case("> [!faq]\n> Texte.", "</p>\n<p>Texte.</p>\n</div>", &[]);
    warned("> [!zut] Titre", &["`[!zut]` makes no alert"]);
    case("## {verb} {object}\n\nTexte.", "{verb} {object}</h2>", &[]);
    case("## Un {#un b}\n\nTexte.", "id=\"un\"", &["`b` is skipped"]);
}

#[test]
fn a_shortcode_is_no_summary_and_no_text_for_search() {
    let outcome =
        article("{{< audio src=\"x\" >}}\n\nLe chapeau {{< badge >}} suit.").with_warnings();
    let page = outcome.page("/a/");
    assert!(
        page.contains("<meta name=\"description\" content=\"Le chapeau suit.\""),
        "{page}"
    );
    for (path, text) in outcome.texts().filter(|(path, _)| path.contains("search")) {
        assert!(!text.contains("badge"), "{path}: {text}");
    }
}

#[test]
fn back_links_of_one_footnote_have_names_of_their_own() {
    let outcome = case("Un[^1], deux[^1].\n\n[^1]: Note.", "Note.", &[]);
    let main = main_element(outcome.page("/a/"));
    assert!(main.contains(" 1\">") && main.contains(" 1-2\">"), "{main}");
}

#[test]
fn templates_in_addresses_are_reported() {
    for markdown in [
        "[x]({{site.url}}/a)",
        "[x]({% post_url 2026-01-01-a %})",
        "![x]({{site.url}}/a.png)",
        "<a href=\"{{ site.url }}/a\">x</a>",
    ] {
        warned(markdown, &["another generator's shortcode", "fr.md:5:"]);
    }
}

#[test]
fn marks_in_plain_fields_are_reported() {
    for (field, words) in [
        ("title: \"Un **mot** fort\"", "Un mot fort"),
        (
            "description: Un `code` et [lien](https://x.example)",
            "Un code et lien",
        ),
        ("summary: Un *mot*", "Un mot"),
    ] {
        let front = format!("---\ntitle: A\ndate: 2026-11-01\n{field}\n---\nT.\n");
        let front = match field.starts_with("title") {
            true => front.replace("title: A\n", ""),
            false => front,
        };
        site(&format!("-- content/articles/a/fr.md --\n{front}"))
            .with_warnings()
            .assert_reported(&["readers see the marks", &format!("write `{words}`")]);
    }
    let plain =
        "---\ntitle: 2*3*4 et f_x_ y\ndate: 2026-11-01\nsummary: \"* au 1er mai\"\n---\nT.\n";
    let outcome = site(&format!("-- content/articles/a/fr.md --\n{plain}"));
    assert_eq!(outcome.problems(), "");
}

/// What repairs once lost, changed or misread.
#[test]
fn repairs_keep_every_word_and_change_nothing_else() {
    // a shortcode where no block can begin
    for text in [
        "Un texte\n     {{< youtube abc >}}\n",
        "- point\n        {{< gallery x >}}\n",
    ] {
        let main = main_element(article(text).page("/a/")).to_string();
        let words = if text.contains("youtube") {
            "youtube abc"
        } else {
            "gallery x"
        };
        assert!(main.contains(words) && !main.contains("?&gt;"), "{main}");
    }
    // titles of links get their characters back
    let text = "Terme\n\n: définition\n\n[lien](https://e.example \"voilà\n: oui\")\n";
    let main = main_element(article(text).page("/a/")).to_string();
    assert!(
        !main.contains(|c: char| c.is_control() && c != '\n'),
        "{main:?}"
    );
    // a definition whose address ends in braces, above a rule
    let text = "Voir [doc][api].\n\n[api]: https://api.example/users/{id}\n\n---\n";
    case(text, "<a href=\"https://api.example/users/%7Bid%7D\"", &[]);
    // two addresses that differ in a bracket alone
    let files = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[x](a b c.pdf) et [y](a b(c.pdf)\n\
        -- content/articles/a/a b c.pdf --\n1\n";
    let outcome = site(files);
    outcome.assert_reported(&["the file `a b(c.pdf` was not found"]);
    // what follows an unclosed comment is repaired too
    let text = "<!-- note\n\n##\u{a0}Titre\n\nTexte.\n";
    case(
        text,
        ">Titre</h2>",
        &["a comment begins here and never ends"],
    );
    let many = "<!-- a\n\nUn.\n\n".repeat(20) + "**Fin.**\n";
    let main = main_element(article(&many).page("/a/")).to_string();
    assert!(main.contains("<strong>Fin.</strong>"), "{main}");
    // a quote goes on without a line break; a heading at the beginning is no code
    let main = main_element(article("> un\n>\u{a0}\u{a0}\u{a0}deux\n").page("/a/")).to_string();
    assert!(!main.contains("<br"), "{main}");
    case("#\u{a0}\u{a0}\u{a0}Grand\n\nTexte.", "Texte.", &[]);
    // a file that is missing is no other site
    for target in ["notes.docx#page=2", "mon.dossier/page.md"] {
        let outcome = article(&format!("[x]({target})"));
        outcome.assert_reported(&["was not found"]);
    }
    // a backslash before one does not silence another
    warned(
        "Un \\[^1] puis un vrai [^1].",
        &["there is no footnote `[^1]`"],
    );
    silent("Un \\[^1] seul.");
    // a bound for many of a kind
    let many = "[lien](photo de moi.jpg) ".repeat(1000);
    assert!(
        article(&many)
            .problems()
            .matches("needs `<` and `>`")
            .count()
            <= 200
    );
}

#[test]
fn code_that_never_ends_is_reported() {
    warned(
        "Texte.\n\n```python\nprint(1)\n\nLa suite du texte.",
        &["the code that begins with ````` never ends", "fr.md:7:1"],
    );
    warned(
        "~~~~\nx\n~~~",
        &["the code that begins with `~~~~` never ends"],
    );
    silent("```\nx\n```");
    silent("````md\n```\nx\n````");
    silent("> ```\n> x\n> ```");
    silent("- a\n\n  ```\n  x\n  ```\n");
}

#[test]
fn cells_beyond_the_columns_are_reported() {
    warned(
        "| A | B |\n|---|---|\n| 1 | 2 | trois |",
        &["`trois` is not shown: this row has more cells"],
    );
    warned(
        "| A | B |\n|---|---|\n| un | `a|b` |",
        &[
            "`b`` is not shown",
            "write `\\|` for a `|` that is text, also in code",
        ],
    );
    silent("| A | B |\n|---|---|\n| 1 | 2 |\n| seul |\n| x \\| y | z |");
    silent("A | B\n---|---\n1 | 2\n3 | 4 |");
}

/// The list would count the second year as 1987.
#[test]
fn a_year_at_the_beginning_of_a_paragraph_is_reported() {
    warned(
        "1986. Une grande année.\n\n2026. Une autre.",
        &[
            "`1986.` is read as the number of an item in a list",
            "write `2026\\. Une autre.`",
        ],
    );
    silent("1986\\. Une grande année.");
    silent("1. Un\n2. Deux");
}

#[test]
fn bullets_of_word_processors_are_reported() {
    warned("• un\n• deux", &["Markdown has no `•`", "write `- deux`"]);
    silent("Un point • au milieu.");
    warned("– un\n– deux", &["Markdown has no `–`", "write `- deux`"]);
    warned("a) un\nb) deux", &["Markdown has no `b)`"]);
    silent("— Bonjour, dit-elle.\n\n— Bonjour.");
    silent("Une phrase\n— avec un aparté — qui continue.");
}

#[test]
fn marks_and_titles_with_a_space_in_the_wrong_place() {
    warned("Un **gras **espacé.", &["write `**gras** `"]);
    warned(
        "[x](https://x.example \"t)",
        &["write `[x](https://x.example \"t\")`"],
    );
    warned(
        "[x](https://x.example “un titre”)",
        &["write `[x](https://x.example \"un titre\")`"],
    );
    warned("![x](p.jpg =300x200)", &["write `![x](p.jpg)`"]);
    silent("Soit 2 ** 3 **4 et [x](https://x.example \"t\").");
}

#[test]
fn components_of_other_programs_are_reported() {
    warned(
        "<Callout>salut</Callout>",
        &["`<Callout>` is another program's component"],
    );
    silent("<DIV>salut</DIV> <my-element>x</my-element>");
}

#[test]
fn lines_of_mdx_and_abbreviations_are_reported() {
    warned(
        "import X from \"./x.astro\"\n\n{/* note */}\n\n*[HTML]: Hyper Text",
        &[
            "is a line of MDX",
            "{/* note */}",
            "another program's abbreviation",
        ],
    );
    silent("import de marchandises");
}

/// A word in angle brackets stands for something, and is a tag for browsers.
#[test]
fn placeholders_in_angle_brackets_are_reported() {
    warned(
        "Tapez ssh <nom>@serveur.",
        &[
            "`<nom>` is read as HTML: readers do not see it",
            "write `\\<` for its `<`",
        ],
    );
    silent("Tapez `ssh <nom>@serveur` ou \\<nom>.");
    warned("Un <u>mot.", &["`<u>` is not closed"]);
}

#[test]
fn shortcodes_without_spaces_are_text() {
    case(
        "Un {{<note>}} et\n\n| a | {{</note>}} |\n|---|---|\n| b | c |",
        "{{&lt;note&gt;}}",
        &[
            "`{{<note>}}` is another generator's shortcode",
            "`{{</note>}}`",
        ],
    );
    silent("`{{<note>}}`");
}

#[test]
fn names_of_functions_are_no_unclosed_emphasis() {
    silent("Appelez __autoload() et __init__.py.");
}
