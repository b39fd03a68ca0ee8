//! The voice as `tts` has it: a connection on a thread of its own. Which of our voices speaks, the daemon is told over a connection beside
//! it ([`Control`]): `tts` would list them all each time, and a list that is asked for while something is said is lost among the sound.
//!
//! Its traps, all measured: opening may hang for ever; a call inside a callback deadlocks, so a callback only sends;
//! a callback for a connection that is being closed aborts the program, so the daemon is stopped first.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use tts::{Tts, UtteranceId};

use super::super::daemon::control::Control;
use super::{Named, Report, Tone, Voice};

/// How long it must be quiet before a connection is closed.
const QUIET: Duration = Duration::from_millis(50);

enum Inbox {
    Speak { token: u64, voice: &'static Named, text: String, tone: Tone },
    Stop,
    Began(UtteranceId),
    Ended(UtteranceId),
    Close,
}

/// The handle of one connection. Dropped, it closes the connection.
#[derive(Debug)]
pub struct Machine {
    inbox: Sender<Inbox>,
}

/// Tells when the thread of a connection has ended: it then errs.
pub type Ended = Receiver<()>;

/// Opens a connection to the daemon at `socket`, which is that of `SPEECHD_ADDRESS`; `None` if it cannot be had within `limit`.
/// What comes of utterances goes to `report`, from the connection's own thread.
///
/// The daemon numbers connections in order: the one between two of ours, whose numbers we know, is the one `tts` has opened.
pub fn open(socket: &Path, limit: Duration, report: impl Fn(Report) + Send + 'static) -> Option<(Machine, Ended)> {
    let before = Control::connect(socket, limit).ok()?.number;
    let (inbox, orders) = channel();
    let (ready, opened) = channel();
    let (alive, ended) = channel();
    let (steer, steered) = channel();
    let callbacks = inbox.clone();
    let spawned = thread::Builder::new().name("voice".into()).spawn(move || {
        let _alive: Sender<()> = alive;
        let Some(mut tts) = Tts::default().ok().filter(|tts| listen(tts, &callbacks)) else { return };
        // nobody waits any longer: the time is over
        if ready.send(()).is_ok()
            && let Ok(steer) = steered.recv()
        {
            serve(&mut tts, steer, &orders, report);
        }
        // the daemon is gone; what it has said last is taken off before the connection is
        while !matches!(orders.recv_timeout(QUIET), Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)) {}
    });
    spawned.ok()?;
    opened.recv_timeout(limit).ok()?;
    let control = Control::connect(socket, limit).ok()?;
    if control.number != before + 2 {
        tracing::warn!("a stranger is at our speech daemon");
        return None;
    }
    steer.send(control).ok()?;
    Some((Machine { inbox }, ended))
}

/// What `tts` calls back.
type Callback = Option<Box<dyn FnMut(UtteranceId)>>;

fn listen(tts: &Tts, inbox: &Sender<Inbox>) -> bool {
    let tell = |make: fn(UtteranceId) -> Inbox| -> Callback {
        let inbox = inbox.clone();
        Some(Box::new(move |id| {
            // the thread has ended, and nobody wants to know
            let _ = inbox.send(make(id));
        }))
    };
    tts.on_utterance_begin(tell(Inbox::Began)).is_ok()
        && tts.on_utterance_end(tell(Inbox::Ended)).is_ok()
        && tts.on_utterance_stop(tell(Inbox::Ended)).is_ok()
}

fn serve(tts: &mut Tts, mut control: Control, orders: &Receiver<Inbox>, report: impl Fn(Report)) {
    let mut said: VecDeque<(UtteranceId, u64)> = VecDeque::new();
    let own = control.number - 1;
    let (mut last, mut named) = (None, None);
    let token = |said: &VecDeque<(UtteranceId, u64)>, id| said.iter().find(|(known, _)| *known == id).map(|(_, token)| *token);
    while let Ok(order) = orders.recv() {
        match order {
            Inbox::Speak { token, voice, text, tone } => {
                let tuned =
                    (last == Some(tone) || tune(tts, tone)) && (named == Some(voice.name) || control.set_voice(own, voice.name).is_ok());
                (last, named) = (tuned.then_some(tone), tuned.then_some(voice.name));
                match tts.speak(text.replace('\0', ""), false) {
                    Ok(Some(id)) if tuned => said.push_back((id, token)),
                    _ => report(Report::Failed(token)),
                }
            }
            Inbox::Stop => {
                said.clear();
                // a daemon that is gone is silent too, and the next utterance will tell
                let _ = tts.stop();
            }
            Inbox::Began(id) => {
                if let Some(token) = token(&said, id) {
                    report(Report::Began(token));
                }
            }
            Inbox::Ended(id) => {
                if let Some(token) = token(&said, id) {
                    said.retain(|(known, _)| *known != id);
                    report(Report::Ended(token));
                }
            }
            Inbox::Close => return,
        }
    }
}

fn tune(tts: &mut Tts, tone: Tone) -> bool {
    tts.set_rate(tone.rate).is_ok() && tts.set_volume(tone.volume).is_ok()
}

impl Voice for Machine {
    fn speak(&self, token: u64, voice: &'static Named, text: String, tone: Tone) {
        // an ended thread is noticed by the daemon's end
        let _ = self.inbox.send(Inbox::Speak { token, voice, text, tone });
    }
    fn stop(&self) {
        let _ = self.inbox.send(Inbox::Stop);
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.inbox.send(Inbox::Close);
    }
}
