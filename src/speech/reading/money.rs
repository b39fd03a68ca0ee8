//! Money: yuan, jiao, fen (元角分), and other currencies.

use super::amount::{Number, number};
use super::number::{each, whole};
use super::scan::{Read, Scan};

/// `¥150.50`, `150.5元`, `¥12.5万`, `$20`.
pub fn money(scan: &Scan) -> Read {
    let words = scan.words;
    let yuan = words.word("yuan");
    let currency = words.list("currencies").iter().filter_map(|pair| pair.split_once(':')).find(|(sign, _)| scan.stands(0, sign));
    let (start, unit) = match currency {
        Some((sign, unit)) => {
            let end = sign.chars().count();
            (end + usize::from(scan.peek(end) == Some(' ')), unit.replace('_', " "))
        }
        None if words.chinese && scan.starts_number() => (0, yuan.to_owned()),
        None => return None,
    };
    if currency.is_some() && scan.before().is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let amount = number(scan, start)?;
    if !words.chinese {
        let said: String = (start..amount.end).filter_map(|at| scan.peek(at)).collect();
        return Some((said + " " + &unit, amount.end));
    }
    let large = scan.peek(amount.end).filter(|c| words.myriads.contains(c));
    let end = amount.end + usize::from(large.is_some());
    let written = scan.stands(end, yuan);
    if start == 0 && (!written || large.is_some() || amount.decimals.is_empty()) {
        return None;
    }
    let end = end + usize::from(written && unit == yuan);
    let said = match large {
        None if unit == yuan && amount.decimals.len() <= 2 => return Some((yuan_jiao_fen(&amount, scan), end)),
        None => amount.said(words),
        Some(large) => amount.counted(words) + &large.to_string(),
    };
    Some((said + &unit, end))
}

/// Half a yuan is five jiao; nobody says zero yuan.
fn yuan_jiao_fen(amount: &Number, scan: &Scan) -> String {
    let words = scan.words;
    let (jiao, fen) = match amount.decimals[..] {
        [jiao, fen] => (jiao, fen),
        [jiao] => (jiao, '0'),
        _ => ('0', '0'),
    };
    let none = amount.integer.iter().all(|digit| *digit == '0');
    let mut said = String::new();
    if !none || (jiao, fen) == ('0', '0') {
        said = if amount.integer.as_slice() == ['2'] { words.word("two").to_owned() } else { whole(&amount.integer, words) };
        said += words.word("yuan");
    }
    match (jiao, fen) {
        ('0', '0') => {}
        ('0', fen) if none => said += &(each(&[fen], words) + words.word("fen")),
        ('0', fen) => said += &(each(&['0', fen], words) + words.word("fen")),
        (jiao, '0') => said += &(each(&[jiao], words) + words.word("jiao")),
        (jiao, fen) => said += &(each(&[jiao], words) + words.word("jiao") + &each(&[fen], words) + words.word("fen")),
    }
    said
}
