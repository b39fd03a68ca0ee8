//! How texts are read.

use std::collections::HashSet;
use std::fmt::Write;

use proptest::prelude::*;

use super::*;

/// Facts of others, shared with us.
const SHARED: &str = include_str!("../../../tests/synth/polyphones-dev.tsv");
/// Words and short phrases; sentences. Language, text, pinyin.
const WORDS: &str = include_str!("../../../tests/synth/readings.tsv");
const SENTENCES: &str = include_str!("../../../tests/synth/sentences.tsv");

/// How many cases there are, and those that are read otherwise.
fn wrong(cases: &str) -> (usize, Vec<String>) {
    let cases = cases.lines().filter(|line| !line.starts_with("# "));
    let said = cases.map(|case| {
        let [language, text, expected] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {case}") };
        let said = pinyin(text, language == "zh-TW").join(" ");
        (said != expected).then(|| format!("{text}\t{said}\t(expected {expected})"))
    });
    let said: Vec<_> = said.collect();
    (said.len(), said.into_iter().flatten().collect())
}

fn written(ids: &[u16]) -> String {
    ids.iter().map(|id| alphabet::sign(*id).unwrap()).collect()
}

#[test]
fn the_words_of_the_shared_list_are_all_read_right() {
    let mut cases = String::new();
    for line in SHARED.lines() {
        writeln!(cases, "zh-CN\t{}", line.replace('ü', "v")).unwrap();
    }
    let (count, wrong) = wrong(&cases);
    assert_eq!((count, wrong), (73, Vec::new()));
}

#[test]
fn of_a_hundred_everyday_words_ninety_nine_are_read_right() {
    let (count, wrong) = wrong(WORDS);
    assert!(count >= 500 && wrong.len() * 100 <= count, "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn sentences_are_read_right() {
    let (count, wrong) = wrong(SENTENCES);
    assert!(count > 50 && wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_word_stands_twice_in_a_list() {
    let mut seen = HashSet::new();
    for line in WORDS.lines().chain(SENTENCES.lines()).filter(|line| !line.starts_with("# ")) {
        let (language, text) = line.rsplit_once('\t').unwrap().0.split_once('\t').unwrap();
        assert!(seen.insert((language, text)), "{text}");
    }
}

#[test]
fn the_model_gets_words_and_punctuation_as_it_learnt_them() {
    assert_eq!(written(&ids("请到银行，不要着急。", false)), "ʨʰi↓ŋ tau↘ i↗nxa↗ŋ, pu↗jau↘ ꭧau↗ʨi↗.");
    assert_eq!(written(&ids("（一点儿）《好》？", false)), "(i↘tjɛ↓nɚ) “xau↓” ?");
}

#[test]
fn every_syllable_of_every_table_has_phonemes() {
    let own = [include_str!("../../../assets/synth/phrases.tsv"), include_str!("../../../assets/synth/readings.tsv")];
    for (word, said) in own.into_iter().flat_map(table::rows) {
        assert_eq!(word.chars().count(), said.split(' ').count(), "{word}");
        for syllable in said.split(' ') {
            assert!(!alphabet::phonemes(syllable).is_empty() && syllable.ends_with(|c| ('1'..='5').contains(&c)), "{word} {said}");
        }
    }
    for c in ('\u{4e00}'..'\u{9fff}').step_by(7) {
        for said in pinyin(&c.to_string(), false) {
            assert!(!alphabet::phonemes(&said).is_empty(), "{c} {said}");
        }
    }
}

#[test]
fn english_inside_chinese_is_said_in_english() {
    let said = written(&ids("请用iPhone扫码", false));
    assert_eq!(said, "ʨʰi↓ŋjʊ↘ŋ ˈI fˈOn sau↓ma↓");
}

#[test]
fn without_espeak_english_is_said_letter_by_letter() {
    let letters = |words: &str| super::letters(words, false);
    assert_eq!(letters("Wi-Fi"), ["w", "i", "f", "i"].map(letters).join(" "));
    assert_eq!(letters("a"), alphabet::phonemes("ei1"));
}

#[test]
fn nothing_to_say_is_nothing() {
    for text in ["", " ", "。", "，！？…", "😀", "😀。👍🏽", "\0", "\u{200d}", "-- ' --", "«»"] {
        assert_eq!(ids(text, false), Vec::<u16>::new(), "{text:?}");
        assert_eq!(pinyin(text, true), Vec::<String>::new(), "{text:?}");
    }
}

#[test]
fn what_nobody_can_say_is_left_out_without_a_hole() {
    assert_eq!(ids("办😀理", false), ids("办理", false));
    assert_eq!(ids("办理Привет", false), ids("办理", false));
    assert_eq!(pinyin("好\u{2ffff}的", false), ["hao3", "de5"]);
}

#[test]
fn shell_signs_and_markup_are_only_signs() {
    let text = "$(touch /tmp/x) `id` <speak>好</speak> --help; rm";
    assert!(!ids(text, false).is_empty());
}

#[test]
fn a_long_text_has_as_many_syllables_as_characters() {
    assert_eq!(pinyin(&"请带好身份证，不要着急。".repeat(1000), false).len(), 10_000);
    assert_eq!(pinyin(&"姓名，单".repeat(2500), false).len(), 7500);
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,40}|[一不儿子得地的了单，姓名 0-9]{0,30}|.{0,20}", taiwan: bool) {
        for id in ids(&text, taiwan) {
            prop_assert!(alphabet::sign(id).is_some());
        }
        for said in pinyin(&text, taiwan) {
            prop_assert!(!alphabet::phonemes(&said).is_empty(), "{said}");
        }
    }
}

/// What `make bench` has a recogniser listen to: so an error there is the voice's or the recogniser's.
#[test]
fn what_the_recogniser_is_given_is_read_as_it_should_be() {
    let plain = |syllable: &str| syllable.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let all = [include_str!("../../../benches/voice/sentences.tsv"), include_str!("../../../benches/voice/unseen.tsv")];
    for line in all.iter().flat_map(|set| set.lines()) {
        let (text, expected) = line.split_once('\t').unwrap();
        let said: Vec<_> = pinyin(&crate::speech::reading::read(text, "zh-CN"), false).iter().map(|one| plain(one)).collect();
        assert_eq!(said, expected.split(' ').map(plain).collect::<Vec<_>>(), "{text}");
    }
}
