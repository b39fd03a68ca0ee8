//! Whose item it is: the division (行政区划) a city's list names, by name or by code.

use std::collections::HashMap;

use crate::domain::region;

/// Whose item it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Division {
    /// What tells divisions apart: the code, or the name where there is none.
    pub region: String,
    /// What stands before the department's name; nothing where that says it itself, or nobody knows.
    pub city: String,
}

/// The divisions met so far: a list names few, and taking a name apart means reading a table.
#[derive(Debug, Default)]
pub struct Divisions {
    levels: HashMap<String, Vec<String>>,
}

impl Divisions {
    /// Whose item it is that `department` has, by the division's `name` and `code`, either of which may be empty or the other.
    pub fn of(&mut self, name: &str, code: &str, department: &str) -> Division {
        let is_code = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let code = if is_code(name) && code.is_empty() { name } else { code };
        if name.is_empty() || is_code(name) {
            return Division { region: code.to_owned(), city: String::new() };
        }
        let levels = self.levels.entry(name.to_owned()).or_insert_with(|| levels(name));
        let says_it = levels.iter().any(|level| department.starts_with(level.as_str()));
        let city = levels.last().filter(|_| !says_it).cloned().unwrap_or_default();
        Division { region: if code.is_empty() { name.to_owned() } else { code.to_owned() }, city }
    }
}

/// Province, city and district in a name; the name itself if the table does not know it.
fn levels(name: &str) -> Vec<String> {
    match region::split(name) {
        (path, "") => path.into_iter().map(str::to_owned).collect(),
        _ => vec![name.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_is_told_from_its_like_elsewhere() {
        let mut divisions = Divisions::default();
        let mut of = |name: &str, code: &str, department: &str| {
            let division = divisions.of(name, code, department);
            (division.region, division.city)
        };
        let pair = |region: &str, city: &str| (region.to_owned(), city.to_owned());
        assert_eq!(of("四川省广安市", "", "民政局"), pair("四川省广安市", "广安市"));
        assert_eq!(of("四川省广安市广安区", "511602", "民政局"), pair("511602", "广安区"));
        assert_eq!(of("四川省广安市", "", "广安市民政局"), pair("四川省广安市", ""));
        assert_eq!(of("梅园市", "", "民政局"), pair("梅园市", "梅园市"));
        assert_eq!(of("511602000000", "", "民政局"), pair("511602000000", ""));
        assert_eq!(of("", "511602", "民政局"), pair("511602", ""));
        assert_eq!(of("", "", "民政局"), pair("", ""));
    }
}
