//! The one root widget: it takes keys and touches, and notes after every drawn change where the nodes stand.

use std::time::{Duration, Instant};

use iced::advanced::input_method;
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, layout, mouse, renderer};
use iced::{Color, Element, Event, Length, Rectangle, Size, keyboard, touch, window};

use super::collect::Collector;
use super::keys::Keys;
use super::touch::{self as hand, Contact, ROLL_MM, Touch};
use super::{Event as Happened, Intent, Look, Switches, input};
use crate::semantic::NodeId;

/// What the root must know of the page.
#[derive(Clone)]
pub struct Root {
    /// Sizes.
    pub look: Look,
    /// The focus is in a field.
    pub editing: bool,
    /// What a key acts on.
    pub focus: Option<NodeId>,
    /// The keys that are switches.
    pub switches: Switches,
    /// So long a key or a finger has to stay.
    pub hold: Duration,
    /// The number of the page.
    pub generation: u64,
    /// The clock that tells a tremor from a second press.
    pub clock: fn() -> Instant,
}

/// Everything of a page.
pub struct Surface<'a> {
    content: Element<'a, Happened>,
    root: Root,
}

/// The root around `content`.
pub fn surface<'a>(content: impl Into<Element<'a, Happened>>, root: Root) -> Surface<'a> {
    Surface { content: content.into(), root }
}

#[derive(Default)]
struct State {
    collected: Collector,
    touch: Touch,
    keys: Keys<keyboard::Event>,
    composing: bool,
}

impl Surface<'_> {
    /// What a key means: a switch, a key of the table, or nothing. Never while a word is being composed.
    fn intent(&self, state: &State, key: &keyboard::Key, modifiers: keyboard::Modifiers) -> Option<Intent> {
        let intent = || input::intent(key, modifiers, self.root.editing);
        if state.composing { None } else { input::switch(key, self.root.switches).or_else(intent) }
    }

    /// Somebody is there; what is said stops, unless the key is about that.
    fn stirs(key: &keyboard::Key, intent: Option<Intent>, shell: &mut Shell<'_, Happened>) {
        if !input::is_modifier(key) && intent.is_none_or(|intent| !intent.keeps_voice()) {
            shell.publish(Happened::Silenced);
        }
        shell.publish(Happened::Touched);
    }

    fn key(&self, state: &mut State, event: &keyboard::Event, shell: &mut Shell<'_, Happened>) {
        let keyboard::Event::KeyPressed { key, modifiers, repeat, .. } = event else { return };
        let intent = self.intent(state, key, *modifiers);
        Self::stirs(key, intent, shell);
        if let Some(intent) = intent {
            if (!repeat || intent.repeats()) && self.counts(state, intent) {
                shell.publish(Happened::Intent(intent));
            }
            shell.capture_event();
        } else if !input::is_modifier(key) {
            state.keys.struck();
        }
    }

    /// Whether it is no second press of a tremor. A finger has to find its target anew, a key falls on whatever has come there:
    /// so one press is as good as any other, but on what is pressed many times on purpose.
    fn counts(&self, state: &mut State, intent: Intent) -> bool {
        let on = match intent {
            Intent::Move => "switch.move".into(),
            Intent::Activate | Intent::Select => self.root.focus.clone().filter(hand::repeated).unwrap_or("press".into()),
            _ => {
                state.keys.struck();
                return true;
            }
        };
        state.keys.counts(&on, (self.root.clock)())
    }

    /// Where a key has to stay before it counts: the press it was, once it comes up and has stayed.
    fn stayed(&self, state: &mut State, event: &keyboard::Event, shell: &mut Shell<'_, Happened>) -> Option<Event> {
        let now = (self.root.clock)();
        match event {
            keyboard::Event::KeyPressed { key, modifiers, repeat, .. } if !input::is_modifier(key) => {
                Self::stirs(key, self.intent(state, key, *modifiers), shell);
                shell.capture_event();
                if !repeat {
                    state.keys.press(event.clone(), now);
                }
                None
            }
            keyboard::Event::KeyReleased { physical_key: up, key: again, .. } => {
                let is = |down: &keyboard::Event| matches!(down, keyboard::Event::KeyPressed { physical_key, key, .. } if physical_key == up && key == again);
                state.keys.release(is, now, self.root.hold).map(Event::Keyboard)
            }
            _ => None,
        }
    }

    fn down(&self, state: &mut State, finger: Option<touch::Finger>, at: iced::Point, shell: &mut Shell<'_, Happened>) {
        if state.touch.held().is_none() {
            state.touch.press(self.contact(finger, at), state.collected.hit(at.x, at.y));
            match state.touch.held() {
                Some(id) => shell.publish(Happened::Pressed(Some(id.clone()))),
                None => shell.publish(Happened::Silenced),
            }
        }
        shell.publish(Happened::Touched);
    }

    fn up(&self, state: &mut State, finger: Option<touch::Finger>, at: iced::Point, shell: &mut Shell<'_, Happened>) {
        if state.touch.held().is_none() {
            return;
        }
        let acts = state.touch.release(self.contact(finger, at), self.root.look.mm(ROLL_MM), self.root.hold);
        if state.touch.held().is_none() {
            shell.publish(Happened::Pressed(None));
        }
        if let Some(id) = acts {
            shell.publish(Happened::Activated(id));
        }
    }

    fn contact(&self, finger: Option<touch::Finger>, at: iced::Point) -> Contact {
        Contact { finger: finger.map(|finger| finger.0), x: at.x, y: at.y, at: (self.root.clock)() }
    }

    fn pointer(&self, state: &mut State, event: &Event, cursor: mouse::Cursor, shell: &mut Shell<'_, Happened>) {
        use mouse::Button::Left;
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(Left)) => {
                if let Some(at) = cursor.position() {
                    self.down(state, None, at, shell);
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(Left)) => {
                self.up(state, None, cursor.position().unwrap_or(iced::Point::new(-1e6, -1e6)), shell);
            }
            Event::Touch(touch::Event::FingerPressed { id, position }) => self.down(state, Some(*id), *position, shell),
            Event::Touch(touch::Event::FingerLifted { id, position }) => self.up(state, Some(*id), *position, shell),
            Event::Touch(touch::Event::FingerLost { id, .. }) => {
                state.touch.lose(Some(id.0));
                if state.touch.held().is_none() {
                    shell.publish(Happened::Pressed(None));
                }
            }
            _ => {}
        }
    }

    /// A bar that grows along the lower edge of what is held: when it is full one may let go.
    fn draw_hold(&self, state: &State, renderer: &mut iced::Renderer) {
        let Some((held, share)) = state.touch.progress((self.root.clock)(), self.root.hold) else { return };
        let thick = self.root.look.mm(2.5);
        let bounds = Rectangle { x: held.x, y: held.y + held.height - thick, width: held.width * share, height: thick };
        renderer.fill_quad(renderer::Quad { bounds, ..renderer::Quad::default() }, Color { a: 1.0, ..self.root.look.palette.ring });
    }
}

impl Widget<Happened, iced::Theme, iced::Renderer> for Surface<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }
    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }
    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }
    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }
    fn layout(&mut self, tree: &mut Tree, renderer: &iced::Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }
    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Happened>,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let stayed = match event {
            Event::Keyboard(event) if !self.root.hold.is_zero() && !state.composing => self.stayed(state, event, shell),
            _ => None,
        };
        if shell.is_event_captured() {
            return;
        }
        let event = stayed.as_ref().unwrap_or(event);
        match event {
            Event::Keyboard(event) => self.key(state, event, shell),
            Event::InputMethod(event) => match event {
                input_method::Event::Preedit(text, _) => state.composing = !text.is_empty(),
                input_method::Event::Commit(_) | input_method::Event::Closed => state.composing = false,
                input_method::Event::Opened => {}
            },
            event => self.pointer(state, event, cursor, shell),
        }
        if shell.is_event_captured() {
            return;
        }
        self.content.as_widget_mut().update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            let mut collector = Collector::default();
            self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, &mut collector);
            collector.layout.window = (layout.bounds().width, layout.bounds().height);
            collector.layout.generation = self.root.generation;
            let state = tree.state.downcast_mut::<State>();
            if collector.layout != state.collected.layout {
                shell.publish(Happened::LaidOut(collector.layout.clone()));
            }
            state.collected = collector;
            if state.touch.progress((self.root.clock)(), self.root.hold).is_some_and(|(_, share)| share < 1.0) {
                shell.request_redraw();
            }
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &iced::Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        self.draw_hold(tree.state.downcast_ref::<State>(), renderer);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }
}

impl<'a> From<Surface<'a>> for Element<'a, Happened> {
    fn from(surface: Surface<'a>) -> Self {
        Element::new(surface)
    }
}
