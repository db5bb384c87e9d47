//! The preview's own pages in French: dashboard, notes and errors over a page.

use super::serve_in_french;

const SITE: &str = "\
-- content/articles/a/fr.md --
---
title: Premier
date: 2026-11-01
draft: true
---
Texte.
-- content/articles/b/fr.md --
---
title: Deuxième
date: 2026-11-02
mood: x
---
Texte.
";

#[test]
fn the_dashboard_is_in_french() {
    let served = serve_in_french(SITE);
    let page = served.get("/_griot/").text();
    for part in [
        "<html lang=\"fr\">",
        "<h1>Sujets</h1>",
        "Les fichiers sont dans",
        "<b>brouillon</b>",
        "<b>manque</b>",
        "clé d’en-tête inconnue",
        " data-copy=\"Copier\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for english in ["missing", ">draft", "Stories", "Problems", "Copy"] {
        let text = page.replace("class=\"missing\"", "");
        assert!(!text.contains(english), "{english}: {page}");
    }
}

#[test]
fn notes_and_errors_over_a_page_are_in_french() {
    let served = serve_in_french(SITE);
    let draft = served.get("/premier/").text();
    assert!(draft.contains(" data-state=\"Brouillon\""), "{draft}");
    assert!(draft.contains(" data-hide=\"Masquer (Échap)\""), "{draft}");
    let absent = served.get("/nulle-part/").text();
    let invitation = " data-invitation=\"Il n’y a pas de page ici. Pour l’écrire, créez\"";
    assert!(absent.contains(invitation), "{absent}");
    let broken = serve_in_french("-- griot.yaml --\nbase_url: [\n");
    let page = broken.get("/").text();
    let title = "<h1>Il n’y a pas encore de site à montrer</h1>";
    assert!(
        page.contains(title) && page.contains("<html lang=\"fr\">"),
        "{page}"
    );
}
