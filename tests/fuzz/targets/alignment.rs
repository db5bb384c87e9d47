//! Fuzz target: the alignment of two outlines.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| griot_fuzz::alignment(bytes));
