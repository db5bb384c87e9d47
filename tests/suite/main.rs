//! Tests of whole sites: they compare pages and messages that an author or a reader would see.
//!
//! `site("-- content/articles/x/fr.md --\n…")` builds a site from one string, without a disk;
//! `golden_sites` compares whole folders; `command_line` runs the program in a temporary folder.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read the disk and run the program"
)]

mod accept_untranslated;
mod accepted_texts;
mod appearance;
mod architecture;
mod cache;
mod check;
#[cfg(feature = "external")]
mod check_external;
mod command_line;
mod comments;
mod content_security;
mod dependency_policy;
mod dependency_tracking;
mod determinism;
mod drafts;
mod embeds;
mod escaping;
mod failed_rebuilds;
mod feeds;
mod first_steps;
mod front_matter_errors;
mod fuzz_seeds;
mod golden_sites;
mod harness;
mod hostile_input;
mod hreflang;
mod html_reader;
#[cfg(feature = "external")]
mod import_fetch;
mod import_folder;
mod import_other_blogs;
mod import_wordpress;
mod import_wordpress_texts;
mod incremental_builds;
#[cfg(unix)]
mod installing;
mod interrupted_builds;
mod json_schema;
mod keys;
mod killed_system_calls;
mod limits;
mod links;
mod lock_writers;
mod machine_translations;
mod manual;
mod markdown;
mod messages_in_french;
mod moved_pages;
mod near_markdown;
mod new_site_hosts;
mod page_permalinks;
mod passed_over_texts;
mod path_collisions;
mod path_traversal;
mod pictures;
mod program_runner;
mod publishing;
mod random_edits;
mod random_raw_html;
mod random_sites;
mod raw_html;
mod release_files;
mod search;
mod section_alignment;
mod section_links;
mod serve;
mod server_configurations;
mod session;
mod share;
#[cfg(feature = "cards")]
mod social_cards;
mod story_pairing;
mod symbolic_links;
mod system_failures;
mod taxonomies;
mod terminal_output;
mod theme_docs;
mod theme_files;
mod theme_strings;
mod themes;
mod translations;
mod typography;
mod usage_errors;
mod wordpress_export;
