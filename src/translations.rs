//! Translations of a story: `griot.lock`, which records what each one was accepted against.

pub mod lock_file;
