//! A service (政务服务事项) and its guide (办事指南).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lookup::LookupKind;
use super::text::LocalText;

mod guide;

pub use guide::{Faq, Guide, Manner, Material, MaterialSource};

/// GovStack's `serviceId`: a UUIDv5 of region/department/item.
pub type ServiceId = Uuid;

/// Names of our services live under this UUIDv5 namespace.
pub const NAMESPACE: Uuid = Uuid::from_u128(0x7a3c_51d2_0f0e_5b6a_9c11_6f4e_2d8b_a017);

/// The id of an item of a region's department.
pub fn service_id(region: &str, department: &str, item: &str) -> ServiceId {
    Uuid::new_v5(&NAMESPACE, format!("{region}/{department}/{item}").as_bytes())
}

/// How far a terminal can go with a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Filed here, from beginning to end.
    Full,
    /// The form here, the papers at a window afterwards.
    FormThenPapers,
    /// A day is fixed here.
    Appointment,
    /// Something is looked up here.
    Lookup,
    /// At a counter only; the guide says which.
    CounterOnly,
    /// Somebody must see the person.
    VerifyInPerson,
}

/// What a home tile and a door lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// 养老金
    Pension,
    /// 看病医保
    Medical,
    /// 老年卡津贴
    Allowance,
    /// 社保卡身份证
    Cards,
    /// 照护帮扶
    Care,
}

impl Category {
    /// The five that have a tile.
    pub const ALL: [Self; 5] = [Self::Pension, Self::Medical, Self::Allowance, Self::Cards, Self::Care];
    /// The name in Fluent ids and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pension => "pension",
            Self::Medical => "medical",
            Self::Allowance => "allowance",
            Self::Cards => "cards",
            Self::Care => "care",
        }
    }
}

/// A door (life event) behind which services stand: 退休了, 生病住院了 …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LifeEvent {
    /// 退休了
    Retired,
    /// 生病住院了
    Ill,
    /// 卡丢了
    LostCard,
    /// 搬家了
    Moved,
    /// 要人照顾
    NeedCare,
    /// 手头紧
    HardUp,
    /// 残疾人的事
    Disability,
    /// 当过兵
    Veteran,
    /// 年纪大了
    GrownOld,
    /// 家人去世以后
    Bereaved,
}

impl LifeEvent {
    /// All of them, in the order shown.
    pub const ALL: [Self; 10] = [
        Self::Retired,
        Self::GrownOld,
        Self::Ill,
        Self::LostCard,
        Self::Moved,
        Self::NeedCare,
        Self::HardUp,
        Self::Disability,
        Self::Veteran,
        Self::Bereaved,
    ];
    /// The name in Fluent ids and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Retired => "retired",
            Self::Ill => "ill",
            Self::LostCard => "lost-card",
            Self::Moved => "moved",
            Self::NeedCare => "need-care",
            Self::GrownOld => "grown-old",
            Self::HardUp => "hard-up",
            Self::Disability => "disability",
            Self::Veteran => "veteran",
            Self::Bereaved => "bereaved",
        }
    }
}

/// A service as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSummary {
    /// GovStack's `serviceId`.
    pub id: ServiceId,
    /// The official name.
    pub name: LocalText,
    /// What people call it.
    pub everyday: Option<LocalText>,
    /// Who is in charge.
    pub department: LocalText,
    /// How far a terminal can go.
    pub handling: Handling,
    /// Its very name tells something private (残疾, 低保): on a shared machine it is not said aloud unasked (P1).
    pub private: bool,
    /// How many services are done with it in one go (一件事); of most none.
    pub together: usize,
}

/// A service with its guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// What lists show.
    pub summary: ServiceSummary,
    /// The guide. A bare item of a city's table has one that says where to go.
    pub guide: Guide,
    /// Whether a form can be filed here.
    pub has_form: bool,
    /// The services that are done with it in one go (一件事), a line each on its receipt; of most services none.
    pub parts: Vec<ServiceSummary>,
    /// What can be looked up here, if something can ([`Handling::Lookup`]).
    pub lookup: Option<LookupKind>,
}
