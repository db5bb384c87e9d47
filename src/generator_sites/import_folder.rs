//! Imports a folder: reads its settings and texts, plans the new site, and writes it.

use super::adopt_front_matter::adopt_front_matter;
use super::astro_addresses::AstroRoutes;
use super::convert_text::WholeFolder;
use super::file_places::{FilePlaces, PublishedFiles};
use super::folder_report::{FolderLines, folder_report};
use super::folder_shell::FolderShell;
use super::generator::Generator;
use super::list_texts::list_texts;
use super::old_addresses::add_addresses;
use super::site_facts::read_facts;
use super::value_tree::first_text;
use crate::imported_site::{ImportReport, ImportedSettings, LanguageFacts, MenuLink, ReportLine};
use crate::phrase;
use std::collections::BTreeMap;

/// What came of the import of a folder.
#[derive(Debug)]
pub struct FolderImport {
    /// The report.
    pub report: ImportReport,
}

/// Imports the folder of a shell. `base_url` is the address of the site, where the settings do not
/// name it.
pub fn import_folder(
    generator: Generator,
    shell: &mut dyn FolderShell,
    base_url: Option<&str>,
) -> FolderImport {
    let mut facts = read_facts(generator, shell);
    if let Some(base_url) = base_url {
        facts.base_url = base_url.trim_end_matches('/').to_string();
    }
    let mut listing = list_texts(generator, shell, &mut facts);
    let routes = match generator {
        Generator::Astro => AstroRoutes::find(shell),
        _ => AstroRoutes::default(),
    };
    add_addresses(generator, &facts, &routes, &mut listing.texts);
    let plan = super::site_plan::SitePlan::new(generator, &facts, &listing.texts);
    let texts = &listing.texts;
    let published = PublishedFiles {
        shell: &*shell,
        published: &listing.files,
    };
    let mut files = FilePlaces::new(generator, &facts, &plan, texts, &published);
    let whole = WholeFolder {
        generator,
        facts: &facts,
        texts,
        plan: &plan,
    };
    let mut lines = write_texts(&whole, shell, &mut files);
    lines.files_copied = copy_files(shell, &files, &mut lines);
    lines.not_written.append(&mut files.lines);
    lines.not_written.extend(links(shell));
    write_redirects(&whole, shell, &mut lines);
    let count = files.copies.len();
    let report = folder_report(generator, &facts, &listing, &plan, count, lines);
    let page = report.to_markdown(shell.catalog());
    shell.write("import-report.md", page.as_bytes());
    // last: it makes the folder a site
    let settings = settings(&whole);
    shell.write("griot.yaml", settings.to_yaml().as_bytes());
    FolderImport { report }
}

fn write_texts(
    whole: &WholeFolder<'_>,
    shell: &mut dyn FolderShell,
    files: &mut FilePlaces,
) -> FolderLines {
    let mut lines = FolderLines::default();
    for number in 0..whole.texts.len() {
        let Some(place) = &whole.plan.places[number] else {
            continue;
        };
        let mut adopted = adopt_front_matter(whole, number, files);
        let noted = whole.convert(number, files);
        adopted.draft.markdown = noted.text;
        let before = adopted.draft.lines_before_text();
        for note in noted.notes {
            let line = ReportLine::in_file(note.kind.name(), &place.file, note.kind.words());
            let line = line.at(before + note.line).with_detail(&note.detail);
            match note.kind.needs_hand() {
                true => lines.needs_hand.push(line),
                false => lines.changed.push(line),
            }
        }
        lines.needs_hand.append(&mut adopted.needs_hand);
        lines.changed.append(&mut adopted.changed);
        shell.write(&place.file, adopted.draft.to_file().as_bytes());
        shell.progress();
    }
    lines
}

fn copy_files(shell: &mut dyn FolderShell, files: &FilePlaces, lines: &mut FolderLines) -> usize {
    let mut copied = 0;
    for (from, to) in &files.copies {
        match shell.copy(from, to) {
            true => copied += 1,
            false => {
                let words = phrase!("this file cannot be copied");
                lines
                    .not_written
                    .push(ReportLine::in_file("not-copied", from, words));
            }
        }
    }
    copied
}

/// Links of the folder, which are not followed.
fn links(shell: &dyn FolderShell) -> Vec<ReportLine> {
    let links = shell.links().iter();
    let lines = links.map(|path| {
        let words = phrase!("a link to another place: it was not followed");
        ReportLine::in_file("link", path, words)
    });
    lines.collect()
}

/// Writes the addresses that no page answers: those of lists and feeds.
fn write_redirects(whole: &WholeFolder<'_>, shell: &mut dyn FolderShell, lines: &mut FolderLines) {
    let WholeFolder {
        facts, texts, plan, ..
    } = whole;
    let base = facts.base_path();
    let mut redirects = BTreeMap::new();
    for (at, language) in facts.languages.iter().enumerate() {
        let old = format!("{}{}", language.prefix, facts.feed);
        redirects.insert(old, format!("{}feed.xml", whole.home(at)));
    }
    for number in &plan.lists {
        let old = &texts[*number].address;
        let new = whole.list_address(*number);
        if old.trim_end_matches('/') != new.trim_end_matches('/') {
            redirects.insert(old.clone(), new);
        }
    }
    for old in whole.lists_without_texts() {
        if let Some(new) = whole.list_at(&old, "") {
            redirects.entry(old).or_insert(new);
        }
    }
    for text in texts.iter() {
        if let Some(to) = first_text(&text.file.values, &["redirect_to"]) {
            redirects.insert(text.address.clone(), to);
        }
    }
    let own = facts
        .statics
        .iter()
        .filter_map(|folder| shell.text(&format!("{folder}_redirects")));
    let own: String = own.map(|text| format!("{}\n", text.trim_end())).collect();
    let is_plain = |path: &str| !path.contains(char::is_whitespace) && !path.contains(['*', ':']);
    let mut text = format!("{own}# old addresses of {}\n", whole.generator.name());
    for (old, new) in &redirects {
        if old == new || !is_plain(old) || new.contains(char::is_whitespace) {
            continue;
        }
        let new = match new.starts_with('/') {
            true => format!("{base}{new}"),
            false => new.clone(),
        };
        text.push_str(&format!("{base}{old} {new} 301\n"));
        let words =
            phrase!("`static/_redirects` leads on from this address, where the host reads it");
        lines
            .addresses
            .push(ReportLine::without_file("list", words, old.clone()));
    }
    shell.write("static/_redirects", text.as_bytes());
}

/// The settings of the new site.
fn settings(whole: &WholeFolder<'_>) -> ImportedSettings {
    let WholeFolder { facts, plan, .. } = whole;
    let base_url = match facts.base_url.as_str() {
        "" => "https://blog.example".to_string(),
        base_url => base_url.to_string(),
    };
    let first = &facts.languages[0];
    let of_languages = facts.languages.iter().map(|language| LanguageFacts {
        title: language.title.clone(),
        description: language.description.clone(),
        menu: menu(language, whole),
    });
    ImportedSettings {
        base_url,
        languages: facts
            .languages
            .iter()
            .map(|language| language.code.clone())
            .collect(),
        default_in_subdir: facts.default_in_subdir,
        title: match first.title.as_str() {
            "" => "Blog".to_string(),
            title => title.to_string(),
        },
        description: first.description.clone(),
        timezone: facts.timezone.clone(),
        permalink: plan.permalink.clone(),
        authors: facts.authors.clone(),
        paginate: facts.paginate,
        of_languages: of_languages.collect(),
        ..ImportedSettings::default()
    }
}

/// A menu, with Griot's pages for lists.
fn menu(language: &super::site_facts::SiteLanguage, whole: &WholeFolder<'_>) -> Vec<MenuLink> {
    let entries = language.menu.iter().map(|entry| MenuLink {
        label: entry.label.clone(),
        url: menu_address(&entry.url, &language.prefix, whole),
    });
    entries.collect()
}

fn menu_address(url: &str, prefix: &str, whole: &WholeFolder<'_>) -> String {
    let url = url
        .strip_prefix(&whole.facts.base_url)
        .filter(|rest| rest.starts_with('/'))
        .unwrap_or(url);
    let is_path = !url.contains("://") && !url.starts_with("mailto:") && !url.starts_with('#');
    if !is_path {
        return url.to_string();
    }
    let path = format!("/{}", url.trim_start_matches('/'));
    let prefixed = format!("{prefix}{path}");
    let found = whole
        .plan
        .at_address(&prefixed)
        .or_else(|| whole.plan.at_address(&path));
    let Some(number) = found else {
        if let Some(archive) = whole.list_at(&prefixed, prefix) {
            return archive;
        }
        return match path.starts_with(prefix) {
            true => path,
            false => prefixed,
        };
    };
    match &whole.plan.places[number] {
        Some(_) => whole.texts[number].address.clone(),
        None => whole.list_address(number),
    }
}
