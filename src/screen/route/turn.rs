//! What becomes of a screen: by a message, by 返回, by an answer it asked for.

use uuid::Uuid;

use super::{Answer, Message, Screen};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::screen::frame::Act;
use crate::screen::{Action, Aloud, Context, Request};
use crate::screen::{browse, found, guide, home, lookup, matter, matters, number, question, rate, receipt, review, verify};

impl Screen {
    /// What becomes of a message. One for a screen that is no longer there becomes nothing.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Action {
        if message == Message::Frame(Act::Back) && ctx.aloud == Aloud::Asking {
            return Action::Aloud(Aloud::No);
        }
        if message == Message::Frame(Act::Back) && self.back() {
            return Action::None;
        }
        match (self, message) {
            (_, Message::Frame(act)) => act.action(),
            (_, Message::Keyboard(message)) => Action::Keyboard(message),
            (Self::Home(home), Message::Home(message)) => home.update(message),
            (Self::Browse(browse), Message::Browse(message)) => browse.update(message, ctx),
            (Self::Find(find), Message::Find(message)) => find.update(message),
            (Self::Found(found), Message::Found(message)) => found.update(message),
            (Self::Guide(guide), Message::Guide(message)) => guide.update(message),
            (Self::Question(question), Message::Question(message)) => question.update(message),
            (Self::Review(review), Message::Review(message)) => review.update(message),
            (Self::Receipt(receipt), Message::Receipt(message)) => receipt.update(message),
            (Self::Matters(matters), Message::Matters(message)) => matters.update(message),
            (Self::Matter(matter), Message::Matter(message)) => matter.update(message),
            (Self::Number(number), Message::Number(message)) => number.update(message),
            (Self::Rate(rate), Message::Rate(message)) => rate.update(message),
            (Self::Verify(verify), Message::Verify(message)) => verify.update(message, ctx),
            (Self::Lookup(lookup), Message::Lookup(message)) => lookup.update(message, ctx),
            (Self::Settings(settings), Message::Settings(message)) => settings.update(message),
            (Self::Intro(intro), Message::Intro(message)) => intro.update(message),
            (Self::Practise(practise), Message::Practise(message)) => practise.update(message),
            (Self::Help(help), Message::Help(message)) => help.update(message),
            (Self::Hotline(hotline), Message::Hotline(message)) => hotline.update(message),
            (Self::Error(error), Message::Error(message)) => error.update(message),
            (Self::Cover(cover), Message::Cover(message)) => cover.update(message),
            _ => Action::None,
        }
    }

    /// 返回 within a screen: true if it had somewhere to go back to. From the review to the last question.
    pub fn back(&mut self) -> bool {
        match self {
            Self::Browse(browse) => browse.back(),
            Self::Question(question) => question.back(),
            Self::Settings(settings) => settings.back(),
            Self::Intro(intro) => intro.back(),
            Self::Practise(practise) => practise.back(),
            Self::Verify(verify) => verify.back(),
            Self::Lookup(lookup) => lookup.back(),
            Self::Guide(guide) => guide.back(),
            Self::Matters(matters) => matters.back(),
            Self::Matter(matter) => matter.back(),
            Self::Number(number) => number.back(),
            Self::Rate(rate) => rate.back(),
            Self::Review(review) => {
                let last = review.filling().at_last();
                if review.is_filing() {
                    return true;
                }
                let begins = last.begins_at_review();
                if !begins {
                    *self = Self::Question(question::Question::of(Box::new(last)));
                }
                !begins
            }
            _ => false,
        }
    }

    /// Another screen comes before it: what was shown for a moment is behind its mask when it comes back.
    pub const fn put_by(&mut self) {
        if let Self::Lookup(lookup) = self {
            lookup.hide();
        }
    }

    /// What a screen still waits for when 返回 brings it to the front again: an answer that came while another
    /// stood there has been dropped.
    pub fn resume(&self) -> Action {
        match self {
            Self::Home(_) => home::Home::resume(),
            Self::Browse(browse) => browse.resume(),
            Self::Found(found) => found.resume(),
            Self::Guide(guide) => guide.resume(),
            Self::Question(question) => question.resume(),
            Self::Review(review) => review.resume(),
            Self::Receipt(receipt) => receipt.resume(),
            Self::Verify(verify) => verify.resume(),
            Self::Lookup(lookup) => lookup.resume(),
            Self::Matters(matters) => matters.resume(),
            Self::Matter(matter) => matter.resume(),
            Self::Number(number) => number.resume(),
            _ => Action::None,
        }
    }

    /// Takes the answer to a request in. One that came too late, or for another screen, becomes nothing.
    pub fn answered(&mut self, request: &Request, answer: Answer, ctx: &Context) -> Action {
        let message = match (request, answer) {
            (Request::Services(query), Answer::Services(answer)) => Message::Found(found::Message::ServicesLoaded(query.clone(), answer)),
            (Request::Departments, Answer::Departments(answer)) => Message::Browse(browse::Message::DepartmentsLoaded(answer)),
            (Request::Letters, Answer::Letters(answer)) => Message::Browse(browse::Message::LettersLoaded(answer)),
            (Request::Service(id), Answer::Service(answer)) => Message::Guide(guide::Message::ServiceLoaded(*id, answer)),
            (Request::Form(_), Answer::Form(answer)) if matches!(self, Self::Matter(_)) => {
                Message::Matter(matter::Message::FormLoaded(answer))
            }
            (Request::Form(id), Answer::Form(answer)) => Message::Question(question::Message::FormLoaded(*id, answer)),
            (Request::Matters, Answer::Matters(answer)) if matches!(self, Self::Home(_)) => match answer {
                Ok(matters) => Message::Home(home::Message::MattersCame(matters)),
                Err(_) => return Action::None,
            },
            (Request::Matters, Answer::Matters(answer)) => Message::Matters(matters::Message::MattersLoaded(answer)),
            (Request::Amend(file, ..), Answer::Matter(answer)) if matches!(self, Self::Review(_)) => {
                Message::Review(review::Message::Amended(*file, answer))
            }
            (Request::SendParts(file), Answer::Matter(answer)) if matches!(self, Self::Receipt(_)) => {
                Message::Receipt(receipt::Message::Sent(*file, answer))
            }
            (Request::SendParts(file), Answer::Matter(answer)) => Message::Matter(matter::Message::Sent(*file, answer)),
            (Request::Matter(file), Answer::Matter(answer)) if matches!(self, Self::Receipt(_)) => {
                Message::Receipt(receipt::Message::Reloaded(*file, answer))
            }
            (Request::Matter(file) | Request::Amend(file, ..) | Request::Withdraw(file), Answer::Matter(answer)) => {
                Message::Matter(matter::Message::MatterLoaded(*file, answer))
            }
            (Request::Find(..), Answer::Matter(answer)) => Message::Number(number::Message::Found(answer)),
            (Request::Rate(..), Answer::Rated(answer)) => Message::Rate(rate::Message::Rated(answer)),
            (Request::Verified(..), Answer::Verified(answer)) => Message::Verify(verify::Message::Verified(answer)),
            (Request::LookUp(..), Answer::LookedUp(answer)) => Message::Lookup(lookup::Message::LookedUp(answer)),
            (Request::SavePicture(_), Answer::Saved(answer)) => Message::Receipt(receipt::Message::Saved(answer)),
            _ => return Action::None,
        };
        let action = self.update(message, ctx);
        if let Self::Question(question::Question::Open { filling, .. }) = self
            && filling.begins_at_review()
        {
            *self = Self::Review(review::Review::new(filling.clone()));
        }
        action
    }

    /// Takes the outcome of a filing in, by its key.
    pub fn filed(&mut self, key: Uuid, answer: Result<Matter, Failure>, ctx: &Context) -> Action {
        self.update(Message::Review(review::Message::Filed(key, Box::new(answer))), ctx)
    }
}
