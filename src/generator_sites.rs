//! Turns a folder of Hugo, Jekyll, Zola, Astro or Hexo into the files of a Griot site.
//!
//! Reads settings and texts as that generator reads them, gives each text its old address, and turns
//! shortcodes and tags into Markdown. Reads and writes through a [`FolderShell`], never by itself.
//! What has no counterpart in Griot is named in the report.

mod address_parts;
mod adopt_front_matter;
mod astro_addresses;
mod astro_settings;
mod component_tags;
mod containers;
mod convert_text;
mod expand_tags;
mod file_places;
mod folder_report;
mod folder_shell;
mod front_matter_blocks;
mod generator;
mod hexo_settings;
mod hugo_addresses;
mod hugo_settings;
mod import_folder;
mod jekyll_addresses;
mod jekyll_settings;
mod known_tags;
mod lead_pictures;
mod line_notes;
mod list_texts;
mod media_tags;
mod old_addresses;
mod read_dates;
mod rewrite_links;
mod scan_tags;
mod script_values;
mod site_facts;
mod site_plan;
mod source_text;
mod tag_markdown;
mod text_places;
mod value_tree;
mod zola_settings;

pub use folder_shell::FolderShell;
pub use generator::{Generator, NotDetected};
pub use import_folder::{FolderImport, import_folder};
