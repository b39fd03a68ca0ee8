//! The display: a size is a length, so millimetres become pixels here and nowhere else.

use serde::Deserialize;

/// A display profile, read from a TOML file.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Pixels an inch.
    pub ppi: f32,
    /// From eye to screen, mm.
    #[serde(default = "half_a_metre")]
    pub viewing_mm: f32,
    /// Physical pixels across.
    #[serde(default)]
    pub width_px: Option<u32>,
    /// Physical pixels down.
    #[serde(default)]
    pub height_px: Option<u32>,
}

const fn half_a_metre() -> f32 {
    500.0
}

/// A profile that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ProfileError(String);

impl Profile {
    /// At home: 96 ppi, half a metre away.
    pub const HOME: Self = Self { ppi: 96.0, viewing_mm: 500.0, width_px: None, height_px: None };
    /// In a hall: a 21.5-inch 1080p screen, 102 ppi, 600 mm away.
    pub const KIOSK: Self = Self { ppi: 102.0, viewing_mm: 600.0, width_px: Some(1920), height_px: Some(1080) };

    /// Reads a profile. An impossible density is refused: it would make text of no size.
    pub fn read(toml: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(toml).map_err(|error| ProfileError(error.message().to_owned()))?;
        if (40.0..=1000.0).contains(&profile.ppi) && (100.0..=5000.0).contains(&profile.viewing_mm) {
            Ok(profile)
        } else {
            Err(ProfileError(format!("ppi = {}, viewing_mm = {}", profile.ppi, profile.viewing_mm)))
        }
    }

    /// Pixels of so many millimetres.
    pub fn px(&self, mm: f32) -> f32 {
        mm * self.ppi / 25.4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_sound_and_refuses_the_rest() {
        assert_eq!(Profile::read("ppi = 102\nviewing_mm = 600").map(|p| p.ppi), Ok(102.0));
        for broken in ["", "ppi = 0", "ppi = nan", "ppi = \"many\"", "ppi = 96\ncolour = 3"] {
            assert!(Profile::read(broken).is_err(), "{broken}");
        }
    }
}
