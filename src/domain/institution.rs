//! The hall this machine stands in: its name, its window, its phone (configured, `institution.toml`).

use serde::{Deserialize, Serialize};

use super::text::LocalText;

/// Whom a resident can turn to, without any network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    /// 梅园街道社区事务受理服务中心
    pub name: LocalText,
    /// Which window helps in person: 3号窗口.
    pub window: LocalText,
    /// Telephone, digits and dashes.
    pub phone: String,
    /// When somebody is there.
    pub hours: LocalText,
    /// Where it is.
    pub address: LocalText,
    /// What this machine is called at the desk: 1号机.
    #[serde(default)]
    pub kiosk: String,
    /// The region whose addresses are offered first, names by spaces: 上海市 浦东新区.
    #[serde(default)]
    pub region: String,
    /// Whether these are made-up sample data, which the screen then says.
    #[serde(default)]
    pub sample: bool,
}

impl Institution {
    /// What this machine is called at the desk; where nobody named it, by the hall.
    pub fn machine(&self) -> &str {
        if self.kiosk.is_empty() { &self.name.zh_cn } else { &self.kiosk }
    }
}
