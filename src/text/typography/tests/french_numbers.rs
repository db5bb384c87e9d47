//! Tables of French numbers, units, currencies and abbreviations.

fn case(input: &str, expected: &str) {
    super::case(super::TypographyRules::French, input, expected);
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
        "M. le président, M. Le Pen, Mme de Staël, Dr. House",
        "M.~le président, M.~Le Pen, Mme~de Staël, Dr.~House",
    );
    case("M.␣Diop et Mme\u{202F}Sow", "M.~Diop et Mme~Sow");
    for same in [
        "Taille M. Un choix. La touche M. Ensuite. Le M. Il. Du M. Le film",
        "A.M. Dupont, J.-M. Dupont, Mmex Sow, Drapeau, MMe",
        "Me voici, le Dr",
        "à 12 p. 5 fois, etc. 5, stop. 12, chap. suivant",
        "20° nord, le son° 5",
    ] {
        case(same, same);
    }
}
