//! China's divisions (行政区划): province, city, district, street or township, for the choosing of an address. A
//! municipality (直辖市) has no city, and a few cities and counties have no level above or below: such a level is left
//! out. Of Hong Kong, Macao and Taiwan the districts are known, no streets. Knows no houses.

use std::sync::LazyLock;

/// One line a district: province, city, district (either may be empty), and its streets between commas.
static DIVISIONS: &str = include_str!("../../assets/regions/divisions.tsv");

/// The provinces, for which alone all of the table is read.
static PROVINCES: LazyLock<Vec<&'static str>> = LazyLock::new(|| below(&[]));

/// What lies directly below `path`, in the official order; below the empty path the provinces. Nothing below a street
/// or a path that is not known. The table is read anew each time, which takes less than a frame.
pub fn children(path: &[&str]) -> Vec<&'static str> {
    if path.is_empty() { PROVINCES.clone() } else { below(path) }
}

fn below(path: &[&str]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let province = path.first().copied().unwrap_or_default();
    for (levels, streets) in DIVISIONS.lines().filter(|line| line.starts_with(province)).filter_map(|line| line.rsplit_once('\t')) {
        let mut levels = levels.split('\t').filter(|level| !level.is_empty());
        if !path.iter().all(|name| levels.next() == Some(*name)) {
            continue;
        }
        match levels.next() {
            Some(name) if found.last() == Some(&name) => {}
            Some(name) => found.push(name),
            None => found.extend(streets.split(',').filter(|street| !street.is_empty())),
        }
    }
    found
}

/// An address taken apart: the divisions it begins with, with or without spaces between, and the rest.
pub fn split(text: &str) -> (Vec<&str>, &str) {
    let mut path = Vec::new();
    let mut rest = text.trim_start();
    // 龙镇农场 is not the farm of 龙镇: the longest name counts.
    while let Some(name) = children(&path).into_iter().filter(|name| rest.starts_with(name)).max_by_key(|name| name.len()) {
        let (name, after) = rest.split_at(name.len());
        path.push(name);
        rest = after.trim_start();
    }
    (path, rest)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_walks_from_the_province_to_the_street() {
        let provinces = children(&[]);
        assert_eq!(provinces.len(), 34);
        assert_eq!((provinces[0], provinces[8], provinces[33]), ("北京市", "上海市", "台湾省"));
        assert_eq!(children(&["上海市"]).len(), 16);
        assert!(children(&["上海市", "浦东新区"]).contains(&"花木街道"));
        assert!(children(&["四川省", "广安市"]).contains(&"广安区"));
        assert!(children(&["四川省", "广安市", "广安区"]).contains(&"浓洄街道"));
        // A city without districts, a county without a city, a county of a municipality.
        assert!(children(&["广东省", "东莞市"]).contains(&"莞城街道"));
        assert!(children(&["湖北省"]).contains(&"仙桃市") && children(&["湖北省", "仙桃市"]).contains(&"沙嘴街道"));
        assert!(children(&["重庆市"]).contains(&"城口县"));
        assert!(children(&["香港特别行政区", "九龙"]).contains(&"观塘区"));
        assert!(children(&["香港特别行政区", "九龙", "观塘区"]).is_empty());
    }

    #[test]
    fn below_a_street_or_nowhere_there_is_nothing() {
        for path in [&["上海市", "浦东新区", "花木街道"][..], &["上海市", "花木街道"], &["上海"], &[""], &["月球"]] {
            assert!(children(path).is_empty(), "{path:?}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        let mut seen = HashSet::new();
        for line in DIVISIONS.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(columns.len() == 4 && !columns[0].is_empty() && !(columns[1].is_empty() && columns[2].is_empty()), "{line}");
            assert!(!columns.contains(&"市辖区"), "{line}");
            assert!(seen.insert(columns[..3].to_vec()), "{line} twice");
            assert!(!line.contains(|c: char| c == ' ' || c.is_ascii_alphanumeric()) && !line.contains("直辖"), "{line}");
        }
        assert!(seen.len() > 3000);
    }

    #[test]
    fn an_address_is_taken_apart() {
        for (text, path, rest) in [
            ("上海市 浦东新区 花木街道 梅花路1号 2室", &["上海市", "浦东新区", "花木街道"][..], "梅花路1号 2室"),
            ("上海市浦东新区花木街道梅花路1号", &["上海市", "浦东新区", "花木街道"], "梅花路1号"),
            ("上海市 浦东新区 梅花路1号", &["上海市", "浦东新区"], "梅花路1号"),
            ("黑龙江省 黑河市 五大连池市 龙镇农场 3队", &["黑龙江省", "黑河市", "五大连池市", "龙镇农场"], "3队"),
            ("上海市", &["上海市"], ""),
            ("梅花路1号", &[], "梅花路1号"),
            ("", &[], ""),
        ] {
            assert_eq!(split(text), (path.to_vec(), rest));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn what_was_chosen_comes_apart_again(steps in proptest::collection::vec(any::<prop::sample::Index>(), 0..5), rest in "([梅桃]园路[0-9]{1,3}号)?") {
            let mut path = Vec::new();
            for step in steps {
                let below = children(&path);
                if !below.is_empty() {
                    path.push(*step.get(&below));
                }
            }
            for between in [" ", ""] {
                let text = format!("{}{between}{rest}", path.join(between));
                prop_assert_eq!(split(&text), (path.clone(), rest.as_str()));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "(上海市|广东省)? ?(东莞市|浦东新区)?.{0,12}") {
            let (path, rest) = split(&text);
            prop_assert!(text.ends_with(rest) && path.iter().all(|name| text.contains(name)));
        }
    }
}
