//! Articles of random pieces of hostile HTML: html5ever, as a browser, finds the theme's elements
//! where they were, and no address of a script.

use crate::fuzz_seeds::targets::raw_html;
use crate::raw_html::safe_all;

/// Begins and ends of elements, of other things that hide tags, and Markdown that is repaired.
const PIECES: [&str; 118] = [
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href='javascript&colon;alert(1)'>",
    "<img src=javascript:x alt=>",
    "</a>",
    "<div>",
    "</div>",
    "<div title=\"",
    "\">",
    "'",
    "\"",
    "<",
    ">",
    "/>",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!x",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<p>",
    "</p>",
    "<span>",
    "</span>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<xmp>",
    "</xmp>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<iframe>",
    "</iframe>",
    "<noframes>",
    "</noframes>",
    "<noscript>",
    "</noscript>",
    "<plaintext>",
    "<template>",
    "</template>",
    "<select>",
    "</select>",
    "<option>",
    "<input>",
    "<svg>",
    "</svg>",
    "<svg/>",
    "<math>",
    "</math>",
    "<mtext>",
    "</mtext>",
    "<mi>",
    "</mi>",
    "<annotation-xml encoding=text/html>",
    "</annotation-xml>",
    "<foreignObject>",
    "</foreignObject>",
    "<desc>",
    "</desc>",
    "<path/>",
    "<g>",
    "</g>",
    "<animate attributeName=href to='javascript:x'>",
    "<set to=javascript:x />",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<col>",
    "<tbody>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<body>",
    "</body>",
    "</html>",
    "</main>",
    "</article>",
    "<frameset>",
    "<base href=x:>",
    "<h2>",
    "</h3>",
    "<br>",
    "<hr>",
    "<object>",
    "</object>",
    "<mglyph>",
    "<font color=x>",
    "</br>",
    "<a xlink:href=\"&#106;avascript:x\">",
    "<iframe srcdoc='<a href=javascript:x>'>",
    "<nobr>",
    "{% ",
    " %}",
    "{{< ",
    " >}}",
    "[a](",
    ") ",
    "[x]: ",
    "> [!info] ",
    "-\u{202f}",
    "a\n: ",
];

/// What stands between the pieces.
const BETWEEN: [&str; 14] = [
    "",
    "",
    "",
    "",
    "",
    "\n",
    "\n",
    "\n\n",
    " mot ",
    "\n\n*mot*\n\n",
    "\n\n- mot\n\n",
    "\n\n> mot\n",
    "\n\n| a |\n|---|\n| b |\n\n",
    "\n\n1. a\n\n   ",
];

/// A seeded random number generator (xorshift; Marsaglia 2003).
struct Random(u64);

impl Random {
    fn pick<'p>(&mut self, pieces: &[&'p str]) -> &'p str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        pieces[(self.0 >> 16) as usize % pieces.len()]
    }

    fn article(&mut self, pieces: usize) -> String {
        let mut markdown = String::new();
        for _ in 0..pieces {
            markdown += self.pick(&PIECES);
            markdown += self.pick(&BETWEEN);
        }
        markdown + "\n\nFin.\n"
    }
}

#[test]
fn random_articles_are_safe() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for at in 0..3_000 {
        raw_html(random.article(2 + at % 11).as_bytes());
    }
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn many_random_articles_are_safe() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for at in 0..200_000 {
        raw_html(random.article(2 + at % 23).as_bytes());
    }
}

#[test]
fn random_articles_make_safe_pages_and_feeds() {
    let mut random = Random(0xd1b5_4a32_d192_ed03);
    let articles: Vec<String> = (0..100).map(|at| random.article(2 + at % 11)).collect();
    safe_all(&articles);
}
