//! The guide of a service (办事指南): what a resident must know before going anywhere.

use serde::{Deserialize, Serialize};

use crate::domain::application::HandoutWay;
use crate::domain::text::LocalText;

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

impl MaterialSource {
    /// How much it asks of people.
    const fn strictness(self) -> u8 {
        match self {
            Self::Shared => 0,
            Self::Promise => 1,
            Self::Later => 2,
            Self::Bring => 3,
        }
    }
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

impl Material {
    /// Each once by its name: the strictest source, the most copies.
    pub fn together(materials: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut together: Vec<Self> = Vec::new();
        for material in materials {
            let Some(known) = together.iter_mut().find(|known| known.name.zh_cn == material.name.zh_cn) else {
                together.push(material);
                continue;
            };
            if material.source.strictness() > known.source.strictness() {
                (known.source, known.days) = (material.source, material.days);
            }
            known.copies = known.copies.max(material.copies);
        }
        together
    }
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Working days the law allows, counted from acceptance (法定办结时限).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_days: Option<u16>,
    /// How often one must come oneself (到现场次数); none if nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits: Option<u8>,
    /// Working days promised, counted from acceptance (受理; 承诺办结时限).
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
    /// What one can do if it is refused or goes wrong, where it is more than everywhere: complaint, 复议, 诉讼.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<LocalText>,
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
        own.into_iter().chain(&mut self.rights).chain(materials).chain(faq)
    }
}
