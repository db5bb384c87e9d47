//! Fuzz target: the raw HTML of an article.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| griot_fuzz::raw_html(bytes));
