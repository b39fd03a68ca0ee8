//! A city's list becomes a table that a catalogue reads; what is broken is named by row and column.

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::*;
use crate::domain::catalogue::Catalogue;

const HEAD: &str = "实施编码\t事项名称\t实施主体\t行政区划\t法定办结时限\t承诺办结时限\t到现场次数\t通办范围\n";

/// What was found: line, column, problem, detail.
fn found(import: &Import) -> Vec<(usize, &str, Problem, &str)> {
    let told = import.defects.iter();
    told.map(|defect| {
        (defect.line.unwrap_or_default(), defect.field.as_deref().unwrap_or_default(), defect.problem, defect.detail.as_str())
    })
    .collect()
}

fn of(text: &str) -> Import {
    read("list.tsv", text.as_bytes())
}

#[test]
fn a_list_becomes_a_table_the_catalogue_reads() {
    let list = format!(
        "{HEAD}11A\t社保卡补领\t市人社局\t四川省广安市\t20\t5个工作日\t1\t全市\n\t开证明\t广安市民政局\t四川省广安市\t\t即办\t\t\n"
    );
    let import = of(&list);
    assert_eq!((found(&import), import.items), (Vec::new(), 2));
    let files = Catalogue::embedded_files().into_iter().filter(|(name, _)| name == "item-guide.json");
    let files = files.chain([("items.tsv".to_owned(), import.table.into_bytes().into())]);
    let (catalogue, defects) = Catalogue::read(files);
    assert_eq!(defects, []);
    let [card, paper] = catalogue.services() else { panic!("not two") };
    assert_eq!((card.summary.department.zh_cn.as_str(), card.code.as_deref()), ("广安市市人社局", Some("11A")));
    assert_eq!(paper.summary.department.zh_cn, "广安市民政局");
    let guide = |entry: &crate::domain::catalogue::Entry| catalogue.service(entry.summary.id).unwrap().guide;
    let (card, paper) = (guide(card), guide(paper));
    assert_eq!((card.legal_days, card.promised_days, card.visits), (Some(20), Some(5), Some(1)));
    assert!(card.time.zh_cn.contains("工作日") && card.faq.iter().any(|faq| faq.answer.zh_cn.contains("全市都能办")), "{card:?}");
    assert_eq!((paper.legal_days, paper.promised_days, paper.visits), (None, None, None));
    assert!(paper.time.zh_cn.contains("当场") && paper.faq.len() == 2, "{paper:?}");
}

#[test]
fn columns_are_known_by_many_names_and_in_any_order() {
    let tsv = "梅园市事项清单\n\n*部门（必填）\t 事项 名称\t地区\t备注\n民政局\t登记\t梅园市\t\t\n";
    let csv = "\u{feff}departmentName,类别,ITEM_NAME,area\n\"民政局, 二科\",x,登记,梅园市\n";
    for (list, department) in [(tsv, "民政局"), (csv, "民政局, 二科")] {
        let import = of(list);
        assert_eq!((found(&import), import.items), (Vec::new(), 1), "{list}");
        assert_eq!(import.table.lines().last().unwrap(), format!("梅园市\t梅园市\t{department}\t登记\t\t\t\t\t"));
    }
}

#[test]
fn missing_columns_are_named_with_those_there_are() {
    let import = of("编号\t名称\t城市\nx\ty\tz\n");
    assert_eq!(found(&import), [(1, "实施主体", Problem::NoColumn, "编号 | 名称 | 城市")]);
    let missing = ["事项名称", "实施主体", "行政区划"];
    let nothing = of("完全不是一张表");
    assert_eq!(found(&nothing).iter().map(|found| found.1).collect::<Vec<_>>(), missing);
    for empty in ["", " \r\n ", "[]", "{\"items\": []}"] {
        assert_eq!(found(&of(empty)), [(0, "", Problem::Empty, "")], "{empty:?}");
    }
}

#[test]
fn each_broken_row_is_named_and_the_others_are_taken() {
    let long = "长".repeat(201);
    let rows = [
        "A1\t一\t局\t梅园市\t\t\t\t",
        "A2\t一\t局\t梅园市\t\t\t\t",
        "A1\t二\t局\t梅园市\t\t\t\t",
        "A4\t\t局\t梅园市\t\t\t\t",
        "A5\t三\t\t梅园市\t\t\t\t",
        "A6\t四\t局\t\t\t\t\t",
        "A7\t<b>五</b>\t局\t梅园市\t\t\t\t",
        "A8\t六\u{7}\t局\t梅园市\t\t\t\t",
        &format!("A9\t{long}\t局\t梅园市\t\t\t\t"),
        "B1\t七\t局",
        "B2\t八\t局\t梅园市\t\t\t\t\t多",
        "\"B3\t九\t局\t梅园市\t\t\t\t",
        "B4\t十\u{fffd}\t局\t梅园市\t\t\t\t",
        "B5\t十一\t局\t梅园市\t1个月\t三天\t很多\t月球",
        "B6\t十二\t局\t梅园市\t20\t10\t1\t全国",
    ];
    let import = of(&format!("{HEAD}{}\n", rows.join("\r\n")));
    assert_eq!(
        found(&import),
        [
            (3, "事项名称", Problem::ItemTwice, "2"),
            (4, "实施编码", Problem::CodeTwice, "2"),
            (5, "事项名称", Problem::Empty, ""),
            (6, "实施主体", Problem::Empty, ""),
            (7, "行政区划", Problem::Empty, ""),
            (8, "事项名称", Problem::Markup, ""),
            (9, "事项名称", Problem::Control, ""),
            (10, "事项名称", Problem::TooLong, "200"),
            (11, "", Problem::Columns, ""),
            (12, "", Problem::Columns, ""),
            (13, "", Problem::Quote, ""),
            (14, "", Problem::Encoding, ""),
            (15, "法定办结时限", Problem::NotDays, "1个月"),
            (15, "承诺办结时限", Problem::NotDays, "三天"),
            (15, "到现场次数", Problem::NotVisits, "很多"),
            (15, "通办范围", Problem::NotScope, "月球"),
        ]
    );
    assert_eq!((import.items, import.rows, import.cells), (3, 12, 4));
    assert_eq!(import.table.lines().last().unwrap(), "梅园市\t梅园市\t局\t十二\tB6\t20\t10\t1\tnation");
}

#[test]
fn a_list_in_json_is_counted_by_its_items() {
    let list = r#"{"code": 0, "data": {"items": [
        {"事项名称": "登记", "实施主体": "民政局", "行政区划代码": 511602, "承诺办结时限": 5, "承诺办结时限单位": "工作日", "到现场次数": null},
        {"taskName": "x"},
        7,
        {"事项名称": {"zh": "登记"}, "实施主体": "民政局", "行政区划代码": "511602"},
        {"事项名称": "查询", "实施主体": "民政局", "行政区划代码": "511602", "承诺办结时限": "5", "承诺办结时限单位": "自然日"}
    ]}}"#;
    let import = of(list);
    let expected = [
        (2, "事项名称", Problem::Empty, ""),
        (3, "", Problem::WrongType, ""),
        (4, "事项名称", Problem::WrongType, ""),
        (5, "承诺办结时限", Problem::NotDays, "5"),
    ];
    assert_eq!(found(&import), expected);
    assert_eq!(import.table.lines().nth(1).unwrap(), "511602\t\t民政局\t登记\t\t\t5\t\t");
    assert_eq!(import.items, 2);
    for (broken, problem) in [("{\"items\": [", Problem::CutOff), ("[}", Problem::Syntax), ("{\"items\": 3}", Problem::WrongType)] {
        assert_eq!(of(broken).defects[0].problem, problem, "{broken}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_bytes_make_it_panic_and_every_table_is_clean(any in any::<Vec<u8>>(), rows in "([梅a\"<&;\t\r\n,5]{0,30}\n){0,6}", wide in any::<bool>()) {
        let listed = format!("{HEAD}{rows}");
        let bytes = if wide { GB18030.encode(&listed).0.into_owned() } else { listed.into_bytes() };
        for bytes in [any.clone(), bytes.clone(), [bytes, any].concat()] {
            let import = read("list", &bytes);
            let rows = super::super::table::rows("items.tsv", import.table.as_bytes(), crate::domain::service::Handling::CounterOnly);
            let read: Vec<_> = rows.collect();
            prop_assert!(read.iter().all(Result::is_ok), "{read:?}");
            prop_assert_eq!(read.len(), import.items);
        }
    }
}
