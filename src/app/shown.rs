//! The page as it is shown: as pixels, and to a screen reader.

use iced::Element;

use super::{App, Message};
use crate::domain::settings::Settings;
use crate::i18n::Texts;
use crate::platform::accesskit::Frame;
use crate::screen::Words;
use crate::semantic::{Focus, Layout, Page};
use crate::ui::{self, Look, Palette, Profile, View};

impl App {
    /// Sizes and colours as they are set.
    pub(super) fn look(&self) -> Look {
        Look {
            step: self.settings.text_size.step(),
            palette: Palette::named(self.settings.theme.name()),
            profile: Profile { ppi: self.profile.ppi / self.scale, ..self.profile },
            window: self.window,
            language: self.texts().language(),
        }
    }

    pub(super) fn publish(&mut self) {
        if let Some(bridge) = &mut self.bridge {
            bridge.publish(&Frame {
                page: &self.page,
                layout: &self.layout,
                focus: &self.focus,
                words: &Words(Texts::of(self.settings.locale.tag())),
                scale: self.scale,
                position: Some((self.position.x, self.position.y)),
            });
        }
    }

    /// The page as pixels.
    pub fn view(&self) -> Element<'_, Message> {
        let view = View {
            look: self.look(),
            focus: &self.focus,
            spoken: self.spoken.as_ref(),
            pressed: self.pressed.as_ref(),
            caption: self.caption.as_deref(),
            part: self.part,
            generation: self.generation,
            clock: self.services.instant,
            hands: self.hands(),
        };
        ui::render(&self.page, &view).map(Message::Ui)
    }

    /// The page on the screen, for tests and the audit.
    pub const fn page(&self) -> &Page<Message> {
        &self.page
    }
    /// Where its nodes stand.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }
    /// Where the keyboard is.
    pub const fn focus(&self) -> &Focus {
        &self.focus
    }
    /// How one sees and hears now.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }
}
