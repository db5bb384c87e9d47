//! Words of front matter in other languages than English: `titre`, `brouillon`, `oui`.
//!
//! Griot does not read such keys. It recognizes them, to say which name to write.

use super::{FrontMatterKey, FrontMatterSpec, front_matter_key};
use crate::text::fold::fold;

/// A key of front matter, and its names in other languages: folded, letters and digits only.
struct Translated {
    key: FrontMatterKey,
    names: &'static [&'static str],
}

/// French first; of other languages, the words that decide whether and how a text is published.
const TRANSLATED: &[Translated] = &[
    translated(
        FrontMatterKey::Title,
        &["titre", "titulo", "titel", "titolo"],
    ),
    translated(
        FrontMatterKey::Date,
        &["datedepublication", "publiele", "fecha", "datum"],
    ),
    translated(
        FrontMatterKey::Updated,
        &[
            "misajour",
            "misajourle",
            "miseajour",
            "maj",
            "modifie",
            "modifiele",
            "dernieremodification",
        ],
    ),
    translated(FrontMatterKey::PublishDate, &["datedeparution", "paraitle"]),
    translated(
        FrontMatterKey::ExpiryDate,
        &[
            "datedexpiration",
            "dateexpiration",
            "expiration",
            "expirele",
            "datedefin",
        ],
    ),
    translated(
        FrontMatterKey::Draft,
        &["brouillon", "borrador", "rascunho", "entwurf", "bozza"],
    ),
    translated(
        FrontMatterKey::Published,
        &["publie", "publiee", "publicado"],
    ),
    translated(FrontMatterKey::Url, &["adresse"]),
    translated(
        FrontMatterKey::Aliases,
        &["ancienneadresse", "anciennesadresses", "redirections"],
    ),
    translated(
        FrontMatterKey::Lang,
        &["langue", "language", "idioma", "sprache", "lingua"],
    ),
    translated(
        FrontMatterKey::TranslationKey,
        &["cledetraduction", "traductionde"],
    ),
    translated(FrontMatterKey::Original, &["originale", "versionoriginale"]),
    translated(
        FrontMatterKey::Tags,
        &[
            "etiquette",
            "etiquettes",
            "motcle",
            "motscles",
            "motclef",
            "motsclefs",
            "etiquetas",
            "hashtags",
        ],
    ),
    translated(
        FrontMatterKey::Categories,
        &[
            "categorie",
            "rubrique",
            "rubriques",
            "categoria",
            "categorias",
            "kategorie",
        ],
    ),
    translated(
        FrontMatterKey::Authors,
        &[
            "auteur", "auteurs", "auteure", "auteures", "autrice", "autrices", "ecritpar", "autor",
            "autora", "autores",
        ],
    ),
    translated(
        FrontMatterKey::Description,
        &["descriptif", "descripcion", "descricao", "beschreibung"],
    ),
    translated(
        FrontMatterKey::Summary,
        &[
            "resume", "resumen", "resumo", "extrait", "chapo", "chapeau", "accroche",
        ],
    ),
    translated(
        FrontMatterKey::Image,
        &[
            "photo",
            "illustration",
            "vignette",
            "couverture",
            "imagen",
            "imagem",
            "bild",
        ],
    ),
    translated(
        FrontMatterKey::ImageAlt,
        &[
            "alt",
            "textealternatif",
            "descriptiondelimage",
            "descriptionimage",
            "imagedescription",
        ],
    ),
    translated(
        FrontMatterKey::ImageCredit,
        &[
            "creditphoto",
            "creditsphoto",
            "creditimage",
            "photocredit",
            "imagecredits",
            "credits",
        ],
    ),
    translated(
        FrontMatterKey::Featured,
        &[
            "alaune",
            "une",
            "epingle",
            "epinglee",
            "misenavant",
            "miseenavant",
        ],
    ),
    translated(FrontMatterKey::Toc, &["sommaire", "tabledesmatieres"]),
    translated(FrontMatterKey::Weight, &["poids", "ordre"]),
    translated(FrontMatterKey::Template, &["modele", "gabarit"]),
    translated(FrontMatterKey::Layout, &["miseenpage"]),
    translated(
        FrontMatterKey::Comments,
        &["commentaire", "commentaires", "comentarios"],
    ),
    translated(FrontMatterKey::Typography, &["typographie"]),
];

const fn translated(key: FrontMatterKey, names: &'static [&'static str]) -> Translated {
    Translated { key, names }
}

/// Finds the key that a word of another language means, whatever its case, accents and signs.
pub fn translated_front_matter_key(name: &str) -> Option<&'static FrontMatterSpec> {
    let folded: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    let mut keys = TRANSLATED.iter();
    let known = keys.find(|known| known.names.contains(&folded.as_str()));
    // an English key with an accent: `catégories`
    front_matter_key(known.map_or(&folded, |known| known.key.name()))
}

/// The truth value that a word of another language than English means: `oui`, `faux`.
pub fn translated_boolean(word: &str) -> Option<bool> {
    match fold(word).as_str() {
        "oui" | "vrai" | "si" | "sim" | "ja" | "verdadero" | "verdadeiro" | "wahr" | "y" | "o" => {
            Some(true)
        }
        "non" | "faux" | "nao" | "nein" | "falso" | "falsch" | "n" => Some(false),
        _ => None,
    }
}
