//! Whole sites in, pages and messages out: what an author or a reader would see.
//!
//! `site("-- content/articles/x/fr.md --\n…")` is a site in one string, built without a disk;
//! `golden` compares whole trees; `binary` runs the program itself in a folder of its own.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read the disk and run the program"
)]

mod architecture;
mod binary;
mod breakout;
#[cfg(feature = "cards")]
mod cards;
mod check;
#[cfg(feature = "external")]
mod check_external;
mod collisions;
mod comments;
mod commit;
mod dependencies;
mod dependency_tracking;
mod determinism;
mod drafts;
mod edits;
mod embeds;
mod escaping;
mod feeds;
mod front_matter;
mod fuzz;
mod golden;
mod harness;
mod hostile;
mod hreflang;
mod html;
mod limits;
mod links;
mod look;
mod markdown;
mod pairing;
mod parse_cache;
mod pictures;
mod program;
mod properties;
mod publishing;
mod rebuilds;
mod safety;
mod search;
mod sections;
mod serve;
mod session;
mod share;
mod taxonomies;
mod theme_docs;
mod theme_files;
mod theme_strings;
mod themes;
mod translations;
