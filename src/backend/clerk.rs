//! The built-in clerk of `--demo`: moves demonstrations on, and nothing else, saying so each time.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::MissedTickBehavior;

use super::store::Store;
use crate::domain::text::LocalText;

/// What the clerk says, by the name of the stage.
const NOTES: &str = include_str!("../../assets/backend/clerk.json");

/// Moves every open demonstration one stage on after each `pause`. Never ends.
pub async fn work(store: Store, pause: Duration) {
    let notes: HashMap<String, LocalText> = serde_json::from_str(NOTES).unwrap_or_default();
    let mut clock = tokio::time::interval(pause);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        let Ok(before) = store.now().checked_sub(pause) else { continue };
        if let Err(error) = store.advance(before, |stage| notes.get(stage.name()).cloned()).await {
            tracing::warn!(%error, "the clerk could not work");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::Stage;
    use crate::domain::settings::Locale;

    #[test]
    fn has_a_word_in_every_language_for_every_stage_it_leads_to() {
        let notes: HashMap<String, LocalText> = serde_json::from_str(NOTES).unwrap();
        assert_eq!(notes.len(), Stage::USUAL.len() - 1);
        for stage in &Stage::USUAL[1..] {
            for locale in Locale::ALL {
                assert_eq!(notes[stage.name()].language(locale), locale);
            }
        }
    }
}
