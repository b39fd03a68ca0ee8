//! A text in the three languages, as the catalogue and the wire carry it.

use serde::{Deserialize, Serialize};

use super::settings::Locale;

/// One text in every language: `{"zh-CN": …, "zh-TW": …, "en": …}`.
/// A missing translation falls back to zh-CN, which is never missing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalText {
    /// Simplified Chinese, the text of record.
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    /// Traditional Chinese.
    #[serde(rename = "zh-TW", default, skip_serializing_if = "Option::is_none")]
    pub zh_tw: Option<String>,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl LocalText {
    /// A text that is the same in every language, such as the name of an item in a city's table.
    pub fn only(zh_cn: impl Into<String>) -> Self {
        Self { zh_cn: zh_cn.into(), zh_tw: None, en: None }
    }

    /// The text in `locale`.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::ZhCn => None,
            Locale::ZhTw => self.zh_tw.as_deref(),
            Locale::En => self.en.as_deref(),
        }
        .unwrap_or(&self.zh_cn)
    }

    /// The language the text of [`Self::get`] is really in, for the voice (S5).
    pub fn language(&self, locale: Locale) -> Locale {
        match locale {
            Locale::En if self.en.is_none() => Locale::ZhCn,
            Locale::ZhTw if self.zh_tw.is_none() => Locale::ZhCn,
            other => other,
        }
    }
}
