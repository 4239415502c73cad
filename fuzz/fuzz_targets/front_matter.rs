#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| finsam_api::laws::front_matter(bytes));
