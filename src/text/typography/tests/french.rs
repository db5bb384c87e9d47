//! Tables of French texts and how they are typeset.

fn case(input: &str, expected: &str) {
    super::case(super::TypographyRules::French, input, expected);
}

#[test]
fn spaces_before_marks_do_not_break() {
    case("Bonjour !", "Bonjour_!");
    case(
        "Vraiment ? Oui ; non : peut-être !",
        "Vraiment_? Oui_; non~: peut-être_!",
    );
    case(
        "Oui\u{A0}! Non\u{202F}: si\u{2009}; la  ? les \u{A0} !",
        "Oui_! Non~: si_; la_? les_!",
    );
    case("À vos avis !!!", "À vos avis_!!!");
    case(
        "Quoi ?! Non ?… Si ! ! Ah … !",
        "Quoi_?! Non_?… Si_!_! Ah …_!",
    );
    case(
        "2 ½ ; 20 % ; 30 ? 5 € ! 12° : 3 m² ;",
        "2 ½_; 20~%_; 30_? 5~€_! 12°~: 3~m²_;",
    );
    case("Mot\n! Mot\t?", "Mot_! Mot_?");
    case("Mot␣! Mot ␣ ? Mot␣:␣fin", "Mot_! Mot_? Mot~:␣fin");
    case(
        "C++ ! C# ? (oui) ! [non] ; etc. :",
        "C++_! C#_? (oui)_! [non]_; etc.~:",
    );
    case("¤ ! ¤ : ¤ ?¤ ; ¤", "¤_! ¤~: ¤_?¤_; ¤");
    case("le mot :¤, oui !🚀", "le mot~:¤, oui_!🚀");
    case("oui !, dit-il", "oui_!, dit-il");
    case("Titre 🚀 ! Titre 🚀 : suite", "Titre~🚀_! Titre~🚀~: suite");
    case("🚀 : le point", "🚀~: le point");
}

#[test]
fn missing_spaces_are_added_where_a_mark_ends_a_word() {
    case(
        "Bonjour! Vraiment? Oui; non: si!",
        "Bonjour_! Vraiment_? Oui_; non~: si_!",
    );
    case("Quoi?! Non?… Si!!!", "Quoi_?! Non_?… Si_!!!");
    case(
        "Non?... Quoi?...! Ah...! Si?.... Ah…?",
        "Non_?… Quoi_?…! Ah…_! Si?.... Ah…_?",
    );
    // a pause and an ellipsis are two marks
    case("Oui;...: non;...!", "Oui;…~: non;…_!");
    case("(oui!) [non?] «ah!»", "(oui_!) [non_?] «_ah_!_»");
    case(
        "Bravo!🚀 Titre 🚀! Bravo!¤",
        "Bravo_!🚀 Titre~🚀_! Bravo_!¤",
    );
    case("¤! ¤: ¤; ¤?", "¤_! ¤~: ¤_; ¤_?");
    case("oui!⏎non?⏎", "oui_!⏎non_?⏎");
    case(
        "etc.! à 12h: voir 30; 40%: 5€! x²?",
        "etc._! à 12h~: voir 30_; 40%~: 5€_! x²_?",
    );
    case(
        "«?a=1!» \"?a=1!\" /?a=1! x?a=1!",
        "«_?a=1_!_» «_?a=1_!_» /?a=1! x?a=1!",
    );
    case("% !…: x?...: mot:ok: fin", "% !…: x?…: mot:ok~: fin");
    case("**Bonjour**!", "**Bonjour**!");
}

#[test]
fn marks_outside_prose_stay() {
    for same in [
        "12:30",
        "de 12:30:15 à 3:1, en 16:9",
        "https://",
        "Voir http://x.y/?a=b! et https://fr.wikipedia.org/wiki/L'IA?x='y'... fin",
        "mailto:l'ami@b.fr mailto:x mailto:a@b.fr?subject=oui! fin",
        "www.x.fr/page?id=3&a=b! fin",
        "::1 fe80:: 2001:db8::1 [::1]:8080",
        "std::mem::swap std::",
        ":smile: mot :+1: (:tada:) :a::b: fin",
        "C:\\ et C:\\Users\\moi! et C:/temp",
        "clé:valeur a:b a;b a!b a?b clé:¤ a;¤",
        ":) :-) ;-) :D mot :) mot:) (un mot :) :-( :/ ;) :'( :p",
        "obj?.champ ?. != x!=y !important mot !important",
        "(?) (!) [!] (:) [?] foo(?)",
        "&eacute; &nbsp; &#160; &#xA0; mot&nbsp;",
        "#IA @moi",
        "! début",
        "?",
        ";",
        "⏎! ⏎ ? suite",
        "( ! )",
        "Yahoo! Jeopardy! et Yahoo!, Wham! Yahoo!",
        "l’Allô! oui (Allô!) Qui? Quoi",
        "mot,!",
        "oui,! -! /? =? mot—! mot–?",
        "vim +:q",
        "«»",
        "--secure, C--",
        "..... .... ../.../x ./... 1...9 ..",
    ] {
        case(
            same,
            &same
                .replace('\'', "’")
                .replace("L’IA?x=’y’", "L'IA?x='y'")
                .replace("mailto:l’", "mailto:l'")
                .replace(":’(", ":'("),
        );
    }
}

#[test]
fn names_keep_their_mark() {
    case(
        "Yahoo! ? Yahoo!? Yahoo!!! Vive Yahoo !",
        "Yahoo!_? Yahoo!_? Yahoo!_!! Vive Yahoo_!",
    );
    case(
        "Ayahoo! Yahoo? MonYahoo! Oh! Allô! allô!",
        "Ayahoo_! Yahoo_? MonYahoo_! Oh_! Allô! allô_!",
    );
    case(
        "Haikyu!! et Panic! at the Disco, Panic!",
        "Haikyu!! et Panic! at the Disco, Panic_!",
    );
    case(
        "Qui? Quoi Qui? Quoique Qui ? Quoi",
        "Qui? Quoi Qui_? Quoique Qui_? Quoi",
    );
    case(
        "« Yahoo! »: Moulin\u{A0}Rouge!",
        "«_Yahoo!_»~: Moulin\u{A0}Rouge!",
    );
}

#[test]
fn guillemets_have_narrow_spaces() {
    case(
        "« déjà » «déjà» «\u{A0}déjà\u{A0}» «  déjà  »",
        "«_déjà_» «_déjà_» «_déjà_» «_déjà_»",
    );
    case("«¤» « ¤ » «🚀 oui 🚀»", "«_¤_» «_¤_» «_🚀 oui~🚀_»");
    case(
        "« oui »! « oui ! » «oui!» «oui»: (« oui »)",
        "«_oui_»_! «_oui_!_» «_oui_!_» «_oui_»~: («_oui_»)",
    );
    case("«␣oui␣»", "«_oui_»");
    case("« » mot «", "«_» mot «");
    case("» suite⏎» suite « ⏎ »", "» suite⏎» suite « ⏎ »");
    case("« ! » « … »", "«_!_» «_…_»");
    case("« un “deux” trois »", "«_un “deux” trois_»");
}

#[test]
fn straight_quotes_become_guillemets() {
    case("\"Bonjour\"", "«_Bonjour_»");
    case(
        "Il a dit \"oui\", puis \"non\".",
        "Il a dit «_oui_», puis «_non_».",
    );
    case(
        "\"Oui !\" \"Oui!\" \"Oui\"! \"Oui\" !",
        "«_Oui_!_» «_Oui_!_» «_Oui_»_! «_Oui_»_!",
    );
    case("\" Oui \"", "«_Oui_»");
    case("(\"oui\") [\"non\"] —\"si\"", "(«_oui_») [«_non_»] —«_si_»");
    case("\"Il a dit \"oui\" hier\"", "«_Il a dit “oui” hier_»");
    case(
        "\"Il a dit \"oui\"\" \"\"Oui\", dit-il\"",
        "«_Il a dit “oui”_» «_“Oui”, dit-il_»",
    );
    case(
        "« il dit \"oui\" », “il dit \"oui\"”",
        "«_il dit “oui”_», “il dit «_oui_»”",
    );
    case("l'\"IA\" et \"l'\"IA\" ici\"", "l’«_IA_» et «_l’“IA” ici_»");
    case("\"¤\" \"🚀\" \"¤ !\"", "«_¤_» «_🚀_» «_¤_!_»");
    case(
        "\"https://x.fr/?a=b\" \"Yahoo!\"",
        "«_https://x.fr/?a=b_» «_Yahoo!_»",
    );
    case("dit:\"oui\" a=\"b\"", "dit:«_oui_» a=«_b_»");
    case("\"\" \"\"\" (\"\")", "\"\" \"\"\" (\"\")");
    case("\"Sans fin", "\"Sans fin");
    case("sans début\"", "sans début\"");
    case("“déjà” ‘là’", "“déjà” ‘là’");
    case("\"un␣deux\"⏎\"trois\"", "«_un␣deux_»⏎«_trois_»");
}

#[test]
fn measures_stay_straight() {
    case("5'10\" et 12\" ou 27\"", "5'10\" et 12\" ou 27\"");
    case("\"Un écran 27\" incurvé\"", "«_Un écran 27\" incurvé_»");
    case(
        "\"Windows 11\" et \"iPhone 15\"",
        "«_Windows 11_» et «_iPhone 15_»",
    );
    case("\"il mesure 5'10\"\"", "«_il mesure 5'10\"_»");
    case(
        "3\"x5\", 90' de jeu, 5' ; 12\" !",
        "3\"x5\", 90' de jeu, 5'_; 12\"_!",
    );
}

#[test]
fn a_quote_after_a_digit_closes_or_means_inches() {
    case(
        "Film \"2001\", le 14\" et \"2010\".",
        "Film «_2001_», le 14\" et «_2010_».",
    );
    case("\"Un 27\" et un 32\" ici\"", "«_Un 27\" et un 32\" ici_»");
    case("\"Un 3\"x5\" papier\"", "«_Un 3\"x5\" papier_»");
    case("Un 14\" \"neuf\" ici", "Un 14\" «_neuf_» ici");
    case(
        "(\"iPhone 15\") 6,1\" (\"Pro\")",
        "(«_iPhone 15_») 6,1\" («_Pro_»)",
    );
    case(
        "un \"écran de 14\" et un autre",
        "un «_écran de 14_» et un autre",
    );
}

#[test]
fn quotes_with_spaces_inside() {
    case("et (\" x \")", "et («_x_»)");
    case(
        "Il dit \" oui \", puis \" non \".",
        "Il dit «_oui_», puis «_non_».",
    );
    case("\" Oui \" ! et \" non \"", "«_Oui_»_! et «_non_»");
    case("[\" a \" ; \"b\"]", "[«_a_»_; «_b_»]");
    case("\"...oui\" et \"?\" ", "«_…oui_» et «_?_» ");
}

#[test]
fn a_lone_quote_stays_and_turns_no_other() {
    case(
        "un \" mot \"deux\" et \"trois\"",
        "un \" mot «_deux_» et «_trois_»",
    );
    case("\"un\" mot\" et \"deux\"", "«_un_» mot\" et «_deux_»");
    case("un \"mot et \"deux\" fin", "un \"mot et «_deux_» fin");
    case("\"un\" et \"deux", "«_un_» et \"deux");
    case("\"", "\"");
}

#[test]
fn dashes() {
    case("tiret -- et --- ici", "tiret – et — ici");
    case("2019--2024, oui---non", "2019–2024, oui—non");
    case("-- Oui, dit-il.", "– Oui, dit-il.");
    case("«-- Oui --» (-- non --)", "«_– Oui –_» (– non –)");
    case("--secure -- --watch, i--", "--secure -- --watch, i--");
}

#[test]
fn apostrophes() {
    case(
        "l'IA aujourd'hui d'¤ l'été qu'\u{e9}",
        "l’IA aujourd’hui d’¤ l’été qu’\u{e9}",
    );
    case(
        "les '90s, 1980's, '68, rock 'n' roll",
        "les ’90s, 1980’s, ’68, rock ’n’ roll",
    );
    case("'ziva ! ¤'s", "’ziva_! ¤’s");
    case(
        "dit 'oui' et 'c'est l'IA' ici",
        "dit ‘oui’ et ‘c’est l’IA’ ici",
    );
    case("''gras'' ' seul '", "''gras'' ' seul '");
    case("Quoi?' Oui!'non", "Quoi_?’ Oui!’non");
}

#[test]
fn ellipses() {
    case(
        "Oui... non ...si [...] (...) ....",
        "Oui… non …si […] (…) ....",
    );
    case("Quoi...? Ah... ! 1... 2", "Quoi…_? Ah…_! 1… 2");
}
