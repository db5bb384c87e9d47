//! Griot: builds a static site in several languages from a folder of Markdown.
//!
//! **A site is a value, and every page is a pure function of it.**
//!
//! ```text
//! load → parse → pair → Site → plan → render → publish
//! ```
//!
//! Each room uses only the rooms below it. `docs/architecture.md` says more.
//!
//! ```text
//! cli/              one file per command                                      (shell)
//! serve/            the preview: watcher, rebuilder, server, live reload      (shell)
//! publish/          staging and commit of public/                             (shell)
//! import_files/     reads exports, copies and fetches their files, writes sites (shell)
//! external_links/   requests linked pages of other sites                      (shell)
//! git_repository    ids and contents of files, as git keeps them              (shell)
//! site_folder       lists and reads the files of a site on a disk             (shell)
//! pipeline/         Session, the stages in order, incremental builds
//! check/            rules that need the whole site
//! assets            smaller pictures and social cards, made on a cache miss
//! render/           pages → bytes: views, feeds, sitemaps, heads
//! theme/            layers, templates, strings, style sheets
//! translations/     alignment, section digests, status, acceptance, griot.lock
//! site/             Site: taxonomies, addresses, links, the plan of pages
//! content/          files, front matter, languages, pairing into stories
//! search/           words of articles → an index that browsers load in parts
//! blog_exports/     exports of WordPress, Ghost, Blogger → texts, addresses, a report
//! generator_sites/  folders of Hugo, Jekyll, Zola, Astro, Hexo → texts, addresses
//! imported_site/    a site of another program on its way: front matter, settings
//! html_to_markdown/  HTML of other programs → Markdown
//! machine_translation/  sections for a translation program: placeholders, checks
//! markdown/         Markdown → Body: headings, typography, code, links
//! social_card/      title, site and language as a picture for social networks
//! picture/          pictures: headers, smaller copies, no metadata
//! config/           griot.yaml → Config
//! safe_addresses/   checks every address that an author writes
//! messages          the program's messages in English and French
//! yaml_and_toml/    YAML and TOML as trees with places
//! keys/             tables of the keys of settings and front matter
//! text/             emoji, slugs, typography: rules on plain strings
//! cache/            results by fingerprint; its disk_store is shell
//! confined_folder/  reads and writes below an open folder, follows no link     (shell)
//! diagnostic/       problems as data, and how they are printed
//! file_state        size and times of a file, and the rule for "unchanged"
//! fingerprint       size and digest of content
//! limits            how large, deep and many input may be
//! ```
//!
//! Only the shell touches disk, clock, terminal, environment and network.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod assets;
pub mod blog_exports;
pub mod cache;
pub mod check;
pub mod cli;
pub mod config;
pub mod confined_folder;
pub mod content;
pub mod diagnostic;
pub mod external_links;
pub mod file_state;
pub mod fingerprint;
pub mod generator_sites;
pub mod git_repository;
pub mod html_to_markdown;
pub mod import_files;
pub mod imported_site;
pub mod keys;
pub mod limits;
pub mod machine_translation;
pub mod markdown;
pub mod messages;
pub mod picture;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod safe_addresses;
pub mod search;
pub mod serve;
pub mod site;
pub mod site_folder;
pub mod social_card;
pub mod text;
pub mod theme;
pub mod translations;
pub mod yaml_and_toml;
