//! Fuzz target: a whole site.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| griot_fuzz::site(bytes));
