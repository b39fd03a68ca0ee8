//! 好差评: how it was, in five levels, after filing and after it is done (国办发〔2019〕51号).

use serde::{Deserialize, Serialize};

/// When one is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// After it was handed in.
    Filed,
    /// After 办结.
    Completed,
}

/// The five levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 非常满意
    VerySatisfied,
    /// 满意
    Satisfied,
    /// 基本满意
    MostlySatisfied,
    /// 不满意
    Dissatisfied,
    /// 非常不满意
    VeryDissatisfied,
}

impl Level {
    /// All of them, in the order shown.
    pub const ALL: [Self; 5] = [Self::VerySatisfied, Self::Satisfied, Self::MostlySatisfied, Self::Dissatisfied, Self::VeryDissatisfied];
    /// The name on the wire and in Fluent ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VerySatisfied => "very-satisfied",
            Self::Satisfied => "satisfied",
            Self::MostlySatisfied => "mostly-satisfied",
            Self::Dissatisfied => "dissatisfied",
            Self::VeryDissatisfied => "very-dissatisfied",
        }
    }
    /// Whether one is asked why.
    pub const fn asks_why(self) -> bool {
        matches!(self, Self::Dissatisfied | Self::VeryDissatisfied)
    }
}

/// What was said, on one occasion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// When.
    pub occasion: Occasion,
    /// How it was.
    pub level: Level,
    /// Why, in one's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What was said so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rated {
    /// After it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Level>,
    /// After it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Level>,
}

impl Rated {
    /// What was said on `occasion`.
    pub const fn on(self, occasion: Occasion) -> Option<Level> {
        match occasion {
            Occasion::Filed => self.filed,
            Occasion::Completed => self.completed,
        }
    }
}
