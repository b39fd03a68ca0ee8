//! An output module of speech-dispatcher (`tongban voice module`): the app's voices behind `tts`, and behind `spd-say` and every other
//! program of the machine. Commands come in on one thread ([`protocol`]), sound is made on a second ([`maker`]) and handed out, no more
//! than is soon heard, on a third ([`speaker`]). The daemon plays it, so beginning, end and silence are exact.

use std::io::{self, BufReader, Read, Write};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;

mod config;
mod espeak;
mod maker;
mod neural;
mod plan;
mod protocol;
mod say;
mod speaker;
mod speaks;

pub use config::Config;
pub use say::say;

use maker::Makers;
use protocol::{Command, Talk};
use speaker::{Message, Order, Speaker};

/// Speaks as speech-dispatcher asks on `input` until it asks no more.
///
/// # Errors
/// `input` cannot be read, or nobody reads `output`.
pub fn run(config: &Config, input: impl Read, output: impl Write + Send + 'static) -> io::Result<()> {
    serve(config, Makers::real(config), input, output)
}

fn serve(config: &Config, makers: Makers, input: impl Read, output: impl Write + Send + 'static) -> io::Result<()> {
    let output: protocol::Output = Arc::new(Mutex::new(Box::new(output)));
    let (inbox, messages) = channel();
    let makers = Arc::new(makers);
    let speaker = Speaker::new(Arc::clone(&makers), config, Arc::clone(&output), (inbox.clone(), messages));
    let speaking = thread::Builder::new().name("speaker".into()).spawn(move || speaker.run())?;
    let mut talk = Talk::new(BufReader::new(input), output);
    let mut settings = plan::Settings::of(config);
    // The speaker ends when nobody reads what it says; then the input ends too.
    let tell = |order| inbox.send(Message::Order(order)).unwrap_or_default();
    let told = loop {
        match talk.command() {
            Ok(Command::Init) => {
                let makers = Arc::clone(&makers);
                // the daemon must not wait for it
                thread::Builder::new().name("warm".into()).spawn(move || makers.neural.warm())?;
                talk.answer(protocol::READY)?;
            }
            Ok(Command::Voices) => talk.voices()?,
            Ok(Command::Set(all)) => all.iter().for_each(|(key, value)| settings.set(key, value)),
            Ok(Command::Speak(text)) => tell(Order::Speak(plan::plan(&text, &settings))),
            Ok(Command::Stop) => tell(Order::Stop),
            Ok(Command::Pause) => tell(Order::Pause),
            Ok(Command::Deaf) => tell(Order::Deaf),
            Ok(Command::Nothing) => {}
            Ok(Command::Quit) => break Ok(true),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break Ok(false),
            Err(error) => break Err(error),
        }
    };
    tell(Order::Quit);
    if speaking.join().is_err() {
        tracing::error!("the speaker panicked");
    }
    if told? { talk.answer(protocol::BYE) } else { Ok(()) }
}

#[cfg(test)]
mod heard;
#[cfg(test)]
mod tests;
