//! The stages of a build in this process, and the least that any build has to do.

use griot::assets::AssetBuilder;
use griot::cache::NullStore;
use griot::config::{Config, SETTINGS};
use griot::content::{Files, front_matter, parse};
use griot::disk::Disk;
use griot::pipeline::{self, Built, Options, Session, Stage};
use griot::publish::Publication;
use griot::render::{Output, Rendered, Renderer};
use griot::site::{Kind, Page};
use jiff::Timestamp;
use rayon::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

/// A day after every article.
pub const NOW: i64 = 1_795_435_200;

type Laps = Vec<(&'static str, Duration)>;

/// Builds the site and says how long each stage took.
pub fn stages(site: &Path, out: &Path) -> Laps {
    let disk = Disk {
        root: site.to_path_buf(),
    };
    let options = Options {
        now: Timestamp::from_second(NOW).expect("a moment"),
        base_url: None,
        local: None,
        drafts: false,
        future: false,
        strict: false,
    };
    let mut laps = Laps::new();
    let mut last = Instant::now();
    let mut lap = |stage| {
        laps.push((stage, last.elapsed()));
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
    let renderer = Renderer::new(&built.site, &built.theme);
    lap("shared views");
    let asset_builder = AssetBuilder::new(&disk, &NullStore);
    let tools = (&renderer, &asset_builder);
    let articles = render(&built, tools, |kind| matches!(kind, Kind::Article(_)));
    lap("article pages");
    let lists = render(&built, tools, |kind| matches!(kind, Kind::List(..)));
    lap("lists");
    let others = |kind: &Kind| !matches!(kind, Kind::Article(_) | Kind::List(..));
    let others = render(&built, tools, others);
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

/// The pages of some kinds, with their paths in the folder.
fn render(
    built: &Built,
    (renderer, asset_builder): (&Renderer, &AssetBuilder),
    is_wanted: impl Fn(&Kind) -> bool,
) -> Vec<(String, Rendered)> {
    let pages = built.site.pages.iter();
    let wanted: Vec<&Page> = pages.filter(|page| is_wanted(&page.kind)).collect();
    let page = |page: &&Page| {
        let rendered = match renderer.render(page).expect("a page") {
            Output::Ready(rendered) => rendered,
            Output::Asset(derived) => {
                Rendered::Bytes(asset_builder.bytes(&derived).expect("a picture"))
            }
        };
        (built.site.hosts.file(&page.location), rendered)
    };
    wanted.par_iter().map(page).collect()
}

/// Reads and parses each article and writes its HTML into a folder of its own: no site, no
/// templates, no lists.
pub fn floor(site: &Path, out: &Path) -> Duration {
    let start = Instant::now();
    let disk = Disk {
        root: site.to_path_buf(),
    };
    let settings = disk.read(SETTINGS).expect("settings");
    let settings = String::from_utf8(settings).expect("text");
    let config = Config::parse(SETTINGS, &settings).expect("right settings");
    let articles = disk.list("content").files;
    articles.par_iter().for_each(|path| {
        let bytes = disk.read(path).expect("an article");
        let text = front_matter::text_of(path, bytes).expect("text");
        let (source, _) = parse(path.clone(), &text, &config);
        let folder = out.join(path.trim_end_matches(".md"));
        std::fs::create_dir_all(&folder).expect("a folder");
        let html = &source.expect("an article").body.html;
        std::fs::write(folder.join("index.html"), html).expect("a page");
    });
    start.elapsed()
}
