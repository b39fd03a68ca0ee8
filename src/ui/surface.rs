//! The one root widget: it takes keys and touches, and notes after every drawn change where the nodes stand.

use std::time::Instant;

use iced::advanced::input_method;
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Size, keyboard, touch, window};

use super::collect::Collector;
use super::touch::{ROLL_MM, Touch};
use super::{Event as Happened, Look, input};

/// What the root must know of the page.
#[derive(Clone, Copy)]
pub struct Root {
    /// Sizes.
    pub look: Look,
    /// The focus is in a field.
    pub editing: bool,
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
    composing: bool,
}

impl Surface<'_> {
    /// A key of the table, or nothing. Never while a word is being composed.
    fn key(&self, state: &mut State, event: &keyboard::Event, shell: &mut Shell<'_, Happened>) {
        let keyboard::Event::KeyPressed { key, modifiers, repeat, .. } = event else { return };
        let intent = input::intent(key, *modifiers, self.root.editing).filter(|_| !state.composing);
        if !input::is_modifier(key) && intent.is_none_or(|intent| !intent.keeps_voice()) {
            shell.publish(Happened::Silenced);
        }
        shell.publish(Happened::Touched);
        if let Some(intent) = intent {
            if !repeat || intent.repeats() {
                shell.publish(Happened::Intent(intent));
            }
            shell.capture_event();
        }
    }

    fn down(state: &mut State, at: Point, shell: &mut Shell<'_, Happened>) {
        state.touch.press(state.collected.hit(at.x, at.y));
        match state.touch.held() {
            Some(id) => shell.publish(Happened::Pressed(Some(id.clone()))),
            None => shell.publish(Happened::Silenced),
        }
        shell.publish(Happened::Touched);
    }

    fn up(&self, state: &mut State, at: Point, shell: &mut Shell<'_, Happened>) {
        if state.touch.held().is_none() {
            return;
        }
        shell.publish(Happened::Pressed(None));
        if let Some(id) = state.touch.release(at.x, at.y, self.root.look.mm(ROLL_MM), (self.root.clock)()) {
            shell.publish(Happened::Activated(id));
        }
    }

    fn pointer(&self, state: &mut State, event: &Event, cursor: mouse::Cursor, shell: &mut Shell<'_, Happened>) {
        use mouse::Button::Left;
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(Left)) => {
                if let Some(at) = cursor.position() {
                    Self::down(state, at, shell);
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(Left)) => {
                self.up(state, cursor.position().unwrap_or(Point::new(-1e6, -1e6)), shell);
            }
            Event::Touch(touch::Event::FingerPressed { position, .. }) => Self::down(state, *position, shell),
            Event::Touch(touch::Event::FingerLifted { position, .. }) => self.up(state, *position, shell),
            Event::Touch(touch::Event::FingerLost { .. }) => {
                state.touch.lose();
                shell.publish(Happened::Pressed(None));
            }
            _ => {}
        }
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
