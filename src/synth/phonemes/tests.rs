//! How texts are read.

use super::*;

fn read(text: &str) -> String {
    pinyin(text, false).join(" ")
}

#[test]
fn the_words_of_the_shared_list_are_read_right() {
    let mut wrong = String::new();
    for line in include_str!("../../../tests/synth/polyphones-dev.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (word, expected) = line.split_once('\t').unwrap();
        let said = read(word);
        if said != expected.replace('ü', "v") {
            wrong += &format!("{word}\t{said}\t(expected {expected})\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
