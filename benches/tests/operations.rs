//! The benches ask what sites ask.

#[test]
fn every_stored_operation_is_measured() {
    assert!(finsam_benches::operations().is_ok_and(|operations| !operations.is_empty()));
}
