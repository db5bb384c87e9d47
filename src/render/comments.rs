//! Comments: what the theme's button loads once a reader asks for them, where they can be read
//! without a script, and what the policy of the site lets the provider do.
//!
//! Nothing here makes a request: a page only holds the names of what its reader may load. What the
//! providers want is from their own documentation (giscus.app, utteranc.es,
//! isso-comments.de/docs, remark42.com/docs).

use super::Renderer;
use super::share::encoded;
use super::view::{SettingView, ThreadView};
use crate::config::{Comments, CommentsProvider, ThreadScope};
use crate::content::{Article, ArticleId};
use crate::site::Site;

/// Languages of Giscus whose codes are those of sites; any other address is no page there.
const GISCUS: [&str; 36] = [
    "ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "he", "hu", "id",
    "it", "ja", "ko", "nl", "pl", "pt", "pt-BR", "ro", "ru", "th", "tr", "uk", "uz", "vi", "zh-CN",
    "zh-HK", "zh-Hans", "zh-Hant", "zh-TW", "gsw",
];

/// Languages that it calls by names of its own.
const GISCUS_NAMES: [(&str, &str); 6] = [
    ("el", "gr"),
    ("km", "kh"),
    ("zh", "zh-CN"),
    ("sr", "hbs"),
    ("hr", "hbs"),
    ("bs", "hbs"),
];

/// A setting of a provider: its own name for it, ours.
type Name = (&'static str, &'static str);

const GISCUS_SETTINGS: [Name; 7] = [
    ("data-repo", "repo"),
    ("data-repo-id", "repo_id"),
    ("data-category", "category"),
    ("data-category-id", "category_id"),
    ("data-strict", "strict"),
    ("data-reactions-enabled", "reactions_enabled"),
    ("data-input-position", "input_position"),
];

const UTTERANCES_SETTINGS: [Name; 2] = [("repo", "repo"), ("label", "label")];

const ISSO_SETTINGS: [Name; 8] = [
    ("data-isso", "url"),
    ("data-isso-avatar", "avatar"),
    ("data-isso-css", "css"),
    ("data-isso-max-comments-nested", "max_comments_nested"),
    ("data-isso-max-comments-top", "max_comments_top"),
    ("data-isso-reveal-on-click", "reveal_on_click"),
    ("data-isso-sorting", "sorting"),
    ("data-isso-vote", "vote"),
];

const REMARK42_SETTINGS: [Name; 5] = [
    ("host", "host"),
    ("site_id", "site_id"),
    ("max_shown_comments", "max_shown_comments"),
    ("no_footer", "no_footer"),
    ("simple_view", "simple_view"),
];

/// An article whose readers may comment.
struct Thread<'s> {
    site: &'s Site,
    comments: &'s Comments,
    id: ArticleId,
    article: &'s Article,
    settings: Vec<SettingView>,
}

impl Renderer<'_> {
    /// What loads the comments of an article.
    pub(super) fn thread(&self, id: ArticleId) -> Option<ThreadView<'_>> {
        Thread::of(self.site, id).map(Thread::view)
    }

    /// The page where readers talk about an article, without any script.
    pub(super) fn discussion(&self, id: ArticleId) -> Option<String> {
        Thread::of(self.site, id)?.on_github()
    }
}

impl<'s> Thread<'s> {
    fn of(site: &'s Site, id: ArticleId) -> Option<Self> {
        let article = site.article(id);
        let comments = site.config.comments.as_ref()?;
        has_thread(article).then(|| Thread {
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
                self.written(&ISSO_SETTINGS);
                self.set("data-isso-lang", base(lang));
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
        self.written(&GISCUS_SETTINGS);
        match self.comments.thread_scope {
            ThreadScope::Article => self.set("data-mapping", self.term()),
            ThreadScope::Story => {
                self.set("data-mapping", "specific");
                self.set("data-term", &self.story());
            }
        }
        self.set("data-lang", giscus_language(lang));
        self.schemes("data-theme", "light", "dark");
        self.set("crossorigin", "anonymous");
    }

    fn utterances(&mut self) {
        self.written(&UTTERANCES_SETTINGS);
        match self.comments.thread_scope {
            ThreadScope::Article => self.set("issue-term", self.term()),
            ThreadScope::Story => self.set("issue-term", &self.story()),
        }
        self.schemes("theme", "github-light", "github-dark");
        self.set("crossorigin", "anonymous");
    }

    fn remark42(&mut self, lang: &str) {
        self.written(&REMARK42_SETTINGS);
        self.set("locale", base(lang));
        self.set("page_title", &self.article.title);
        self.set("url", &self.site.hosts.permalink(self.location()));
        self.schemes("theme", "light", "dark");
    }

    fn set(&mut self, name: &'static str, value: &str) {
        self.settings.push(SettingView {
            scheme: "any",
            name,
            value: value.to_string(),
        });
    }

    /// What the settings of the site say.
    fn written(&mut self, names: &[Name]) {
        for (name, ours) in names {
            if let Some(value) = self.comments.options.get(*ours) {
                self.set(name, value);
            }
        }
    }

    /// The theme of the settings, else one by the scheme that the reader has.
    fn schemes(&mut self, name: &'static str, light: &str, dark: &str) {
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

    /// What GitHub's discussions and issues are named by.
    fn term(&self) -> &'s str {
        let options = &self.comments.options;
        let term = options.get("mapping").or(options.get("issue_term"));
        term.map_or("pathname", String::as_str)
    }

    /// What a whole story is named by: never one of the words that say what else to take.
    fn story(&self) -> String {
        format!("/{}", self.site.story_of(self.id).key)
    }

    /// The page that the thread is about: for a whole story, its original.
    fn location(&self) -> &'s crate::site::Location {
        let id = match self.comments.thread_scope {
            ThreadScope::Article => self.id,
            ThreadScope::Story => self.site.story_of(self.id).original,
        };
        self.site.location(id)
    }

    /// Comments that are a discussion or an issue on GitHub: a search for what it is named by.
    fn on_github(&self) -> Option<String> {
        let repo = self.comments.options.get("repo")?;
        let query = match self.comments.provider {
            CommentsProvider::Giscus => "discussions?discussions_q=",
            CommentsProvider::Utterances => "issues?q=",
            CommentsProvider::Isso | CommentsProvider::Remark42 => return None,
        };
        let location = self.site.location(self.id);
        let term = match (self.comments.thread_scope, self.term()) {
            (ThreadScope::Story, _) => self.story(),
            (_, "url") => self.site.hosts.permalink(location),
            (_, "pathname") => self.site.hosts.href(location.host, location),
            _ => self.article.title.clone(),
        };
        Some(format!(
            "https://github.com/{repo}/{query}{}",
            encoded(&term)
        ))
    }
}

/// Standing pages have none.
fn has_thread(article: &Article) -> bool {
    article.comments && article.is_dated()
}

/// `pt` of `pt-BR`
fn base(lang: &str) -> &str {
    lang.split('-').next().unwrap_or(lang)
}

fn giscus_language(lang: &str) -> &'static str {
    let known = |lang: &str| {
        let named = GISCUS_NAMES.iter().find(|(code, _)| *code == lang);
        let same = GISCUS
            .into_iter()
            .find(|code| code.eq_ignore_ascii_case(lang));
        same.or(named.map(|(_, name)| *name))
    };
    known(lang).or_else(|| known(base(lang))).unwrap_or("en")
}

/// The server that a provider's script is at, perhaps with a path.
fn server(comments: &Comments) -> &str {
    let written = |key: &str| comments.options.get(key).map_or("", String::as_str);
    match comments.provider {
        CommentsProvider::Giscus => "https://giscus.app",
        CommentsProvider::Utterances => "https://utteranc.es",
        CommentsProvider::Isso => written("url"),
        CommentsProvider::Remark42 => written("host"),
    }
}

/// What a provider of comments does on a page, besides running its script: all at one server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    /// `https://giscus.app`; empty when there are no comments.
    pub server: String,
    pub styles: bool,
    pub connections: bool,
    pub frames: bool,
}

/// What the pages of a site let their comments do; nothing where no article has any.
pub fn allowed(site: &Site) -> Allowed {
    let mut articles = site.articles().iter();
    let comments = site.config.comments.as_ref();
    let Some(comments) = comments.filter(|_| articles.any(|article| has_thread(article))) else {
        return Allowed::default();
    };
    let mut parts = server(comments).splitn(4, '/');
    let (scheme, host) = (parts.next().unwrap_or_default(), parts.nth(1));
    let isso = comments.provider == CommentsProvider::Isso;
    Allowed {
        server: format!("{scheme}//{}", host.unwrap_or_default()).to_ascii_lowercase(),
        styles: matches!(
            comments.provider,
            CommentsProvider::Giscus | CommentsProvider::Isso
        ),
        connections: isso,
        frames: !isso,
    }
}
