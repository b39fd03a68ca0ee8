use super::*;

#[test]
fn nothing_is_made_of_silence() {
    assert!(even(&[]).is_empty());
}
