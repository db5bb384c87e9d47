//! [`ExportFormat`]: the programs whose exports are read.

/// The programs whose exports are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// WordPress's XML (WXR).
    WordPress,
    /// Ghost's JSON.
    Ghost,
    /// Blogger's XML (Atom).
    Blogger,
}

impl ExportFormat {
    /// The name of the program.
    pub fn program(self) -> &'static str {
        match self {
            ExportFormat::WordPress => "WordPress",
            ExportFormat::Ghost => "Ghost",
            ExportFormat::Blogger => "Blogger",
        }
    }
}
