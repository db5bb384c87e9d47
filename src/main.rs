//! The program: arguments in, exit status out.

#![forbid(unsafe_code)]

use std::process::ExitCode;

/// A build allocates in every thread: this halves what that costs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    griot::cli::run()
}
