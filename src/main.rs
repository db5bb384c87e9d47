//! The program: arguments in, exit status out.

#![forbid(unsafe_code)]

use std::process::ExitCode;

// A build allocates in every thread: this halves what that costs.
#[cfg(not(target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
// Here it is what `malloc` is, and Rust's own way to that is the shortest.
#[cfg(target_os = "linux")]
use mimalloc as _;

fn main() -> ExitCode {
    griot::cli::run()
}
