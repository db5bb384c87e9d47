//! [`RecordSource`]: an open export, whatever program wrote it, as a stream of records.

use super::blogger_reader::read_blogger;
use super::export_break::ExportBreak;
use super::export_format::ExportFormat;
use super::ghost_reader::read_ghost;
use super::import_shell::ImportShell;
use super::records::Record;
use super::wordpress_reader::read_export;
use std::io::{self, BufRead};

/// An open export.
pub struct RecordSource {
    format: ExportFormat,
    input: Box<dyn BufRead>,
    /// A second opening of the export: Ghost's tables must be known before its posts.
    tables: Option<Box<dyn BufRead>>,
    base_url: String,
}

impl RecordSource {
    /// Opens an export of a shell.
    ///
    /// # Errors
    /// The system's.
    pub fn open(shell: &dyn ImportShell, export: usize) -> io::Result<Self> {
        let format = shell.format();
        let tables = match format {
            ExportFormat::Ghost => Some(shell.open(export)?),
            _ => None,
        };
        Ok(RecordSource {
            format,
            input: shell.open(export)?,
            tables,
            base_url: shell.base_url().unwrap_or_default().to_string(),
        })
    }

    /// Reads the export and hands each record on.
    ///
    /// # Errors
    /// The export breaks off, or is none of its program.
    pub fn read(self, on_record: &mut dyn FnMut(Record)) -> Result<(), ExportBreak> {
        match (self.format, self.tables) {
            (ExportFormat::Blogger, _) => read_blogger(self.input, on_record),
            (ExportFormat::Ghost, Some(tables)) => {
                read_ghost(tables, self.input, &self.base_url, on_record)
            }
            _ => read_export(self.input, on_record),
        }
    }
}
