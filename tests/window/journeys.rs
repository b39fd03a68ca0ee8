//! The main job, from home to the filed matter: by keys and ear alone, and through a screen reader alone.

use std::path::Path;

use serde_json::{Value, json};

use super::hall::{Hall, Tongban};
use super::outside::Outside;

/// Identity number, phone and address: neither read from outside, nor spoken, nor in a log.
pub(super) const IDENTITY: &str = "31010119400101001X";
pub(super) const PHONE: &str = "13800001234";
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

pub(super) fn free_of_secrets(what: &str, text: &str) {
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
    press(&mut outside, "push button", "开始写");
    press(&mut outside, "radio button", "我自己");
    press(&mut outside, "push button", "下一步");
    write(&mut outside, "entry", "姓名", "王秀英");
    write(&mut outside, "password text", "身份证号", IDENTITY);
    press(&mut outside, "push button", "陆家嘴街道");
    write(&mut outside, "password text", "路、几号、几室", ADDRESS);
    press(&mut outside, "radio button", "打我的电话");
    press(&mut outside, "push button", "下一步");
    write(&mut outside, "password text", "电话", PHONE);
    press(&mut outside, "radio button", "发到社保卡");
    press(&mut outside, "push button", "下一步");
    outside.ask(json!({"do": "find", "role": "heading", "name": "请看看，写得对不对？"}));
    free_of_secrets("the review", &outside.ask(json!({"do": "list"})).to_string());
    // It waits until all has been seen.
    press(&mut outside, "push button", "下一页");
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

/// Presses Tab until the voice says that the focus is on `text`, hears it out, then Enter.
/// (A second Enter within half a second is taken for a tremor.)
fn choose(hall: &Hall, tongban: &mut Tongban<'_>, text: &str) {
    for _ in 0..40 {
        hall.keys(&["Tab"]);
        let said = tongban.hear("the focus", |line| {
            // Only of a focused node it is said what one does with it.
            let spoken = line["spoken"].as_str().unwrap_or_default();
            line["event"] == "queued" && (spoken.contains("按回车") || spoken.contains("请用键盘写"))
        });
        if said["text"].as_str().unwrap().starts_with(text) {
            // A voice that was lost under way is not what this journey is about.
            let over = ["end", "stopped", "failed"].map(Value::from);
            tongban.hear("its end", |line| line["utterance"] == said["utterance"] && over.contains(&line["event"]));
            hall.keys(&["Return"]);
            return;
        }
    }
    panic!("Tab never came to {text}");
}

/// Waits until the voice says that the answer is chosen.
fn chosen(tongban: &mut Tongban<'_>) {
    tongban.hear("chosen", |line| line["event"] == "queued" && line["spoken"].as_str().unwrap().contains("已选"));
}

#[test]
fn by_keys_and_ear_from_home_to_the_filed_matter() {
    let hall = Hall::open();
    let mut tongban = hall.tongban(&[]);
    let arrive = |tongban: &mut Tongban<'_>, text: &str| {
        tongban.hear(text, |line| line["event"] == "queued" && line["text"].as_str().unwrap().contains(text));
    };
    tongban.hear_node("home.clear");
    // Twice as fast: 125, 150, 200 %.
    hall.keys(&["F4", "F4", "F4"]);
    choose(&hall, &mut tongban, "看得清");
    choose(&hall, &mut tongban, "老年卡津贴");
    arrive(&mut tongban, "高龄补贴");
    choose(&hall, &mut tongban, "高龄补贴");
    tongban.hear_node("guide.name");
    choose(&hall, &mut tongban, "开始办");
    arrive(&mut tongban, "写之前");
    choose(&hall, &mut tongban, "开始写");
    let write = |tongban: &mut Tongban<'_>, question: &str, answer: &str| {
        arrive(tongban, question);
        hall.type_text(answer);
        hall.keys(&["Return"]);
    };
    arrive(&mut tongban, "给谁办");
    choose(&hall, &mut tongban, "我自己");
    chosen(&mut tongban);
    choose(&hall, &mut tongban, "下一步");
    write(&mut tongban, "写您的姓名", "Wang Xiuying");
    write(&mut tongban, "写您的身份证号", IDENTITY);
    arrive(&mut tongban, "户口簿上的地址");
    choose(&hall, &mut tongban, "陆家嘴街道");
    write(&mut tongban, "路、几号、几室", "Meiyuan Road 7-12-301");
    arrive(&mut tongban, "怎么找到您");
    choose(&hall, &mut tongban, "打我的电话");
    chosen(&mut tongban);
    choose(&hall, &mut tongban, "下一步");
    write(&mut tongban, "找到您的电话", PHONE);
    arrive(&mut tongban, "钱发到哪里");
    choose(&hall, &mut tongban, "发到社保卡");
    chosen(&mut tongban);
    choose(&hall, &mut tongban, "下一步");
    arrive(&mut tongban, "写得对不对");
    hall.screenshot("review");
    choose(&hall, &mut tongban, "交上去");
    let number = tongban.hear("the number", |line| line["node"] == "receipt.number" && line["event"] == "begin");
    assert!(number["text"].as_str().unwrap().contains("您的号码"), "{number}");
    assert!(hall.loudness() > 0.02, "nothing was heard");
    free_of_secrets("the speech log", &std::fs::read_to_string(hall.path("speech.jsonl")).unwrap());
    free_of_secrets("the log", &logs(&hall.path("data/log")));
}

fn logs(directory: &Path) -> String {
    let read = |entry: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(entry.unwrap().path()).unwrap();
    std::fs::read_dir(directory).unwrap().map(read).collect()
}
