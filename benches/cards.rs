//! Measures how long a social card takes on one core, and how large its file is.
//!
//! `cargo bench --bench cards` prints milliseconds and kilobytes for difficult titles. With
//! `-- --to FOLDER` it also writes the cards into a folder.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures time and writes pictures for people to look at"
)]

use griot::config::Direction;
use griot::social_card::CardText;
use std::time::Instant;

const TITLES: [(&str, Direction); 14] = [
    (
        "Mobile money\u{a0}: une banque au bout du clavier 📱",
        Direction::Ltr,
    ),
    ("🍓 Une framboise dans la salle de classe", Direction::Ltr),
    (
        "Les clés d’accès remplacent-elles vraiment nos mots de passe\u{202f}? 🔑\u{202f}!",
        Direction::Ltr,
    ),
    (
        "القمر الصناعي 🛰️ الجديد يصل إلى مداره بعد 12 يومًا من الإطلاق 🚀",
        Direction::Rtl,
    ),
    (
        "تحديث Android 17 متاح الآن: ماذا يتغيّر في هاتفك؟",
        Direction::Rtl,
    ),
    (
        "👨‍👩‍👧‍👦 Famille connectée\u{a0}: les bons réglages 👩🏾‍💻 🧑🏿‍🚀",
        Direction::Ltr,
    ),
    ("🇸🇳 🇨🇮 🏴󠁧󠁢󠁳󠁣󠁴󠁿 Trois pays, une carte SIM", Direction::Ltr),
    ("🚀🎉🏳️‍🌈", Direction::Ltr),
    (
        "Ọ̀rọ̀ àṣírí: ẹ̀kọ́ lórí ààbò, ɓangaren ɗalibai ƙasa, Ŋgɔni ɛ́ ɖɔ̀",
        Direction::Ltr,
    ),
    ("የኢትዮጵያ ቴሌኮም አዲስ አገልግሎት ጀመረ 📡", Direction::Ltr),
    (
        "Pourquoi le câble sous-marin qui relie Dakar à Lisbonne, Lagos, Le Cap et Mombasa a cédé trois fois cette année, ce que les opérateurs ont fait pour réparer, ce que cela a coûté aux abonnés, et pourquoi la prochaine coupure pourrait durer bien plus longtemps que la dernière, selon les ingénieurs 🌊",
        Direction::Ltr,
    ),
    (
        "Anticonstitutionnellementdonaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstelle.example.com/a/very/long/path",
        Direction::Ltr,
    ),
    (
        "Keycaps 1️⃣ and ☎, → arrows ≠ boxes, C++ & <script>alert(1)</script> \"quotes\" 日",
        Direction::Ltr,
    ),
    ("日本語のタイトルはここにはありません", Direction::Ltr),
];

fn card(title: &str, direction: Direction) -> CardText {
    let (site, language) = match direction {
        Direction::Ltr => ("Kora & Pixels", "Français"),
        Direction::Rtl => ("كورا وبكسل", "العربية"),
    };
    CardText {
        title: title.into(),
        category: String::new(),
        site: site.into(),
        language: language.into(),
        direction,
        accent: None,
        logo: None,
        tint: title.len() as u32 % 12,
    }
}

fn main() {
    let mut arguments = std::env::args()
        .skip_while(|argument| argument != "--to")
        .skip(1);
    let folder = arguments.next();
    let start = Instant::now();
    card("A 🚀", Direction::Ltr).draw(None);
    println!(
        "first card, with its fonts: {} ms",
        start.elapsed().as_millis()
    );
    let mut total = 0.0;
    for (at, (title, direction)) in TITLES.into_iter().enumerate() {
        let card = card(title, direction);
        let start = Instant::now();
        let png = card.draw(None);
        let took = start.elapsed().as_secs_f64() * 1000.0;
        total += took;
        let short: String = title.chars().take(40).collect();
        println!("{took:6.1} ms {:4} KB  {at:02} {short}", png.len() / 1000);
        if let Some(folder) = &folder {
            std::fs::write(format!("{folder}/{at:02}.png"), png).expect("a folder to write to");
        }
    }
    println!("{:6.1} ms on average", total / TITLES.len() as f64);
}
