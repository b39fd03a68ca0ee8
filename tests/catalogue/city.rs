//! A city brings its list of 36,000 items, 5 of 100 broken in every way there is: each broken row is named, the rest is found
//! through a real backend, beside the services that are alike everywhere.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use encoding_rs::GB18030;
use tongban::api::Client as _;
use tongban::api::http::{Http, Timeouts};
use tongban::backend;
use tongban::domain::catalogue::{Catalogue, Problem};
use tongban::domain::request::Query;
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;

use crate::resident::runtime;

const ROWS: usize = 36_000;
/// Every twentieth row is broken.
const BROKEN: usize = 20;
const HEAD: &str = "实施编码\t事项名称\t实施主体\t行政区划\t法定办结时限\t承诺办结时限\t到现场次数\t通办范围\r\n";
const NAMES: [&str; 5] = ["社会保障卡补领", "老年人优待证办理", "户口登记项目变更", "居住证签注", "公共租赁住房资格确认"];

fn tongban(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongban")).args(["--lang", "en"]).args(arguments).output().unwrap()
}

/// The eight cells of a whole row; `at` is its line in the file.
fn whole(at: usize) -> [String; 8] {
    let name = format!("{}（第{at}号）", NAMES[at % NAMES.len()]);
    let department = ["市民政局", "市人社局", "市公安局"][at % 3];
    [format!("5116{at:08}"), name, department.into(), "四川省广安市".into(), "20".into(), "5个工作日".into(), "1".into(), "全市".into()]
}

/// A row broken in the `kind`th way, and what is told of it: column, problem, detail; and whether its item is taken all the same.
fn broken(at: usize, kind: usize) -> (Vec<u8>, &'static str, Problem, String, bool) {
    let mut row = whole(at);
    let before = whole(at - 1);
    let (cell, column, problem, detail): (Option<(usize, String)>, _, _, &str) = match kind {
        0 => (None, "", Problem::Columns, ""),
        1 => (None, "", Problem::Encoding, ""),
        2 => (None, "", Problem::Quote, ""),
        3 => (Some((1, String::new())), "事项名称", Problem::Empty, ""),
        4 => (Some((2, " ".into())), "实施主体", Problem::Empty, ""),
        5 => (Some((3, String::new())), "行政区划", Problem::Empty, ""),
        6 => (Some((1, "<b>补领</b>".into())), "事项名称", Problem::Markup, ""),
        7 => (Some((1, "补领\u{1}".into())), "事项名称", Problem::Control, ""),
        8 => (Some((1, "长".repeat(300))), "事项名称", Problem::TooLong, "200"),
        9 => (Some((0, before[0].clone())), "实施编码", Problem::CodeTwice, "before"),
        10 => (Some((1, before[1].clone())), "事项名称", Problem::ItemTwice, "before"),
        11 => (Some((4, "30个自然日".into())), "法定办结时限", Problem::NotDays, "30个自然日"),
        12 => (Some((6, "多次".into())), "到现场次数", Problem::NotVisits, "多次"),
        _ => (Some((7, "月球".into())), "通办范围", Problem::NotScope, "月球"),
    };
    let detail = if detail == "before" { (at - 1).to_string() } else { detail.to_owned() };
    let taken = kind > 10;
    if let Some((column, cell)) = cell {
        row[column] = cell;
    }
    if kind == 10 {
        row[2] = before[2].clone();
    }
    let mut bytes = GB18030.encode(&row.join("\t")).0.into_owned();
    match kind {
        0 => bytes.truncate(13),
        1 => bytes.extend(b"\xff\xff"),
        2 => bytes.insert(0, b'"'),
        _ => {}
    }
    (bytes, column, problem, detail, taken)
}

#[test]
fn a_city_of_36_000_items_is_taken_over_and_what_is_broken_is_named() {
    let place = tempfile::tempdir().unwrap();
    let list = place.path().join("city.tsv");
    let shown = list.display().to_string();
    let texts = Texts::of("en");
    let mut bytes = GB18030.encode(HEAD).0.into_owned();
    let (mut expected, mut left, mut cells) = (Vec::new(), 0, 0);
    for at in 2..ROWS + 2 {
        if at % BROKEN == 0 {
            let (row, column, problem, detail, taken) = broken(at, at / BROKEN % 14);
            let column = if column.is_empty() { String::new() } else { format!(" {column}") };
            expected.push(format!("{shown}:{at}{column}: {}", texts.with(problem.id(), &[("detail", detail.into())])));
            if taken {
                cells += 1
            } else {
                left += 1
            }
            bytes.extend(row);
        } else {
            bytes.extend(&*GB18030.encode(&whole(at).join("\t")).0);
        }
        bytes.extend(b"\r\n");
    }
    std::fs::write(&list, bytes).unwrap();
    let imported = tongban(&["catalogue", "import", &shown]);
    let told = String::from_utf8(imported.stdout).unwrap();
    let lines: Vec<&str> = told.lines().collect();
    let (defects, counts) = lines.split_at(expected.len());
    for (told, expected) in defects.iter().zip(&expected) {
        assert_eq!(told, expected);
    }
    let catalogue = place.path().join("city");
    let taken = ROWS - left;
    assert_eq!(imported.status.code(), Some(0));
    let directory = catalogue.display();
    assert_eq!(
        counts,
        [
            format!("{taken} items imported; the catalogue is in {directory}."),
            format!("{left} rows could not be used and were left out."),
            format!("{cells} cells could not be used; their items are imported without them."),
        ]
    );
    assert_eq!(tongban(&["catalogue", "check", catalogue.to_str().unwrap()]).status.code(), Some(0));
    is_served(&catalogue, place.path(), taken);
}

/// What was imported is found by name and says its days; what is alike everywhere is there too.
fn is_served(catalogue: &Path, data: &Path, taken: usize) {
    let (catalogue, defects) = Catalogue::read_dir(catalogue).unwrap();
    assert_eq!(defects, []);
    let full = catalogue.services().iter().filter(|entry| entry.full.is_some()).count();
    assert_eq!((full, catalogue.services().len()), (super::full().len(), super::full().len() + taken));
    let runtime = runtime();
    runtime.block_on(async {
        let running = backend::start(crate::resident::options(data), Arc::new(catalogue)).await.unwrap();
        let client = Http::new(&running.url, Some(running.tokens.applicant.clone()), Timeouts::default())
            .unwrap()
            .with_clock(crate::resident::clock());
        let search = async |name: &str| {
            let query = Query { name: Some(name.to_owned()), ..Query::default() };
            client.services(&query, 5, Locale::ZhCn).await.unwrap().value
        };
        for at in [2, 17_801, ROWS + 1] {
            let found = search(&whole(at)[1]).await;
            assert_eq!(found[0].name.zh_cn, whole(at)[1]);
            assert_eq!(found[0].department.zh_cn, format!("广安市{}", whole(at)[2]));
            let guide = client.service(found[0].id, Locale::ZhCn).await.unwrap().value.guide;
            assert_eq!((guide.legal_days, guide.promised_days, guide.visits), (Some(20), Some(5), Some(1)));
            assert!(guide.faq.iter().any(|faq| faq.answer.zh_cn.starts_with("全市都能办")), "{:?}", guide.faq);
        }
        assert_eq!(search("高龄津贴").await[0].name.zh_cn, "老年人福利补贴（高龄津贴）");
        running.stop().await;
    });
}

#[test]
fn what_a_city_has_written_itself_is_left_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let (list, out) = (place.path().join("city.tsv"), place.path().join("kept"));
    let [shown, directory] = [&list, &out].map(|path| path.to_str().unwrap());
    std::fs::write(&list, format!("{HEAD}{}\n", whole(2).join("\t"))).unwrap();
    assert_eq!(tongban(&["catalogue", "import", shown, "--out", directory]).status.code(), Some(0));
    let own = out.join("services/01-gaoling-jintie.json");
    std::fs::write(&own, "{}").unwrap();
    std::fs::write(&list, format!("{HEAD}{}\n", whole(3).join("\t"))).unwrap();
    assert_eq!(tongban(&["catalogue", "import", shown, "--out", directory]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "{}");
    let table = std::fs::read_to_string(out.join("items.tsv")).unwrap();
    assert!(table.contains(&whole(3)[1]) && !table.contains(&whole(2)[1]), "{table}");
}

#[test]
fn what_cannot_be_imported_is_told_in_one_sentence_and_nothing_is_written() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("empty.tsv"), "").unwrap();
    std::fs::write(path("other.tsv"), "名称\t电话\nx\ty\n").unwrap();
    std::fs::write(path("cut.json"), "[{").unwrap();
    std::fs::write(path("list.tsv"), format!("{HEAD}{}\n", whole(2).join("\t"))).unwrap();
    for (file, lines) in [("empty.tsv", 2), ("other.tsv", 3), ("cut.json", 2)] {
        let output = tongban(&["catalogue", "import", &path(file), "--out", &path("out")]);
        let told = String::from_utf8(output.stdout).unwrap();
        assert_eq!((output.status.code(), told.lines().count()), (Some(1), lines), "{told}");
        assert!(told.ends_with("Nothing was imported, and nothing was written.\n") && !told.contains("catalogue-"), "{told}");
    }
    assert!(!place.path().join("out").exists());
    let failed = |arguments: &[&str], words: &str| {
        let output = tongban(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.trim()), (Some(1), words), "{arguments:?}");
    };
    let (nowhere, here) = (path("nowhere.tsv"), place.path().to_str().unwrap());
    failed(&["catalogue", "import", &nowhere], &format!("{nowhere} is not there: please look at the name again."));
    failed(&["catalogue", "import", here], &format!("{here} is a directory, but a file is needed."));
    failed(&["catalogue", "check", &path("list.tsv")], &format!("{} is a file, but a directory is needed.", path("list.tsv")));
    failed(
        &["catalogue", "import", &path("list.tsv"), "--out", &path("empty.tsv")],
        &format!("{} is a file, but a directory is needed.", path("empty.tsv")),
    );
    // There is never room on this device.
    let full = path("full");
    std::fs::create_dir(&full).unwrap();
    std::os::unix::fs::symlink("/dev/full", format!("{full}/items.new")).unwrap();
    failed(
        &["catalogue", "import", &path("list.tsv"), "--out", &full],
        &format!("The disk is full, there is no room for {full}/items.tsv."),
    );
}
