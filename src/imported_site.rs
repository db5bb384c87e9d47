//! A site as another program has it, on its way to Griot: texts with their front matter, terms,
//! settings, addresses, and the report of the import.
//!
//! Knows no program and no format of an export. Gives the bytes of files; writes none.

mod front_matter;
mod permalinks;
mod report;
mod settings;
mod term_table;

pub use front_matter::{ArticleDraft, LeadPicture, Moment, quoted};
pub use permalinks::{AddressedArticle, fill, fitting_pattern};
pub use report::{ImportReport, KindCount, ReportLine};
pub use settings::{ImportedAuthor, ImportedSettings};
pub use term_table::{ImportedTerm, ResolvedTerms, TermNumber, TermTable, unique};
