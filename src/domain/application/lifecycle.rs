//! The way of a matter as one table: from which stage, by which act of whom, to which, and what becomes of the clock
//! (行政许可法 32, 42, 45). Backend, tests and the words of the timeline are made from it; nothing else moves a matter.

use serde::{Deserialize, Serialize};

/// Where a matter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 收件
    Received,
    /// 补正
    Correction,
    /// 受理
    Accepted,
    /// 不予受理
    NotAccepted,
    /// 审核
    UnderReview,
    /// 补充材料
    Supplement,
    /// 特别程序
    Suspended,
    /// 准予
    Approved,
    /// 不予
    Refused,
    /// 办结
    Completed,
    /// 撤回
    Withdrawn,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::Correction,
        Self::Accepted,
        Self::NotAccepted,
        Self::UnderReview,
        Self::Supplement,
        Self::Suspended,
        Self::Approved,
        Self::Refused,
        Self::Completed,
        Self::Withdrawn,
    ];
    /// The usual way from filing to the end, for the steps still to come.
    pub const USUAL: [Self; 5] = [Self::Received, Self::Accepted, Self::UnderReview, Self::Approved, Self::Completed];

    /// The name on the wire and in Fluent ids: `stage-received`, …
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Correction => "correction",
            Self::Accepted => "accepted",
            Self::NotAccepted => "not-accepted",
            Self::UnderReview => "under-review",
            Self::Supplement => "supplement",
            Self::Suspended => "suspended",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
        }
    }
    /// The stage of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
    /// Whether nothing more will happen: no rule leads on.
    pub const fn ended(self) -> bool {
        matches!(self, Self::NotAccepted | Self::Refused | Self::Completed | Self::Withdrawn)
    }
    /// Whether its owner is asked for something.
    pub const fn waits_for_owner(self) -> bool {
        matches!(self, Self::Correction | Self::Supplement)
    }
    /// What `act` makes of it; none if it may not be done now.
    pub fn after(self, act: Act) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.act == act && rule.from.contains(&self))
    }
    /// What a decision of staff means now (`decision` of a completed task).
    pub fn decided(self, decision: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.decision == Some(decision) && rule.from.contains(&self))
    }
}

/// What is done to a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// 一次告知补正
    AskCorrection,
    /// 补正
    Correct,
    /// 受理
    Accept,
    /// 容缺受理: accepted, some papers to follow by a day.
    AcceptIncomplete,
    /// 逾期不告知的，自收到之日起即为受理 (行政许可法 32)
    DeemAccepted,
    /// 不予受理
    Decline,
    /// 转审核
    Examine,
    /// 要求补充材料
    AskSupplement,
    /// 补充材料交来了
    Supply,
    /// 特别程序
    Suspend,
    /// 恢复办理
    Resume,
    /// 准予
    Approve,
    /// 不予
    Refuse,
    /// 办结
    Complete,
    /// 撤回
    Withdraw,
}

/// Who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Its owner, or who acts for them.
    Applicant,
    /// 工作人员
    Staff,
    /// Nobody: the time is up.
    Time,
}

/// What becomes of the promised day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clock {
    /// As it was.
    Keep,
    /// The working days promised begin to count.
    Start,
    /// They stand still.
    Stop,
    /// They go on: the day moves by as many working days as they stood still.
    Go,
    /// No day is promised any more.
    End,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// From which stages.
    pub from: &'static [Stage],
    /// By what.
    pub act: Act,
    /// To which stage.
    pub to: Stage,
    /// Who may.
    pub by: Actor,
    /// What staff decide in a task, on the wire; no two rules of a stage have the same.
    pub decision: Option<&'static str>,
    /// What becomes of the promised day.
    pub clock: Clock,
}

/// A row: `[from] act => to, who, clock`.
macro_rules! rules {
    ($([$($from:ident),+] $act:ident => $to:ident, $by:ident $(($decision:literal))?, $clock:ident;)*) => {
        /// The whole way. What does not stand here cannot happen.
        pub const RULES: &[Rule] = &[$(Rule {
            from: &[$(Stage::$from),+],
            act: Act::$act,
            to: Stage::$to,
            by: Actor::$by,
            decision: decision!($($decision)?),
            clock: Clock::$clock,
        }),*];
    };
}

macro_rules! decision {
    () => {
        None
    };
    ($decision:literal) => {
        Some($decision)
    };
}

rules! {
    [Received] AskCorrection => Correction, Staff("SENDBACK"), Keep;
    [Correction] Correct => Received, Applicant, Keep;
    [Received, Correction] Accept => Accepted, Staff("ACCEPT"), Start;
    [Received] AcceptIncomplete => Accepted, Staff("INCOMPLETE"), Start;
    [Received] DeemAccepted => Accepted, Time, Start;
    [Received, Correction] Decline => NotAccepted, Staff("REJECTED"), End;
    [Received, Accepted, UnderReview] Approve => Approved, Staff("APPROVED"), End;
    [Accepted] Examine => UnderReview, Staff("ACCEPT"), Keep;
    [Accepted, UnderReview] AskSupplement => Supplement, Staff("SENDBACK"), Stop;
    [Supplement] Supply => UnderReview, Applicant, Go;
    [Accepted, UnderReview] Suspend => Suspended, Staff("SUSPEND"), Stop;
    [Supplement, Suspended] Resume => UnderReview, Staff("ACCEPT"), Go;
    [Accepted, UnderReview, Supplement, Suspended] Refuse => Refused, Staff("REJECTED"), End;
    [Approved] Complete => Completed, Staff("APPROVED"), End;
    [Received, Correction, Accepted, UnderReview, Supplement, Suspended] Withdraw => Withdrawn, Applicant, End;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_can_be_reached_and_left_unless_it_is_an_end() {
        for stage in Stage::ALL {
            assert!(stage == Stage::Received || RULES.iter().any(|rule| rule.to == stage), "{stage:?} is never reached");
            assert_eq!(RULES.iter().any(|rule| rule.from.contains(&stage)), !stage.ended(), "{stage:?}");
        }
    }

    #[test]
    fn an_act_and_a_decision_mean_one_thing_at_a_stage() {
        for stage in Stage::ALL {
            let here: Vec<_> = RULES.iter().filter(|rule| rule.from.contains(&stage)).collect();
            for (at, rule) in here.iter().enumerate() {
                for other in &here[at + 1..] {
                    assert_ne!(rule.act, other.act, "{stage:?}");
                    assert!(rule.decision.is_none() || rule.decision != other.decision, "{stage:?} {:?}", rule.decision);
                }
                assert_eq!(rule.decision.is_some(), rule.by == Actor::Staff, "{stage:?} {:?}", rule.act);
                assert_eq!(stage.after(rule.act), Some(*rule));
            }
        }
    }

    #[test]
    fn whoever_is_asked_for_something_can_give_it_or_withdraw() {
        for stage in Stage::ALL.into_iter().filter(|stage| stage.waits_for_owner()) {
            let own: Vec<_> = RULES.iter().filter(|rule| rule.from.contains(&stage) && rule.by == Actor::Applicant).collect();
            assert_eq!(own.len(), 2, "{stage:?}");
        }
    }

    #[test]
    fn a_clock_that_stands_still_goes_on() {
        for rule in RULES.iter().filter(|rule| rule.clock == Clock::Stop) {
            let on: Vec<_> = RULES.iter().filter(|next| next.from.contains(&rule.to) && !next.to.ended()).collect();
            assert!(!on.is_empty() && on.iter().all(|next| next.clock == Clock::Go), "{:?}", rule.act);
        }
    }
}
