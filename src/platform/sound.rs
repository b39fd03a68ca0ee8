//! A soft click and a chime, made here and kept by the sound server, which plays them when told. Knows no voice.
//!
//! The server's sample cache means no stream of ours, no work while nothing sounds, and no memory of a mixer.

use std::f32::consts::TAU;
use std::ffi::{CStr, CString};
use std::io::BufReader;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use pulseaudio::protocol::{
    self, AuthParams, AuthReply, ChannelMap, Command, CreateUploadStreamReply, LookupReply, PlaySampleParams, Prop, Props, ProtocolError,
    SampleFormat, SampleSpec, SetClientNameReply, UploadStreamParams,
};

const RATE: u16 = 48_000;
/// How long the server may take to answer.
const LIMIT: Duration = Duration::from_secs(2);

/// What can be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sound {
    Click,
    Chime,
}

/// The handle of the sounds. Every call returns at once; without a server nothing is heard.
#[derive(Debug, Clone)]
pub struct Sounds {
    orders: Sender<Sound>,
}

impl Sounds {
    /// Starts the thread. It connects when the first sound is wanted.
    pub fn start() -> Self {
        let (orders, inbox) = channel();
        if let Err(error) = thread::Builder::new().name("sounds".into()).spawn(move || run(&inbox)) {
            tracing::warn!(%error, "no sounds");
        }
        Self { orders }
    }

    /// A soft click: a key or a touch was understood.
    pub fn click(&self) {
        self.play(Sound::Click);
    }

    /// Two tones: something is done.
    pub fn chime(&self) {
        self.play(Sound::Chime);
    }

    fn play(&self, sound: Sound) {
        // without its thread there is no sound, as told above
        let _ = self.orders.send(sound);
    }
}

fn run(inbox: &Receiver<Sound>) {
    let mut server = None;
    while let Ok(sound) = inbox.recv() {
        // a server that has gone may be there again: one more try
        for _ in 0..2 {
            if server.is_none() {
                server = Server::connect().ok();
            }
            match server.as_mut().map(|server| server.play(sound)) {
                Some(Err(error)) => {
                    tracing::debug!(%error, "a sound was not played");
                    server = None;
                }
                Some(Ok(())) | None => break,
            }
        }
    }
}

/// A connection with both sounds uploaded.
struct Server {
    stream: BufReader<UnixStream>,
    version: u16,
    sequence: u32,
}

impl Server {
    fn connect() -> Result<Self, ProtocolError> {
        let unavailable = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let stream = UnixStream::connect(pulseaudio::socket_path_from_env().ok_or_else(unavailable)?)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        let mut server = Self { stream: BufReader::new(stream), version: protocol::MAX_VERSION, sequence: 0 };
        let cookie = pulseaudio::cookie_path_from_env().and_then(|path| std::fs::read(path).ok()).unwrap_or_default();
        let version = protocol::MAX_VERSION;
        server.send(&Command::Auth(AuthParams { version, supports_shm: false, supports_memfd: false, cookie }))?;
        let (_, auth) = protocol::read_reply_message::<AuthReply>(&mut server.stream, version)?;
        server.version = auth.version.min(version);
        let mut props = Props::new();
        props.set(Prop::ApplicationName, CString::from(c"tongban"));
        server.send(&Command::SetClientName(props))?;
        protocol::read_reply_message::<SetClientNameReply>(&mut server.stream, server.version)?;
        server.upload(Sound::Click)?;
        server.upload(Sound::Chime)?;
        Ok(server)
    }

    fn upload(&mut self, sound: Sound) -> Result<(), ProtocolError> {
        let samples: Vec<u8> = sound.samples().iter().flat_map(|sample| sample.to_le_bytes()).collect();
        let params = UploadStreamParams {
            media_name: Some(sound.name().into()),
            sample_spec: SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: RATE.into() },
            channel_map: ChannelMap::mono(),
            length: u32::try_from(samples.len()).unwrap_or_default(),
            props: Props::new(),
        };
        self.send(&Command::CreateUploadStream(params))?;
        let (_, reply) = protocol::read_reply_message::<CreateUploadStreamReply>(&mut self.stream, self.version)?;
        for block in samples.chunks(16_384) {
            protocol::write_memblock(self.stream.get_mut(), reply.channel, block, 0)?;
        }
        self.send(&Command::FinishUploadStream(reply.channel))?;
        protocol::read_ack_message(&mut self.stream)?;
        Ok(())
    }

    fn play(&mut self, sound: Sound) -> Result<(), ProtocolError> {
        let (name, props) = (sound.name().into(), Props::new());
        // u32::MAX: the volume the sink gives to new streams
        let params = PlaySampleParams { sink_index: None, sink_name: None, volume: u32::MAX, name, props };
        self.send(&Command::PlaySample(params))?;
        // the answer is one number, like that of a look-up; the crate has no type for it
        protocol::read_reply_message::<LookupReply>(&mut self.stream, self.version).map(drop)
    }

    fn send(&mut self, command: &Command) -> Result<(), ProtocolError> {
        self.sequence += 1;
        protocol::write_command_message(self.stream.get_mut(), self.sequence, command, self.version)
    }
}

impl Sound {
    fn name(self) -> &'static CStr {
        match self {
            Self::Click => c"tongban-click",
            Self::Chime => c"tongban-chime",
        }
    }

    /// 48 kHz, mono. The tones: frequency, start and length in seconds, loudness.
    fn samples(self) -> Vec<i16> {
        let tones: &[(f32, f32, f32, f32)] = match self {
            Self::Click => &[(1000.0, 0.0, 0.025, 0.15), (2000.0, 0.0, 0.012, 0.05)],
            Self::Chime => &[(660.0, 0.0, 0.22, 0.2), (880.0, 0.16, 0.24, 0.2)],
        };
        let length = tones.iter().map(|(_, start, length, _)| start + length).fold(0.0, f32::max);
        (0..=u16::MAX)
            .map(|at| f32::from(at) / f32::from(RATE))
            .take_while(|time| *time < length)
            .map(|time| tones.iter().map(|tone| sine(*tone, time)).sum::<f32>())
            .map(pcm)
            .collect()
    }
}

/// One tone at `time`: in within 3 ms, then fading, silent at its end, so that nothing cracks.
fn sine((frequency, start, length, loudness): (f32, f32, f32, f32), time: f32) -> f32 {
    let at = time - start;
    if !(0.0..length).contains(&at) {
        return 0.0;
    }
    let envelope = (at / 0.003).min(1.0) * (1.0 - at / length).powi(2);
    (TAU * frequency * at).sin() * envelope * loudness
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of the sample")]
fn pcm(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sounds_are_soft_short_and_do_not_crack() {
        for (sound, milliseconds) in [(Sound::Click, 25), (Sound::Chime, 400)] {
            let samples = sound.samples();
            let length = samples.len() / (usize::from(RATE) / 1000);
            assert!(length.abs_diff(milliseconds) <= 1, "{sound:?} takes {length} ms");
            let peak = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((1000..12_000).contains(&peak), "{sound:?} peaks at {peak}");
            let step = samples.windows(2).map(|two| (i32::from(two[1]) - i32::from(two[0])).abs()).max().unwrap();
            assert!(step < 1500, "{sound:?} jumps by {step}");
            assert!(samples[0].abs() < 50 && samples[samples.len() - 1].abs() < 50);
        }
    }
}
