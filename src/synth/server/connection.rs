//! One who is connected: what is asked is answered in order, and dropped when the connection is closed. One thread reads, so that a
//! closed connection is noticed while a clause is being made; another answers.

use std::collections::VecDeque;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::super::RATE;
use super::super::cache::{Key, keys};
use super::super::wire::{self, Answer, Ask, Failed, Say, Urgency};
use super::work::Work;

/// How many may be asked before the first is answered.
const ASKED: usize = 16;
/// How many clauses of a sentence are made before they are heard: one, and the next.
const AHEAD: usize = 2;

/// What was asked; nothing if it is no question.
type Asked = Option<Ask>;

/// Answers until the connection is closed.
pub fn serve(stream: &UnixStream, work: &Work) {
    let guest = Guest { work, gone: Arc::default() };
    let (asks, inbox) = sync_channel(ASKED);
    thread::scope(|scope| {
        let ear = thread::Builder::new().name("ear".into()).spawn_scoped(scope, || {
            read(stream, &asks);
            drop(asks);
            guest.leave();
        });
        if let Err(error) = ear.and_then(|_| guest.answer(&inbox, stream)) {
            tracing::debug!(%error, "one who asked has gone");
        }
        // the ear may wait for more; what is closed already need not be closed
        let _ = stream.shutdown(Shutdown::Both);
    });
}

/// Passes on what is asked, until the connection is closed, or says what is no question.
fn read(stream: impl Read, asks: &SyncSender<Asked>) {
    let mut input = BufReader::new(stream);
    loop {
        let asked = match wire::read(&mut input) {
            Ok(None) => return,
            Ok(asked) => asked,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => None,
            Err(_) => return,
        };
        let last = asked.is_none();
        // who asks without listening is not listened to
        if asks.try_send(asked).is_err() || last {
            return;
        }
    }
}

struct Guest<'a> {
    work: &'a Work,
    gone: Arc<AtomicBool>,
}

/// A clause, in the cache or in the queue.
enum Wanted {
    Kept(Key),
    Made(Receiver<Result<Vec<i16>, Failed>>),
}

impl Guest<'_> {
    /// Nothing is made for this one any more.
    fn leave(&self) {
        self.gone.store(true, Ordering::Relaxed);
        self.work.forget();
    }

    fn answer(&self, inbox: &Receiver<Asked>, stream: &UnixStream) -> io::Result<()> {
        let mut output = BufWriter::new(stream);
        for asked in inbox {
            let answer = match &asked {
                Some(Ask::Say(say)) => self.say(say, &mut output)?,
                Some(Ask::Health) => Answer::Health(self.work.health()),
                None => Answer::Failed(Failed::Unsayable),
            };
            wire::write(&mut output, &answer)?;
            output.flush()?;
        }
        Ok(())
    }

    /// Says a sentence; what is answered at its end.
    fn say(&self, say: &Say, output: &mut impl Write) -> io::Result<Answer> {
        let clauses: Vec<_> = keys(&say.text, say.taiwan, say.timbre).collect();
        let heard = say.urgency != Urgency::Idle;
        if heard {
            self.work.asked((say.taiwan, say.timbre));
        }
        if !clauses.iter().all(|(key, _)| self.work.cache.has(key))
            && let Some(why) = self.work.refusal()
            && (say.urgency == Urgency::Now || why != Failed::Slow)
        {
            return Ok(Answer::Failed(why));
        }
        let mut clauses = clauses.into_iter();
        let mut ahead = VecDeque::new();
        let mut end = Answer::Failed(Failed::Unsayable);
        loop {
            let missing = AHEAD - ahead.len();
            ahead.extend(clauses.by_ref().take(missing).map(|(key, pause)| (self.want(key, say.urgency), pause)));
            let Some((wanted, pause)) = ahead.pop_front() else { return Ok(end) };
            match self.sound(wanted, say.urgency)? {
                Ok(sound) => {
                    end = Answer::Done;
                    if heard {
                        let sound = rested(sound, pause);
                        self.work.sounds(sound.len());
                        wire::write_sound(output, &sound)?;
                        output.flush()?;
                    }
                }
                Err(Failed::Unsayable) => {}
                Err(failed) => return Ok(Answer::Failed(failed)),
            }
        }
    }

    fn want(&self, key: Key, urgency: Urgency) -> Wanted {
        if self.work.cache.has(&key) { Wanted::Kept(key) } else { Wanted::Made(self.work.want(key, urgency, Arc::clone(&self.gone))) }
    }

    /// The sound of a clause, waited for.
    fn sound(&self, wanted: Wanted, urgency: Urgency) -> io::Result<Result<Vec<i16>, Failed>> {
        let made = match wanted {
            Wanted::Made(made) => made,
            Wanted::Kept(key) => match self.work.cache.get(&key) {
                Some(sound) => return Ok(Ok(sound)),
                None => self.work.want(key, urgency, Arc::clone(&self.gone)),
            },
        };
        made.recv().map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// A sound and the pause behind it.
fn rested(mut sound: Vec<i16>, pause: Duration) -> Vec<i16> {
    let rest = u64::try_from(pause.as_millis()).unwrap_or_default() * u64::from(RATE) / 1000;
    sound.resize(sound.len() + usize::try_from(rest).unwrap_or_default(), 0);
    sound
}
