//! Griot: a folder of Markdown in several languages becomes a static site.
//!
//! **A site is a value, and every page is a pure function of it.**
//!
//! ```text
//! load and parse → pair → Site → plan → render → publish
//! ```
//!
//! Each room uses only those below it:
//!
//! ```text
//! cli/          one file per command                                  (shell)
//! visit/        links to other sites, asked politely                  (shell)
//! publish/      staging and commit of public/                         (shell)
//! serve/        watcher, pages on request, live reload                (shell)
//! cache         what builds leave to the next, kept on a disk         (shell)
//! disk          the files of a site, on a disk                        (shell)
//! pipeline      the whole way from files to pages, on one screen
//! derive        what takes long, made once: smaller pictures
//! check/        what can be wrong with a site that builds
//! render/       theme, views, strings and dates, feeds, sitemaps, heads
//! site/         Site: lists, terms, URLs, links, counterparts, the plan
//! lock          griot.lock: what each translation was accepted against
//! content/      files, front matter, languages, pairing into stories
//! search/       words of articles → an index that a browser asks for in parts
//! markdown/     Markdown → Body: headings, typography, code, links
//! picture/      pictures: their size, without metadata, smaller
//! social_card/  title, site and language as a picture for social networks
//! text/         emoji, slugs, typography: rules on plain strings
//! config/       griot.yaml → Config
//! document/     YAML and TOML as trees with places
//! diagnostic    what is wrong, where, and the remedy
//! kept          results that took long, under the names they are looked up by
//! mark          a size and a digest, by which bytes are known again
//! keys          every key of griot.yaml and of front matter
//! bounds        how large, deep and many input may be, and why
//! ```
//!
//! Only the shell touches disk, clock, terminal and environment.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod assets;
pub mod cache;
pub mod check;
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod disk;
pub mod document;
pub mod external_links;
pub mod fingerprint;
pub mod keys;
pub mod limits;
pub mod markdown;
pub mod picture;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod search;
pub mod serve;
pub mod site;
pub mod social_card;
pub mod text;
pub mod theme;
pub mod translations;
