//! What is spoken is highlighted, sentence by sentence (S2): over every preset in every language, what the log says is what is
//! marked, and by the time all was said each word that is shown has been marked once.

use std::collections::HashSet;
use std::ops::Range;
use std::time::Duration;

use tongban::domain::settings::Locale;
use tongban::i18n::Texts;
use tongban::screen::{self, Words};
use tongban::semantic::{Kind, Node, NodeId, Utterance, narrate, narrate_node};
use tongban::speech::queue::{Input, Output, Queue};
use tongban::speech::{Chinese, Event, Manner, pieces, sentences_of};
use tongban::ui::part_of;

const MANNER: Manner = Manner { rate: 100, volume: 8, chinese: Chinese::Machine };

/// What is begun: which node, which sentence, and the words of it that are shown or said.
type Begun = (NodeId, usize, String);

/// Says it all: what the log tells of it, and what is highlighted meanwhile.
fn heard(said: Vec<Utterance>) -> (Vec<(NodeId, usize)>, Vec<Begun>) {
    let mut queue = Queue::new(MANNER);
    let mut inputs = vec![Input::Open, Input::Say(said, 0)];
    let (mut log, mut told) = (Vec::new(), Vec::new());
    while !inputs.is_empty() {
        for output in queue.step(Duration::ZERO, inputs.remove(0)) {
            match output {
                Output::Speak { token, .. } => inputs.extend([Input::Began(token), Input::Ended(token)]),
                Output::Log(entry) if ["begin", "sentence"].contains(&entry.event) => log.push((entry.node, entry.sentence)),
                Output::Tell(Event::Began { node, caption, sentence, .. }) => told.push((node, sentence, caption)),
                _ => {}
            }
        }
    }
    assert!(queue.idle());
    (log, told)
}

/// The words of a node that are drawn, run by run.
fn shown<M>(node: &Node<M>) -> Vec<String> {
    let mut shown: Vec<Option<String>> = vec![Some(node.name.clone()), node.description.clone(), node.disabled.clone()];
    match &node.kind {
        Kind::Fact { value } => shown.push(Some(value.clone())),
        Kind::ReceiptNumber(groups) => shown.extend(groups.iter().cloned().map(Some)),
        Kind::Group | Kind::Cards { .. } | Kind::Choices | Kind::Timeline => shown.clear(),
        _ => shown.extend(node.field().map(|field| field.error.clone())),
    }
    shown.into_iter().flatten().collect()
}

fn covers(marks: &[Range<usize>], words: &str) -> bool {
    words.char_indices().filter(|(_, c)| c.is_alphanumeric()).all(|(at, _)| marks.iter().any(|mark| mark.contains(&at)))
}

#[test]
fn what_the_log_says_is_what_is_marked_and_all_that_is_shown_is_marked_once() {
    let mut sentences = 0;
    for locale in Locale::ALL {
        let ctx = screen::presets::context(locale).expect("the samples");
        for (name, state, page) in screen::presets(&ctx) {
            let said = narrate(&page, None, &Words(Texts::of(locale.tag())));
            let order: Vec<_> = said.iter().flat_map(|one| (0..pieces(one).len()).map(|sentence| (one.node.clone(), sentence))).collect();
            let (log, begun) = heard(said);
            assert_eq!(log, order, "{name} {state}");
            assert_eq!(log, begun.iter().map(|(node, sentence, _)| (node.clone(), *sentence)).collect::<Vec<_>>(), "{name} {state}");
            for (_, node) in page.nodes() {
                let captions: Vec<_> = begun.iter().filter(|(id, ..)| *id == node.id).map(|(.., caption)| caption).collect();
                // What is read otherwise than it is written is marked as a whole, by the bar beside it.
                // What is private is not said, so it is not marked.
                if captions.is_empty() || node.spoken.is_some() || node.private.is_some() {
                    continue;
                }
                sentences += captions.len();
                for words in shown(node) {
                    let marks: Vec<_> = captions.iter().filter_map(|caption| part_of(&words, caption)).collect();
                    assert!(covers(&marks, &words), "{name} {state} {}: {words} is marked at {marks:?} by {captions:?}", node.id);
                }
            }
        }
    }
    assert!(sentences > 5000, "{sentences}");
}

#[test]
fn a_sentence_is_marked_alone_and_words_beside_it_with_theirs() {
    let at = |words: &str, sentence: &str| part_of(words, sentence).map(|range| words[range].to_owned());
    let two = "还没写。请写一下。";
    assert_eq!(at(two, "请写一下。").as_deref(), Some("请写一下。"));
    assert_eq!(at("姓名", "姓名，还没写。").as_deref(), Some("姓名"));
    assert_eq!(at(two, "姓名，还没写。").as_deref(), Some("还没写。"));
    assert_eq!(at(two, "请写一下。比如王小明").as_deref(), Some("请写一下。"));
    assert_eq!(at(two, "别的话。"), None);
    assert_eq!(at(two, ""), None);
}

/// Nobody of ninety keeps more in mind (U1). What is counted one by one, behind a colon or in brackets is told apart, with a rest
/// between; and what somebody wrote is as long as they made it.
#[test]
fn no_sentence_of_chinese_is_longer_than_25_characters_when_it_is_said() {
    const APART: [char; 13] = ['。', '？', '！', '；', '?', '!', ';', '\n', '、', '：', '（', '）', '-'];
    let mut sentences = 0;
    for locale in [Locale::ZhCn, Locale::ZhTw] {
        let ctx = screen::presets::context(locale).expect("the samples");
        let words = Words(Texts::of(locale.tag()));
        for (name, state, page) in screen::presets(&ctx) {
            let stops = page.focusable().into_iter().filter_map(|stop| narrate_node(&page, &stop.id, &words));
            for said in narrate(&page, None, &words).into_iter().chain(stops) {
                let own = page.find(&said.node).and_then(Node::field).map(|field| field.shown.as_str()).filter(|own| !own.is_empty());
                for sentence in said.spoken.replace(own.unwrap_or("\n"), "").split(APART) {
                    let long = sentence.chars().filter(|c| c.is_alphanumeric()).count();
                    assert!(long <= 25, "{locale} {name} {state} {}: {long} characters: {sentence}", said.node);
                    sentences += 1;
                }
            }
        }
    }
    assert!(sentences > 10_000, "{sentences}");
}

/// By ear alone one knows a stop by what it says.
#[test]
fn no_two_stops_of_a_page_sound_the_same() {
    for locale in Locale::ALL {
        let ctx = screen::presets::context(locale).expect("the samples");
        let words = Words(Texts::of(locale.tag()));
        for (name, state, page) in screen::presets(&ctx) {
            let mut heard = HashSet::new();
            for stop in page.focusable() {
                let said = narrate_node(&page, &stop.id, &words).expect("words");
                let aloud: String = pieces(&said).into_iter().map(|piece| piece.read).collect();
                assert!(heard.insert(aloud.clone()), "{locale} {name} {state}: {} says {aloud}, as another does", stop.id);
            }
        }
    }
}

/// The module reads what any program says; what the app has read already stays as it is.
#[test]
fn what_was_read_out_is_not_read_otherwise_again() {
    let mut changed = HashSet::new();
    for locale in Locale::ALL {
        let ctx = screen::presets::context(locale).expect("the samples");
        for (_, _, page) in screen::presets(&ctx) {
            for piece in narrate(&page, None, &Words(Texts::of(locale.tag()))).iter().flat_map(pieces) {
                let again = sentences_of(&piece.read, piece.language);
                if again.iter().map(|(_, read)| read.as_str()).collect::<String>() != piece.read {
                    changed.insert(format!("{} -> {again:?}", piece.read));
                }
            }
        }
    }
    assert!(changed.is_empty(), "{}: {changed:#?}", changed.len());
}
