//! An element that is a node of the tree: it tells its bounds, wears the focus ring (V9) and the bar of what is
//! being said (S2), and keeps a text field's own focus equal to the app's.

use iced::advanced::widget::operation::{self, Focusable};
use iced::advanced::widget::{Id, Operation, Tree, Widget};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, renderer};
use iced::{Border, Color, Element, Event, Length, Rectangle, Size, window};

use super::collect::Mark;
use super::said::Telling;
use super::{Event as Happened, Look};
use crate::semantic::NodeId;

type Inner<'a> = Element<'a, Happened>;

/// How a node stands out now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// The keyboard is here.
    pub focused: bool,
    /// The voice is here.
    pub spoken: bool,
}

/// A node and the element that draws it.
pub struct Marked<'a> {
    id: NodeId,
    content: Inner<'a>,
    look: Look,
    standing: Standing,
    pressable: bool,
    /// What stands in the field, if it is one.
    field: Option<String>,
}

/// Marks `content` as node `id`.
pub fn marked<'a>(id: &NodeId, look: Look, standing: Standing, content: impl Into<Inner<'a>>) -> Marked<'a> {
    Marked { id: id.clone(), content: content.into(), look, standing, pressable: false, field: None }
}

impl Marked<'_> {
    /// A press on it means something.
    pub fn pressable(mut self, pressable: bool) -> Self {
        self.pressable = pressable;
        self
    }
    /// It is a field one writes in, in which this stands.
    pub fn field(mut self, shown: String) -> Self {
        self.field = Some(shown);
        self.pressable = true;
        self
    }

    /// Around the node, and where that would be out of sight at the edge, so that it is seen on all sides.
    fn draw_ring(&self, renderer: &mut iced::Renderer, bounds: Rectangle, seen: Rectangle) {
        let (look, palette) = (self.look, self.look.palette);
        let mut ring = |outwards: f32, color: Color| {
            let window = seen.shrink(look.mm(4.0 - outwards));
            let around = bounds.expand(look.mm(outwards));
            renderer::Renderer::fill_quad(
                renderer,
                renderer::Quad {
                    bounds: around.intersection(&window).unwrap_or(around),
                    border: Border { color, width: look.mm(1.5), radius: (look.radius() + look.mm(outwards)).into() },
                    ..renderer::Quad::default()
                },
                Color::TRANSPARENT,
            );
        };
        ring(4.0, palette.ring);
        if palette.ring != palette.ring_inner {
            ring(2.5, palette.ring_inner);
        }
        self.bar(renderer, Rectangle { width: look.mm(2.5), ..bounds }, palette.ring);
    }

    fn bar(&self, renderer: &mut iced::Renderer, bounds: Rectangle, color: Color) {
        let border = Border { radius: self.look.mm(0.7).into(), ..Border::default() };
        renderer::Renderer::fill_quad(renderer, renderer::Quad { bounds, border, ..renderer::Quad::default() }, color);
    }
}

/// Gives the first focusable thing inside the focus, or takes it.
struct Give(bool);

impl Operation for Give {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }
    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        match (self.0, state.is_focused()) {
            (true, false) => state.focus(),
            (false, true) => state.unfocus(),
            _ => {}
        }
    }
    fn text_input(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn operation::TextInput) {
        if self.0 {
            state.move_cursor_to_end();
        }
    }
}

/// Whether the first focusable thing inside has the focus.
#[derive(Default)]
struct Has(bool);

impl Operation for Has {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }
    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        self.0 |= state.is_focused();
    }
}

impl Widget<Happened, iced::Theme, iced::Renderer> for Marked<'_> {
    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }
    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }
    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }
    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }
    fn layout(&mut self, tree: &mut Tree, renderer: &iced::Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer, operation: &mut dyn Operation) {
        let mut mark = Mark { id: self.id.clone(), pressable: self.pressable };
        operation.custom(None, layout.bounds(), &mut mark);
        if let Some(shown) = &self.field {
            operation.custom(None, layout.bounds(), &mut Telling::field(shown.clone(), self.look.body()));
        }
        operation.traverse(&mut |operation| {
            self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
        });
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
        if self.field.is_some() {
            let content = self.content.as_widget_mut();
            let mut has = Has::default();
            content.operate(&mut tree.children[0], layout, renderer, &mut has);
            if has.0 != self.standing.focused {
                content.operate(&mut tree.children[0], layout, renderer, &mut Give(self.standing.focused));
                if !matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
                    shell.request_redraw();
                }
            }
        }
        self.content.as_widget_mut().update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
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
        let bounds = layout.bounds();
        if self.standing.focused {
            self.draw_ring(renderer, bounds, *viewport);
        } else if self.standing.spoken {
            let at = Rectangle { x: bounds.x - self.look.mm(3.5), width: self.look.mm(1.5), ..bounds };
            self.bar(renderer, at, self.look.palette.primary.ground);
        }
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

impl<'a> From<Marked<'a>> for Inner<'a> {
    fn from(marked: Marked<'a>) -> Self {
        Element::new(marked)
    }
}
