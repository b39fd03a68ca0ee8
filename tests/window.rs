//! The program in a real window: a display, a sound card and a bus of air, keys from a real keyboard driver,
//! and somebody who reads the screen from outside. Needs the packages of `make setup`; no network, no real device.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod hall;
mod journeys;
mod matters;
mod orca;
mod outside;
mod size;
mod tasks;
mod voiced;

use std::io::{BufRead as _, Write as _};
use std::process::Stdio;
use std::sync::Arc;

use serde_json::json;
use tongban::i18n::Texts;
use tongban::platform::accesskit::{Bridge, Frame, Request};
use tongban::screen::Words;
use tongban::semantic::{Field, Focus, Layout, Live, Node, Page, Placed, Rect, Tone, Weight};

use hall::Hall;

/// What must never be read from outside.
const CANARY: &str = "310101194001010012";

#[test]
fn the_display_shows_and_the_sound_card_hears() {
    let hall = Hall::open();
    assert!(hall.loudness() < 0.001, "silence is not silent");
    let tone = hall.path("tone.wav");
    hall.run("sox", &["-n", "-r", "48000", "-c", "1", tone.to_str().unwrap(), "synth", "0.5", "sine", "440", "vol", "0.3"]);
    hall.run("paplay", &[tone.to_str().unwrap()]);
    hall.until("the tone is heard", || hall.loudness() > 0.05);
    let shot = hall.screenshot("empty");
    assert!(std::fs::read(shot).unwrap().starts_with(b"\x89PNG"));
    assert!(hall.run("xdotool", &["getdisplaygeometry"]).contains("1920 1200"));
}

#[test]
fn a_screen_reader_reads_presses_focuses_and_writes() {
    let hall = Hall::open();
    let mut program = hall
        .command(std::env::current_exe().unwrap())
        .args(["window::the_page_on_the_bus", "--exact", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut asked = std::io::BufReader::new(program.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut outside = hall.outside("通办");
    let mut request = |wanted: &str| assert!(asked.any(|line| line.ends_with(wanted)), "never asked: {wanted}");

    let tree = outside.ask(json!({"do": "list"}));
    let tree = tree["nodes"].as_array().unwrap();
    let named = |role: &str, name: &str| tree.iter().any(|node| node["role"] == role && node["name"] == name);
    for (role, name) in [
        ("frame", "试试 · 通办"),
        ("landmark", "试试"),
        ("heading", "您要办什么？"),
        ("description value", "电话 021-5550-0123"),
        ("panel", "给谁办"),
        ("radio button", "自己"),
        ("entry", "姓名"),
        ("password text", "身份证号"),
        ("status bar", "正在找"),
        ("push button", "下一步"),
    ] {
        assert!(named(role, name), "no {role} {name} in {tree:#?}");
    }
    let whole = serde_json::to_string(tree).unwrap();
    assert!(!whole.contains(CANARY), "a secret was read");

    outside.ask(json!({"do": "press", "role": "push button", "name": "下一步"}));
    request("press p.next");
    outside.ask(json!({"do": "press", "role": "radio button", "name": "家里人"}));
    request("press p.other");
    outside.ask(json!({"do": "focus", "role": "entry", "name": "姓名"}));
    request("focus p.name");
    outside.ask(json!({"do": "set_text", "role": "entry", "name": "姓名", "text": "王秀英"}));
    request("write p.name 3");
    outside.ask(json!({"do": "set_text", "role": "password text", "name": "身份证号", "text": CANARY}));
    request("write p.id 18");
    assert_eq!(outside.ask(json!({"do": "text", "role": "entry", "name": "姓名"}))["text"], "李建国");
    assert_eq!(outside.ask(json!({"do": "text", "role": "password text", "name": "身份证号"}))["text"], "•".repeat(18));

    outside.ask(json!({"do": "listen", "event": "object:announcement"}));
    program.stdin.as_mut().unwrap().write_all(b"say\n").unwrap();
    assert_eq!(outside.ask(json!({"do": "heard", "event": "object:announcement"}))["text"], "字大一点");
    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
}

/// Not a test by itself: the program that the test above looks at from outside. Ends with its standard input.
#[test]
#[ignore = "run by a_screen_reader_reads_presses_focuses_and_writes"]
fn the_page_on_the_bus() {
    let (page, layout) = page();
    let focus = Focus(Some("p.next".into()));
    let words = Words(Texts::of("zh-CN"));
    let frame = Frame { page: &page, layout: &layout, focus: &focus, words: &words, scale: 1.0, position: Some((0.0, 0.0)) };
    let mut bridge = Bridge::start("通办", |request| {
        let line = match request {
            Request::Press(id) => format!("press {id}"),
            Request::Focus(id) => format!("focus {id}"),
            Request::SetValue(id, value) => format!("write {id} {}", value.chars().count()),
            Request::Speaks(speaks) => format!("speaks {speaks}"),
        };
        writeln!(std::io::stdout(), "{line}").unwrap();
    });
    bridge.publish(&frame);
    bridge.window_focused(true);
    for line in std::io::stdin().lines().map_while(Result::ok) {
        bridge.announce(if line == "say" { "字大一点" } else { "" }, Live::Polite);
        bridge.publish(&frame);
    }
}

fn page() -> (Page<()>, Layout) {
    let field = |value: &str| Field {
        value: value.into(),
        shown: String::new(),
        placeholder: String::new(),
        error: None,
        width: 18,
        revealed: false,
        on_input: Arc::new(|_| ()),
        on_submit: None,
    };
    let mut page = Page::new("p", "", "试试", "zh-CN");
    let choices = vec![Node::choice("p.me", "自己", true, ()), Node::choice("p.other", "家里人", false, ())];
    page.content = vec![
        Node::heading("p.heading", 1, "您要办什么？"),
        Node::fact("p.phone", "电话", "021-5550-0123"),
        Node::choices("p.whom", "给谁办", choices),
        Node::text_field("p.name", "姓名", field("李建国")),
        Node::secret_field("p.id", "身份证号", field(CANARY)),
        Node::notice("p.notice", Tone::Info, Live::Polite, "正在找"),
    ];
    page.actions = vec![Node::button("p.next", Weight::Primary, "下一步", ())];
    let place = |(at, id): (usize, _)| Placed { id, bounds: Rect { x: 10.0, y: 70.0 * at as f32, width: 500.0, height: 60.0 } };
    let nodes = page.nodes().into_iter().map(|(_, node)| node.id.clone()).enumerate().map(place).collect();
    let layout = Layout { nodes, parts: 1, window: (1280.0, 800.0), ..Layout::default() };
    (page, layout)
}

#[test]
fn the_program_opens_speaks_obeys_keys_and_is_read() {
    let hall = Hall::open();
    let mut tongban = hall.tongban(&[]);
    assert!(!tongban.hear_node("home.clear").is_empty());
    hall.until("the voice sounds", || hall.loudness() > 0.02);
    let mut outside = hall.outside("通办");
    let button = |name: &str| json!({"do": "find", "role": "push button", "name": name});
    let bounds = outside.ask(button("养老金"))["bounds"].clone();
    let side = |at: usize| bounds[at].as_i64().unwrap();
    // 16 mm at 96 ppi (T1).
    assert!(side(2) >= 60 && side(3) >= 60, "{bounds}");

    hall.keys(&["Tab"]);
    assert!(tongban.hear_node("home.clear-yes").starts_with("看得清"));
    assert_eq!(outside.ask(json!({"do": "focused"}))["name"], "看得清");
    hall.screenshot("home");
    hall.keys(&["Return"]);
    outside.ask(json!({"do": "focus", "role": "push button", "name": "人工帮助"}));
    assert!(tongban.hear_node("frame.help").starts_with("人工帮助"));
    outside.ask(json!({"do": "press", "role": "push button", "name": "人工帮助"}));
    let window = tongban.hear("the help screen", |line| line["event"] == "queued" && line["node"] == "help.window");
    assert!(window["spoken"].as_str().unwrap().contains("窗口"));
    hall.screenshot("help");
    hall.keys(&["Escape"]);
    outside.ask(button("养老金"));
}

#[test]
fn its_voice_gives_way_to_a_screen_reader_and_comes_back() {
    let hall = Hall::open();
    let mut tongban = hall.tongban(&["--speech", "off"]);
    tongban.hear_node("home.clear");
    hall.status("ScreenReaderEnabled", true);
    tongban.hear("silence", |line| line["event"] == "stopped");
    let mut outside = hall.outside("通办");
    outside.ask(json!({"do": "find", "role": "status bar", "name": Texts::of("zh-CN").get("frame-reader")}));
    hall.keys(&["Tab", "Tab", "F2"]);
    hall.status("ScreenReaderEnabled", false);
    let first = tongban.hear("the page again", |line| line["event"] == "queued");
    assert!(first["node"].as_str().unwrap().starts_with("home."), "{first}");
    assert_ne!(first["node"], "home.clear-yes", "the focus was told while the reader spoke");
}
