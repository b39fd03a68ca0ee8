//! What reading promises, tried; see the room itself.

use proptest::prelude::*;

use super::*;

/// What is written, and how it is said: language, text, reading.
const CASES: &str = include_str!("../../../tests/speech/reading.tsv");

#[test]
fn numbers_are_read_as_people_say_them() {
    let mut wrong = String::new();
    let mut cases = 0;
    for line in CASES.lines().filter(|line| !line.starts_with("# ")) {
        let [language, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        let language = ["zh-CN", "zh-TW", "en"].into_iter().find(|known| *known == language).unwrap();
        let said = read(text, language);
        cases += 1;
        if said != expected {
            wrong += &format!("{language}\t{text}\t{said}\t(expected {expected})\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(cases >= 400, "{cases}");
}

/// Whether the characters of `small` stand in `large` in this order; 0.5元 is 五角, without its 元.
fn kept(small: &str, large: &str) -> bool {
    let mut large = large.chars();
    clean(small).chars().filter(|c| is_cjk(*c) && is_readable(*c) && *c != '元').all(|c| large.any(|other| other == c))
}

/// A pause, which may be said as another one or as nothing.
fn is_silent(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Each character stands in the reading, or was turned into words, or is a pause.
fn nothing_is_dropped(text: &str, language: Language) {
    let characters: Vec<char> = clean(text).chars().collect();
    let scan = scanned(text, language);
    let (mut at, mut expected) = (0, String::new());
    for (range, words) in &scan.rewritten {
        expected.extend(&characters[at..range.start]);
        expected += words;
        let written = &characters[range.clone()];
        assert!(words.contains(char::is_alphanumeric) || written.iter().all(|c| is_silent(*c)), "{text}: {written:?} became {words}");
        at = range.end;
    }
    expected.extend(&characters[at..]);
    assert_eq!(scan.finish(), expected);
}

/// How often a character is looked at, in a text that is `part` again and again.
fn looks(part: &str, characters: usize, language: Language) -> usize {
    let text: String = part.chars().cycle().take(characters).collect();
    scanned(&text, language).looks.get()
}

#[test]
fn a_long_text_takes_as_much_longer_as_it_is() {
    let parts = [
        "1",
        "1-",
        "1 ",
        "1.",
        "1,",
        "12-3/4:",
        "a1-",
        "A1",
        "*",
        "a*",
        "138 1234 ",
        "1234 5678 ",
        "(",
        "~",
        "—1",
        "周一-",
        "¥1",
        "年1月",
        "您好。",
        "1/",
        "+1",
    ];
    for language in ["zh-CN", "en"] {
        for part in parts {
            let (short, long) = (looks(part, 5_000, language), looks(part, 10_000, language));
            assert!(long <= short * 21 / 10, "{part}: {short}, {long}");
            assert!(long < 10_000 * 3_000, "{part}: {long}");
        }
    }
}

#[test]
fn what_cannot_be_said_is_taken_out() {
    for (text, expected) in [("a\u{0}b\u{7}c", "abc"), ("第\n3步", "第 三步"), ("您\u{200b}好\u{feff}", "您好"), ("", "")] {
        assert_eq!(read(text, "zh-CN"), expected);
    }
}

proptest! {
    #[test]
    fn no_chinese_character_is_lost_and_nothing_panics(text in "\\PC{0,40}", language in 0..3_usize) {
        let language = ["zh-CN", "zh-TW", "en"][language];
        let said = read(&text, language);
        prop_assert!(kept(&text, &said), "{said}");
        nothing_is_dropped(&text, language);
        let _marked = crate::speech::polyphones::mark(&said, language);
    }

    #[test]
    fn nothing_of_numbers_letters_and_signs_is_dropped(
        parts in prop::collection::vec(
            prop_oneof![
                "[0-9]{1,20}", "[0-9]{1,4}[-:./,* ～%][0-9]{1,6}", "[A-Za-z]{1,4}", "[一-龥]{1,3}",
                "[-+*/#()（）〔〕=<>.,:：、。 ~—%℃¥$&@①½Ⅱ×→]",
                prop::sample::select(vec!["年", "月", "日", "元", "第", "号", "室", "弄", "周一", "电话", "kg", "No.", "+86 ", "1234 5678"])
                    .prop_map(str::to_owned),
            ],
            0..10,
        ),
        language in 0..3_usize,
    ) {
        nothing_is_dropped(&parts.concat(), ["zh-CN", "zh-TW", "en"][language]);
    }

    #[test]
    fn whatever_stands_between_numbers_is_kept(
        parts in prop::collection::vec(
            prop_oneof![
                "[0-9]{1,20}", "[0-9]{1,4}[-:./,* ～%][0-9]{1,6}",
                prop::sample::select(vec!["年", "月", "日", "元", "第", "个", "室", "¥", "-", "℃", ".", ",", "*", " ", "万元"])
                    .prop_map(str::to_owned),
            ],
            0..8,
        )
    ) {
        let text = parts.concat();
        let said = read(&text, "zh-CN");
        prop_assert!(kept(&text, &said), "{text}: {said}");
        prop_assert!(!said.contains(|c: char| c.is_ascii_digit()), "{text}: {said}");
    }
}
