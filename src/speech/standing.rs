//! Who speaks, as a word or two that one process leaves for another: `yunxi`, `machine absent`.

use std::fmt;
use std::str::FromStr;

use super::{Because, Chinese, Standing};

const CHINESE: [(Chinese, &str); 4] =
    [(Chinese::Yunxi, "yunxi"), (Chinese::Xiaoyi, "xiaoyi"), (Chinese::Machine, "machine"), (Chinese::Cantonese, "cantonese")];
const BECAUSE: [(Because, &str); 4] =
    [(Because::Absent, "absent"), (Because::Broken, "broken"), (Because::Slow, "slow"), (Because::Ended, "ended")];

fn word<T: Copy + PartialEq>(table: &[(T, &'static str)], of: T) -> &'static str {
    table.iter().find(|(one, _)| *one == of).map_or("", |(_, word)| word)
}

fn of_word<T: Copy>(table: &[(T, &'static str)], word: &str) -> Result<T, fmt::Error> {
    table.iter().find(|(_, one)| *one == word).map(|(one, _)| *one).ok_or(fmt::Error)
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(word(&CHINESE, self.chinese))?;
        self.because.map_or(Ok(()), |because| write!(f, " {}", word(&BECAUSE, because)))
    }
}

impl FromStr for Standing {
    type Err = fmt::Error;
    fn from_str(text: &str) -> Result<Self, fmt::Error> {
        let mut words = text.split_whitespace();
        let chinese = of_word(&CHINESE, words.next().unwrap_or_default())?;
        let because = words.next().map(|word| of_word(&BECAUSE, word)).transpose()?;
        Ok(Self { chinese, because })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_understood() {
        for (chinese, _) in CHINESE {
            for because in BECAUSE.iter().map(|(because, _)| Some(*because)).chain([None]) {
                let standing = Standing { chinese, because };
                assert_eq!(standing.to_string().parse(), Ok(standing));
            }
        }
        assert_eq!(Standing { chinese: Chinese::Machine, because: Some(Because::Absent) }.to_string(), "machine absent");
        for wrong in ["", "somebody", "machine why"] {
            assert!(wrong.parse::<Standing>().is_err(), "{wrong}");
        }
    }
}
