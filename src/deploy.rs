//! What `griot deploy` sends to a host, in which order, and what it removes there.
//!
//! Takes the files of a built site and the manifest that the last deploy left. Gives a plan, the manifests to write on
//! the way, headers for each file, and addresses for search engines. Never touches a disk or a network.

mod content_type;
mod header_rules;
mod index_now;
mod manifest;
mod plan;
mod removal_limit;
mod site_files;
#[cfg(test)]
mod tests;

pub use content_type::content_type;
pub use header_rules::HeaderRules;
pub use index_now::{HostAddresses, changed_addresses};
pub use manifest::{DeployManifest, FileVersion, MANIFEST, ManifestEntry, ManifestError};
pub use plan::{DeployPlan, PlannedFile};
pub use removal_limit::RemovalLimit;
pub use site_files::{DeployStage, FileHeaders, SiteFile, site_files};
