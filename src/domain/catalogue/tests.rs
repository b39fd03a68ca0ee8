//! The embedded files are clean, and what is broken is named without harm to the rest.

use proptest::prelude::*;

use serde_json::Value;

use super::*;
use crate::domain::service::{Handling, service_id};

const TABLE: &str = "region\tcity\tdepartment\titem\titem_code\nSH\t上海\t市医保局\t医保制册\t\nGA\t广安\t广安区税务局\t开票\t513A\n";

/// The embedded files, with `changes` made: a new content, or `None` to take a file away.
fn with(changes: &[(&str, Option<Vec<u8>>)]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Catalogue::embedded_files().into_iter().map(|(name, bytes)| (name, bytes.to_vec())).collect();
    for (name, content) in changes {
        files.retain(|(file, _)| file != name);
        files.extend(content.clone().map(|content| ((*name).to_owned(), content)));
    }
    files
}

/// What a check of `files` finds where the voice is sure of every name.
fn check<N: Into<String>, B: Into<Cow<'static, [u8]>>>(files: impl IntoIterator<Item = (N, B)>) -> Vec<Defect> {
    Catalogue::check(files, |_| None).defects
}

fn embedded(name: &str) -> String {
    let bytes = Catalogue::embedded_files().into_iter().find(|(file, _)| file == name).unwrap().1;
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Rows of the embedded table.
const ROWS: usize = 1336;

/// How many full services the program brings, bundles among them.
fn full_services() -> usize {
    Catalogue::embedded_files().iter().filter(|(file, _)| is_full(file)).count()
}

#[test]
fn what_is_inside_the_program_is_clean() {
    let (catalogue, defects) = Catalogue::embedded();
    assert_eq!(defects, []);
    assert_eq!(check(Catalogue::embedded_files()), []);
    assert_eq!(catalogue.services().len(), full_services() + ROWS);
    assert_eq!(catalogue.services().iter().take_while(|entry| entry.full.is_some()).count(), full_services());
}

const FILE: &str = "services/01-gaoling-jintie.json";

/// A change of [`FILE`], the field it breaks, the problem, and words of the line that must be named.
fn breakages() -> Vec<(Vec<u8>, Option<&'static str>, Problem, &'static str)> {
    let whole = embedded(FILE);
    let change = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        whole.replacen(from, to, 1).into_bytes()
    };
    let latin = [&whole.as_bytes()[..200], b"\xb8\xdf\xc1\xe4", &whole.as_bytes()[200..]].concat();
    vec![
        (change("\"handling\"", "\"handlig\""), Some("/handlig"), Problem::UnknownField, "handlig"),
        (change("  \"handling\": \"full\",\n", ""), Some("/handling"), Problem::MissingField, ""),
        (change("\"handling\": \"full\"", "\"handling\": \"fully\""), Some("/handling"), Problem::WrongValue, "fully"),
        (change("\"sample\": true", "\"sample\": \"yes\""), Some("/sample"), Problem::WrongType, "\"yes\""),
        (change("\"as_of\": \"2026-11-21\"", "\"as_of\": \"2026-13-21\""), Some("/as_of"), Problem::WrongValue, "2026-13"),
        (change("\"source\": \"shared\"", "\"source\": 7"), Some("/guide/materials/0/source"), Problem::WrongType, "\"source\": 7"),
        (change("\"promised_days\": 30", "\"promised_days\": -1"), Some("/guide/promised_days"), Problem::WrongValue, "-1"),
        (change("老年人福利补贴（高龄津贴）", "<b>老年人</b>"), Some("/names/official/zh-CN"), Problem::Markup, "<b>"),
        (change("尊老金", "尊\\u0000老"), Some("/names/synonyms/2"), Problem::Control, "u0000"),
        (change("\"尊老金\"", "\" \""), Some("/names/synonyms/2"), Problem::Empty, "\" \""),
        (change("尊老金", "尊\u{0}老"), Some("/names/synonyms/2"), Problem::Syntax, "\u{0}"),
        (
            change("\"format\": \"phone\"", "\"format\": \"e-mail\""),
            Some("/form/allOf/0/then/properties/phone/format"),
            Problem::WrongValue,
            "e-mail",
        ),
        (
            change("\"const\": \"bank-card\"\n", "\"const\": \"gold\"\n"),
            Some("/form/allOf/4/if/properties/paidTo"),
            Problem::NoSuchQuestion,
            "\"paidTo\": {",
        ),
        (whole.as_bytes()[..whole.len() / 2].iter().copied().filter(u8::is_ascii).collect(), None, Problem::CutOff, ""),
        (latin, None, Problem::Encoding, ""),
        (Vec::new(), None, Problem::CutOff, ""),
        (b"[]".to_vec(), None, Problem::WrongType, ""),
        (whole.replacen("\"region\"", "region", 1).into_bytes(), None, Problem::Syntax, "region"),
    ]
}

#[test]
fn a_broken_file_is_named_by_line_and_field_and_left_out() {
    for (bytes, field, problem, words) in breakages() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (catalogue, defects) = Catalogue::read(with(&[(FILE, Some(bytes))]));
        assert_eq!(catalogue.services().len(), full_services() + ROWS - 1, "{problem:?}");
        let [defect] = &defects[..] else { panic!("{problem:?}: {defects:?}") };
        assert_eq!((defect.file.as_str(), defect.problem), (FILE, problem), "{defect:?}");
        if field.is_some() {
            assert_eq!(defect.field.as_deref(), field, "{problem:?}");
        }
        let line = text.lines().nth(defect.line.unwrap() - 1).unwrap_or_default();
        assert!(line.contains(words), "{problem:?} names line {:?}: {line}", defect.line);
    }
}

#[test]
fn the_example_of_the_readme_is_a_clean_file() {
    let readme = embedded("README.md");
    let example = readme.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(check([("services/example.json", example.as_bytes().to_vec())]), []);
    let (catalogue, _) = Catalogue::read([("services/example.json", example.as_bytes().to_vec())]);
    let (form, _) = catalogue.form(catalogue.services()[0].summary.id).unwrap();
    assert_eq!(form.questions.len(), 2);
}

#[test]
fn the_same_service_twice_is_kept_once() {
    let (catalogue, defects) = Catalogue::read(with(&[("services/99-again.json", Some(embedded(FILE).into_bytes()))]));
    assert_eq!(catalogue.services().len(), full_services() + ROWS);
    assert_eq!(defects.len(), 1);
    assert_eq!((defects[0].file.as_str(), defects[0].problem), ("services/99-again.json", Problem::Twice));
}

#[test]
fn broken_rows_are_named_and_the_others_work() {
    let mut table = TABLE.as_bytes().to_vec();
    table.extend("SH\t上海\t市医保局\t医保制册\t7\nSH\t上海\n\nSH\t上海\t市医保局\t\t8\nSH\t上海\t市医保局\t<i>医保</i>\t9\n".as_bytes());
    table.extend(b"SH\t\xc9\xcf\xba\xa3\ta\tb\tc\r\n");
    table.extend("SH\t上海\t市医保局\t最后一件\t10\r\n".as_bytes());
    let (catalogue, defects) = Catalogue::read(with(&[(ITEMS, Some(table))]));
    let found: Vec<_> = defects.iter().map(|d| (d.line.unwrap(), d.field.as_deref(), d.problem)).collect();
    assert_eq!(
        found,
        [
            (4, Some("item"), Problem::Twice),
            (5, None, Problem::Columns),
            (7, Some("item"), Problem::Empty),
            (8, Some("item"), Problem::Markup),
            (9, None, Problem::Encoding),
        ]
    );
    assert_eq!(catalogue.services().len(), full_services() + 3);
    let last = catalogue.get(service_id("SH", "市医保局", "最后一件")).unwrap();
    assert_eq!(last.code.as_deref(), Some("10"));
    let (_, defects) = Catalogue::read(with(&[(ITEMS, Some(b"item\tregion\n".to_vec()))]));
    assert_eq!(defects[0].problem, Problem::Columns);
}

#[test]
fn a_bare_item_says_where_to_go() {
    let (catalogue, _) = Catalogue::read(with(&[(ITEMS, Some(TABLE.into()))]));
    let service = catalogue.service(service_id("SH", "市医保局", "医保制册")).unwrap();
    assert!(service.guide.place.zh_cn.contains("上海市医保局"));
    assert_eq!((service.has_form, service.summary.handling), (false, Handling::CounterOnly));
    let numbered = catalogue.service(service_id("GA", "广安区税务局", "开票")).unwrap();
    assert_eq!(numbered.summary.department.zh_cn, "广安区税务局");
    assert_eq!(numbered.guide.faq.len(), service.guide.faq.len() + 1);
    assert!(numbered.guide.faq.iter().any(|faq| faq.answer.zh_cn.contains("513A")));
    for id in [service, numbered].map(|service| format!("{:?}", service.guide)) {
        assert!(!id.contains('{') || !id.contains("{code}") && !id.contains("{department}") && !id.contains("{item}"), "{id}");
    }
}

#[test]
fn an_item_that_is_a_full_service_is_shown_once_with_its_number() {
    let full = "CN\t中国\t民政局\t老年人福利补贴（高龄津贴）\t512B\n";
    let (catalogue, defects) = Catalogue::read(with(&[(ITEMS, Some(format!("{TABLE}{full}").into()))]));
    assert_eq!(defects, []);
    assert_eq!(catalogue.services().len(), full_services() + 2);
    let entry = catalogue.get(service_id("CN", "民政局", "老年人福利补贴（高龄津贴）")).unwrap();
    assert_eq!((entry.code.as_deref(), entry.full.is_some()), (Some("512B"), true));
}

#[test]
fn without_the_items_guide_the_items_are_left_out() {
    let (catalogue, defects) = Catalogue::read(with(&[(ITEM_GUIDE, None), ("servces/1.json", Some(b"{}".to_vec()))]));
    assert_eq!(catalogue.services().len(), full_services());
    let found: Vec<_> = defects.iter().map(|d| (d.file.as_str(), d.problem)).collect();
    assert_eq!(found, [("servces/1.json", Problem::UnknownFile), (ITEM_GUIDE, Problem::MissingFile)]);
}

#[test]
fn the_check_finds_what_reads_badly() {
    let whole = embedded(FILE);
    let long = whole.replacen("\"zh-CN\": \"不收钱。\"", "\"zh-CN\": \"这件事情从头到尾一直到最后办完为止都是不会收您一分钱的。\"", 1);
    let long = long.replacen(
        "\"en\": \"It is free.\"",
        "\"en\": \"It is free, free of any charge whatsoever, from the very beginning to the very end, and for ever after that too.\"",
        1,
    );
    let found: Vec<_> = check(with(&[(FILE, Some(long.into()))])).into_iter().map(|d| (d.field.unwrap(), d.problem)).collect();
    assert_eq!(found, [("/guide/fee/zh-CN".to_owned(), Problem::LongSentence), ("/guide/fee/en".to_owned(), Problem::LongSentence)]);
    let untranslated = whole.replacen(",\n      \"en\": \"It is free.\"", "", 1);
    let found = check(with(&[(FILE, Some(untranslated.into()))]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].field.as_deref(), found[0].problem), (Some("/guide/fee/en"), Problem::Untranslated));
    assert!(whole.lines().nth(found[0].line.unwrap() - 1).unwrap().contains("\"fee\""));
}

#[test]
fn the_check_finds_what_a_form_should_not_ask() {
    let mut file: Value = serde_json::from_str(&embedded(FILE)).unwrap();
    let ask = |file: &mut Value, place: &str, key: &str, kind: Value| {
        let mut question = file.pointer("/form/properties/name").unwrap().clone();
        for gone in ["format", "x-order", "x-same-as"] {
            question.as_object_mut().unwrap().remove(gone);
        }
        question.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
        file.pointer_mut(place).unwrap()[key] = question;
    };
    let (first, then) = ("/form/properties", "/form/allOf/0/then/properties");
    ask(&mut file, first, "birthDate", serde_json::json!({"format": "date"}));
    ask(&mut file, first, "birthplace", serde_json::json!({}));
    ask(&mut file, first, "childBirthDate", serde_json::json!({"format": "date"}));
    ask(&mut file, first, "e-mail", serde_json::json!({}));
    ask(&mut file, then, "smsCode", serde_json::json!({}));
    ask(&mut file, then, "passbook", serde_json::json!({"format": "passbook"}));
    ask(&mut file, then, "home", serde_json::json!({"format": "address"}));
    ask(&mut file, then, "second", serde_json::json!({"format": "phone", "x-secret": "phone"}));
    let forms = |file: &Value| {
        let files = with(&[(FILE, Some(serde_json::to_vec_pretty(file).unwrap()))]);
        let mut found: Vec<_> = check(files).into_iter().map(|d| (d.field.unwrap(), d.problem)).collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    };
    let expected = [
        (format!("{then}/home/x-secret"), Problem::Unmasked),
        (format!("{then}/passbook/x-secret"), Problem::Unmasked),
        (format!("{then}/smsCode"), Problem::Elsewhere),
        (format!("{first}/birthDate"), Problem::BirthDate),
        (format!("{first}/e-mail"), Problem::Elsewhere),
    ];
    assert_eq!(forms(&file), expected);
    file.pointer_mut(first).unwrap().as_object_mut().unwrap().remove("identityNumber");
    file["form"]["required"].as_array_mut().unwrap().retain(|key| key != "identityNumber");
    assert_eq!(forms(&file), expected.into_iter().filter(|(_, problem)| *problem != Problem::BirthDate).collect::<Vec<_>>());
}

#[test]
fn the_check_finds_what_does_not_go_with_the_handling() {
    let changed = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut file: Value = serde_json::from_str(&embedded(name)).unwrap();
        change(&mut file);
        let bytes = serde_json::to_vec_pretty(&file).unwrap();
        let defects = check(with(&[(name, Some(bytes))]));
        assert!(defects.iter().all(|defect| defect.file == name && defect.line.is_some()), "{defects:?}");
        defects.into_iter().map(|defect| (defect.field.unwrap(), defect.problem)).collect::<Vec<_>>()
    };
    let one = |field: &str, problem| vec![(field.to_owned(), problem)];
    let (visit, appointment) = ("services/02-yanglaojin-renzheng.json", "services/10-shequ-yanglao.json");
    assert_eq!(changed(FILE, &|file| file["guide"]["papers_days"] = 5.into()), one("/guide/papers_days", Problem::NoPapers));
    assert_eq!(changed(FILE, &|file| file["guide"]["materials"][1]["days"] = 5.into()), one("/guide/materials/1/days", Problem::NotLater));
    let later = |file: &mut Value| {
        file["guide"]["materials"][1] = serde_json::json!({"name": file["names"]["official"], "source": "later", "days": 5})
    };
    assert_eq!(changed(FILE, &later), []);
    let any_day = |file: &mut Value| file["form"]["properties"]["visitDay"]["format"] = "date".into();
    let perhaps = |file: &mut Value| file["form"]["required"].as_array_mut().unwrap().retain(|key| key != "visitDay");
    for name in [visit, appointment] {
        assert_eq!(changed(name, &any_day), one("/form", Problem::NoDay));
        assert_eq!(changed(name, &perhaps), one("/form", Problem::NoDay));
    }
    let formless = |file: &mut Value| drop(file.as_object_mut().unwrap().remove("form"));
    assert_eq!(changed(appointment, &formless), one("/form", Problem::NoForm));
    assert_eq!(changed(visit, &formless), []);
}

#[test]
fn a_directory_is_read_as_the_embedded_files_are() {
    let place = tempfile::tempdir().unwrap();
    for folder in [SERVICES, BUNDLES] {
        std::fs::create_dir(place.path().join(folder)).unwrap();
    }
    for (name, bytes) in Catalogue::embedded_files() {
        std::fs::write(place.path().join(name), bytes).unwrap();
    }
    std::fs::write(place.path().join("notes.txt"), "x").unwrap();
    let (catalogue, defects) = Catalogue::read_dir(place.path()).unwrap();
    assert_eq!((catalogue.services(), &defects[..]), (Catalogue::embedded().0.services(), &[][..]));
    assert!(Catalogue::check_dir(place.path(), |_| None).unwrap().defects.is_empty());
    assert!(Catalogue::read_dir(&place.path().join("nowhere")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_damage_to_a_file_harms_another(at in 0.0..1.0, byte in any::<u8>(), cut in any::<bool>()) {
        for name in [FILE, ITEM_GUIDE] {
            let mut bytes = embedded(name).into_bytes();
            let at = (at * bytes.len() as f64) as usize;
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
            let few = |file: &str| file.starts_with("services/0") || file == ITEM_GUIDE;
            let services = Catalogue::embedded_files().into_iter().filter(|(file, _)| few(file));
            let files: Vec<(String, Vec<u8>)> = services.map(|(file, old)| if file == name { (file, bytes.clone()) } else { (file, old.to_vec()) }).collect();
            let (catalogue, defects) = Catalogue::read(files.clone());
            prop_assert!(catalogue.services().len() + defects.len() >= 9 && catalogue.services().len() + 1 >= 9);
            prop_assert!(defects.iter().all(|defect| defect.file == name && defect.line.is_some()), "{defects:?}");
            check(files);
        }
    }
}

#[test]
fn every_problem_has_an_id_of_its_own() {
    let ids: std::collections::BTreeSet<_> = Problem::ALL.iter().map(|problem| problem.id()).collect();
    assert_eq!(ids.len(), Problem::ALL.len());
}
