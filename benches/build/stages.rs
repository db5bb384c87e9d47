//! Times the stages of a build in this process, and the least work that any build has to do.

use griot::assets::AssetBuilder;
use griot::cache::NullStore;
use griot::config::{Config, SETTINGS};
use griot::content::{Files, front_matter, parse};
use griot::pipeline::{self, Built, Options, Session, Stage};
use griot::publish::Publication;
use griot::render::{Rendered, Renderer};
use griot::site::{Page, PageKind};
use griot::site_folder::SiteFolder;
use jiff::Timestamp;
use rayon::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

/// A day after every article.
pub const NOW: i64 = 1_795_435_200;

/// The time that one stage took.
pub struct Lap {
    /// The name of the stage.
    pub stage: &'static str,
    /// The time from the end of the stage before to its end.
    pub time: Duration,
}

/// Renders pages of a site and builds their assets.
struct PageBuilder<'a> {
    built: &'a Built,
    renderer: Renderer<'a>,
    asset_builder: AssetBuilder<'a>,
}

/// Builds the site and times each stage.
pub fn stages(site: &Path, out: &Path) -> Vec<Lap> {
    let disk = SiteFolder::new(site);
    let options = Options {
        now: Timestamp::from_second(NOW).expect("a moment"),
        base_url: None,
        local: None,
        drafts: false,
        future: false,
        strict: false,
    };
    let mut laps = Vec::new();
    let mut last = Instant::now();
    let mut lap = |stage| {
        laps.push(Lap {
            stage,
            time: last.elapsed(),
        });
        last = Instant::now();
    };
    let (built, problems) =
        pipeline::build(&disk, &options, &mut Session::default(), &mut |stage| {
            lap(match stage {
                Stage::Read => "read and parse",
                Stage::Pair => "pair",
                Stage::Index => "index and plan",
                Stage::Check => "check",
            })
        });
    let built = built.unwrap_or_else(|| panic!("{problems:?}"));
    built.site.index_words();
    lap("search index");
    let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
    lap("shared views");
    let pages = PageBuilder {
        built: &built,
        renderer,
        asset_builder: AssetBuilder::new(&disk, &NullStore),
    };
    let articles = pages.build(|kind| matches!(kind, PageKind::Article(_)));
    lap("article pages");
    let lists = pages.build(|kind| matches!(kind, PageKind::List(..)));
    lap("lists");
    let others = pages.build(|kind| !matches!(kind, PageKind::Article(_) | PageKind::List(..)));
    lap("feeds and all else");
    let publication = Publication::begin(site, out, &|_| {}).expect("a new folder");
    let files = articles.par_iter().chain(&lists).chain(&others);
    files.for_each(|(path, rendered)| {
        publication.stage(path, rendered).expect("written");
    });
    lap("write");
    publication.commit().expect("published");
    lap("put in place");
    laps
}

impl PageBuilder<'_> {
    /// The pages of some kinds, with their paths in the output folder.
    fn build(&self, is_included: impl Fn(&PageKind) -> bool) -> Vec<(String, Rendered)> {
        let pages = self.built.site.pages.iter();
        let pages: Vec<&Page> = pages.filter(|page| is_included(&page.kind)).collect();
        let pages = pages.par_iter().map(|page| {
            let output = self.renderer.render(page).expect("a page");
            let rendered = self.asset_builder.rendered(output).expect("a picture");
            (self.built.site.hosts.file(&page.location), rendered)
        });
        pages.collect()
    }
}

/// Reads and parses each article and writes its HTML into a folder of its own, without site,
/// templates and lists.
pub fn floor(site: &Path, out: &Path) -> Duration {
    let start = Instant::now();
    let disk = SiteFolder::new(site);
    let settings = disk.read(SETTINGS).expect("settings");
    let settings = String::from_utf8(settings).expect("text");
    let config = Config::parse(SETTINGS, &settings).expect("right settings");
    let articles = disk.list("content").files;
    articles.par_iter().for_each(|path| {
        let bytes = disk.read(path).expect("an article");
        let text = front_matter::decode_utf8(path, bytes).expect("text");
        let (source, _) = parse(path.clone(), &text, &config);
        let folder = out.join(path.trim_end_matches(".md"));
        std::fs::create_dir_all(&folder).expect("a folder");
        let html = &source.expect("an article").body.html;
        std::fs::write(folder.join("index.html"), html).expect("a page");
    });
    start.elapsed()
}
