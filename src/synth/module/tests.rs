//! What the module promises, tried as the daemon would: with voices that are made up.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::time::Duration;

use proptest::prelude::*;

use super::maker::{Asked, Voice};
use super::*;
use crate::speech::Because;
use crate::synth::wire::{self, Answer, Ask};
use crate::synth::{Folder, Timbre};

/// What a made-up voice does after it has said some clauses.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    End,
    Fail(Option<Because>),
    Hang,
}

type Said = Arc<Mutex<Vec<String>>>;

/// A voice that is not there.
struct Fake {
    name: &'static str,
    clauses: usize,
    then: Then,
    said: Said,
}

impl Voice for Fake {
    fn say(&self, asked: &Asked<'_>, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> Result<(), Option<Because>> {
        self.said.lock().unwrap().push(format!("{} {} {}: {}", self.name, asked.voice.name, asked.percent, asked.text));
        // a sample for each byte that must not stand in a line
        let going = (0..self.clauses).all(|_| each(24_000, vec![0x0a7d; 480]));
        match self.then {
            Then::Fail(because) if going => Err(because),
            Then::Hang if going => {
                let (send, unwanted) = channel::<()>();
                asked.unwanted.call(move || drop(send));
                Err(unwanted.recv().err().map(|_| Because::Ended))
            }
            _ => Ok(()),
        }
    }
}

/// A daemon, and the module it has started.
struct Daemon {
    to: UnixStream,
    from: BufReader<UnixStream>,
    said: Said,
    speaks: PathBuf,
    _home: tempfile::TempDir,
}

impl Daemon {
    fn new(neural: (usize, Then), machine: (usize, Then)) -> Self {
        let home = tempfile::tempdir().unwrap();
        let (to, input) = UnixStream::pair().unwrap();
        let (output, from) = UnixStream::pair().unwrap();
        from.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let said = Said::default();
        let fake = |name, (clauses, then)| -> Box<dyn Voice> { Box::new(Fake { name, clauses, then, said: Arc::clone(&said) }) };
        let makers = Makers { neural: fake("neural", neural), machine: fake("machine", machine) };
        let speaks = home.path().join("speaks");
        let config = Config { speaks: Some(speaks.clone()), ..Config::at(Folder::at("/nowhere")) };
        thread::spawn(move || serve(&config, makers, input, output));
        Self { to, from: BufReader::new(from), said, speaks, _home: home }
    }
    fn send(&mut self, lines: &str) {
        self.to.write_all(lines.as_bytes()).unwrap();
    }
    /// What comes until `last`; blocks of sound that follow one another as one word.
    fn until(&mut self, last: &str) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        while all.last().is_none_or(|line| line != last) {
            let mut line = Vec::new();
            assert!(self.from.read_until(b'\n', &mut line).unwrap() > 0, "it ended after {all:?}");
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            match line.as_str() {
                "705 AUDIO" if all.last().is_some_and(|last| last == "sound") => {}
                "705 AUDIO" => all.push("sound".into()),
                part if part.starts_with("705-") => {}
                _ => all.push(line),
            }
        }
        all
    }
    fn say(&mut self, text: &str) {
        self.send(&format!("SPEAK\n<speak>{text}</speak>\n.\n"));
        assert_eq!(self.until("200 OK SPEAKING"), ["202 OK RECEIVING MESSAGE", "200 OK SPEAKING"]);
    }
    fn said(&self) -> Vec<String> {
        std::mem::take(&mut *self.said.lock().unwrap())
    }
    fn speaks(&self) -> String {
        std::fs::read_to_string(&self.speaks).unwrap_or_default()
    }
}

const FINE: (usize, Then) = (1, Then::End);

#[test]
fn it_gets_to_know_the_daemon() {
    let mut daemon = Daemon::new(FINE, FINE);
    daemon.send(
        "INIT\nAUDIO\naudio_output_method=server\n.\nLOGLEVEL\nlog_level=3\n.\nLIST VOICES\nDEBUG ON /tmp/x\nFLY\nSTOP\nPAUSE\nQUIT\n",
    );
    let expected = "299-OK|299 OK LOADED SUCCESSFULLY|207 OK RECEIVING SETTINGS|203 OK SETTINGS RECEIVED|207 OK RECEIVING SETTINGS|\
        203 OK SETTINGS RECEIVED|200-yunxi\tzh-CN\tnone|200-yunxi-tw\tzh-TW\tnone|200-xiaoyi\tzh-CN\tnone|200-xiaoyi-tw\tzh-TW\tnone|\
        200-machine\tzh-CN\tnone|200-machine-tw\tzh-TW\tnone|200-machine-yue\tyue\tnone|200-machine-en\ten\tnone|\
        200 OK VOICE LIST SENT|200 OK DEBUGGING|300 ERR UNKNOWN COMMAND|210 OK QUIT";
    assert_eq!(daemon.until("210 OK QUIT").join("|"), expected);
}

#[test]
fn an_utterance_begins_sounds_tells_its_marks_and_ends() {
    let mut daemon = Daemon::new(FINE, FINE);
    daemon.say("您好。<mark name=\"__spd_0\"/>请坐 &amp; 等3天。");
    assert_eq!(daemon.until("702 END"), ["701 BEGIN", "sound", "700-__spd_0", "700 INDEX MARK", "sound", "702 END"]);
    assert_eq!(daemon.said(), ["neural yunxi 100: 您好。", "neural yunxi 100: 请坐 和 等三天。"]);
    assert_eq!(daemon.speaks(), "yunxi");
}

#[test]
fn it_speaks_as_it_is_set() {
    let mut daemon = Daemon::new(FINE, FINE);
    for (settings, text, expected) in [
        ("language=zh-TW\nvoice=female1\nrate=100\nvolume=-100\nsynthesis_voice=NULL", "您好", "neural xiaoyi-tw 200: 您好"),
        ("voice=male1\nrate=-100\nsynthesis_voice=machine", "您好", "machine machine 50: 您好"),
        ("rate=-50\nsynthesis_voice=nobody\nlanguage=en", "Hello", "machine machine-en 75: Hello"),
        ("rate=20\nsynthesis_voice=machine-yue\npitch=nonsense\nwords", "幺", "machine machine-yue 120: 幺"),
    ] {
        daemon.send(&format!("SET\n{settings}\n.\n"));
        daemon.until("203 OK SETTINGS RECEIVED");
        daemon.say(text);
        daemon.until("702 END");
        assert_eq!(daemon.said(), [expected]);
    }
}

#[test]
fn what_the_neural_voice_cannot_say_the_machine_says_from_there_on() {
    let absent = Some(Because::Absent);
    for (neural, machine, speaks) in [
        ((0, Then::Fail(absent)), vec!["您好，请到银行办理。", "再见。"], "machine absent"),
        ((1, Then::Fail(Some(Because::Broken))), vec!["请到银行办理。", "再见。"], "machine broken"),
        ((2, Then::Fail(Some(Because::Slow))), vec!["再见。"], "machine slow"),
        ((1, Then::Hang), vec!["请到银行办理。", "再见。"], "machine ended"),
    ] {
        let mut daemon = Daemon::new(neural, FINE);
        daemon.say("您好，请到银行办理。再见。");
        assert_eq!(daemon.until("702 END"), ["701 BEGIN", "sound", "702 END"], "{neural:?}");
        let said = daemon.said();
        let by_machine: Vec<_> = said.iter().filter_map(|said| said.strip_prefix("machine yunxi 100: ")).collect();
        assert_eq!((by_machine, said.len()), (machine.clone(), machine.len() + 1), "{neural:?}");
        assert_eq!(daemon.speaks(), speaks);
    }
    let mut daemon = Daemon::new((0, Then::Fail(None)), FINE);
    daemon.say("您好");
    daemon.until("702 END");
    assert_eq!((daemon.said().len(), daemon.speaks().as_str()), (2, ""), "that it can say nothing of it is not the voice's trouble");
}

#[test]
fn it_is_silenced_while_it_speaks_and_while_it_waits() {
    for (order, word) in [("STOP", "703 STOP"), ("PAUSE", "704 PAUSE")] {
        // a long sound
        let mut daemon = Daemon::new((2000, Then::End), FINE);
        daemon.say("您好");
        daemon.until("sound");
        daemon.send(&format!("{order}\n"));
        assert_eq!(daemon.until(word).last().unwrap(), word);
        // a voice that hangs
        let mut daemon = Daemon::new((0, Then::Hang), FINE);
        for _ in 0..2 {
            daemon.say("您好");
            daemon.send(&format!("{order}\n"));
            assert_eq!(daemon.until(word), [word]);
        }
        assert!(daemon.said().iter().all(|said| said.starts_with("neural")), "nobody says what is not wanted");
    }
}

#[test]
fn a_sentence_that_was_said_leaves_the_connection_open() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::at(home.path());
    for file in [folder.model(), folder.style(Timbre::Yunxi)] {
        std::fs::write(file, "").unwrap();
    }
    let listener = std::os::unix::net::UnixListener::bind(folder.socket()).unwrap();
    let (told, asked) = channel();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let (mut stream, told) = (BufReader::new(stream.unwrap()), told.clone());
            thread::spawn(move || {
                while let Ok(Some(Ask::Say(_))) = wire::read(&mut stream) {
                    told.send(number).unwrap();
                    wire::write_sound(stream.get_mut(), &[0; 9]).unwrap();
                    wire::write(stream.get_mut(), &Answer::Done).unwrap();
                }
                told.send(usize::MAX).unwrap();
            });
        }
    });
    let makers = Arc::new(Makers { neural: Box::new(neural::Neural::new(folder.clone())), machine: Box::new(Espeakless) });
    let plan = Arc::new(plan::plan("您好", &plan::Settings::of(&Config::at(folder))));
    for _ in 0..3 {
        let (inbox, made) = channel();
        let maker = makers.start(Arc::clone(&plan), maker::Place::default(), None, (1, inbox)).unwrap();
        while !matches!(made.recv_timeout(Duration::from_secs(20)).unwrap(), Message::Made(_, maker::Made::End)) {}
        // as the speaker does behind each sentence
        drop(maker);
        assert_eq!(asked.recv_timeout(Duration::from_secs(20)), Ok(0), "always over the first connection");
    }
    assert!(asked.try_recv().is_err(), "and it was not closed");
}

#[test]
fn nothing_to_say_begins_and_ends() {
    let mut daemon = Daemon::new(FINE, FINE);
    for text in ["。。。", "", "\u{1f600}", "<mark name='a'/>", "<b></b>", "&", "\n.\n..\n"] {
        daemon.say(&text.replace("\n.", "\n.."));
        let heard = daemon.until("702 END");
        assert_eq!((heard.first().unwrap().as_str(), heard.contains(&"sound".to_owned())), ("701 BEGIN", false), "{text}");
    }
    assert_eq!(daemon.said(), [""; 0]);
}

#[test]
fn where_nothing_can_be_heard_there_is_no_end() {
    let silent: [(&str, (usize, Then)); 2] = [("", (0, Then::Fail(None))), ("AUDIO\naudio_output_method=pulse\n.\n", FINE)];
    for (order, voice) in silent {
        let mut daemon = Daemon::new(voice, voice);
        daemon.send(order);
        if !order.is_empty() {
            daemon.until("203 OK SETTINGS RECEIVED");
        }
        daemon.say("您好");
        assert_eq!(daemon.until("701 BEGIN"), ["701 BEGIN"]);
        thread::sleep(Duration::from_millis(300));
        daemon.send("STOP\n");
        assert_eq!(daemon.until("703 STOP"), ["703 STOP"]);
    }
}

#[test]
fn a_daemon_that_goes_away_ends_it() {
    for lines in ["", "SPEAK\nhalf a line", "SET\n"] {
        let makers = || Makers { neural: Box::new(Espeakless), machine: Box::new(Espeakless) };
        assert!(serve(&Config::at(Folder::at("/nowhere")), makers(), lines.as_bytes(), std::io::sink()).is_ok(), "{lines}");
    }
}

/// Nobody at all.
struct Espeakless;
impl Voice for Espeakless {
    fn say(&self, _: &Asked<'_>, _: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> Result<(), Option<Because>> {
        Err(None)
    }
}

/// What the daemon makes of a block.
fn played(block: &[u8]) -> Vec<i16> {
    let start = block.iter().position(|byte| *byte == 0).unwrap() + 1;
    let end = start + block[start..].iter().position(|byte| *byte == b'\n').unwrap();
    assert_eq!(&block[end..], b"\n705 AUDIO\n");
    let mut bytes = Vec::new();
    let mut sent = block[start..end].iter();
    while let Some(byte) = sent.next() {
        bytes.push(if *byte == 0x7d { sent.next().unwrap() ^ 0x20 } else { *byte });
    }
    bytes.chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect()
}

proptest! {
    /// Whatever sounds, no line ends within, and what is played is what was sent.
    #[test]
    fn a_block_is_one_line(samples in prop::collection::vec(any::<i16>(), 0..500)) {
        prop_assert_eq!(played(&protocol::block(24_000, &samples)), samples);
    }

    /// Any bytes are some words or none, and never more than they were.
    #[test]
    fn any_text_is_planned(bytes in prop::collection::vec(any::<u8>(), 0..200), pieces in "(<|>|/|&|;|mark name=\"|speak|#x?[0-9a-f]{1,9}|[一-龥。，]|[a-z ]|\\PC){0,40}") {
        let settings = plan::Settings::of(&Config::at(Folder::at("/nowhere")));
        for text in [String::from_utf8_lossy(&bytes).into_owned(), pieces] {
            let plan = plan::plan(&text, &settings);
            prop_assert!(plan.parts.iter().all(|part| part.mark.is_some() || part.text.contains(char::is_alphanumeric)));
        }
    }
}
