#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| ses_delegate_tests::fuzz::address_paste(data));
