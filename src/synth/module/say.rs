//! A text said by hand, as the module would say it, but by nobody in another's place.

use super::Config;
use super::maker::{Asked, Makers, Unwanted};
use crate::speech::{Because, sentences_of, voice};
use crate::synth::RATE;
use crate::synth::wire::Urgency;

/// Says `text` by the voice of `config`, and foreign words by the voice of their language: sound at [`RATE`] in pieces, until nobody wants
/// more (`false`).
///
/// # Errors
/// Why the voice cannot; nothing if there is nothing it could say, or if the machine has no voice.
pub fn say(config: &Config, text: &str, percent: u16, each: &mut dyn FnMut(Vec<i16>) -> bool) -> Result<(), Option<Because>> {
    let makers = Makers::real(config);
    let sentences = sentences_of(text, config.voice.language);
    if sentences.is_empty() {
        return Err(None);
    }
    for (language, text) in sentences {
        let own = language == config.voice.language;
        let voice = if own { config.voice } else { voice::for_language(language, false, config.voice) };
        let maker = if voice.is_neural() { &makers.neural } else { &makers.machine };
        let mut wanted = true;
        maker.say(
            &Asked { text: &text, voice, percent, urgency: Urgency::Next, unwanted: &Unwanted::default() },
            &mut |rate, samples| {
                wanted = each(if rate == RATE { samples } else { resampled(&samples, rate) });
                wanted
            },
        )?;
        if !wanted {
            break;
        }
    }
    Ok(())
}

/// Sound of another number of samples a second, each between the two it lies between.
fn resampled(samples: &[i16], rate: u32) -> Vec<i16> {
    let at = |place: u64| samples.get(place as usize).or(samples.last()).map_or(0, |sample| i64::from(*sample));
    let (from, to) = (u64::from(rate), u64::from(RATE));
    (0..samples.len() as u64 * to / from.max(1))
        .map(|place| {
            let (whole, part) = (place * from / to, (place * from % to) as i64);
            // between two samples, so it is one
            ((at(whole) * (to as i64 - part) + at(whole + 1) * part) / to as i64) as i16
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_rate_is_the_same_sound() {
        let tone = |rate: u32| (0..rate).map(|at| (9000.0 * (at as f32 * 2000.0 / rate as f32).sin()) as i16).collect::<Vec<_>>();
        let (wanted, made) = (tone(RATE), resampled(&tone(22_050), 22_050));
        assert_eq!(made.len(), wanted.len());
        assert!(wanted.iter().zip(&made).all(|(one, other)| (one - other).abs() < 100));
        assert!(resampled(&[], 22_050).is_empty());
    }
}
