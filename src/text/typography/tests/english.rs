//! Tables of English texts and how they are typeset.

fn case(input: &str, expected: &str) {
    super::case(super::TypographyRules::English, input, expected);
}

#[test]
fn double_quotes_become_curly() {
    case("\"Hello,\" she said.", "“Hello,” she said.");
    case(
        "He said \"yes\"; (\"no\") [\"maybe\"].",
        "He said “yes”; (“no”) [“maybe”].",
    );
    case("\"He said 'yes' to \"her\"\"", "“He said ‘yes’ to “her””");
    case(
        "\"'Tis true,\" he said. \"'Yes,' she said.\"",
        "“’Tis true,” he said. “‘Yes,’ she said.”",
    );
    case("'\"Hi,\" he said.'", "‘“Hi,” he said.’");
    case("\"¤\" \"🚀\" ¤\"x\"", "“¤” “🚀” ¤“x”");
    case(
        "\"What?\" \"Stop!\" \"Wait...\" \"So---\"",
        "“What?” “Stop!” “Wait…” “So—”",
    );
    case("a \"b", "a \"b");
    case("“typed” \"\" \"\"\"", "“typed” \"\" \"\"\"");
    case("“\"yes\" and «no»”", "““yes” and «no»”");
    case("one␣\"two\"⏎\"three\"", "one␣“two”⏎“three”");
}

#[test]
fn single_quotes_and_apostrophes() {
    case(
        "don't, it's, dogs' bones, James's",
        "don’t, it’s, dogs’ bones, James’s",
    );
    case("'90s, the '80s', '98, '24", "’90s, the ’80s’, ’98, ’24");
    case(
        "'tis 'Twas rock 'n' roll, get 'em 'til 'cause",
        "’tis ’Twas rock ’n’ roll, get ’em ’til ’cause",
    );
    case(
        "a 'quoted word' and 'don't stop' here",
        "a ‘quoted word’ and ‘don’t stop’ here",
    );
    case(
        "('in brackets') ['x'] 'rock 'n' roll forever'",
        "(‘in brackets’) [‘x’] ‘rock ’n’ roll forever’",
    );
    case(
        "¤'s 'ello ''wiki'' ' alone '",
        "¤’s ’ello ''wiki'' ' alone '",
    );
    case("1990's 5 o'clock O'Brien", "1990’s 5 o’clock O’Brien");
    case("so—'they' said", "so—‘they’ said");
    case("'one' and 'ello", "‘one’ and ’ello");
    case("The 🚀's gone 🚀'", "The 🚀’s gone~🚀’");
    case(":'( ='(", ":'( ='(");
    case("'in 1990' he", "‘in 1990’ he");
}

#[test]
fn measures_stay_straight() {
    case(
        "5'10\" tall, a 12\" vinyl, 3\"x5\"",
        "5'10\" tall, a 12\" vinyl, 3\"x5\"",
    );
    case(
        "\"a 27\" screen\" and \"Windows 11\"",
        "“a 27\" screen” and “Windows 11”",
    );
    case("\"The 5'10\" man\"", "“The 5'10\" man”");
}

#[test]
fn dashes() {
    case("word--word, word---word", "word–word, word—word");
    case("a -- b --- c", "a – b — c");
    case("2019--2024, (x)--(y), ¤--¤", "2019–2024, (x)–(y), ¤–¤");
    case("\"Yes\"--she said--\"no\"", "“Yes”–she said–“no”");
    case("one␣--␣two⏎-- Author", "one␣–␣two⏎– Author");
    case("-- A quote's author", "– A quote’s author");
    case("I thought---", "I thought—");
    for same in [
        "--secure use --help, -v C-- i-- C--, C--.",
        "npm run x -- --watch",
        "x ---- y, --, -->, <!--x-->, a/--b",
        "well-known e-mail – — https://x.com/a--b",
        "--",
    ] {
        case(same, same);
    }
}

#[test]
fn ellipses_and_no_french_spaces() {
    case("Wait... what...? ....", "Wait… what…? ....");
    case(
        "Really ! No ? Yes : so ; 12:30 « x »",
        "Really ! No ? Yes : so ; 12:30 « x »",
    );
    case(
        "https://x.y/it's?a='b'... C:\\it's \"https://x.y\"",
        "https://x.y/it's?a='b'... C:\\it's “https://x.y”",
    );
    case("Yahoo!'s and 'Yahoo!'", "Yahoo!’s and ‘Yahoo!’");
    case(
        "Title 🚀! \"Title 🚀\" Title 🚀 !",
        "Title~🚀! “Title~🚀” Title~🚀 !",
    );
}
