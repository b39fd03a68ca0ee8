//! The main job, from home to the filed matter, by somebody who sees nothing and has only a screen reader.

use std::path::Path;

use serde_json::json;

use super::hall::Hall;
use super::outside::Outside;

/// Identity number, phone and address: neither read from outside, nor spoken, nor in a log.
const IDENTITY: &str = "31010119400101001X";
const PHONE: &str = "13800001234";
const ADDRESS: &str = "梅园路7弄12号301室";

fn press(outside: &mut Outside, role: &str, name: &str) {
    outside.ask(json!({"do": "press", "role": role, "name": name}));
}

fn write(outside: &mut Outside, role: &str, name: &str, text: &str) {
    outside.ask(json!({"do": "set_text", "role": role, "name": name, "text": text}));
    let shown = if role == "password text" { "•".repeat(text.chars().count()) } else { text.to_owned() };
    outside.ask(json!({"do": "text", "role": role, "name": name, "is": shown}));
    free_of_secrets("the tree", &outside.ask(json!({"do": "list"})).to_string());
    press(outside, "push button", "下一步");
}

fn free_of_secrets(what: &str, text: &str) {
    for secret in [IDENTITY, PHONE, ADDRESS] {
        assert!(!text.contains(secret), "{secret} in {what}");
    }
}

#[test]
fn blind_from_home_to_the_filed_matter() {
    let hall = Hall::open();
    let mut tongban = hall.tongban(&["--speech", "off"]);
    let mut outside = hall.outside("通办");
    press(&mut outside, "push button", "看得清");
    press(&mut outside, "push button", "老年卡津贴");
    press(&mut outside, "push button", "高龄补贴");
    press(&mut outside, "push button", "开始办");
    press(&mut outside, "radio button", "我自己");
    press(&mut outside, "push button", "下一步");
    write(&mut outside, "entry", "姓名", "王秀英");
    write(&mut outside, "password text", "身份证号", IDENTITY);
    write(&mut outside, "password text", "电话", PHONE);
    write(&mut outside, "password text", "户口地址", ADDRESS);
    press(&mut outside, "radio button", "打到社保卡");
    press(&mut outside, "push button", "下一步");
    outside.ask(json!({"do": "find", "role": "heading", "name": "请看看，写得对不对？"}));
    free_of_secrets("the review", &outside.ask(json!({"do": "list"})).to_string());
    press(&mut outside, "push button", "交上去");

    let number = outside.ask(json!({"do": "find", "role": "label", "name": "您的号码"}));
    hall.screenshot("receipt");
    assert!(number["name"].as_str().unwrap().chars().any(|c| c.is_ascii_digit()), "{number}");
    tongban.hear("the number", |line| line["node"] == "receipt.number" && line["event"] == "begin");
    press(&mut outside, "push button", "看办到哪了");
    outside.ask(json!({"do": "find", "role": "list", "name": ""}));
    hall.screenshot("matter");

    free_of_secrets("the speech log", &std::fs::read_to_string(hall.path("speech.jsonl")).unwrap());
    free_of_secrets("the log", &logs(&hall.path("data/log")));
}

fn logs(directory: &Path) -> String {
    let read = |entry: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(entry.unwrap().path()).unwrap();
    std::fs::read_dir(directory).unwrap().map(read).collect()
}
