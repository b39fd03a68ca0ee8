//! A service (政务服务事项) and its guide (办事指南).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::application::HandoutWay;
use super::text::LocalText;

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

/// Where a material comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialSource {
    /// 系统能查到，不用带
    Shared,
    /// 自己带
    Bring,
    /// 可以后补 (容缺)
    Later,
    /// 可以承诺代替 (告知承诺)
    Promise,
}

/// One thing to bring (材料).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its name: 身份证.
    pub name: LocalText,
    /// Where it comes from.
    pub source: MaterialSource,
    /// How many copies besides the original.
    #[serde(default)]
    pub copies: u8,
    /// Working days in which it may follow, if it is [`MaterialSource::Later`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// A word about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalText>,
}

/// In what manner a matter is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// As ever.
    #[default]
    Plain,
    /// Somebody has died (身后的事): no chime, no 恭喜, no rating in that sitting, slower.
    Bereavement,
}

/// A question often asked, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// 问
    pub question: LocalText,
    /// 答
    pub answer: LocalText,
}

/// The guide (办事指南): what a resident must know before going anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// One or two plain sentences: what it is and what one gets.
    pub summary: LocalText,
    /// Who may apply.
    pub who: LocalText,
    /// What to bring.
    pub materials: Vec<Material>,
    /// How long it takes, in words.
    pub time: LocalText,
    /// Working days promised, counted from acceptance (受理).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_days: Option<u16>,
    /// Working days in which the papers must follow the form, if they follow ([`Handling::FormThenPapers`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_days: Option<u16>,
    /// The ways in which something is handed out (谁来领); empty if nothing is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handout: Vec<HandoutWay>,
    /// In what manner it is spoken of.
    #[serde(default)]
    pub manner: Manner,
    /// What it costs, in words.
    pub fee: LocalText,
    /// What comes out, and how one gets it.
    pub result: LocalText,
    /// Where else it is done.
    pub place: LocalText,
    /// Whether and how somebody may do it for one.
    pub proxy: LocalText,
    /// Often asked.
    #[serde(default)]
    pub faq: Vec<Faq>,
    /// Telephone for questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl Guide {
    /// Every text in it, for filling in what a template leaves open.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut LocalText> {
        let own = [&mut self.summary, &mut self.who, &mut self.time, &mut self.fee, &mut self.result, &mut self.place, &mut self.proxy];
        let materials = self.materials.iter_mut().flat_map(|material| std::iter::once(&mut material.name).chain(&mut material.note));
        let faq = self.faq.iter_mut().flat_map(|faq| [&mut faq.question, &mut faq.answer]);
        own.into_iter().chain(materials).chain(faq)
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
}
