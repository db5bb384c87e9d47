//! Turns exports of WordPress, Ghost and Blogger into the files of a site.
//!
//! Reads an export as a stream of records, twice; pairs languages as Polylang, WPML, qTranslate or authors by
//! hand have them; plans addresses; converts texts. Reads and writes through an [`ImportShell`],
//! never by itself. Every item is written or named in the report.

mod batch_report;
mod block_comments;
mod blogger_reader;
mod bounded_reader;
mod convert_item;
mod export_break;
mod export_format;
mod export_index;
mod ghost_reader;
mod google_pictures;
mod import_export;
mod import_report;
mod import_shell;
mod items_not_written;
mod media_names;
mod own_addresses;
mod pair_items;
mod php_arrays;
mod plan_menus;
mod plan_terms;
mod qtranslate;
mod read_records;
mod records;
mod redirects;
mod report_counts;
mod shortcode_scanner;
mod shortcode_source;
mod shortcodes;
mod site_plan;
mod text_addresses;
mod time_zones;
mod toggle_links;
mod wordpress_reader;
mod wpml_table;
mod xml_steps;

pub use export_break::ExportBreak;
pub use export_format::ExportFormat;
pub use import_export::{Imported, import_exports};
pub use import_shell::ImportShell;
pub use media_names::{Candidate, FileCopy};
pub use pair_items::LanguageHints;
pub use wpml_table::{MissingColumn, WpmlTable};
