//! `griot import folder`: sites of Hugo, Jekyll, Zola, Astro and Hexo become sites that build, and
//! every old address is still answered.

use crate::program_runner::Folder;
use serde_json::Value;

const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const HUGO: &str = "\
-- old/hugo.toml --
baseURL = \"https://blog.example/\"
title = \"Kora & Pixels\"
defaultContentLanguage = \"fr\"
timeZone = \"Africa/Dakar\"
enableEmoji = true
[permalinks]
posts = \"/:year/:month/:slug/\"
[pagination]
pagerSize = 12
[languages.fr]
weight = 1
[[languages.fr.menu.main]]
name = \"À propos\"
pageRef = \"/about\"
weight = 2
[[languages.fr.menu.main]]
name = \"Articles\"
url = \"/posts/\"
weight = 1
[languages.en]
weight = 2
title = \"Kora in English\"
-- old/content/posts/_index.md --
---
title: Articles
---
-- old/content/posts/puce/index.fr.md --
+++
title = \"La puce 🚀\"
date = 2026-05-23T10:00:00+01:00
slug = \"la-puce\"
tags = [\"Matériel\"]
aliases = [\"/old/puce/\", \"vieille-puce\"]
series = [\"puces\"]
[cover]
image = \"lead.gif\"
alt = \"Une puce\"
+++
Le *texte*, et {{< ref \"posts/autre.md#suite\" >}} puis [l’autre]({{< relref \"autre\" >}}).
{{< figure src=\"a.gif\" alt=\"A\" caption=\"La légende\" width=\"300\" >}}
{{< youtube jNQXAC9IVRw >}}

{{% notice tip \"Bon à savoir\" %}}
Du **texte**.
{{% /notice %}}

{{< oddity >}}

```
{{</* youtube x */>}} {{< youtube y >}}
```
-- old/content/posts/puce/index.en.md --
---
title: The chip
date: 2026-05-23T10:00:00+01:00
---
[Home](https://blog.example/about/), ![](a.gif), ![](gone.gif)
-- old/content/posts/autre.md --
{
  \"title\": \"L’autre\",
  \"date\": \"2026-05-20\",
  \"draft\": false
}
[La puce](../la-puce/) et [le fichier](/files/a.pdf).

## Suite

Fin.
-- old/content/about.md --
---
title: À propos
---
Nous.
-- old/content/about.en.md --
---
title: About
---
Us.
-- old/content/notes.org --
* Notes
-- old/static/files/a.pdf --
%PDF
";

#[track_caller]
fn imported(site: &str, pictures: &[&str]) -> Folder {
    let folder = Folder::new(site);
    for path in pictures {
        folder.write(path, GIF);
    }
    folder.run_ok(&["import", "folder", "old", "--out", "site"]);
    folder.run_ok(&["build", "--root", "site"]);
    folder
}

/// Asserts that each old address has a page or leads on.
#[track_caller]
fn assert_answered(folder: &Folder, addresses: &[&str]) {
    let redirects = folder.read("site/public/_redirects");
    for address in addresses {
        let file = match address.ends_with('/') {
            true => format!("site/public{address}index.html"),
            false => format!("site/public{address}"),
        };
        let leads_on = redirects.lines().any(|line| {
            let mut words = line.split(' ');
            let target = words.nth(1).map(|to| to.trim_end_matches('/').to_string());
            line.starts_with(&format!("{address} "))
                && target.is_some_and(|to| {
                    folder.has(&format!("site/public{to}"))
                        || folder.has(&format!("site/public{to}/index.html"))
                })
        });
        assert!(folder.has(&file) || leads_on, "{address}\n{redirects}");
    }
}

#[test]
fn hugo_becomes_a_site_in_two_languages() {
    let folder = imported(
        HUGO,
        &[
            "old/content/posts/puce/a.gif",
            "old/content/posts/puce/lead.gif",
        ],
    );
    assert_eq!(
        folder.read("site/content/articles/puce/fr.md"),
        "---\ntitle: \"La puce 🚀\"\ndate: 2026-05-23T10:00:00+01:00\nslug: la-puce\n\
         aliases: [/old/puce/, /2026/05/vieille-puce]\ntags: [Matériel]\nimage: lead.gif\n\
         image_alt: Une puce\nextra: {\"series\":[\"puces\"]}\n---\n\n\
         Le *texte*, et /2026/05/lautre/#suite puis [l’autre](../autre/fr.md).\n\n\
         ![A](a.gif \"La légende\")\n\n\
         https://www.youtube.com/watch?v=jNQXAC9IVRw\n\n\
         > [!TIP] Bon à savoir\n> Du **texte**.\n\n\
         {{< oddity >}}\n\n\
         ```\n{{< youtube x >}} {{< youtube y >}}\n```\n"
    );
    assert_eq!(
        folder.read("site/griot.yaml"),
        "base_url: \"https://blog.example\"\ndefault_language: fr\ntimezone: Africa/Dakar\n\
         permalink: \"/:year/:month/:slug/\"\npaginate: 12\n\nlanguages:\n  fr:\n    title: \"Kora & Pixels\"\n    \
         menu:\n      - {label: Articles, url: /archive/}\n      - {label: À propos, url: /about/}\n  en:\n    \
         title: Kora in English\n"
    );
    assert!(
        folder
            .read("site/content/articles/autre/fr.md")
            .contains("[La puce](../puce/fr.md) et [le fichier](/files/a.pdf).")
    );
    let english = folder.read("site/content/articles/puce/en.md");
    assert!(
        english.contains("[Home](../../pages/about/fr.md), ![](a.gif)"),
        "{english}"
    );
    assert_answered(
        &folder,
        &[
            "/2026/05/la-puce/",
            "/en/2026/05/the-chip/",
            "/2026/05/lautre/",
            "/about/",
            "/en/about/",
            "/old/puce/",
            "/2026/05/vieille-puce/",
            "/posts/",
            "/index.xml",
            "/en/index.xml",
            "/files/a.pdf",
        ],
    );
}

#[test]
fn what_has_no_counterpart_is_named_with_its_line() {
    let folder = Folder::new(HUGO);
    folder.write("old/content/posts/puce/a.gif", GIF);
    let ran = folder.run_ok(&["import", "folder", "old", "--out", "site", "--json"]);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let named = |part: &str, code: &str| {
        let lines = report[part].as_array().expect("a list").iter();
        let lines = lines.filter(|line| line["code"] == code);
        let lines =
            lines.map(|line| format!("{} {} {}", line["file"], line["line"], line["detail"]));
        lines.collect::<Vec<_>>()
    };
    let puce = "\"content/articles/puce/fr.md\"";
    assert_eq!(
        named("needs_hand", "tag"),
        [format!("{puce} 19 \"{{{{< oddity >}}}}\"")]
    );
    let text = folder.read("site/content/articles/puce/fr.md");
    assert_eq!(text.lines().nth(18), Some("{{< oddity >}}"));
    assert_eq!(named("changed", "extra"), [format!("{puce} 7 \"series\"")]);
    assert_eq!(
        named("changed", "style"),
        [format!("{puce} 12 \"width=300\"")]
    );
    assert_eq!(
        named("not_written", "setting"),
        ["\"hugo.toml\" 5 \"enableEmoji\""]
    );
    assert_eq!(
        named("not_written", "other-format"),
        ["\"content/notes.org\" null null"]
    );
    let missing = named("needs_hand", "missing-file");
    assert_eq!(missing.len(), 2, "{missing:?}");
}

const JEKYLL: &str = "\
-- old/_config.yml --
title: Kora
url: https://blog.example
baseurl: /blog
permalink: /:categories/:year/:month/:day/:title.html
languages: [fr, en]
default_lang: fr
paginate: 8
-- old/_data/navigation.yml --
main:
  - {title: À propos, url: /about/}
-- old/_posts/2026-05-23-la-puce.md --
---
layout: post
title: La puce
categories: tech
tags: un deux
redirect_from:
  - /vieux/
image: /assets/a.gif
---
* TOC
{:toc}

Voir [l’autre]({% post_url 2026-05-20-autre %}) et [nous]({{ site.baseurl }}/about/).

{% include figure image_path=\"/assets/a.gif\" alt=\"A\" caption=\"B\" %}

{% highlight rust %}
fn main() {}
{% endhighlight %}

> Attention
{: .prompt-warning }

{% raw %}{{ x }}{% endraw %}

![a]({{ \"/assets/a.gif\" | relative_url }}){: .right}
-- old/_posts/en/2026-05-23-la-puce.md --
---
layout: post
title: The chip
lang: en
categories: tech
---
Text.
-- old/_posts/2026-05-20-autre.md --
---
title: L’autre
---
Texte.
-- old/_drafts/idee.md --
---
title: Idée
---
Texte.
-- old/about.md --
---
title: À propos
permalink: /about/
---
Nous.
-- old/index.html --
---
layout: home
---
";

#[test]
fn jekyll_becomes_a_site() {
    let folder = imported(JEKYLL, &["old/assets/a.gif"]);
    assert_eq!(
        folder.read("site/content/articles/la-puce/fr.md"),
        "---\ntitle: La puce\ndate: 2026-05-23T00:00:00\nurl: /tech/2026/05/23/la-puce.html\n\
         aliases: [/vieux/]\ncategories: [tech]\ntags: [un, deux]\nimage: /assets/a.gif\n---\n\n\
         Voir [l’autre](../autre/fr.md) et [nous](../../pages/about/fr.md).\n\n\
         ![A](/assets/a.gif \"B\")\n\n\
         ```rust\nfn main() {}\n```\n\n\
         > [!WARNING]\n> Attention\n\n\
         {{ x }}\n\n![a](/assets/a.gif)\n"
    );
    assert!(
        folder
            .read("site/content/pages/drafts/idee/fr.md")
            .contains("draft: true")
    );
    assert!(
        folder
            .read("site/griot.yaml")
            .contains("- {label: À propos, url: /about/}")
    );
    let redirects = folder.read("site/static/_redirects");
    assert!(!redirects.contains("/blog/feed.xml"), "{redirects}");
    assert_answered(
        &folder,
        &[
            "/tech/2026/05/23/la-puce.html",
            "/en/tech/2026/05/23/la-puce.html",
            "/2026/05/20/autre.html",
            "/about/",
            "/vieux/",
            "/feed.xml",
            "/assets/a.gif",
        ],
    );
}

const ZOLA: &str = "\
-- old/config.toml --
base_url = \"https://blog.example\"
default_language = \"fr\"
title = \"Kora\"
description = \"La tech\"
feed_filenames = [\"atom.xml\"]
[languages.en]
title = \"Kora, in English\"
-- old/content/blog/_index.md --
+++
title = \"Blog\"
+++
-- old/content/blog/2026-05-23-puce/index.md --
+++
title = \"La puce\"
aliases = [\"vieux\"]
[taxonomies]
tags = [\"un\"]
[extra]
niveau = 3
+++
[L’autre](@/blog/autre.md#suite) {{ youtube(id=\"abc\", autoplay=true) }}

{% quote(author=\"Awa\") %}
Une phrase.
{% end %}

![](a.gif)
-- old/content/blog/2026-05-23-puce/index.en.md --
+++
title = \"The chip\"
+++
[Other](@/blog/autre.md)
-- old/content/blog/autre.md --
+++
title = \"L’autre\"
date = 2026-05-20
path = \"speciale\"
+++
![](../puce/a.gif)

## Suite

Fin.
";

#[test]
fn zola_becomes_a_site() {
    let folder = imported(ZOLA, &["old/content/blog/2026-05-23-puce/a.gif"]);
    assert_eq!(
        folder.read("site/content/articles/puce/fr.md"),
        "---\ntitle: La puce\ndate: 2026-05-23T00:00:00\nslug: puce\naliases: [/vieux]\ntags: [un]\n\
         extra: {\"niveau\":3}\n---\n\n\
         [L’autre](../autre/fr.md#suite) https://www.youtube.com/watch?v=abc\n\n\
         > Une phrase.\n>\n> — Awa\n\n![](a.gif)\n"
    );
    assert_answered(
        &folder,
        &[
            "/blog/puce/",
            "/en/blog/puce/",
            "/speciale/",
            "/vieux/",
            "/blog/",
            "/atom.xml",
        ],
    );
}

const ASTRO: &str = "\
-- old/astro.config.mjs --
export default defineConfig({
  site: 'https://blog.example',
  i18n: { defaultLocale: 'en', locales: ['en', 'fr'] },
});
-- old/src/consts.ts --
export const SITE_TITLE = 'Kora';
export const SITE_DESCRIPTION = 'Plain tech';
-- old/src/content.config.ts --
const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}' }) });
-- old/src/pages/[lang]/posts/[...slug].astro --
const posts = await getCollection('blog');
-- old/src/content/blog/the-chip.mdx --
---
title: The chip
pubDate: 'May 23 2026'
heroImage: '../../assets/a.gif'
---
import { Image } from 'astro:assets';
import photo from '../../assets/a.gif';
import Odd from '../../components/Odd.astro';

<Image src={photo} alt=\"A\" />

<Aside type=\"caution\">
  Mind **that**.
</Aside>

<Odd />

[Other](./other.md)
-- old/src/content/blog/fr/the-chip.md --
---
title: La puce
pubDate: 2026-05-23
---
:::tip[Ici]
Texte.
:::
-- old/src/content/blog/other.md --
---
title: Other
pubDate: 2026-05-20
draft: true
---
Text.
-- old/src/pages/about.md --
---
title: About
layout: ../layouts/Base.astro
---
Us.
";

#[test]
fn astro_becomes_a_site() {
    let folder = imported(ASTRO, &["old/src/assets/a.gif", "old/public/b.gif"]);
    assert_eq!(
        folder.read("site/content/articles/the-chip/en.md"),
        "---\ntitle: The chip\ndate: 2026-05-23T00:00:00\nslug: the-chip\nimage: a.gif\n---\n\n\
         ![A](a.gif)\n\n> [!CAUTION]\n> Mind **that**.\n\n<Odd />\n\n[Other](../other/en.md)\n"
    );
    assert!(
        folder
            .read("site/content/articles/the-chip/fr.md")
            .contains("> [!TIP] Ici\n> Texte.\n")
    );
    let settings = folder.read("site/griot.yaml");
    assert!(
        settings.contains("title: Kora\n    description: Plain tech\n"),
        "{settings}"
    );
    let report = folder.read("site/import-report.md");
    assert!(
        report.contains("`content/articles/the-chip/en.md:13`: this component stays"),
        "{report}"
    );
    assert_answered(
        &folder,
        &[
            "/posts/the-chip/",
            "/fr/posts/the-chip/",
            "/about/",
            "/b.gif",
            "/rss.xml",
        ],
    );
}

const HEXO: &str = "\
-- old/_config.yml --
title: Kora
url: https://blog.example
language: fr
timezone: Africa/Dakar
permalink: :year/:month/:title/
new_post_name: :title.md
post_asset_folder: true
menu:
  À propos: /about/ || fa fa-user
  Archives: /archives
-- old/source/_posts/puce.md --
---
title: La puce
date: 2026-05-23 10:00:00
categories:
  - [Tech, Puces]
tags: un
---
Début.
<!-- more -->
{% asset_img a.gif \"Une puce\" %}

{% post_link autre 'L’autre' %}, {% post_link rien %}

{% codeblock lang:rust %}
fn main() {}
{% endcodeblock %}
-- old/source/_posts/autre.md --
---
title: L’autre
date: 2026/05/20
lang: en
permalink: special/autre/
---
[Puce](/2026/05/puce/)
-- old/source/about/index.md --
---
title: À propos
date: 2020-01-01
---
Nous.
-- old/source/_drafts/idee.md --
title: Idée
---
Texte.
";

#[test]
fn hexo_becomes_a_site() {
    let folder = imported(HEXO, &["old/source/_posts/puce/a.gif", "old/source/b.gif"]);
    assert_eq!(
        folder.read("site/content/articles/puce/fr.md"),
        "---\ntitle: La puce\ndate: 2026-05-23T10:00:00\nslug: puce\ncategories: [Tech, Puces]\ntags: [un]\n---\n\n\
         Début.\n<!-- more -->\n\n![Une puce](a.gif)\n\n[L’autre](../autre/en.md), rien\n\n\
         ```rust\nfn main() {}\n```\n"
    );
    let settings = folder.read("site/griot.yaml");
    assert!(
        settings.contains("- {label: Archives, url: /archive/}"),
        "{settings}"
    );
    let page = folder.read("site/content/pages/about/fr.md");
    assert!(!page.contains("\ndate:"), "{page}");
    assert_answered(
        &folder,
        &[
            "/2026/05/puce/",
            "/special/autre/",
            "/about/",
            "/archives/",
            "/atom.xml",
            "/b.gif",
        ],
    );
}

#[test]
fn a_second_run_changes_nothing_and_no_file_is_overwritten() {
    let folder = Folder::new(HUGO);
    folder.run_ok(&["import", "folder", "old", "--out", "site"]);
    let before = folder.tree("site");
    folder.run_ok(&["import", "folder", "old", "--out", "site"]);
    assert_eq!(folder.tree("site"), before);
    let page = "site/content/pages/about/fr.md";
    folder.write(page, "mine");
    let ran = folder.run_ok(&["import", "folder", "old", "--out", "site"]);
    assert_eq!(folder.read(page), "mine");
    assert!(ran.err.contains("content/pages/about/fr.md"), "{ran:?}");
}

#[test]
fn a_folder_that_nobody_knows_is_refused_and_can_be_named() {
    let folder = Folder::empty();
    folder.write(
        "old/content/a.md",
        "---\ntitle: A\ndate: 2026-05-23\n---\nText.\n",
    );
    let ran = folder.run(&["import", "folder", "old", "--out", "site"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("`--from hugo`"), "{ran:?}");
    assert!(!folder.has("site"));
    folder.run_ok(&["import", "folder", "old", "--from", "Hugo", "--out", "site"]);
    folder.run_ok(&["build", "--root", "site"]);
    assert!(folder.has("site/public/a/index.html"));
    let ran = folder.run(&[
        "import", "folder", "old", "--from", "hugo", "--out", "old/site",
    ]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("is in the folder that is imported"),
        "{ran:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_are_named_and_nothing_outside_is_read() {
    let folder = Folder::new(HUGO);
    folder.write("secret/secret.md", "---\ntitle: Secret\n---\nSecret.\n");
    folder.write("secret/s.gif", GIF);
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(folder.path(from), folder.path(to)).expect("a link");
    };
    link("secret/secret.md", "old/content/secret.md");
    link("secret", "old/content/secrets");
    folder.write(
        "old/content/up.md",
        "---\ntitle: Up\nimage: ../../secret/s.gif\n---\n![](../../secret/s.gif) ![](secrets/s.gif) [x](../../secret/secret.md)\n",
    );
    folder.run_ok(&["import", "folder", "old", "--out", "site"]);
    let report = folder.read("site/import-report.md");
    for path in ["content/secret.md", "content/secrets"] {
        assert!(
            report.contains(&format!("`{path}`: a link to another place")),
            "{report}"
        );
    }
    let written = folder.tree("site");
    assert!(written.values().all(|bytes| !bytes.starts_with(GIF)));
    assert!(
        !written.keys().any(|path| path.contains("secret")),
        "{:?}",
        written.keys()
    );
    folder.run_ok(&["build", "--root", "site"]);
}

#[test]
fn the_report_is_in_the_language_of_its_reader() {
    let folder = Folder::new(HUGO);
    let mut command = folder.griot(&["import", "folder", "old", "--out", "site"]);
    command.env_remove("LC_ALL").env("LANG", "fr_FR.UTF-8");
    let ran = crate::program_runner::run_command(&mut command);
    assert_eq!(ran.status, 0, "{ran:?}");
    let report = folder.read("site/import-report.md");
    assert!(report.starts_with("# Import depuis Hugo\n"), "{report}");
    assert!(report.contains("## Ce qui demande votre main"), "{report}");
    assert!(report.contains("cette balise reste du texte"), "{report}");
    assert!(!report.contains("this "), "{report}");
}

#[test]
fn hostile_texts_are_bounded() {
    let folder = Folder::new(HUGO);
    let many = "{{< a >}}".repeat(30_000);
    let deep = "{{% notice %}}\n".repeat(5_000) + &"{{% /notice %}}\n".repeat(5_000);
    let colons = ":::note\n".repeat(5_000) + &":::\n".repeat(5_000);
    let front = "---\ntitle: X\n---\n";
    for (name, text) in [
        ("many", many),
        ("deep", deep),
        ("colons", colons),
        ("open", "{{< figure src=\"".repeat(20_000)),
        ("ticks", "`{{<".repeat(50_000)),
    ] {
        folder.write(&format!("old/content/{name}.md"), format!("{front}{text}"));
    }
    folder.write("old/content/not-utf8.md", b"---\ntitle: \xff\n---\n");
    let ran = folder.run_with_limits(&["import", "folder", "old", "--out", "site"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let report = folder.read("site/import-report.md");
    assert!(
        report.contains("`content/not-utf8.md`: this file cannot be read as a text"),
        "{report}"
    );
}
