//! The hall this machine stands in: its name, its window, its phone, and where each department sits (configured,
//! `institution.toml`).

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::clock::CHINA;
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
    /// The time zone of the centre, an IANA name: what day it is, and what time is shown.
    #[serde(default = "china", with = "jiff::fmt::serde::tz::required")]
    pub zone: TimeZone,
    /// Where departments sit, those that sit elsewhere or keep other hours.
    #[serde(default, rename = "office")]
    pub offices: Vec<Office>,
    /// Whether these are made-up sample data, which the screen then says.
    #[serde(default)]
    pub sample: bool,
}

/// Where the matters of one department are done (办事窗口). What is left out nobody has said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Whose: the zh-CN name as the catalogue has it.
    pub department: String,
    /// Which window: 5号窗口.
    #[serde(default)]
    pub window: Option<LocalText>,
    /// When somebody is there.
    #[serde(default)]
    pub hours: Option<LocalText>,
    /// Where it is, if not in this hall.
    #[serde(default)]
    pub address: Option<LocalText>,
    /// Telephone, digits and dashes.
    #[serde(default)]
    pub phone: Option<String>,
}

const fn china() -> TimeZone {
    CHINA
}

impl Institution {
    /// Where a department sits, if somebody wrote it down.
    pub fn office(&self, department: &LocalText) -> Option<&Office> {
        self.offices.iter().find(|office| office.department == department.zh_cn)
    }

    /// What this machine is called at the desk; where nobody named it, by the hall.
    pub fn machine(&self) -> &str {
        if self.kiosk.is_empty() { &self.name.zh_cn } else { &self.kiosk }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALL: &str = r#"
        phone = "021-5550-0123"
        name = { zh-CN = "大厅" }
        window = { zh-CN = "3号窗口" }
        hours = { zh-CN = "周一到周五" }
        address = { zh-CN = "一楼" }
    "#;

    #[test]
    fn a_department_sits_where_somebody_wrote_it_down() {
        let hall: Institution = toml::from_str(HALL).unwrap();
        assert_eq!(hall.office(&LocalText::only("公安局")), None);
        let office = "[[office]]\ndepartment = \"公安局\"\naddress = { zh-CN = \"梅园派出所\" }\n";
        let hall: Institution = toml::from_str(&format!("{HALL}\n{office}")).unwrap();
        let police = hall.office(&LocalText::only("公安局")).unwrap();
        assert_eq!((&police.address, &police.hours), (&Some(LocalText::only("梅园派出所")), &None));
        assert_eq!(hall.office(&LocalText::only("民政局")), None);
        assert!(toml::from_str::<Institution>(&format!("{HALL}\n{office}windows = 3\n")).is_err(), "a word nobody knows");
    }
}
