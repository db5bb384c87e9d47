//! Fuzz target: settings.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| griot_fuzz::settings(bytes));
