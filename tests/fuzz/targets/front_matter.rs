//! Fuzz target: front matter.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| griot_fuzz::front_matter(bytes));
