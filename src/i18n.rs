//! The words of the program: Fluent bundles from `i18n/<locale>/<room>.ftl`, which travel inside the binary.
//! Knows no screen; languages are BCP 47 tags.

mod format;

use std::sync::OnceLock;

pub use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/i18n");

/// The languages there are, the first the one of record.
pub const LANGUAGES: [&str; 3] = ["zh-CN", "zh-TW", "en"];

/// The words of a language as they are written: the room and its file.
pub fn sources(language: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .get_dir(language)
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
}

/// The words of one language.
pub struct Texts {
    language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The words of a language; of the language of record if there is no such language.
    pub fn of(language: &str) -> &'static Self {
        static ALL: [OnceLock<Texts>; 3] = [const { OnceLock::new() }; 3];
        let at = LANGUAGES.iter().position(|one| *one == language).unwrap_or(0);
        ALL[at].get_or_init(|| Self::read(LANGUAGES[at]))
    }

    fn read(language: &'static str) -> Self {
        let id: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The marks would be drawn as boxes and handed to the voice.
        bundle.set_use_isolating(false);
        for file in FILES.get_dir(language).into_iter().flat_map(Dir::files) {
            let source = file.contents_utf8().unwrap_or_default().to_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
                tracing::error!(file = ?file.path(), ?errors, "words that cannot be read");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(file = ?file.path(), ?errors, "words given twice");
            }
        }
        Self { language, bundle }
    }

    /// Its BCP 47 tag.
    pub const fn language(&self) -> &'static str {
        self.language
    }

    /// The words of `id`.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The words of `id`, with its variables.
    pub fn with(&self, id: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        self.words(id, None, variables).unwrap_or_else(|| {
            tracing::error!(id, language = self.language, "no such words");
            id.to_owned()
        })
    }

    /// An attribute of `id` (`.spoken`, `.hint`), if it has one.
    pub fn attribute(&self, id: &str, attribute: &str, variables: &[(&str, FluentValue<'_>)]) -> Option<String> {
        self.words(id, Some(attribute), variables)
    }

    fn words(&self, id: &str, attribute: Option<&str>, variables: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let args: FluentArgs<'_> = variables.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        let words = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(id, language = self.language, ?errors, "words that do not come out right");
        }
        Some(words)
    }
}
