//! Comments of other services: what the theme's button loads, where readers can comment without a
//! script, and what the Content-Security-Policy must allow.
//!
//! Takes the settings and an article, and gives a [`ThreadView`]. Nothing here makes a request. The
//! names of scripts and settings come from the documentation of the providers (giscus.app,
//! utteranc.es, isso-comments.de/docs, remark42.com/docs).

use super::comment_permissions::server;
use super::page_renderer::PageRenderer;
use super::share_links::percent_encode;
use super::view::{SettingView, ThreadView};
use crate::config::{Comments, CommentsProvider, ThreadScope};
use crate::content::{Article, ArticleId};
use crate::site::{Location, TrackedSite};

/// The languages of Giscus. A page in any other one does not exist there.
const GISCUS_LANGUAGES: [&str; 36] = [
    "ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "he", "hu", "id",
    "it", "ja", "ko", "nl", "pl", "pt", "pt-BR", "ro", "ru", "th", "tr", "uk", "uz", "vi", "zh-CN",
    "zh-HK", "zh-Hans", "zh-Hant", "zh-TW", "gsw",
];

/// A setting in `griot.yaml` and its name at the provider.
struct SettingName {
    provider: &'static str,
    griot: &'static str,
}

const fn setting(provider: &'static str, griot: &'static str) -> SettingName {
    SettingName { provider, griot }
}

const GISCUS_SETTINGS: [SettingName; 7] = [
    setting("data-repo", "repo"),
    setting("data-repo-id", "repo_id"),
    setting("data-category", "category"),
    setting("data-category-id", "category_id"),
    setting("data-strict", "strict"),
    setting("data-reactions-enabled", "reactions_enabled"),
    setting("data-input-position", "input_position"),
];

const UTTERANCES_SETTINGS: [SettingName; 2] = [setting("repo", "repo"), setting("label", "label")];

const ISSO_SETTINGS: [SettingName; 8] = [
    setting("data-isso", "url"),
    setting("data-isso-avatar", "avatar"),
    setting("data-isso-css", "css"),
    setting("data-isso-max-comments-nested", "max_comments_nested"),
    setting("data-isso-max-comments-top", "max_comments_top"),
    setting("data-isso-reveal-on-click", "reveal_on_click"),
    setting("data-isso-sorting", "sorting"),
    setting("data-isso-vote", "vote"),
];

const REMARK42_SETTINGS: [SettingName; 5] = [
    setting("host", "host"),
    setting("site_id", "site_id"),
    setting("max_shown_comments", "max_shown_comments"),
    setting("no_footer", "no_footer"),
    setting("simple_view", "simple_view"),
];

/// The thread of an article whose readers may comment.
struct CommentThread<'s> {
    site: TrackedSite<'s>,
    comments: &'s Comments,
    id: ArticleId,
    article: &'s Article,
    settings: Vec<SettingView>,
}

impl PageRenderer<'_, '_> {
    /// The view that loads the comments of an article; `None` without comments.
    pub(super) fn comment_thread(&self, id: ArticleId) -> Option<ThreadView<'_>> {
        CommentThread::new(self.site, id).map(CommentThread::view)
    }

    /// The page on GitHub where readers comment on an article without a script.
    pub(super) fn discussion(&self, id: ArticleId) -> Option<String> {
        CommentThread::new(self.site, id)?.github_search()
    }
}

impl<'s> CommentThread<'s> {
    /// `None` for an article without comments.
    fn new(site: TrackedSite<'s>, id: ArticleId) -> Option<Self> {
        let article = site.article(id);
        let comments = site.config.comments.as_ref()?;
        article.has_thread().then(|| CommentThread {
            site,
            comments,
            id,
            article,
            settings: Vec::new(),
        })
    }

    fn view(mut self) -> ThreadView<'s> {
        let lang = &self.site.language_of(self.id).code;
        let server = server(self.comments);
        let (provider, script, root) = match self.comments.provider {
            CommentsProvider::Giscus => {
                self.giscus(lang);
                ("giscus", "/client.js", None)
            }
            CommentsProvider::Utterances => {
                self.utterances();
                ("utterances", "/client.js", None)
            }
            CommentsProvider::Isso => {
                self.set_from_config(&ISSO_SETTINGS);
                self.set("data-isso-lang", base_language(lang));
                ("isso", "/js/embed.min.js", Some("isso-thread"))
            }
            CommentsProvider::Remark42 => {
                self.remark42(lang);
                ("remark42", "/web/embed.mjs", Some("remark42"))
            }
        };
        let host = server.split_once("://").map_or(server, |(_, host)| host);
        let location = self.location();
        ThreadView {
            provider,
            host: host.split('/').next().unwrap_or(host),
            script: format!("{server}{script}"),
            settings: self.settings,
            root,
            id: self.site.hosts.href(location.host, location),
            title: &self.article.title,
        }
    }

    fn giscus(&mut self, lang: &str) {
        self.set_from_config(&GISCUS_SETTINGS);
        match self.comments.thread_scope {
            ThreadScope::Article => self.set("data-mapping", self.term()),
            ThreadScope::Story => {
                self.set("data-mapping", "specific");
                self.set("data-term", &self.story_term());
            }
        }
        self.set("data-lang", giscus_language(lang));
        self.set_theme("data-theme", "light", "dark");
        self.set("crossorigin", "anonymous");
    }

    fn utterances(&mut self) {
        self.set_from_config(&UTTERANCES_SETTINGS);
        match self.comments.thread_scope {
            ThreadScope::Article => self.set("issue-term", self.term()),
            ThreadScope::Story => self.set("issue-term", &self.story_term()),
        }
        self.set_theme("theme", "github-light", "github-dark");
        self.set("crossorigin", "anonymous");
    }

    fn remark42(&mut self, lang: &str) {
        self.set_from_config(&REMARK42_SETTINGS);
        self.set("locale", base_language(lang));
        self.set("page_title", &self.article.title);
        self.set("url", &self.site.hosts.permalink(self.location()));
        self.set_theme("theme", "light", "dark");
    }

    fn set(&mut self, name: &'static str, value: &str) {
        self.settings.push(SettingView {
            scheme: "any",
            name,
            value: value.to_string(),
        });
    }

    /// Sets the options that the settings of the site have.
    fn set_from_config(&mut self, names: &[SettingName]) {
        for name in names {
            if let Some(value) = self.comments.options.get(name.griot) {
                self.set(name.provider, value);
            }
        }
    }

    /// Sets the theme of the settings, else one for each of the reader's schemes.
    fn set_theme(&mut self, name: &'static str, light: &str, dark: &str) {
        if let Some(theme) = self.comments.options.get("theme") {
            return self.set(name, theme);
        }
        for (scheme, value) in [("light", light), ("dark", dark)] {
            let value = value.to_string();
            self.settings.push(SettingView {
                scheme,
                name,
                value,
            });
        }
    }

    /// The part of the page that names its discussion or issue on GitHub.
    fn term(&self) -> &'s str {
        let options = &self.comments.options;
        let term = options.get("mapping").or(options.get("issue_term"));
        term.map_or("pathname", String::as_str)
    }

    /// The name of a story's common thread. The slash keeps it apart from the words `pathname`,
    /// `url`, `title` and the like.
    fn story_term(&self) -> String {
        format!("/{}", self.site.story_of(self.id).key)
    }

    /// The page that the thread belongs to: for a story's common thread, the original.
    fn location(&self) -> &'s Location {
        let id = match self.comments.thread_scope {
            ThreadScope::Article => self.id,
            ThreadScope::Story => self.site.story_of(self.id).original,
        };
        self.site.location(id)
    }

    /// The search on GitHub that finds the discussion or issue; `None` for other providers.
    fn github_search(&self) -> Option<String> {
        let repo = self.comments.options.get("repo")?;
        let query = match self.comments.provider {
            CommentsProvider::Giscus => "discussions?discussions_q=",
            CommentsProvider::Utterances => "issues?q=",
            CommentsProvider::Isso | CommentsProvider::Remark42 => return None,
        };
        let location = self.site.location(self.id);
        let term = match (self.comments.thread_scope, self.term()) {
            (ThreadScope::Story, _) => self.story_term(),
            (_, "url") => self.site.hosts.permalink(location),
            (_, "pathname") => self.site.hosts.href(location.host, location),
            _ => self.article.title.clone(),
        };
        Some(format!(
            "https://github.com/{repo}/{query}{}",
            percent_encode(&term)
        ))
    }
}

/// `pt` for `pt-BR`.
fn base_language(lang: &str) -> &str {
    lang.split('-').next().unwrap_or(lang)
}

/// The code that Giscus has for a language: its own, else that of the base language, else English.
fn giscus_language(lang: &str) -> &'static str {
    giscus_code(lang)
        .or_else(|| giscus_code(base_language(lang)))
        .unwrap_or("en")
}

fn giscus_code(lang: &str) -> Option<&'static str> {
    let mut codes = GISCUS_LANGUAGES.into_iter();
    let same = codes.find(|code| code.eq_ignore_ascii_case(lang));
    same.or(match lang {
        "el" => Some("gr"),
        "km" => Some("kh"),
        "zh" => Some("zh-CN"),
        "sr" | "hr" | "bs" => Some("hbs"),
        _ => None,
    })
}
