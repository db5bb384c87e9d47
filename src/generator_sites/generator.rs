//! [`Generator`]: the programs whose folders are read, and how their folders are told apart.

/// A program that makes sites of folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generator {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
    /// Astro.
    Astro,
    /// Hexo.
    Hexo,
}

/// Why a folder's generator is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDetected {
    /// No file says it.
    Nothing,
    /// The files of two generators are there.
    Two(Generator, Generator),
}

/// Files of Hugo's settings.
pub const HUGO_SETTINGS: [&str; 8] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];

/// Folders that only Hugo has.
const OF_HUGO: [&str; 4] = ["archetypes/", "layouts/", "i18n/", "assets/"];

impl Generator {
    /// All of them.
    pub const ALL: [Generator; 5] = [
        Generator::Hugo,
        Generator::Jekyll,
        Generator::Zola,
        Generator::Astro,
        Generator::Hexo,
    ];

    /// The name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Generator::Hugo => "Hugo",
            Generator::Jekyll => "Jekyll",
            Generator::Zola => "Zola",
            Generator::Astro => "Astro",
            Generator::Hexo => "Hexo",
        }
    }

    /// The generator of a name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let is_own = |generator: &Generator| generator.name().eq_ignore_ascii_case(name);
        Generator::ALL.into_iter().find(is_own)
    }

    /// Finds the generator by the files of a folder and the text of `config.toml` and
    /// `_config.yml`.
    ///
    /// # Errors
    /// No file tells, or those of two generators are there.
    pub fn detect(
        files: &[String],
        text: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, NotDetected> {
        let mut found = Generator::ALL
            .into_iter()
            .filter(|generator| generator.fits(files, text));
        match (found.next(), found.next()) {
            (None, _) => Err(NotDetected::Nothing),
            (Some(generator), None) => Ok(generator),
            (Some(one), Some(other)) => Err(NotDetected::Two(one, other)),
        }
    }

    fn fits(self, files: &[String], text: &dyn Fn(&str) -> Option<String>) -> bool {
        let has = |path: &str| {
            files
                .binary_search_by(|file| file.as_str().cmp(path))
                .is_ok()
        };
        let has_below = |folder: &str| files.iter().any(|file| file.starts_with(folder));
        match self {
            Generator::Hugo => {
                has_below("config/_default/")
                    || HUGO_SETTINGS[..4].iter().any(|name| has(name))
                    || (HUGO_SETTINGS[4..].iter().any(|name| has(name))
                        && !Generator::Zola.fits(files, text)
                        && (has_below("content/")
                            || OF_HUGO.iter().any(|folder| has_below(folder))))
            }
            Generator::Zola => {
                has("zola.toml") || text("config.toml").is_some_and(|text| is_of_zola(&text))
            }
            Generator::Hexo => {
                let is_hexo = |name| has(name) && has_below("source/_posts/");
                is_hexo("_config.yml") || is_hexo("_config.yaml")
            }
            Generator::Jekyll => {
                let has_settings = has("_config.yml") || has("_config.yaml") || has("_config.toml");
                let has_folders = ["_posts/", "_layouts/", "_includes/"].into_iter();
                let has_posts = files.iter().any(|file| file.contains("/_posts/"));
                !Generator::Hexo.fits(files, text)
                    && (has_settings || has_folders.clone().any(has_below))
                    && (has_posts || has_settings || has_folders.clone().any(has_below))
            }
            Generator::Astro => files.iter().any(|file| {
                let ending = file.strip_prefix("astro.config.");
                ending.is_some_and(|ending| !ending.contains('/'))
            }),
        }
    }
}

/// Whether settings are Zola's and not Hugo's: keys in snake case, and none of Hugo's.
fn is_of_zola(settings: &str) -> bool {
    let mut is_zola = false;
    for line in settings.lines() {
        let key = line.split('=').next().unwrap_or_default().trim();
        match key {
            "base_url" | "compile_sass" | "build_search_index" | "generate_feeds"
            | "generate_feed" | "highlight_code" => is_zola = true,
            key if key.eq_ignore_ascii_case("baseURL") => return false,
            _ => {}
        }
    }
    is_zola
}

#[cfg(test)]
mod tests {
    use super::{Generator, NotDetected};

    #[track_caller]
    fn case(files: &[&str], config: &str, expected: Result<Generator, NotDetected>) {
        let mut files: Vec<String> = files.iter().map(|file| file.to_string()).collect();
        files.sort();
        let text = |path: &str| (path == "config.toml").then(|| config.to_string());
        assert_eq!(Generator::detect(&files, &text), expected);
    }

    #[test]
    fn folders_are_told_apart() {
        case(
            &["config.toml", "content/a.md"],
            "baseURL = \"x\"",
            Ok(Generator::Hugo),
        );
        case(
            &["config.toml", "content/a.md"],
            "base_url = \"x\"",
            Ok(Generator::Zola),
        );
        case(&["config/_default/hugo.toml"], "", Ok(Generator::Hugo));
        case(&["_config.yml", "_posts/a.md"], "", Ok(Generator::Jekyll));
        case(
            &["_config.yml", "source/_posts/a.md"],
            "",
            Ok(Generator::Hexo),
        );
        case(
            &["astro.config.mjs", "src/pages/a.md"],
            "",
            Ok(Generator::Astro),
        );
        case(&["a.md"], "", Err(NotDetected::Nothing));
        case(
            &["astro.config.mjs", "hugo.toml"],
            "",
            Err(NotDetected::Two(Generator::Hugo, Generator::Astro)),
        );
    }
}
