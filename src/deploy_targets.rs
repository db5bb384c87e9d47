//! The places that a site is sent to: object stores, folders of servers, branches of git repositories.
//!
//! Takes a plan of `deploy/` and the folder with the built site; sends, removes, and leaves a manifest. Credentials
//! come from the environment or from ssh and git, and are in no message. Starts `rsync`, `ssh` and `git` of the
//! system, and lets no address be taken for an option.

mod error;
mod git;
mod git_repository;
mod index_now;
mod program;
mod redact;
mod ssh;
#[cfg(feature = "stores")]
mod store;
#[cfg(feature = "stores")]
mod store_client;
#[cfg(feature = "stores")]
mod store_uploads;
mod work;

pub use error::DeployError;
pub use index_now::{INDEX_NOW_VARIABLE, IndexNowError, submit};
pub use work::DeployWork;

use crate::config::{DeployTarget, StoreAddress, TargetAddress};
use crate::deploy::DeployManifest;
use git::GitTarget;
use ssh::SshTarget;
use std::collections::BTreeSet;

/// A place that a site is sent to.
pub trait Target {
    /// Whether it stores headers with each file.
    fn stores_headers(&self) -> bool;

    /// Looks at what is there.
    fn state(&mut self) -> Result<TargetState, DeployError>;

    /// Finds the `names` that files of somebody else already have.
    fn occupied(&self, names: &BTreeSet<&str>) -> Result<Vec<String>, DeployError>;

    /// Sends and removes what the plan says. Calls `on_file` after each file.
    fn apply(&self, work: &DeployWork, on_file: &(dyn Fn() + Sync)) -> Result<(), DeployError>;
}

/// What is at a target.
#[derive(Debug)]
pub enum TargetState {
    /// Nothing.
    Vacant,
    /// A site of ours, perhaps beside other files.
    Ours(DeployManifest),
    /// Files of somebody else only.
    Foreign,
}

/// Opens a target without touching it.
///
/// # Errors
/// The program lacks a feature, or the environment lacks credentials.
pub fn open(target: &DeployTarget) -> Result<Box<dyn Target>, DeployError> {
    match &target.address {
        TargetAddress::Store(address) => open_store(target, address),
        TargetAddress::Ssh(address) => Ok(Box::new(SshTarget::new(address)?)),
        TargetAddress::Git(address) => Ok(Box::new(GitTarget::new(address, target.keeps_history)?)),
    }
}

#[cfg(feature = "stores")]
fn open_store(
    target: &DeployTarget,
    address: &StoreAddress,
) -> Result<Box<dyn Target>, DeployError> {
    Ok(Box::new(store::StoreTarget::new(target, address)?))
}

#[cfg(not(feature = "stores"))]
fn open_store(_: &DeployTarget, _: &StoreAddress) -> Result<Box<dyn Target>, DeployError> {
    Err(DeployError::StoresNotSupported)
}
