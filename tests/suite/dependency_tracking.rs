//! The articles that a page reads are logged, on whatever thread it reads them.

use crate::harness::sources;
use griot::content::ArticleId;
use griot::pipeline::{self, Built, Session};
use griot::render::Renderer;
use griot::site::{Dependencies, PageKind, TrackedCell, TrackedSite};
use std::fmt::Write as _;
use std::thread;

/// A site of some French articles, each with a link to the next one.
fn site_of(articles: usize) -> Built {
    let mut text = String::new();
    for at in 0..articles {
        let next = (at + 1) % articles;
        let _ = writeln!(
            text,
            "-- content/articles/a{at:03}/fr.md --\n---\ntitle: Article {at}\ndate: 2026-01-01\n---\n\
             [Suite](../a{next:03}/fr.md)"
        );
    }
    let sources = sources(&text);
    let (built, problems) = pipeline::build(
        &sources.files,
        &sources.options,
        &mut Session::default(),
        &mut |_| {},
    );
    built.unwrap_or_else(|| panic!("{problems:?}"))
}

fn ids(dependencies: &Dependencies) -> Vec<u32> {
    let Dependencies::Articles(ids) = dependencies else {
        panic!("{dependencies:?}");
    };
    let mut ids: Vec<u32> = ids.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids
}

fn title(site: TrackedSite, id: u32) -> String {
    site.article(ArticleId(id)).title.clone()
}

#[test]
fn reads_on_other_threads_are_logged() {
    let built = site_of(9);
    let tracked = built.site.track(|site| {
        title(site, 0);
        let titles = rayon::join(
            || rayon::join(|| title(site, 1), || title(site, 2)),
            || title(site, 3),
        );
        thread::scope(|scope| {
            scope.spawn(|| title(site, 4));
            scope.spawn(|| title(site, 5));
        });
        titles
    });
    assert_eq!(ids(&tracked.dependencies), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn two_logs_at_once_are_separate() {
    let built = site_of(4);
    let outer = built.site.track(|site| {
        title(site, 0);
        let inner = built.site.track(|inner| {
            title(site, 1);
            title(inner, 2);
        });
        assert_eq!(ids(&inner.dependencies), [2]);
    });
    assert_eq!(ids(&outer.dependencies), [0, 1]);
}

#[test]
fn a_shared_value_is_logged_for_each_page_that_uses_it() {
    let built = site_of(4);
    let cell = TrackedCell::default();
    let read = |first: u32| {
        let tracked = built.site.track(|site| {
            title(site, first);
            cell.get_or_init(site, |site| title(site, 2)).clone()
        });
        (tracked.value, ids(&tracked.dependencies))
    };
    assert_eq!(read(0), ("Article 2".to_string(), vec![0, 2]));
    assert_eq!(read(1), ("Article 2".to_string(), vec![1, 2]));
}

#[test]
fn many_reads_are_all_articles() {
    let built = site_of(300);
    let read = |count: u32| {
        let tracked = built.site.track(|site| {
            for id in (0..count).chain(0..count) {
                title(site, id);
            }
        });
        tracked.dependencies
    };
    assert_eq!(ids(&read(256)).len(), 256);
    assert_eq!(read(257), Dependencies::AllArticles);
    let all = built.site.track(|site| site.articles().len()).dependencies;
    assert_eq!(all, Dependencies::AllArticles);
}

#[test]
fn a_page_depends_on_the_article_that_it_links_to() {
    let built = site_of(100);
    let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
    let mut pages = built.site.pages.iter();
    let page = pages.find(|page| page.kind == PageKind::Article(ArticleId(50)));
    let tracked = renderer.render_tracked(page.expect("it is planned"));
    let ids = ids(&tracked.dependencies);
    assert!(ids.contains(&50) && ids.contains(&51), "{ids:?}");
    assert!(!ids.contains(&10), "{ids:?}");
}
