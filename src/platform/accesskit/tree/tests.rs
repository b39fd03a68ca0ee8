//! What a screen reader is given of a page with every kind of node.

use ::accesskit::{Action, Live as ExposedLive, Toggled};

use super::*;
use crate::semantic::{Field, Icon, Placed, Private, Progress, Rect as Place, Role as SemanticRole, StepState, Tone, Weight};

struct Words;
impl Wording for Words {
    fn position(&self, at: usize, of: usize) -> String {
        format!("{at}/{of}")
    }
    fn role(&self, _: SemanticRole) -> String {
        String::new()
    }
    fn selected(&self, _: bool) -> String {
        String::new()
    }
    fn empty(&self) -> String {
        String::new()
    }
    fn filled(&self) -> String {
        String::new()
    }
    fn private(&self, _: Private) -> String {
        "没有念".into()
    }
    fn more_below(&self, _: usize, _: usize) -> String {
        String::new()
    }
    fn step(&self, _: StepState) -> String {
        "现在".into()
    }
    fn tone(&self, _: Tone) -> String {
        "请注意".into()
    }
    fn wrong(&self) -> String {
        "写错了".into()
    }
}

/// A page with what a frame of it needs.
pub(in crate::platform::accesskit) struct Fixture {
    page: Page<()>,
    layout: Layout,
    focus: Focus,
    scale: f32,
}

impl Fixture {
    /// Every node is drawn, one under the other.
    pub(in crate::platform::accesskit) fn all(page: Page<()>) -> Self {
        let ids: Vec<Id> = page.nodes().into_iter().map(|(_, node)| node.id.clone()).collect();
        let place = |(at, id): (usize, Id)| Placed { id, bounds: Place { x: 10.0, y: 10.0 * at as f32, width: 500.0, height: 9.0 } };
        let nodes = ids.into_iter().enumerate().map(place).collect();
        let layout = Layout { nodes, parts: 1, window: (1280.0, 800.0), ..Layout::default() };
        Self { page, layout, focus: Focus(None), scale: 1.0 }
    }
    pub(in crate::platform::accesskit) fn frame(&self) -> Frame<'_, ()> {
        let Self { page, layout, focus, scale } = self;
        Frame { page, layout, focus, words: &Words, scale: *scale, position: Some((5.0, 7.0)) }
    }
    fn tree(&self) -> TreeUpdate {
        tree_update(&self.frame(), "通办", None)
    }
}

fn field(value: &str, error: Option<&str>) -> Field<()> {
    Field {
        value: value.into(),
        shown: "3***2".into(),
        placeholder: "例".into(),
        error: error.map(Into::into),
        width: 18,
        revealed: false,
        on_input: std::sync::Arc::new(|_| ()),
        on_submit: None,
    }
}

pub(in crate::platform::accesskit) fn page() -> Page<()> {
    let mut page = Page::new("p", "", "首页", "zh-CN");
    page.header = vec![Node::text("p.place", "梅园街道")];
    page.content = vec![
        Node::heading("p.heading", 1, "您要办什么？"),
        Node::fact("p.phone", "电话", "021-5550-0123").child(Node::button("p.change", Weight::Quiet, "改", ())),
        Node::notice("p.notice", Tone::Info, Live::Polite, "正在找").child(Node::button("p.stop", Weight::Plain, "停", ())),
        Node::notice("p.danger", Tone::Danger, Live::Assertive, "没有连上"),
        Node::cards("p.cards", "事项", 2, vec![Node::card("p.one", "养老", ()), Node::card("p.two", "看病", ())]),
        Node::choices("p.whom", "给谁办", vec![Node::choice("p.me", "自己", true, ()), Node::choice("p.other", "家里人", false, ())]),
        Node::text_field("p.name", "姓名", field("王秀英", Some("请再写一遍"))),
        Node::date_field("p.date", "日期", field("", None)),
        Node::secret_field("p.id", "身份证号", field("310101194001010012", None)),
        Node::timeline("p.steps", "到哪一步了", vec![Node::step("p.now", StepState::Now, "受理")]),
        Node::receipt_number("p.number", "您的号码", vec!["20".into(), "26".into()]),
        Node::progress("p.progress", "第 2 步，共 6 步", Progress { value: 2, max: 6 }),
        Node::picture("p.picture", Icon::Help, "一个人"),
        Node::group("p.row", "放在一起", vec![Node::text("p.en", "Hello").language("en")]),
    ];
    page.actions = vec![
        Node::button("p.next", Weight::Primary, "下一步", ()),
        Node::button("p.later", Weight::Plain, "以后", ()).disabled("请先写姓名"),
    ];
    page.footer = vec![Node::button("p.back", Weight::Plain, "返回", ())];
    page
}

pub fn id(id: &str) -> NodeId {
    node::id(&page(), id)
}
fn get<'a>(tree: &'a TreeUpdate, id: &str) -> &'a Exposed {
    find(tree, id).unwrap_or_else(|| panic!("{id}"))
}
fn find<'a>(tree: &'a TreeUpdate, id: &str) -> Option<&'a Exposed> {
    tree.nodes.iter().find(|(one, _)| *one == self::id(id)).map(|(_, node)| node)
}
fn name(node: &Exposed) -> &str {
    node.label().or(node.value()).unwrap_or_default()
}

#[test]
fn is_one_tree_of_named_nodes_each_inside_its_parent() {
    let tree = Fixture::all(page()).tree();
    let all: HashMap<NodeId, &Exposed> = tree.nodes.iter().map(|(id, node)| (*id, node)).collect();
    assert_eq!(all.len(), tree.nodes.len(), "an id given twice");
    let mut reached = HashSet::new();
    let mut open = vec![ROOT];
    while let Some(id) = open.pop() {
        assert!(reached.insert(id), "a cycle or two parents");
        let node = all[&id];
        assert!(!name(node).is_empty() || node.role() == Role::TextRun, "{node:?}");
        assert!(node.language().is_some() || node.role() == Role::TextRun, "{node:?}");
        let bounds = node.bounds().unwrap();
        for child in node.children() {
            let inner = all[child].bounds().unwrap();
            assert_eq!(bounds.union(inner), bounds, "{node:?}");
            open.push(*child);
        }
    }
    assert_eq!(reached.len(), all.len(), "a node without a parent");
}

#[test]
fn every_role_name_state_and_act_is_there() {
    let tree = Fixture::all(page()).tree();
    let root = get_root(&tree);
    assert_eq!((root.role(), name(root)), (Role::Window, "首页 · 通办"));
    let landmarks: Vec<Role> = root.children().iter().map(|id| tree.nodes.iter().find(|(one, _)| one == id).unwrap().1.role()).collect();
    assert_eq!(landmarks, [Role::Banner, Role::Main, Role::Group, Role::ContentInfo]);
    for (id, role, words) in [
        ("p.place", Role::Label, "梅园街道"),
        ("p.heading", Role::Heading, "您要办什么？"),
        ("p.phone", Role::Definition, "电话 021-5550-0123"),
        ("p.notice", Role::Status, "正在找"),
        ("p.danger", Role::Alert, "没有连上"),
        ("p.cards", Role::List, "事项"),
        ("p.one", Role::Button, "养老"),
        ("p.whom", Role::RadioGroup, "给谁办"),
        ("p.me", Role::RadioButton, "自己"),
        ("p.name", Role::TextInput, "姓名"),
        ("p.date", Role::DateInput, "日期"),
        ("p.id", Role::PasswordInput, "身份证号"),
        ("p.now", Role::ListItem, "受理"),
        ("p.number", Role::Label, "您的号码 20 26"),
        ("p.progress", Role::ProgressIndicator, "第 2 步，共 6 步"),
        ("p.picture", Role::Image, "一个人"),
        ("p.row", Role::Group, "放在一起"),
    ] {
        assert_eq!((get(&tree, id).role(), name(get(&tree, id))), (role, words), "{id}");
    }
    assert_eq!(get(&tree, "p.place").value(), Some("梅园街道"), "a static text has its words as value");
    assert_eq!(get(&tree, "p.heading").level(), Some(1));
    assert_eq!(get(&tree, "p.en").language(), Some("en"));
    assert_eq!(get(&tree, "p.me").toggled(), Some(Toggled::True));
    assert_eq!(get(&tree, "p.other").toggled(), Some(Toggled::False));
    assert_eq!((get(&tree, "p.two").position_in_set(), get(&tree, "p.cards").size_of_set()), (Some(1), Some(2)));
    let progress = get(&tree, "p.progress");
    assert_eq!((progress.min_numeric_value(), progress.numeric_value(), progress.max_numeric_value()), (Some(0.0), Some(2.0), Some(6.0)));
    assert_eq!(get(&tree, "p.now").description(), Some("现在"));
    assert_eq!(get(&tree, "p.name").description(), Some("写错了 请再写一遍"));
}

fn get_root(tree: &TreeUpdate) -> &Exposed {
    &tree.nodes.iter().find(|(id, _)| *id == ROOT).unwrap().1
}

#[test]
fn what_can_be_done_can_be_done_from_outside() {
    let fixture = Fixture::all(page());
    let tree = fixture.tree();
    for (_, node) in fixture.page.nodes() {
        let exposed = get(&tree, node.id.as_str());
        assert_eq!(exposed.supports_action(Action::Click), node.on_press.is_some(), "{}", node.id);
        assert_eq!(exposed.supports_action(Action::Focus), node.focusable(), "{}", node.id);
        assert_eq!(exposed.supports_action(Action::SetValue), node.field().is_some(), "{}", node.id);
    }
    let later = get(&tree, "p.later");
    assert!(later.is_disabled());
    assert_eq!(later.description(), Some("请先写姓名"));
}

#[test]
fn the_text_of_a_field_is_readable_and_of_a_secret_only_countable() {
    let tree = Fixture::all(page()).tree();
    let run = get(&tree, "p.name-text");
    assert_eq!((run.value(), run.character_lengths()), (Some("王秀英"), &[3, 3, 3][..]));
    assert_eq!(get(&tree, "p.name").children(), [id("p.name-text")]);
    assert_eq!(get(&tree, "p.date-text").value(), Some(""));
    assert_eq!(get(&tree, "p.id-text").value(), Some("•".repeat(18).as_str()));
    let whole = format!("{tree:?}");
    assert!(!whole.contains("310101194001010012") && !whole.contains("3***2"), "a secret in the tree");
}

#[test]
fn only_notices_are_live() {
    let tree = Fixture::all(page()).tree();
    assert_eq!(get(&tree, "p.notice").live(), Some(ExposedLive::Polite));
    assert_eq!(get(&tree, "p.danger").live(), Some(ExposedLive::Assertive));
    assert_eq!(get(&tree, "p.stop").live(), Some(ExposedLive::Off), "the button of a notice is not announced with it");
}

#[test]
fn what_cannot_be_focused_is_told_where_one_begins() {
    let tree = Fixture::all(page()).tree();
    let told = get(&tree, "p.heading").description().unwrap();
    for words in ["电话，021-5550-0123", "正在找", "您的号码，20 26", "Hello"] {
        assert!(told.contains(words), "no {words} in {told}");
    }
    assert!(!told.contains("下一步") && !told.contains("养老") && !told.contains("您要办什么"), "{told}");
    let mut page = page();
    page.focus = Some("p.id".into());
    let tree = Fixture::all(page).tree();
    let told = get(&tree, "p.id").description().unwrap();
    assert!(told.starts_with("您要办什么？") && get(&tree, "p.heading").description().is_none(), "{told}");
}

#[test]
fn the_same_words_announced_twice_are_two_nodes() {
    let fixture = Fixture::all(page());
    let announced = |number| {
        let announcement = Announcement { number, words: "字大一点".into(), live: Live::Polite };
        let tree = tree_update(&fixture.frame(), "通办", Some(&announcement));
        let (id, node) = tree.nodes.iter().find(|(_, node)| node.label() == Some("字大一点")).unwrap();
        assert!(get_root(&tree).children().contains(id));
        assert_eq!((node.role(), node.live()), (Role::Status, Some(ExposedLive::Polite)));
        *id
    };
    assert_ne!(announced(1), announced(2));
}

#[test]
fn what_is_not_drawn_is_not_exposed() {
    let mut fixture = Fixture::all(page());
    fixture.layout.nodes.retain(|placed| !["p.cards", "p.one", "p.row", "p.en"].contains(&placed.id.as_str()));
    let tree = fixture.tree();
    assert!(find(&tree, "p.one").is_none() && find(&tree, "p.row").is_none());
    let (list, card) = (get(&tree, "p.cards").bounds(), get(&tree, "p.two").bounds());
    assert_eq!(list, card, "a list that draws nothing itself surrounds what it holds");
    fixture.layout.nodes.clear();
    assert_eq!(fixture.tree().nodes.len(), 1);
}

#[test]
fn the_focus_is_the_apps_and_begins_at_the_question() {
    let mut fixture = Fixture::all(page());
    assert_eq!(fixture.tree().focus, id("p.heading"));
    fixture.focus = Focus(Some("p.two".into()));
    assert_eq!(fixture.tree().focus, id("p.two"));
    fixture.layout.nodes.clear();
    assert_eq!(fixture.tree().focus, ROOT, "never a node that is not there");
}

#[test]
fn an_id_given_twice_does_no_harm() {
    let mut page = page();
    page.footer.push(Node::button("p.next", Weight::Plain, "再来", ()));
    let tree = Fixture::all(page).tree();
    assert_eq!(tree.nodes.iter().filter(|(one, _)| *one == id("p.next")).count(), 1);
}

#[test]
fn a_scaled_window_is_scaled_at_the_root() {
    let mut fixture = Fixture::all(page());
    fixture.scale = 2.0;
    assert_eq!(get_root(&fixture.tree()).transform(), Some(&Affine::scale(2.0)));
    assert_eq!(fixture.frame().window_bounds(), rect(10.0, 14.0, 2560.0, 1600.0));
}
