//! Reads WPML's table `icl_translations`, saved as CSV: which text is in which language, and which
//! texts are translations of each other. An export does not hold it.

use crate::imported_site::language_code;
use std::collections::HashMap;

/// What the table says of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WpmlEntry {
    /// The code of its language.
    pub lang: String,
    /// The number of its group of translations.
    pub group: String,
}

/// The table, by kind of item and number.
#[derive(Debug, Clone, Default)]
pub struct WpmlTable {
    posts: HashMap<u64, WpmlEntry>,
    terms: HashMap<u64, WpmlEntry>,
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingColumn(pub &'static str);

impl WpmlTable {
    /// Reads the table. Its first line names the columns, in any order.
    ///
    /// # Errors
    /// A column is missing.
    pub fn parse(csv: &str) -> Result<Self, MissingColumn> {
        let csv = csv.trim_start_matches('\u{feff}');
        let first = csv.lines().next().unwrap_or_default();
        let separators = [',', ';', '\t'];
        let separator = separators
            .into_iter()
            .max_by_key(|separator| first.matches(*separator).count());
        let mut rows = rows(csv, separator.unwrap_or(',')).into_iter();
        let head = rows.next().unwrap_or_default();
        let column = |name: &'static str| {
            let at = head
                .iter()
                .position(|own| own.trim().eq_ignore_ascii_case(name));
            at.ok_or(MissingColumn(name))
        };
        let (kind, id) = (column("element_type")?, column("element_id")?);
        let (group, lang) = (column("trid")?, column("language_code")?);
        let mut table = WpmlTable::default();
        for row in rows {
            let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
            let (Ok(id), Some(lang)) = (cell(id).parse(), language_code(cell(lang))) else {
                continue;
            };
            let group = cell(group).to_string();
            let entry = WpmlEntry { lang, group };
            match cell(kind) {
                kind if kind.starts_with("post_") => table.posts.insert(id, entry),
                kind if kind.starts_with("tax_") => table.terms.insert(id, entry),
                _ => None,
            };
        }
        Ok(table)
    }

    /// What the table says of a post or a page.
    pub fn post(&self, id: u64) -> Option<&WpmlEntry> {
        self.posts.get(&id)
    }

    /// What the table says of a term.
    pub fn term(&self, id: u64) -> Option<&WpmlEntry> {
        self.terms.get(&id)
    }
}

/// The cells of a CSV (RFC 4180), row by row.
fn rows(csv: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut is_quoted = false;
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                if row.iter().any(|cell| !cell.is_empty()) {
                    rows.push(std::mem::take(&mut row));
                }
                row.clear();
            }
            c if c == separator && !is_quoted => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    row.push(cell);
    if row.iter().any(|cell| !cell.is_empty()) {
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::WpmlTable;

    #[test]
    fn reads_the_table() {
        let table = WpmlTable::parse(
            "\"translation_id\";\"element_type\";\"element_id\";\"trid\";\"language_code\"\r\n1;post_post;12;7;fr\r\n2;\"post_post\";15;7;en\n3;tax_category;12;8;pt-br",
        );
        let table = table.expect("a table");
        assert_eq!(table.post(15).map(|entry| entry.lang.as_str()), Some("en"));
        assert_eq!(table.post(12).map(|entry| entry.group.as_str()), Some("7"));
        assert_eq!(
            table.term(12).map(|entry| entry.lang.as_str()),
            Some("pt-BR")
        );
        assert_eq!(
            WpmlTable::parse("a,b").err().map(|error| error.0),
            Some("element_type")
        );
    }
}
