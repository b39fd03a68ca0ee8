//! Answers that a resident could give. By them a form is proved to be one that can be filed.

use jiff::civil::Date;

use super::{AnswerKind, LONG_TERM, Question};
use crate::domain::identity;

/// A character names are written with (梅).
const LETTER: &str = "\u{6885}";
/// Birth dates before the check character: of an identity card, of a 港澳台居民居住证, of a foreigner's card.
const BODIES: [&str; 3] = ["11010519491231002", "83000019410506017", "91112319380228123"];
impl Question {
    /// Answers it must take on the day `today`, the longest that is allowed among them; nothing at all if it may be left out.
    pub fn samples(&self, today: Date) -> Vec<String> {
        let mut answers: Vec<String> = match &self.kind {
            AnswerKind::Line { max } | AnswerKind::Text { max } | AnswerKind::Name { max } | AnswerKind::Address { max } => {
                vec![LETTER.to_owned(), LETTER.repeat(*max)]
            }
            AnswerKind::Identity => BODIES.iter().filter_map(|body| Some(format!("{body}{}", identity::check_character(body)?))).collect(),
            AnswerKind::Phone => ["13800001234", "021-61234567"].map(str::to_owned).into(),
            AnswerKind::BankCard => ["6222020000000000", "4111 1111 1111 1111"].map(str::to_owned).into(),
            AnswerKind::Date => ["1941-05-06", "2026.3.5"].map(str::to_owned).into(),
            AnswerKind::Validity => vec![LONG_TERM.to_owned(), "2096.03.05".to_owned()],
            AnswerKind::Passbook => vec!["0012 3456".to_owned()],
            AnswerKind::WorkingDay => self.days(today).iter().map(ToString::to_string).collect(),
            AnswerKind::Choice(choices) => choices.iter().map(|choice| choice.value.clone()).collect(),
        };
        if !self.required {
            answers.push(String::new());
        }
        answers
    }

    /// Whether it can be answered: by each of its choices, or by anything.
    pub(super) fn is_answerable(&self, today: Date) -> bool {
        let mut answers = self.samples(today).into_iter().filter(|answer| !answer.is_empty());
        let takes = |answer: String| self.check(&answer, today).is_ok();
        if matches!(self.kind, AnswerKind::Choice(_)) { answers.all(takes) } else { answers.any(takes) }
    }
}
