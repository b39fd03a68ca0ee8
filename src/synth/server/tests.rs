//! What the process promises, with a maker made up: who is served first, what is dropped, what is answered in place of sound.

use std::io::{BufReader, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::Ordering;

use super::super::Timbre;
use super::super::client::Client;
use super::super::wire::{self, Answer, Failed, Say, Urgency};
use super::*;
use house::{BREAKS, HANGS, House, LIMIT, QUICK, clause_texts, is, said, say, sound};

mod house;

#[test]
fn a_sentence_is_heard_clause_by_clause_and_the_same_again() {
    let text = "请带身份证，还有户口本。";
    let mut house = House::filled(QUICK, Duration::ZERO, Ok(1), move |_| Ok(vec![text.to_owned()]));
    house.turns = None;
    let mut client = house.client();
    assert_eq!(said(&mut client, "好").len(), 1);
    assert_eq!(house.making(), "好");
    kept(&house, text);
    let first = said(&mut client, "请带身份证，还有户口本。");
    let clauses = clause_texts("请带身份证，还有户口本。");
    assert!(clauses.len() > 1 && first.len() == clauses.len());
    assert!(first.iter().zip(&clauses).all(|(chunk, text)| is(chunk, text)));
    assert_eq!(said(&mut client, "请带身份证，还有户口本。"), first);
    assert_eq!(house.made.try_iter().collect::<Vec<_>>(), clauses, "made once");
}

#[test]
fn the_most_urgent_goes_first_and_of_those_who_asked_first() {
    let house = House::held(QUICK);
    let _first = house.ask("一", Urgency::Now);
    assert_eq!(house.making(), "一");
    let mut others = Vec::new();
    for (at, (text, urgency)) in
        [("二", Urgency::Idle), ("三", Urgency::Next), ("四", Urgency::Now), ("五", Urgency::Next), ("六", Urgency::Now)]
            .into_iter()
            .enumerate()
    {
        others.push(house.ask(text, urgency));
        house.waiting(at + 1);
    }
    let order: Vec<_> = (0..5)
        .map(|_| {
            house.turn();
            house.making()
        })
        .collect();
    assert_eq!(order, ["四", "六", "三", "五", "二"]);
}

#[test]
fn what_was_made_is_not_kept_waiting_by_what_is_being_made() {
    let house = House::held(QUICK);
    let mut client = house.client();
    house.turn();
    assert_eq!(said(&mut client, "好").len(), 1);
    assert_eq!(house.making(), "好");
    keep(&house, "好");
    let _slow = house.ask("一", Urgency::Now);
    assert_eq!(house.making(), "一");
    assert!(is(&said(&mut client, "好")[0], "好"));
}

#[test]
fn the_next_clause_is_made_while_the_first_is_heard_and_no_more() {
    let house = House::held(QUICK);
    let text = "请坐。请等。请看。请说。";
    let mut client = house.client();
    let mut chunks = client.say(&say(text, Urgency::Now), Some(LIMIT));
    house.turn();
    assert!(is(&chunks.next().unwrap(), &clause_texts(text)[0]));
    assert_eq!((house.making(), house.making()), (clause_texts(text)[0].clone(), clause_texts(text)[1].clone()));
    house.waiting(1);
    let hush = chunks.hush().unwrap();
    thread::spawn(move || hush.now());
    assert_eq!(chunks.next(), Some(Err(Failed::Ended)));
    assert_eq!(chunks.next(), None);
    house.waiting(0);
}

#[test]
fn who_has_gone_is_not_waited_for() {
    let house = House::held(QUICK);
    let first = house.ask("一", Urgency::Now);
    assert_eq!(house.making(), "一");
    let second = house.ask("二", Urgency::Now);
    house.waiting(1);
    let _third = house.ask("三", Urgency::Next);
    house.waiting(2);
    drop((first, second));
    house.waiting(1);
    house.turn();
    assert_eq!(house.making(), "三", "in mid-sentence, or before");
    let mut client = house.client();
    drop(client.say(&say("四", Urgency::Now), None));
    house.turn();
    house.turn();
    assert_eq!(said(&mut client, "五").len(), 1, "the same client asks on");
}

#[test]
fn two_at_once_are_both_served() {
    let house = House::free(QUICK);
    let text = ["请带身份证，还有户口本。", "请坐，请等，请看。"];
    let threads = text.map(|text| {
        let mut client = house.client();
        thread::spawn(move || said(&mut client, text))
    });
    let heard = threads.map(|thread| thread.join().unwrap());
    for (heard, text) in heard.iter().zip(text) {
        assert!(heard.iter().zip(clause_texts(text)).all(|(chunk, text)| is(chunk, &text)));
    }
}

#[test]
fn for_later_it_is_made_when_nobody_has_asked_for_a_while() {
    let limits = Limits { quiet: LIMIT * 60, ..QUICK };
    let house = House::free(limits);
    let mut client = house.client();
    said(&mut client, "好");
    let _later = house.ask("一", Urgency::Idle);
    house.waiting(1);
    assert_eq!(said(&mut client, "二").len(), 1);
    house.waiting(1);
    let quiet = House::free(QUICK);
    let mut client = quiet.client();
    assert_eq!(client.say(&say("请坐，请等。", Urgency::Idle), None).next(), None, "made, and not sent");
    assert_eq!(quiet.made.try_iter().collect::<Vec<_>>(), clause_texts("请坐，请等。"));
}

#[test]
fn what_is_always_said_is_made_in_the_voice_that_was_heard_last() {
    let list = |taiwan| [if taiwan { "固定的話。" } else { "固定的话。" }, "！"].map(String::from).to_vec();
    let (open, gate) = channel::<()>();
    let mut house = House::filled(QUICK, Duration::ZERO, Ok(1), move |taiwan| {
        let _ = gate.recv();
        Ok(list(taiwan))
    });
    house.turns = None;
    let mut client = house.client();
    said(&mut client, "好");
    let other = Say { taiwan: true, timbre: Timbre::Xiaoyi, ..say("一", Urgency::Now) };
    assert_eq!(client.say(&other, Some(LIMIT)).count(), 1);
    drop(open);
    let made: Vec<_> = (0..3).map(|_| house.making()).collect();
    assert_eq!(made, ["好", "一", "固定的話。"]);
}

/// Waits until a sentence is kept.
fn kept(house: &House, text: &str) {
    let until = Instant::now() + LIMIT;
    while !keeps(house, text) {
        assert!(Instant::now() < until, "{text} is not kept");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Keeps a sentence as if it had been made before.
fn keep(house: &House, text: &str) {
    let cache = Cache::at(house.folder.cache().to_owned(), cache::LIMIT);
    cache::keys(text, false, Timbre::Yunxi).for_each(|(key, _)| cache.put(&key, &sound(&key.text)).unwrap());
}

fn keeps(house: &House, text: &str) -> bool {
    let cache = Cache::at(house.folder.cache().to_owned(), cache::LIMIT);
    cache::keys(text, false, Timbre::Yunxi).all(|(key, _)| cache.has(&key))
}

#[test]
fn only_the_programs_own_sentences_are_kept() {
    let list = ["请坐。", "", "请等。"].map(String::from).to_vec();
    let mut house = House::filled(QUICK, Duration::ZERO, Ok(1), move |_| Ok(list.clone()));
    house.turns = None;
    let mut client = house.client();
    assert_eq!(said(&mut client, "您是王小明，电话是一三八。").len(), 2, "before the list is known");
    kept(&house, "请坐。");
    assert!(!keeps(&house, "请等。"), "not before it is asked for");
    for text in ["请等。", "您是王小明。", "一共三百元。", "请等，王小明。"] {
        assert!(!said(&mut client, text).is_empty());
    }
    kept(&house, "请等。");
    for text in ["您是王小明，", "电话是一三八。", "您是王小明。", "一共三百元。", "王小明。"] {
        assert!(!keeps(&house, text), "{text} is on the disk");
    }
}

#[test]
fn what_is_made_for_later_keeps_nobody_waiting() {
    let list = vec![HANGS.to_owned()];
    let mut house = House::filled(QUICK, Duration::ZERO, Ok(1), move |_| Ok(list.clone()));
    house.turns = None;
    let mut client = house.client();
    assert_eq!(said(&mut client, "好").len(), 1);
    assert_eq!((house.making().as_str(), house.making().as_str()), ("好", HANGS));
    assert!(is(&said(&mut client, "请坐。")[0], "请坐。"));
}

#[test]
fn what_an_earlier_version_kept_for_all_to_read_goes() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::of_user(home.path().join("voice"), |name| Some(home.path().join(name)));
    std::fs::create_dir_all(folder.old_cache().unwrap().join("ab")).unwrap();
    let _server = Server::open(&folder).unwrap().unwrap();
    assert!(!folder.old_cache().unwrap().exists());
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(folder.cache()), mode(folder.run()), mode(&folder.lock())), (0o700, 0o700, 0o600));
}

#[test]
fn a_model_that_cannot_be_written_beside_is_spoken_with() {
    let home = tempfile::tempdir().unwrap();
    // root writes everywhere: no folder at all stands for one that cannot be written
    let folder = Folder::of_user("/proc/voice", |name| Some(home.path().join(name)));
    assert!(Server::open(&folder).unwrap().is_some());
}

#[test]
fn a_maker_that_breaks_off_costs_its_clause_alone() {
    let house = House::free(QUICK);
    let mut client = house.client();
    assert_eq!(said(&mut client, BREAKS), [Err(Failed::Broken)]);
    assert_eq!(said(&mut client, "好").len(), 1);
    assert_eq!(house.loads.load(Ordering::Relaxed), 2);
}

#[test]
fn a_model_that_cannot_be_used_is_tried_again_when_it_is_another() {
    let house = House::of(QUICK, Duration::ZERO, Err(Failed::Broken));
    let mut client = house.client();
    for _ in 0..3 {
        assert_eq!(said(&mut client, "好"), [Err(Failed::Broken)]);
    }
    let tries = house.loads.load(Ordering::Relaxed);
    assert!(tries < 3, "{tries}");
    *house.model.lock().unwrap() = Ok(1);
    house.turn();
    assert_eq!(said(&mut client, "好").len(), 1);
    keep(&house, "好");
    *house.model.lock().unwrap() = Err(Failed::Absent);
    assert!(is(&said(&mut client, "好")[0], "好"), "what was made is said without a model");
    assert_eq!(said(&mut client, "二"), [Err(Failed::Absent)]);
}

#[test]
fn a_slow_machine_says_so_at_once_and_says_what_was_made() {
    let mut house = House::of(QUICK, Duration::from_millis(1200), Ok(1));
    house.turns = None;
    let mut client = house.client();
    assert_eq!(said(&mut client, "好").len(), 1, "the first tells nothing");
    assert_eq!(said(&mut client, "一").len(), 1);
    keep(&house, "一");
    assert_eq!(said(&mut client, "二"), [Err(Failed::Slow)]);
    assert_eq!(said(&mut client, "一。二。"), [Err(Failed::Slow)], "one voice a sentence");
    assert!(is(&said(&mut client, "一")[0], "一"));
    assert!(client.health().unwrap().factor.unwrap() > 1.0);
    assert_eq!(client.say(&say("二", Urgency::Idle), None).next(), None, "what is made for later may take its time");
    assert!(is(&said(&mut client, "二")[0], "二"));
    assert_eq!(said(&mut client, "三"), [Err(Failed::Slow)]);
}

#[test]
fn what_nobody_can_say_is_told() {
    let house = House::free(QUICK);
    let mut client = house.client();
    for text in ["", "，。！", "\0\0", "😀", " \n\t"] {
        assert_eq!(said(&mut client, text), [Err(Failed::Unsayable)], "{text:?}");
    }
    assert_eq!(said(&mut client, &"好".repeat(30_000)), [Err(Failed::Unsayable)], "longer than a line");
    assert_eq!(said(&mut client, "好").len(), 1);
}

#[test]
fn ten_thousand_characters_are_heard_from_the_first_on() {
    let house = House::free(QUICK);
    let mut client = house.client();
    let text = "请等。<speak>$(rm)\0</speak>".repeat(400);
    let mut chunks = client.say(&say(&text, Urgency::Now), Some(LIMIT));
    assert!(is(&chunks.next().unwrap(), &clause_texts(&text)[0]));
    assert!(chunks.all(|chunk| chunk.is_ok()));
}

#[test]
fn what_is_no_question_is_answered_and_the_door_closed() {
    let house = House::free(QUICK);
    for line in
        [b"{\"say\":{}}\n".to_vec(), b"\xff\n".to_vec(), b"GET / HTTP/1.1\n".to_vec(), vec![b'x'; 3 * wire::LONGEST], b"{\"say\"".to_vec()]
    {
        let mut stream = client::connect(&house.folder).unwrap().into_inner();
        // the door may be closed before all is written
        let _ = stream.write_all(&line);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answers = BufReader::new(stream);
        assert_eq!(wire::read(&mut answers).unwrap(), Some(Answer::Failed(Failed::Unsayable)));
        assert!(!matches!(answers.read(&mut [0]), Ok(1..)));
    }
    assert_eq!(said(&mut house.client(), "好").len(), 1);
}

#[test]
fn an_answer_that_does_not_come_is_not_waited_for() {
    let house = House::held(QUICK);
    let mut client = house.client();
    let mut chunks = client.say(&say("一", Urgency::Now), Some(Duration::from_millis(30)));
    assert_eq!(chunks.next(), Some(Err(Failed::Ended)));
    assert_eq!(chunks.next(), None);
    drop(chunks);
    house.turn();
    house.turn();
    assert!(is(&said(&mut client, "二")[0], "二"));
}

#[test]
fn there_is_one_a_folder_and_it_ends_when_nobody_is_there() {
    let house = House::free(Limits { linger: Duration::from_millis(200), ..QUICK });
    let client = house.client();
    assert!(Server::open(&house.folder).unwrap().is_none(), "the first one answers");
    assert!(house.ended.recv_timeout(Duration::from_millis(600)).is_err(), "somebody is there");
    drop(client);
    house.ended.recv_timeout(LIMIT).unwrap().unwrap();
    assert!(!house.folder.socket().exists());
    let second = Server::open(&house.folder).unwrap().unwrap();
    drop(second);
    assert!(house.folder.socket().exists(), "as one leaves it that was killed");
    assert!(Server::open(&house.folder).unwrap().is_some(), "a socket nobody listens at is no hindrance");
}

#[test]
fn without_a_model_nothing_is_started() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Client::open(&Folder::at(folder.path())).unwrap_err(), Failed::Absent);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
