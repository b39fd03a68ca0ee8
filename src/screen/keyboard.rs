//! Keys on the screen, for whoever cannot use others: digits, pinyin and letters over the field that is written in.
//! They stand over any screen with a field; what they write goes the way of what is typed.

mod spelling;

use super::{Context, Message as Of};
use crate::domain::settings::Locale;
use crate::semantic::{Icon, Node, NodeId, Page, Weight};

/// So many characters are offered at once.
const SHOWN: usize = 6;
/// The rows of digits, with what stands between them.
const DIGITS: [&[char]; 3] = [&['1', '2', '3', '4', '5'], &['6', '7', '8', '9', '0'], &['X', '-']];

/// What the keys write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// 数字
    Digits,
    /// 拼音
    Pinyin,
    /// 字母
    Letters,
}

impl Sheet {
    const ALL: [Self; 3] = [Self::Digits, Self::Pinyin, Self::Letters];

    const fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Pinyin => "pinyin",
            Self::Letters => "letters",
        }
    }
}

/// The keys over a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyboard {
    field: NodeId,
    sheet: Sheet,
    /// The keys struck for the character to come.
    typed: String,
    /// Which part of the characters offered.
    part: usize,
}

/// What was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Opened(NodeId, Sheet),
    Turned(Sheet),
    Struck(char),
    Written(char),
    MorePressed,
    ErasePressed,
    ClearPressed,
    DonePressed,
}

impl Keyboard {
    /// Keys over this field.
    pub const fn new(field: NodeId, sheet: Sheet) -> Self {
        Self { field, sheet, typed: String::new(), part: 0 }
    }

    /// The field they write in.
    pub const fn field(&self) -> &NodeId {
        &self.field
    }

    /// What becomes of a message; the new value of the field, if it changes.
    pub fn update(&mut self, message: Message, value: &str) -> Option<String> {
        self.part = if message == Message::MorePressed { self.part + 1 } else { 0 };
        match message {
            Message::Turned(sheet) => (self.sheet, self.typed) = (sheet, String::new()),
            Message::Struck(key) if self.sheet == Sheet::Letters => self.typed = key.into(),
            Message::Struck(key) => self.typed.push(key),
            Message::Written(c) => {
                self.typed.clear();
                return Some(format!("{value}{c}"));
            }
            Message::ClearPressed => {
                self.typed.clear();
                return Some(String::new());
            }
            Message::ErasePressed if self.typed.pop().is_none() => {
                let mut left = value.to_owned();
                left.pop();
                return (left != value).then_some(left);
            }
            Message::Opened(..) | Message::MorePressed | Message::ErasePressed | Message::DonePressed => {}
        }
        None
    }

    /// What can follow the keys struck, given what stands in the field.
    fn offered(&self, value: &str, locale: Locale) -> Vec<char> {
        if self.typed.is_empty() {
            return Vec::new();
        }
        if self.sheet == Sheet::Pinyin {
            return spelling::characters(&self.typed, locale == Locale::ZhTw);
        }
        // A name begins with a capital.
        let begins = value.is_empty() || value.ends_with(' ');
        let letters = spelling::KEYS.into_iter().find(|(key, _)| self.typed.starts_with(*key)).map_or("", |(_, letters)| letters);
        letters.chars().map(|c| if begins { c.to_ascii_uppercase() } else { c }).collect()
    }
}

/// Puts the keys in place of the content, or the button that brings them beside the field.
pub fn around(page: &mut Page<Of>, ctx: &Context) {
    let Some(at) = page.content.iter().position(|node| node.field().is_some()) else { return };
    match ctx.keyboard.as_ref().filter(|keyboard| page.content[at].id == keyboard.field) {
        Some(keyboard) => over(page, ctx, at, keyboard),
        None => offer(page, ctx, at),
    }
}

/// The button, beside the one that shows a secret where there is one.
fn offer(page: &mut Page<Of>, ctx: &Context, at: usize) {
    let field = &page.content[at];
    let sheet = match ctx.settings.locale {
        _ if field.digits => Sheet::Digits,
        Locale::En => Sheet::Letters,
        Locale::ZhCn | Locale::ZhTw => Sheet::Pinyin,
    };
    let open = ctx.button("keyboard.open", Weight::Quiet, Of::Keyboard(Message::Opened(field.id.clone(), sheet)));
    let quiet = page.content.get(at + 1).is_some_and(|next| next.on_press.is_some());
    let mut beside: Vec<Node<Of>> = page.content.drain(at + 1..at + 1 + usize::from(quiet)).collect();
    beside.push(open);
    page.content.insert(at + 1, Node::group("keyboard.beside", ctx.words("keyboard.open"), beside));
}

fn over(page: &mut Page<Of>, ctx: &Context, at: usize, keyboard: &Keyboard) {
    let heading = page.content.iter().position(|node| node.role() == crate::semantic::Role::Heading);
    let field = page.content[at].clone();
    let value = field.field().map(|field| field.value.clone()).unwrap_or_default();
    page.state = format!("{}/keyboard-{}", page.state, keyboard.sheet.name());
    let heading = heading.map(|at| page.content.swap_remove(at));
    page.content = heading.into_iter().chain([field]).collect();
    match keyboard.sheet {
        Sheet::Digits => page.content.extend(DIGITS.iter().enumerate().map(|(at, row)| digits(ctx, at, row))),
        Sheet::Pinyin | Sheet::Letters => page.content.extend(spelled(ctx, keyboard, &value)),
    }
    page.content.push(others(ctx, keyboard, &value));
    page.content.extend(ctx.text("keyboard.person"));
    page.actions = vec![ctx.button("keyboard.done", Weight::Primary, Of::Keyboard(Message::DonePressed)).icon(Icon::Done)];
    page.whole = false;
}

fn key(id: String, name: String, message: Message) -> Node<Of> {
    let latin = name.chars().any(|c| c.is_ascii_alphabetic());
    let key = Node::button(id, Weight::Plain, name, Of::Keyboard(message));
    if latin { key.language("en") } else { key }
}

fn digits(ctx: &Context, row: usize, of: &[char]) -> Node<Of> {
    let mut keys: Vec<Node<Of>> =
        of.iter().map(|digit| key(format!("keyboard.key-{digit}"), digit.to_string(), Message::Written(*digit))).collect();
    for key in &mut keys {
        if key.name == "-" {
            key.spoken = Some(ctx.words("keyboard.dash"));
        }
    }
    Node::group(format!("keyboard.row-{}", row + 1), ctx.words("keyboard.open"), keys)
}

/// What was spelled, what it can be, and the keys: always there, so that nothing moves while one writes.
fn spelled(ctx: &Context, keyboard: &Keyboard, value: &str) -> Vec<Node<Of>> {
    let syllables = spelling::syllables(&keyboard.typed);
    let words = match (keyboard.sheet, keyboard.typed.is_empty()) {
        (Sheet::Pinyin, false) => ctx.words_with("keyboard.spelled", &[("syllables", syllables.into())]),
        (Sheet::Pinyin, true) => ctx.words("keyboard.spell"),
        _ => ctx.words("keyboard.letter"),
    };
    let offered = keyboard.offered(value, ctx.settings.locale);
    let parts = offered.len().div_ceil(SHOWN).max(1);
    let picks = offered.into_iter().skip(keyboard.part % parts * SHOWN).take(SHOWN).enumerate().map(|(at, c)| {
        let pick = key(format!("keyboard.pick-{}", at + 1), c.to_string(), Message::Written(c));
        if c.is_ascii() { pick } else { pick.language(if ctx.settings.locale == Locale::ZhTw { "zh-TW" } else { "zh-CN" }) }
    });
    let picks = Node::group("keyboard.picks", ctx.words("keyboard.open"), picks.collect());
    let struck = |(digit, letters): (char, &str)| {
        let spoken: Vec<String> = letters.chars().map(|c| c.to_string()).collect();
        key(format!("keyboard.key-{digit}"), letters.to_owned(), Message::Struck(digit)).spoken(spoken.join(" "))
    };
    let rows = spelling::KEYS.chunks(4).enumerate().map(|(at, row)| {
        let keys = row.iter().copied().map(struck).collect();
        Node::group(format!("keyboard.row-{}", at + 1), ctx.words("keyboard.open"), keys)
    });
    [Node::text("keyboard.spell", words), picks].into_iter().chain(rows).collect()
}

/// Rub out, other characters, a space, the other keys.
fn others(ctx: &Context, keyboard: &Keyboard, value: &str) -> Node<Of> {
    let press = |id, message| ctx.button(id, Weight::Plain, Of::Keyboard(message));
    let mut keys = vec![press("keyboard.erase", Message::ErasePressed), press("keyboard.clear", Message::ClearPressed)];
    match keyboard.sheet {
        Sheet::Digits => {}
        Sheet::Pinyin => {
            let few = keyboard.offered(value, ctx.settings.locale).len() <= SHOWN;
            keys.push(ctx.button_until("keyboard.more", few, Of::Keyboard(Message::MorePressed)));
        }
        Sheet::Letters => keys.push(press("keyboard.space", Message::Written(' '))),
    }
    let sheets = Sheet::ALL.into_iter().filter(|sheet| *sheet != keyboard.sheet);
    keys.extend(sheets.map(|sheet| {
        let id = format!("keyboard.{}", sheet.name());
        let words = ctx.words(&id);
        Node::button(id, Weight::Plain, words, Of::Keyboard(Message::Turned(sheet)))
    }));
    Node::group("keyboard.others", ctx.words("keyboard.open"), keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strike(keyboard: &mut Keyboard, keys: &str) {
        for key in keys.chars() {
            assert_eq!(keyboard.update(Message::Struck(key), ""), None);
        }
    }

    #[test]
    fn characters_are_spelled_and_chosen() {
        let mut keyboard = Keyboard::new("find.field".into(), Sheet::Pinyin);
        assert!(keyboard.offered("", Locale::ZhCn).is_empty());
        strike(&mut keyboard, "9264");
        assert!(keyboard.offered("", Locale::ZhCn).contains(&'王'));
        assert_eq!(keyboard.update(Message::Written('王'), "老"), Some("老王".into()));
        assert!(keyboard.offered("", Locale::ZhCn).is_empty(), "the next one begins anew");
    }

    #[test]
    fn rubbing_out_takes_the_last_key_then_the_last_character() {
        let mut keyboard = Keyboard::new("find.field".into(), Sheet::Pinyin);
        strike(&mut keyboard, "92");
        assert_eq!(keyboard.update(Message::ErasePressed, "老"), None);
        assert_eq!(keyboard.update(Message::ErasePressed, "老"), None);
        assert_eq!(keyboard.update(Message::ErasePressed, "老"), Some(String::new()));
        assert_eq!(keyboard.update(Message::ErasePressed, ""), None);
        assert_eq!(keyboard.update(Message::ClearPressed, "老王"), Some(String::new()));
    }

    #[test]
    fn a_name_in_letters_begins_with_a_capital() {
        let mut keyboard = Keyboard::new("find.field".into(), Sheet::Letters);
        strike(&mut keyboard, "9");
        assert_eq!(keyboard.offered("", Locale::En), ['W', 'X', 'Y', 'Z']);
        assert_eq!(keyboard.offered("W", Locale::En), ['w', 'x', 'y', 'z']);
        strike(&mut keyboard, "2");
        assert_eq!(keyboard.offered("Wang ", Locale::En), ['A', 'B', 'C'], "one key, one letter");
    }

    #[test]
    fn other_characters_go_round() {
        let mut keyboard = Keyboard::new("find.field".into(), Sheet::Pinyin);
        strike(&mut keyboard, "94");
        (0..3).for_each(|_| drop(keyboard.update(Message::MorePressed, "")));
        assert_eq!(keyboard.part, 3);
        strike(&mut keyboard, "6");
        assert_eq!(keyboard.part, 0);
    }
}
