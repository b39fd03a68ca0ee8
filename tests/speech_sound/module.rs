//! The app's voices as any program of the machine has them: `spd-say`, our module, a real speech-dispatcher.

use std::io::BufReader;
use std::os::unix::net::UnixListener;

use tongban::speech::{Because, Standing};
use tongban::synth::cache;
use tongban::synth::wire::{self, Answer, Ask};
use tongban::synth::{Folder, Timbre};

use super::*;

const ABSENT: Standing = Standing { chinese: Chinese::Machine, because: Some(Because::Absent) };

fn options(home: &Path) -> Options {
    let runtime = home.join("run");
    Options { audible: true, log: None, runtime, program: env!("CARGO_BIN_EXE_tongban").into(), voice: home.join("voice") }
}

/// `spd-say`, at the daemon of that home.
fn spd_say(home: &Path, arguments: &[&str]) -> Child {
    let address = daemon::address(&home.join("run"));
    Command::new("spd-say").args(arguments).env("SPEECHD_ADDRESS", address).stdout(Stdio::piped()).spawn().unwrap()
}

/// How long `spd-say -w` took; it must take as long as what is heard, no longer than a second more.
fn said(ear: &Ear, home: &Path, voice: &str, words: &str) -> (f64, f64) {
    ear.silence(Duration::from_millis(300));
    let since = Instant::now();
    assert!(spd_say(home, &["-w", "-y", voice, words]).wait().unwrap().success(), "{voice} {words}");
    let took = since.elapsed().as_secs_f64();
    ear.silence(Duration::from_millis(300));
    let heard = ear.last().filter(|last| *last > since).map_or(0.0, |last| (last - since).as_secs_f64());
    (took, heard)
}

#[test]
fn another_program_speaks_by_our_voices() {
    alone("module::another_program_speaks_by_our_voices", |home| {
        let ear = Ear::open(home);
        let options = options(home);
        let running = daemon::Daemon::start(&options).unwrap();
        let listed = spd_say(home, &["-L"]).wait_with_output().unwrap();
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let names: Vec<_> = listed.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(names, ["yunxi", "yunxi-tw", "xiaoyi", "xiaoyi-tw", "machine", "machine-tw", "machine-yue", "machine-en"]);

        for (voice, words) in [("machine", "您好"), ("machine-yue", "您好"), ("yunxi", "您好，请坐"), ("machine-en", "Good morning")]
        {
            let (took, heard) = said(&ear, home, voice, words);
            assert!(heard > 0.4 && took > heard - 0.2, "{voice} ends when it was heard");
        }
        assert_eq!(daemon::standing(&options.runtime), Some(ABSENT), "nothing is installed");

        // what would be a command, a mark or nothing at all elsewhere
        let command = "$(touch hacked) `touch hacked` ; touch hacked | <speak>&amp;</b> ' \"";
        let sound = [("machine", command), ("machine-en", command), ("machine", "<<<<您好>>>>"), ("yunxi", "..\n.\n您好\n.")];
        assert!(sound.iter().all(|(voice, words)| said(&ear, home, voice, words).1 > 0.3));
        assert!(!home.join("hacked").exists() && !Path::new("hacked").exists());
        let quiet = ["。，！？", "\u{1f600}", "&", "……"];
        assert!(quiet.iter().all(|words| said(&ear, home, "yunxi", words).1 < 0.1));

        ear.silence(Duration::from_millis(300));
        let since = Instant::now();
        let mut long = spd_say(home, &["-w", "-y", "yunxi", &"很长的话".repeat(2500)]);
        wait("sound", || ear.first(since).is_some());
        let since = Instant::now();
        assert!(spd_say(home, &["-S"]).wait().unwrap().success());
        assert!(long.wait().unwrap().success());
        ear.silence(Duration::from_millis(500));
        println!("stop -> silence {:?}", ear.last().unwrap().saturating_duration_since(since));
        assert!(ear.last().unwrap() < since + Duration::from_millis(600));
        drop(running);
    });
}

#[test]
fn two_daemons_speak_at_once() {
    alone("module::two_daemons_speak_at_once", |home| {
        let ear = Ear::open(home);
        let homes = [home.join("a"), home.join("b")];
        let running: Vec<_> = homes.iter().map(|home| daemon::Daemon::start(&options(home)).unwrap()).collect();
        let since = Instant::now();
        let mut both: Vec<_> = homes.iter().map(|home| spd_say(home, &["-w", "-y", "machine", "一二三四五六七八"])).collect();
        assert!(both.iter_mut().all(|one| one.wait().unwrap().success()));
        let took = since.elapsed().as_secs_f64();
        ear.silence(Duration::from_millis(300));
        let heard = ear.loud_seconds(since);
        assert!(heard > 1.0 && took < heard + 2.0, "side by side: {heard} s heard in {took} s");
        drop(running);
    });
}

/// A warm process that ends in mid-sentence, behind the first clause.
fn short_lived(home: &Path) {
    let folder = home.join("voice");
    fs::create_dir_all(&folder).unwrap();
    let folder = Folder::of_user(folder, |name| std::env::var_os(name).map(Into::into));
    for file in [folder.model(), folder.style(Timbre::Yunxi)] {
        fs::write(file, "").unwrap();
    }
    folder.prepare_run().unwrap();
    let listener = UnixListener::bind(folder.socket()).unwrap();
    thread::spawn(move || {
        let (first, _) = listener.accept().unwrap();
        let mut first = BufReader::new(first);
        let asked: Option<Ask> = wire::read(&mut first).unwrap();
        assert!(matches!(asked, Some(Ask::Say(_))));
        let clause: Vec<i16> = (0..24_000).map(|at| ((f64::from(at) / 10.0).sin() * 8000.0) as i16).collect();
        wire::write_sound(first.get_mut(), &clause).unwrap();
        fs::remove_file(folder.socket()).unwrap();
    });
}

#[test]
fn the_machine_goes_on_where_the_neural_voice_ended() {
    alone("module::the_machine_goes_on_where_the_neural_voice_ended", |home| {
        let ear = Ear::open(home);
        short_lived(home);
        let (send, events) = channel();
        let manner = Manner { rate: 100, volume: 8, chinese: Chinese::Yunxi };
        let speaker = Speaker::start(options(home), manner, move |event| send.send(event).unwrap_or_default());
        let since = Instant::now();
        speaker.say(say("zh-CN", "您好，请带着身份证来办理", Urgency::Page));
        let mut standings = Vec::new();
        expect(&events, |event| {
            if let Event::Speaks(standing) = event {
                standings.push(*standing);
            }
            *event == Event::Silent
        });
        let ended = Standing { chinese: Chinese::Machine, because: Some(Because::Ended) };
        assert_eq!(standings, [Standing { chinese: Chinese::Yunxi, because: None }, ended]);
        let heard = ear.loud_seconds(since);
        assert!(heard > 2.5, "a second by the one and the rest by the other, not {heard} s");
        speaker.stop();
    });
}

/// A warm process that makes a moment of silence of anything; what it was asked.
fn asked_of(folder: &Folder) -> Receiver<String> {
    fs::create_dir_all(folder.path()).unwrap();
    for file in [folder.model(), folder.style(Timbre::Yunxi)] {
        fs::write(file, "").unwrap();
    }
    folder.prepare_run().unwrap();
    let listener = UnixListener::bind(folder.socket()).unwrap();
    let (told, asked) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (mut stream, told) = (BufReader::new(stream), told.clone());
            thread::spawn(move || {
                while let Ok(Some(Ask::Say(say))) = wire::read(&mut stream) {
                    told.send(say.text).unwrap();
                    wire::write_sound(stream.get_mut(), &[0; 480]).unwrap();
                    wire::write(stream.get_mut(), &Answer::Done).unwrap();
                }
            });
        }
    });
    asked
}

#[test]
fn a_fixed_sentence_is_found_again_behind_the_daemon() {
    alone("module::a_fixed_sentence_is_found_again_behind_the_daemon", |home| {
        let _ear = Ear::open(home);
        let options = options(home);
        let folder = Folder::of_user(&options.voice, |name| std::env::var_os(name).map(Into::into));
        let asked = asked_of(&folder);
        let running = daemon::Daemon::start(&options).unwrap();
        let list = Command::new(env!("CARGO_BIN_EXE_tongban")).args(["voice", "cache", "--list", "--lang", "zh-CN"]).output().unwrap();
        let list = String::from_utf8(list.stdout).unwrap();
        // one for each mark that stands in any of them
        let mut marks = std::collections::HashSet::new();
        let sentences = list.lines().take_while(|line| !line.is_empty());
        let new = |line: &&str| {
            let known = marks.len();
            marks.extend(line.chars().filter(|c| !c.is_alphanumeric()));
            marks.len() > known
        };
        let chosen: Vec<&str> = sentences.filter(new).collect();
        assert!(marks.contains(&'，') && chosen.len() > 5, "{chosen:?}");
        let keys = |text: &str| cache::keys(text, false, Timbre::Yunxi).map(|(key, _)| key).collect::<Vec<_>>();
        for sentence in chosen {
            assert!(spd_say(home, &["-w", "-y", "yunxi", "--", sentence]).wait().unwrap().success(), "{sentence}");
            let heard: Vec<_> = asked.try_iter().collect();
            assert_eq!(heard.iter().flat_map(|text| keys(text)).collect::<Vec<_>>(), keys(sentence), "{sentence} was asked as {heard:?}");
        }
        drop(running);
    });
}
