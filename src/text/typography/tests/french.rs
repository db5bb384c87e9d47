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
fn groups_of_a_number() {
    case("1 000 et 12 345 678,90 !", "1_000 et 12_345_678,90_!");
    case("1\u{A0}000 ou 1\u{2009}000", "1_000 ou 1_000");
    case(
        "-3 000, (4 500) et n°\u{A0}1 234",
        "-3_000, (4_500) et n°~1_234",
    );
    case("10 000-15 000, 10–12 000", "10_000-15_000, 10–12_000");
    case("+1 000 abonnés", "+1_000 abonnés");
    case("de 1␣000 à 2 000", "de 1_000 à 2_000");
    for same in [
        "En 2024 300 personnes",
        "06 12 34 56 78",
        "+221 33 123 45 67 et +221 771 234 567",
        "33 123 45 67",
        "le 077 123 456",
        "12 34, 1000 000, 1 0000, 1  000",
        "iPhone16 000, v2 000",
        "1,5 000 et 10.2 000 et 12/5 000",
    ] {
        case(same, same);
    }
    case("iPhone 15 256 Go", "iPhone 15 256~Go");
}

#[test]
fn units_and_currencies() {
    case("20 % 5 € 3 $ 2 ‰ 7 £", "20~% 5~€ 3~$ 2~‰ 7~£");
    case("20 %, 3,5 %. (4 %)", "20~%, 3,5~%. (4~%)");
    case("20\u{202F}% 5\u{2009}km 2␣Go", "20~% 5~km 2~Go");
    case(
        "5 km, 128 Go, 100 Mbit/s, 75 kWh, 37 °C, 45 °, 3 m², 120 km/h",
        "5~km, 128~Go, 100~Mbit/s, 75~kWh, 37~°C, 45~°, 3~m², 120~km/h",
    );
    case(
        "2 nm, 4,2 GHz, 5 000 mAh, 50 Mpx, 12 s, 30 min, 3 m3, 8 Gio",
        "2~nm, 4,2~GHz, 5_000~mAh, 50~Mpx, 12~s, 30~min, 3~m3, 8~Gio",
    );
    case(
        "5 000 F CFA, 300 FCFA, 10 MAD, 20 CHF, le F CFA",
        "5_000~F_CFA, 300~FCFA, 10~MAD, 20~CHF, le F_CFA",
    );
    case(
        "3 M€, 2 Md€, 4 Mds €, 5 k€, 6 $US, 7 US$, 8 €/mois",
        "3~M€, 2~Md€, 4~Mds~€, 5~k€, 6~$US, 7~US$, 8~€/mois",
    );
    case("12 h 30, 12h 30, 2 min 05 s", "12~h~30, 12h~30, 2~min~05~s");
    case("à 8 h ; 24 h/24", "à 8~h_; 24~h/24");
    for same in [
        "les 3 s'en vont, les 2 l'ont, 5 m’ont, 4 t'ont",
        "le 5 a gagné, 3 à 4, 2 et 3, 12 heures, 3 x 4",
        "20% 5€ 12h30 5km",
        "3 m-là, 5 s.fr, G20 s, MI6 h",
        "5 $10, 3 kmx",
    ] {
        case(same, &same.replace('\'', "’"));
    }
}

#[test]
fn abbreviations_keep_their_space() {
    case(
        "n° 5, N° 12, n\u{1D52} 7, n°s 3, § 4, № 9",
        "n°~5, N°~12, n\u{1D52}~7, n°s~3, §~4, №~9",
    );
    case(
        "p. 12, pp. 3-5, art. 7, t. II, p. ex.",
        "p.~12, pp.~3-5, art.~7, t.~II, p.~ex.",
    );
    case(
        "M. Diop, Mme Sow, Dr Ba, MM. Fall, Mlle Ndiaye, Me Sall, Pr Cissé, (M. Ka)",
        "M.~Diop, Mme~Sow, Dr~Ba, MM.~Fall, Mlle~Ndiaye, Me~Sall, Pr~Cissé, (M.~Ka)",
    );
    case(
        "M. le président, Mme de Staël, Dr. House",
        "M.~le président, Mme~de Staël, Dr.~House",
    );
    case("M.␣Diop et Mme\u{202F}Sow", "M.~Diop et Mme~Sow");
    for same in [
        "Taille M. Un choix. La touche M. Ensuite. Le M. Il",
        "A.M. Dupont, J.-M. Dupont, Mmex Sow, Drapeau, MMe",
        "Me voici, le Dr",
        "à 12 p. 5 fois, etc. 5, stop. 12, chap. suivant",
        "20° nord, le son° 5",
    ] {
        case(same, same);
    }
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
