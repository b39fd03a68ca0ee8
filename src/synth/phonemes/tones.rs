//! The tones that change in a sentence: "one" and "not" by the tone behind, what is said twice, what is light, er-hua.
//! What `speech::polyphones` says has its tones already. The third tone before a third is not written, nor is it in pinyin.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::readings::Text;
use super::table;

/// Er-hua, as a syllable.
pub const CHILD: &str = "r5";

static CLASSES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| table::map(include_str!("../../../assets/synth/classes.tsv")));

/// Whether something may be counted with it.
pub fn is_numeral(c: char) -> bool {
    is("digits", c) || is("places", c) || is("amounts", c)
}

/// Whether it is light everywhere.
pub fn is_particle(c: char) -> bool {
    is("particles", c)
}

fn is(class: &str, c: char) -> bool {
    CLASSES.get(class).is_some_and(|characters| characters.contains(c))
}

/// Changes the tones of what is not settled.
pub fn change(text: &mut Text, taiwan: bool) {
    // from the right: what is behind has its tone when it is asked for
    for at in (0..text.spoken.len()).rev() {
        let Some(said) = &text.spoken[at].said else { continue };
        let (c, settled) = (text.simple[at], text.spoken[at].settled);
        let changed: Option<Cow<str>> = match c {
            _ if is("child", c) => (if settled { said.ends_with('5') } else { is_child(text, at) }).then(|| CHILD.into()),
            _ if is("one", c) && counts_on(text, at) => Some("yi1".into()),
            _ if settled => None,
            _ if is("one", c) => Some(one(text, at).into()),
            _ if is("not", c) => Some(by_tone(text, at, ["bu2", "bu4", "bu4"]).into()),
            _ => (!taiwan && is_again(text, at)).then(|| (toneless(said).to_owned() + "5").into()),
        };
        if changed.is_some() {
            text.spoken[at].said = changed;
        }
    }
}

/// "One": its own tone in numbers told digit by digit, in ordinals, and at the end of a word or a sentence.
fn one(text: &Text, at: usize) -> &'static str {
    let before = at.checked_sub(1).map(|before| text.simple[before]);
    let behind = text.simple.get(at + 1).copied();
    let before_is = |class| before.is_some_and(|c| is(class, c));
    let behind_is = |class| behind.is_some_and(|c| is(class, c));
    let word = text.word(at);
    // "have a look" has it lightly between the same verb; "day by day" begins with another
    let counted = before_is("digits") || before_is("places");
    if before.is_some() && before == behind && !counted && !(at > 1 && is("one", text.simple[at - 2])) {
        return "yi5";
    }
    let number = behind_is("digits") || counted && !behind_is("places");
    let ordinal = before_is("ordinal") || behind_is("ranked") || before_is("months") && behind_is("days");
    let end = word.known && word.at.len() > 1 && word.at.end == at + 1 && !before_is("pointing");
    if number || ordinal || end { "yi1" } else { by_tone(text, at, ["yi2", "yi4", "yi1"]) }
}

/// Whether "one" stands in a decimal, a range or a ratio, where it keeps its tone before any word: 六点一毫升, 一点五倍, 一到两天;
/// but 十点一刻.
fn counts_on(text: &Text, at: usize) -> bool {
    let stands = |class, place: Option<usize>| place.and_then(|place| text.simple.get(place)).is_some_and(|c| is(class, *c));
    let numeral = |place: Option<usize>| place.and_then(|place| text.simple.get(place)).is_some_and(|c| is_numeral(*c));
    let decimal = stands("point", at.checked_sub(1)) && numeral(at.checked_sub(2)) && !stands("moments", Some(at + 1));
    let again = stands("one", Some(at + 2)) && stands("point", Some(at + 3));
    decimal && at + 1 < text.simple.len()
        || (stands("point", Some(at + 1)) || stands("links", Some(at + 1))) && numeral(Some(at + 2)) && !again
}

/// One of three: before the fourth tone, before another, before nothing.
fn by_tone(text: &Text, at: usize, [falling, other, last]: [&'static str; 3]) -> &'static str {
    match text.spoken.get(at + 1).and_then(|spoken| spoken.said.as_deref()) {
        Some(said) if said.ends_with('4') => falling,
        Some(_) => other,
        None => last,
    }
}

/// Whether this is no child, but the tongue drawn back at the end of the word before.
fn is_child(text: &Text, at: usize) -> bool {
    let word = text.word(at);
    let ends = (word.at.end == at + 1 || !word.known && word.at.start == at) && at > 0 && text.spoken[at - 1].said.is_some();
    ends && (word.at.len() == 1 || !is("offspring", text.simple[at - 1]))
}

/// Whether a verb is said again there, which is light.
fn is_again(text: &Text, at: usize) -> bool {
    is("twice", text.simple[at]) && at > 0 && text.simple[at - 1] == text.simple[at] && text.word(at).at.len() <= 2
}

/// A syllable without its tone.
pub fn toneless(syllable: &str) -> &str {
    syllable.trim_end_matches(|c: char| c.is_ascii_digit())
}
