//! The embedded files are clean, and what is broken is named without harm to the rest.

use super::*;

#[test]
fn what_is_inside_the_program_is_clean() {
    let (catalogue, defects) = Catalogue::embedded();
    assert_eq!(defects, []);
    assert_eq!(Catalogue::check(embedded_files()), []);
    assert!(catalogue.services().len() >= 1336);
}
