//! A row of equally wide and equally high elements: tiles.

use iced::advanced::widget::{Operation, Tree, Widget};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Size};

use super::Event as Happened;

/// A row of `places` equal places, of which the last may stay empty.
pub struct Even<'a> {
    children: Vec<Element<'a, Happened>>,
    places: usize,
    gap: f32,
}

/// Children side by side in equal places, `gap` px apart.
pub fn even(children: Vec<Element<'_, Happened>>, places: usize, gap: f32) -> Even<'_> {
    Even { places: places.max(children.len()).max(1), children, gap }
}

impl Widget<Happened, iced::Theme, iced::Renderer> for Even<'_> {
    fn children(&self) -> Vec<Tree> {
        self.children.iter().map(Tree::new).collect()
    }
    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.children);
    }
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &iced::Renderer, limits: &layout::Limits) -> layout::Node {
        let whole = limits.max().width;
        let width = ((whole - self.gap * (self.places - 1) as f32) / self.places as f32).max(1.0);
        let mut lay = |least: f32| -> Vec<layout::Node> {
            let limits = layout::Limits::new(Size::new(width, least), Size::new(width, limits.max().height));
            let pairs = self.children.iter_mut().zip(&mut tree.children);
            pairs.map(|(child, tree)| child.as_widget_mut().layout(tree, renderer, &limits)).collect()
        };
        let height = lay(0.0).iter().map(|node| node.size().height).fold(limits.min().height, f32::max);
        let nodes = lay(height).into_iter().enumerate();
        let nodes = nodes.map(|(at, node)| node.move_to(Point::new(at as f32 * (width + self.gap), 0.0))).collect();
        layout::Node::with_children(Size::new(whole, height), nodes)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer, operation: &mut dyn Operation) {
        for ((child, tree), layout) in self.children.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            child.as_widget_mut().operate(tree, layout, renderer, operation);
        }
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
        for ((child, tree), layout) in self.children.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            child.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        for ((child, tree), layout) in self.children.iter().zip(&tree.children).zip(layout.children()) {
            child.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }
}

impl<'a> From<Even<'a>> for Element<'a, Happened> {
    fn from(even: Even<'a>) -> Self {
        Element::new(even)
    }
}
