//! A site as another program has it, on its way to Griot: texts with their front matter, terms,
//! settings, addresses, and the report of the import.
//!
//! Knows no program and no format of an export. Gives the bytes of files; writes none.

mod front_matter;
mod language_codes;
mod permalinks;
mod relative_paths;
mod report;
mod settings;
mod term_table;

pub use front_matter::{ArticleDraft, LeadPicture, Moment, quoted};
pub use language_codes::{language_code, primary};
pub use permalinks::{AddressedArticle, commonest_pattern, fill, fitting_pattern};
pub use relative_paths::relative_path;
pub use report::{ImportReport, KindCount, ReportLine};
pub use settings::{ImportedAuthor, ImportedSettings, LanguageFacts, MenuLink};
pub use term_table::{ImportedTerm, ResolvedTerms, TermNumber, TermTable, unique};
