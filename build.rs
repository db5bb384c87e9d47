//! Names the program by a digest of everything that goes into it: sources, the default theme,
//! dependencies, compiler, target, features and profile. Caches of another program are misses.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads files and the environment"
)]

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files and folders whose content is part of the program.
const INPUTS: [&str; 4] = ["src", "themes/default", "Cargo.lock", "Cargo.toml"];

/// Variables that cargo sets from profile and target.
const VARIABLES: [&str; 4] = ["TARGET", "PROFILE", "OPT_LEVEL", "DEBUG"];

fn main() -> io::Result<()> {
    // two halves of 64 bits, for no collision by accident
    let mut halves = [DefaultHasher::new(), DefaultHasher::new()];
    let mut add = |bytes: &[u8]| {
        for (number, half) in halves.iter_mut().enumerate() {
            (number, bytes).hash(half);
        }
    };
    for input in INPUTS {
        println!("cargo::rerun-if-changed={input}");
        for file in files(Path::new(input))? {
            add(file.to_string_lossy().as_bytes());
            add(&fs::read(&file)?);
        }
    }
    for variable in VARIABLES {
        add(env::var(variable).unwrap_or_default().as_bytes());
    }
    let mut features: Vec<String> = env::vars()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("CARGO_FEATURE_") || name.starts_with("CARGO_CFG_"))
        .collect();
    features.sort();
    features.iter().for_each(|feature| add(feature.as_bytes()));
    add(&compiler()?);
    let [first, second] = halves.map(|half| half.finish());
    println!("cargo::rustc-env=GRIOT_PROGRAM_DIGEST={first:016x}{second:016x}");
    Ok(())
}

/// The files at and below a path, sorted; none where it does not exist.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    entries.sort();
    let below = entries.iter().map(|entry| files(entry));
    Ok(below.collect::<io::Result<Vec<_>>>()?.concat())
}

/// What the compiler says of itself: version, commit and host.
fn compiler() -> io::Result<Vec<u8>> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(Command::new(rustc).arg("-vV").output()?.stdout)
}
