//! Fuzz target: slugs and paths.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| griot_fuzz::addresses(bytes));
