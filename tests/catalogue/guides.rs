//! The guides, what to bring, and every question of the forms, of the real services: folded as a resident meets them, held against
//! the rules of accessibility, and read aloud in three languages with nothing left that a voice cannot say.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use tongban::audit::{self, Options, Shown};
use tongban::domain::catalogue::{Catalogue, Entry};
use tongban::domain::form::Question;
use tongban::domain::request::Dated;
use tongban::domain::service::Service;
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;
use tongban::screen::filling::Filling;
use tongban::screen::guide::{self, Part};
use tongban::screen::question::Ids;
use tongban::screen::{Answer, Context, Destination, Message, Request, Screen, Words, presets};
use tongban::semantic::{self, Page, Utterance};
use tongban::speech::reading;
use tongban::ui;
use uuid::Uuid;

use super::forms::{filled, way_to};
use super::full;

/// Signs that stand for something in a file and for nothing in a sentence.
const MARKUP: &str = "<>{}[]\\|_`~^*#@&$=\u{fffd}";
/// Most characters of a Chinese sentence, most words of an English one (U1).
const LONGEST: (usize, usize) = (25, 20);
/// What is told word for word as the law has it (U1 exempts it), names of places, and what the person wrote before.
const EXEMPT: [&str; 4] = ["guide.official", "guide.department", "question.place", "question.same"];

pub(super) fn service(entry: &Entry) -> Service {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().0);
    CATALOGUE.service(entry.summary.id).unwrap()
}

/// The guide of a service as it is opened, and each of its parts.
pub(super) fn guide(ctx: &Context, service: &Service) -> Vec<Page<Message>> {
    let id = service.summary.id;
    let (mut screen, _) = Screen::open(Destination::Guide(id));
    screen.answered(&Request::Service(id), Answer::Service(Box::new(Ok(Dated::fresh(service.clone())))), ctx);
    let mut pages = vec![screen.page(ctx)];
    for part in Part::ALL {
        screen.update(Message::Guide(guide::Message::PartPressed(part)), ctx);
        pages.push(screen.page(ctx));
    }
    pages
}

fn bring(ctx: &Context, service: &Service) -> Page<Message> {
    Screen::open(Destination::Bring(Box::new(service.clone()))).0.page(ctx)
}

/// Every question of a form, by its key, as one comes to it whose answers lead there.
pub(super) fn questions(ctx: &Context, entry: &Entry, service: &Service) -> Vec<(String, Page<Message>)> {
    let Some((form, _)) = entry.full.as_ref().unwrap().form() else { return Vec::new() };
    let ids = Ids { applicant: Uuid::nil(), key: Uuid::nil(), today: jiff::civil::date(2026, 11, 21) };
    let filling = Filling::new(service, form.clone(), ids);
    let page = |question: &Question| {
        let mut filling = filling.clone();
        filling.answers = filled(&filling.form, way_to(&filling.form, question), |_, _| 0);
        let at = filling.asked().position(|asked| asked.key == question.key);
        filling.at = at.unwrap_or_else(|| panic!("{}: {} is never asked", form.title.zh_cn, question.key));
        filling.answers.remove(&question.key);
        (question.key.clone(), Screen::open(Destination::Question(Box::new(filling))).0.page(ctx))
    };
    filling.form.questions.iter().map(page).collect()
}

/// Every page of a service on which somebody reads what the catalogue says.
fn pages(ctx: &Context, entry: &Entry) -> Vec<(String, Page<Message>)> {
    let service = service(entry);
    let mut pages = vec![("bring".to_owned(), bring(ctx, &service))];
    pages.extend(guide(ctx, &service).into_iter().map(|page| ("guide".to_owned(), page)));
    pages.extend(questions(ctx, entry, &service));
    pages
}

/// What is not as it should be in what is said.
fn faults(said: &Utterance, plain: &Plain) -> Vec<String> {
    let chinese = said.language.starts_with("zh");
    let read = reading::read(&said.spoken, said.language);
    let mut faults = Vec::new();
    let mut wrong = |what: &str, of: String| faults.push(format!("{what}: {of}"));
    let stays = |c: char| if chinese { c.is_ascii_alphanumeric() } else { reading::is_cjk(c) };
    let exempt = EXEMPT.iter().any(|node| said.node.as_str().starts_with(node));
    if read.chars().any(stays) && (chinese || !exempt) {
        wrong("left unread", read.clone());
    }
    if !chinese && read.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 4) {
        wrong("a long number", read.clone());
    }
    // A mask is shown, never said.
    let shown = if exempt { said.text.replace('*', "") } else { said.text.clone() };
    if [&shown, &read].iter().any(|text| text.chars().any(|c| c.is_control() || MARKUP.contains(c))) {
        wrong("markup", format!("{} / {read}", said.text));
    }
    if !ui::lacking(said.language, &said.text).is_empty() {
        wrong("no glyph", said.text.clone());
    }
    let words = said.text.to_lowercase();
    if let Some(word) = plain.never.iter().find(|(language, word)| *language == said.language && words.contains(word.as_str())) {
        wrong(&word.1, said.text.clone());
    }
    if !exempt {
        // A thing to bring is a list of facts with pauses between, not a sentence.
        let listed = said.node.as_str().starts_with("bring.material-");
        faults
            .extend(sentences(&said.text, chinese, listed).filter(|(_, long)| *long).map(|(sentence, _)| format!("too long: {sentence}")));
    }
    faults
}

/// The characters of what is said that not everybody learns at school, and how many there are in all.
fn rare(said: &[Utterance], plain: &Plain) -> (String, usize) {
    let ours = said.iter().filter(|one| !EXEMPT.iter().any(|node| one.node.as_str().starts_with(node)));
    let all: Vec<char> = ours.flat_map(|one| one.text.chars()).filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).collect();
    (all.iter().filter(|c| !plain.common.contains(c)).collect(), all.len())
}

/// The sentences of a text, and whether each is longer than one takes in.
fn sentences(text: &str, chinese: bool, listed: bool) -> impl Iterator<Item = (&str, bool)> {
    let ends = move |c: char| if chinese { "。？！：".contains(c) } else { ".?!:".contains(c) } || listed && "，,".contains(c);
    text.split(ends).map(move |sentence| {
        let long = if chinese { sentence.chars().filter(|c| c.is_alphanumeric()).count() } else { sentence.split_whitespace().count() };
        (sentence, long > if chinese { LONGEST.0 } else { LONGEST.1 })
    })
}

/// The lists of plain words, as `audit` holds them.
struct Plain {
    common: HashSet<char>,
    never: Vec<(String, String)>,
}

impl Plain {
    fn read() -> Self {
        let file = |name: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/plain").join(name)).unwrap();
        let standard = file("standard.txt");
        let characters = standard.chars().filter(|c| !c.is_whitespace()).take(3500);
        let traditional = file("traditional.txt");
        let words = file("words.tsv");
        let never = words.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.strip_prefix("U1\t")?.split_once('\t'));
        Self {
            common: characters.chain(traditional.chars()).collect(),
            never: never.map(|(language, word)| (language.to_owned(), word.to_owned())).collect(),
        }
    }
}

#[test]
fn every_guide_and_every_question_is_read_aloud_in_three_languages() {
    assert!(ui::load_fonts(), "fonts-noto-cjk is not installed");
    let plain = Plain::read();
    let (mut wrong, mut said, mut folded) = (Vec::new(), 0, 0);
    for locale in Locale::ALL {
        let ctx = presets::context(locale).unwrap();
        let words = Words(Texts::of(locale.tag()));
        for entry in full() {
            let mut all = Vec::new();
            for (page_of, page) in pages(&ctx, &entry) {
                let told = semantic::narrate(&page, None, &words);
                assert!(told.len() > 1, "{page_of} of {}", entry.summary.name.zh_cn);
                (said, folded) = (said + told.len(), folded + 1);
                for one in &told {
                    let found = faults(one, &plain);
                    wrong.extend(
                        found.into_iter().map(|fault| format!("{locale} {page_of} {} {}: {fault}", entry.summary.name.zh_cn, one.node)),
                    );
                }
                all.extend(told);
            }
            let (rare, han) = rare(&all, &plain);
            if rare.chars().count() * 100 > han {
                wrong.push(format!("{locale} {}: {rare} of {han} characters", entry.summary.name.zh_cn));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {said} sentences on {folded} pages:\n{}", wrong.len(), wrong.join("\n"));
    assert!(said > 10_000 && folded > 1_000, "{said} sentences, {folded} pages");
}

/// The guides as the audit looks at pages.
fn shown(ctx: &Context, entries: &[Entry]) -> Vec<Shown> {
    let of = |entry: &Entry| {
        let name: &'static str = entry.summary.name.zh_cn.clone().leak();
        guide(ctx, &service(entry)).into_iter().map(move |page| ("guide", name, page))
    };
    entries.iter().flat_map(of).collect()
}

fn audited(only: Option<&str>, entries: &[Entry]) {
    let desk = Options { profile: Some(("desk".to_owned(), ui::Profile::HOME)), only: only.map(str::to_owned) };
    let report = audit::audit_pages(&desk, |ctx| shown(ctx, entries), |_| {}).unwrap();
    assert!(report.checks > 0);
    // T6 forbids to ask for a password; a guide, which has no field, may tell of one.
    let wrong = report.findings.iter().filter(|finding| finding.rule != "T6");
    let told: Vec<String> = wrong.map(|finding| format!("{finding:?}")).collect();
    assert!(told.is_empty(), "{} of {} checks fail:\n{}", told.len(), report.checks, told.join("\n"));
}

/// The rules on words, over all of them: the voice's language, nothing that sells.
#[test]
fn every_guide_is_told_as_the_audit_wants_it() {
    for rule in ["S5", "U5"] {
        audited(Some(rule), &full());
    }
}

/// Every rule on pages at every size, over the longest: nothing cut, nothing shown that is not said, in the order of the eye.
#[test]
fn the_longest_guides_keep_every_rule_of_the_audit() {
    let length =
        |entry: &Entry| entry.full.as_ref().unwrap().read().guide.texts_mut().map(|text| text.zh_cn.chars().count()).sum::<usize>();
    let mut entries = full();
    entries.sort_by_key(|entry| std::cmp::Reverse(length(entry)));
    audited(None, &entries[..4]);
}
