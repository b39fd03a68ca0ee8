//! Digits as Chinese numerals: `36000` 三万六千, `105` 一百零五, `0.5` 零点五.

use super::words::Words;

/// The longest amount that is said in places; what is longer is called out.
pub const LONGEST: usize = 12;

/// A whole number; `digits` are `0` to `9`. Longer than [`LONGEST`]: digit by digit.
pub fn whole(digits: &[char], words: &Words) -> String {
    let digits: Vec<usize> =
        digits.iter().filter_map(|c| c.to_digit(10)).skip_while(|digit| *digit == 0).map(|digit| digit as usize).collect();
    if digits.is_empty() {
        return digit(0, words);
    }
    if digits.len() > LONGEST {
        return digits.iter().map(|one| digit(*one, words)).collect();
    }
    let mut said = String::new();
    let groups: Vec<_> = digits.rchunks(4).rev().collect();
    let mut zero = false;
    for (at, group) in groups.iter().enumerate() {
        let myriad = groups.len() - 1 - at;
        if group.iter().all(|digit| *digit == 0) {
            zero = true;
            continue;
        }
        if !said.is_empty() && (zero || group.first() == Some(&0)) {
            said.push_str(&digit(0, words));
        }
        zero = false;
        // 两万, 两千, but 二十, 二百
        if **group == [2] && myriad > 0 {
            said.push_str(words.word("two"));
        } else {
            said.push_str(&thousands(group, said.is_empty(), words));
        }
        said.extend(myriad.checked_sub(1).and_then(|at| words.myriads.get(at)));
    }
    said
}

/// Up to four digits. `first`: nothing has been said, so 15 is 十五.
fn thousands(group: &[usize], first: bool, words: &Words) -> String {
    let mut said = String::new();
    let mut zero = false;
    for (at, &one) in group.iter().enumerate() {
        let place = group.len() - 1 - at;
        if one == 0 {
            zero = true;
            continue;
        }
        if zero && !said.is_empty() {
            said.push_str(&digit(0, words));
        }
        zero = false;
        match (one, place) {
            (1, 1) if first && said.is_empty() => {}
            (2, 3) => said.push_str(words.word("two")),
            _ => said.push_str(&digit(one, words)),
        }
        said.extend(place.checked_sub(1).and_then(|at| words.places.get(at)));
    }
    said
}

/// Digit by digit, as in an amount: behind a decimal point, in a year.
pub fn each(digits: &[char], words: &Words) -> String {
    digits.iter().filter_map(|c| c.to_digit(10)).map(|one| digit(one as usize, words)).collect()
}

fn digit(digit: usize, words: &Words) -> String {
    words.digits.get(digit).map(char::to_string).unwrap_or_default()
}

/// A small number.
pub fn small(number: u32, words: &Words) -> String {
    whole(&number.to_string().chars().collect::<Vec<_>>(), words)
}
