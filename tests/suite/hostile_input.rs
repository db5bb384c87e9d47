//! Input that breaks programs: no crash, no hang, and a message that names the file.

use crate::harness::article;
use crate::program_runner::Folder;

/// Depth or number that only an accident or an attack gives.
const MANY: usize = 100_000;

const FRONT: &str = "---\ntitle: T\ndate: 2026-11-01\n---\n";

/// Runs the program on a site with this file. A crash would show as its exit status.
fn build_in_folder(path: &str, text: &str) -> (bool, String, Folder) {
    let folder = Folder::new("-- content/other.md --\nT.\n");
    folder.write(path, text);
    let ran = folder.run_with_limits(&["build", "--quiet"]);
    let shown: String = text.chars().take(60).collect();
    assert!(
        ran.status == 0 || ran.status == 1,
        "{shown}… ended with {}: {}",
        ran.status,
        ran.err
    );
    (ran.status == 0, ran.err, folder)
}

/// Asserts that a site with these texts as articles builds, and that each page is whole.
fn assert_whole_pages(texts: &[String]) {
    let folder = Folder::new("-- content/other.md --\nT.\n");
    for (number, text) in texts.iter().enumerate() {
        let front = FRONT.replace("title: T", &format!("title: T{number}"));
        folder.write(
            &format!("content/articles/{number}/fr.md"),
            format!("{front}{text}\n"),
        );
    }
    let ran = folder.run_with_limits(&["build", "--quiet"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for (number, text) in texts.iter().enumerate() {
        let page = folder.read(&format!("public/t{number}/index.html"));
        let whole = page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>");
        assert!(whole, "{:.60}", text);
    }
}

/// A million problems would take gigabytes, and nobody reads them.
#[test]
fn a_mistake_that_is_made_a_thousand_times_is_listed_with_its_number() {
    let outcome = article(&"[](x) ".repeat(1_000));
    let listed = outcome.problems().matches("the file `x` was not found");
    assert_eq!(listed.count(), 200);
    outcome.assert_refused(&[
        "error: this file has 800 more problems of the kind `broken-link`",
        "content/articles/a/fr.md:5:5998",
    ]);
    // the places of the others are where they were
    outcome.assert_refused(&["content/articles/a/fr.md:5:1", "fr.md:5:1195"]);
}

/// R14: everything that can be nested or left open, 100,000 times.
#[test]
#[ignore = "slow: run by scripts/test"]
fn r14_deep_nesting_gives_a_whole_page() {
    let repeated = [
        "> ",
        ">",
        "- ",
        "1. ",
        "[",
        "![",
        "[a](",
        "*a **a ",
        "`",
        "<a ",
        "<!--",
        "<div>",
        "&amp",
        "http://",
        ": a\n",
        "{{< ",
        "{% ",
        "\"",
        "# a\n\n",
        "| a ",
        "[^1]",
        "[^",
        "[[",
        "%%",
        "[gallery ",
        "\\{\\{< x >}} ",
        "\u{200d}",
        "🇸",
        "👨‍👩‍👧‍👦",
        "\\",
        "~~",
        "<",
        "a@",
    ];
    let mut texts: Vec<String> = repeated
        .iter()
        .map(|part| part.repeat(MANY) + "x")
        .collect();
    texts.push("[".repeat(MANY) + "a" + &"]".repeat(MANY));
    texts.push(": a\n".to_string() + &":b\n".repeat(MANY));
    texts.push(
        (0..MANY)
            .map(|number| format!("{{{{{number}}}}} "))
            .collect(),
    );
    texts.push("*".repeat(MANY) + "a" + &"*".repeat(MANY));
    texts.push(format!("## a {{{}}}\n", ".a ".repeat(MANY)));
    texts.push(format!("|{}\n|{}\n", "a|".repeat(MANY), "-|".repeat(MANY)));
    texts.push(
        (0..3000)
            .map(|number| format!("[^{number}]: [^{}]\n", number + 1))
            .collect(),
    );
    assert_whole_pages(&texts);
}

/// R13: the patterns of cmark's `pathological_tests.py`, and of GFM's extensions.
#[test]
#[ignore = "slow: run by scripts/test"]
fn r13_slow_parser_patterns_give_whole_pages() {
    const TIMES: usize = 50_000;
    let many = |part: &str| part.repeat(TIMES);
    let backticks = (1..2500).map(|length| format!("e{}", "`".repeat(length)));
    let lists = (0..1000).map(|depth| format!("{}* a\n", "  ".repeat(depth)));
    let references = (0..TIMES).map(|number| format!("[{number}]: /a\n"));
    let texts = [
        many("*a **a ") + "b" + &many(" a** a*"),
        many("a_ "),
        many("_a "),
        many("a]"),
        many("[a"),
        many("*a_ "),
        many("*a ") + &many("_a*_ "),
        "a**b".to_string() + &many("c* "),
        many("[ a_"),
        many("[ (]("),
        many("![[]()"),
        many("**x [a*b**c*](/d) "),
        many("[") + "a" + &many("]"),
        many("> ") + "a",
        lists.collect(),
        backticks.collect(),
        many("[a](<b"),
        many("[a](b"),
        "</".to_string() + &many("<!--"),
        many("- ") + "x" + &many("\n"),
        many("> ") + &many("- ") + "x\n" + &many(">\n"),
        many(">") + &many("a*"),
        references.collect::<String>() + &many("[0] "),
        many("a <?"),
        many("a <!A "),
        many("a <![CDATA["),
        many("a <x y='"),
        many("[a]: b\n"),
        many("[^a"),
        many("~a~~ "),
        many("||"),
        format!("|{}\n|{}\n{}", many("a|"), many("-|"), "|\n".repeat(100)),
        many("www.a"),
        many("https://a.b?c="),
        many("a@b."),
        many("- [ ] "),
        many("> [!NOTE] "),
        many("a\n: "),
        many("&#1;&"),
        many("\u{1}"),
        many("'\"«“:;!? "),
        many("]("),
        many("[a](b c"),
        many("[a](//b c.md) "),
        many("[a] ("),
        many("](a b.md"),
        many(")["),
        many("]["),
        many("[a]: b c.md "),
        many("[a]: b c.md\n"),
        many("{a=b "),
        many("{% a\n"),
        many("{{% a %}}\n{{% /a %}}\n"),
        "# ".to_string() + &many("{"),
        many("-\u{a0}a\n"),
        many("2.\u{202f}a\n"),
        many("|a\n"),
        many(":a"),
        many("==a $$"),
        many("## {a}\n"),
        "}".to_string() + &many("\n}\n\n"),
        "a\n: b\n".to_string() + &many(":c\n"),
    ];
    assert_whole_pages(&texts);
}

/// R12: how long an article may be, and of how many parts.
#[test]
#[ignore = "slow: run by scripts/test"]
fn r12_articles_of_ten_megabytes_give_whole_pages() {
    let prose = "Un mot, *deux* mots ; et [un lien](https://a.example/).\n\n";
    let texts = [
        "a".repeat(10_000_000),
        "un mot ".repeat(1_400_000),
        prose.repeat(40_000),
        "## Titre 🚀\n".repeat(MANY),
        "### \n".repeat(MANY),
        "\n".repeat(10_000_000),
        "x\\".repeat(1_000_000),
    ];
    for text in texts {
        assert_whole_pages(&[text]);
    }
}

/// R17: code that a grammar would need minutes for stays plain.
#[test]
fn r17_code_that_is_slow_to_highlight_stays_plain() {
    for (language, code) in [
        ("rust", "<".repeat(100_000)),
        ("html", "<".repeat(100_000)),
        ("json", "{".repeat(50_000)),
        ("javascript", "a(".repeat(100_000)),
        ("python", "x".repeat(200_000)),
        ("css", "a{\n".repeat(50_000)),
    ] {
        let fence = format!("```{language}\n{code}\n```\n");
        let outcome = crate::harness::article(&fence).without_problems();
        let page = outcome.page("/a/");
        assert!(!page.contains("class=\"hl-"), "{language}");
        let shown = code.replace('<', "&lt;");
        assert!(page.contains(&shown), "{language}: all of it is there");
    }
}

/// A limit bounds the time and memory that ten megabytes of markup would take.
#[test]
#[ignore = "slow: run by scripts/test"]
fn r12_a_text_with_too_much_markup_is_refused() {
    let text = "*a* ".repeat(2_500_000);
    let (built, said, _) = build_in_folder("content/articles/a/fr.md", &format!("{FRONT}{text}\n"));
    assert!(
        !built && said.contains("content/articles/a/fr.md"),
        "{said}"
    );
    assert!(said.contains("marks and words of Markdown"), "{said}");
}

#[test]
fn r15_oversized_front_matter_is_an_error_with_its_position() {
    let letters = "bcdefghij".chars().zip("abcdefghi".chars());
    let bomb = letters.map(|(name, before)| {
        format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{before}"); 9].join(",")
        )
    });
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_string() + &bomb.collect::<String>();
    let texts = [
        bomb,
        format!("x: {}\n", "[".repeat(MANY)),
        format!("x: {}\n", "{a: ".repeat(MANY / 2)),
        "a: &a [*a]\n".to_string(),
        "title: a\ntitle: b\n".to_string(),
        format!("weight: {}\n", "9".repeat(400)),
        "weight: .inf\n".to_string(),
        "extra: *nothing\n".to_string(),
        format!("title: x\n{}", "k".repeat(70_000)),
        "title: [\n".to_string(),
        "\ttitle: x\n".to_string(),
        "title: 'x\n".to_string(),
    ];
    for text in texts {
        let (built, said, _) = build_in_folder(
            "content/articles/a/fr.md",
            &format!("---\ndate: 2026-11-01\n{text}---\nT.\n"),
        );
        let shown: String = text.chars().take(40).collect();
        assert!(
            !built && said.contains("--> content/articles/a/fr.md:"),
            "{shown}: {said}"
        );
        assert!(said.len() < 10_000, "{shown}: not the whole file is shown");
    }
    let toml = format!(
        "+++\ndate = 2026-11-01\nx = {}\n+++\nT.\n",
        "[".repeat(MANY)
    );
    let (built, said, _) = build_in_folder("content/articles/a/fr.md", &toml);
    assert!(
        !built && said.contains("--> content/articles/a/fr.md:"),
        "{said}"
    );
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn r16_endless_templates_are_errors_of_the_theme() {
    let texts = [
        "{% include \"article.html\" %}".to_string(),
        "{% extends \"article.html\" %}".to_string(),
        "{% for a in range(end=100000000) %}x{% endfor %}".to_string(),
        "{%- component c(x) %}{{ <c x={x} /> }}{%- endcomponent c %}{{ <c x={1} /> }}".to_string(),
        format!("{{{{ {}1{} }}}}", "(".repeat(MANY), ")".repeat(MANY)),
        format!("{{{{ {}1 }}}}", "1+".repeat(MANY)),
        format!("{{{{ {}1 }}}}", "-".repeat(MANY)),
        format!("{{{{ {}1 }}}}", "not ".repeat(MANY)),
        format!("{{{{ page{} }}}}", "[page".repeat(MANY)),
        format!("{{{{ {}{} }}}}", "[".repeat(MANY), "]".repeat(MANY)),
        format!("{{{{ page.title{} }}}}", " | upper".repeat(MANY)),
        "{% if true %}".repeat(5000) + &"{% endif %}".repeat(5000),
        "{{ page.title".to_string(),
        "{{ t(\"no such words\") }}".to_string(),
        "{{ asset(\"no-such.css\") }}".to_string(),
    ];
    for text in texts {
        let folder = Folder::new(
            "-- griot.yaml --\nbase_url: https://blog.example\ntheme: t\nlanguages:\n  fr: {title: A}\n\
             -- themes/t/theme.yaml --\nextends: default\n-- content/articles/a/fr.md --\n---\ndate: 2026-11-01\n---\nT.\n",
        );
        folder.write("themes/t/templates/article.html", &text);
        let ran = folder.run_with_limits(&["build", "--quiet"]);
        let shown: String = text.chars().take(40).collect();
        assert!(
            ran.status == 1 && ran.err.contains("--> themes"),
            "{shown}: {ran:?}"
        );
        assert!(!folder.has("public"), "{shown}");
    }
}

#[test]
fn themes_that_extend_each_other_are_reported() {
    let folder = Folder::new(
        "-- griot.yaml --\nbase_url: https://blog.example\ntheme: t\nlanguages:\n  fr: {title: A}\n\
         -- themes/t/theme.yaml --\nextends: u\n-- themes/u/theme.yaml --\nextends: t\n-- content/a.md --\nT.\n",
    );
    let ran = folder.run(&["build"]);
    assert!(ran.status == 1 && ran.err.contains("t → u → t"), "{ran:?}");
}

#[test]
fn empty_and_tiny_files() {
    for (text, built) in [
        ("", true),
        ("---\n---\n", true),
        ("---\ntitle: x\n---", true),
        ("\n\n\n", true),
        ("---\ntitle: x\n", false),
        ("🎉", true),
        ("#", true),
        ("<!--more-->", true),
    ] {
        let (done, said, _) = build_in_folder("content/a.md", text);
        assert_eq!(done, built, "{text:?}: {said}");
    }
}

#[test]
fn a_site_without_text_is_refused_and_one_of_drafts_builds() {
    let folder = Folder::empty();
    folder.write("griot.yaml", crate::harness::FRENCH_AND_ENGLISH);
    let nowhere = folder.run(&["build"]);
    assert!(
        nowhere.status == 1 && nowhere.err.contains("there is no folder `content`"),
        "{nowhere:?}"
    );
    folder.write("content/.gitkeep", "");
    let empty = folder.run(&["build"]);
    assert!(
        empty.status == 1 && empty.err.contains("no text was read") && !folder.has("public"),
        "{empty:?}"
    );
    let draft = "---\ntitle: A\ndraft: true\n---\nTexte.\n";
    folder.write("content/pages/a/fr.md", draft);
    folder.run_ok(&["build", "--strict"]);
    for page in [
        "index.html",
        "en/index.html",
        "404.html",
        "feed.xml",
        "sitemap.xml",
        "archive/index.html",
    ] {
        assert!(folder.has(&format!("public/{page}")), "{page}");
    }
}

#[test]
fn too_deep_folders_are_reported() {
    let folder = Folder::empty();
    folder.write("griot.yaml", crate::harness::FRENCH_AND_ENGLISH);
    folder.write(&format!("content/{}fr.md", "d/".repeat(70)), "x");
    let ran = folder.run(&["build"]);
    assert!(
        ran.status == 1 && ran.err.contains("folders deep"),
        "{ran:?}"
    );
}

#[test]
fn too_many_tags_are_refused() {
    let tags: Vec<String> = (0..101).map(|number| format!("t{number}")).collect();
    let text = format!("---\ntitle: x\ntags: [{}]\n---\n", tags.join(", "));
    let (built, said, _) = build_in_folder("content/a.md", &text);
    assert!(!built && said.contains("101 tags"), "{said}");
}
