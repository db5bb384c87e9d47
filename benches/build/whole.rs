//! Times whole programs, as an author starts them: Griot, and Hugo if it is installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A command that builds a site into a folder.
pub struct Build {
    program: PathBuf,
    site: PathBuf,
    /// The arguments before the path of the output folder.
    arguments: Vec<&'static str>,
}

/// The build by Griot: `$GRIOT`, or the program of this benchmark.
pub fn griot(site: &Path) -> Build {
    let named = std::env::var_os("GRIOT").map(PathBuf::from);
    Build {
        program: named.unwrap_or_else(|| env!("CARGO_BIN_EXE_griot").into()),
        site: site.to_path_buf(),
        arguments: vec!["build", "--quiet", "--out"],
    }
}

/// The build by Hugo.
pub fn build_by_hugo(program: PathBuf, site: &Path) -> Build {
    Build {
        program,
        site: site.to_path_buf(),
        arguments: vec!["--quiet", "--destination"],
    }
}

/// The path of Hugo: `$HUGO`, or an installed `hugo`. `None` when it does not start.
pub fn hugo() -> Option<PathBuf> {
    let named = std::env::var_os("HUGO").map(PathBuf::from);
    let program = named.unwrap_or_else(|| "hugo".into());
    let answer = Command::new(&program).arg("version").output().ok()?;
    print!("{}", String::from_utf8_lossy(&answer.stdout));
    Some(program)
}

impl Build {
    /// Runs the command, and returns the time from start to end of the process.
    pub fn run(&self, out: &Path) -> Duration {
        let start = Instant::now();
        let status = Command::new(&self.program)
            .args(&self.arguments)
            .arg(out)
            .current_dir(&self.site)
            .env("SOURCE_DATE_EPOCH", super::stages::NOW.to_string())
            .stdout(Stdio::null())
            .status();
        let time = start.elapsed();
        let status = status.unwrap_or_else(|error| panic!("{}: {error}", self.program.display()));
        assert!(status.success(), "{} failed", self.program.display());
        time
    }
}

/// Writes settings and layouts for Hugo, with the same kinds of pages as those of Griot.
pub fn configure_hugo(site: &Path) {
    let files = [
        ("hugo.toml", include_str!("hugo/hugo.toml")),
        ("layouts/baseof.html", include_str!("hugo/baseof.html")),
        ("layouts/page.html", include_str!("hugo/page.html")),
        ("layouts/list.html", include_str!("hugo/list.html")),
        ("layouts/taxonomy.html", include_str!("hugo/taxonomy.html")),
    ];
    for (path, text) in files {
        super::corpus::put(site, path, text);
    }
    // the bodies of both kinds of lists are the same
    for kind in ["home", "term"] {
        super::corpus::put(
            site,
            &format!("layouts/{kind}.html"),
            include_str!("hugo/list.html"),
        );
    }
}

/// Deletes the cache of earlier builds.
pub fn remove_cache(site: &Path) {
    let left = std::fs::remove_dir_all(site.join(".griot"));
    assert!(left.is_ok() || !site.join(".griot").exists(), "{left:?}");
}

/// Adds a sentence to one article, so that one file is changed.
pub fn touch_one(site: &Path) {
    let path = site.join("content/articles/story-00007/fr.md");
    let text = std::fs::read_to_string(&path).expect("an article");
    std::fs::write(&path, text + "\nUne phrase de plus.\n").expect("an article");
}
