//! The tree given to screen readers, switch access and test drivers: AccessKit's tree over AT-SPI.
//! It never blocks and needs no bus: it goes on without, and joins when one comes. Knows no widget and no screen.

mod bus;
mod node;
mod reader;
mod tree;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::accesskit::{Action, ActionData, ActionHandler, ActionRequest, ActivationHandler, DeactivationHandler, Rect, TreeUpdate};
use accesskit_unix::Adapter;

use crate::semantic::{Live, NodeId};

pub use tree::{Announcement, Frame, tree_update};

/// What somebody asks for through a screen reader, a switch or a test driver.
/// It is looked up in the page as a touch would be. No `Debug`: a value may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub enum Request {
    /// Do what the node does.
    Press(NodeId),
    /// Put the focus there.
    Focus(NodeId),
    /// Write this into the field.
    SetValue(NodeId, String),
    /// A screen reader speaks now, or does so no more.
    Speaks(bool),
}

/// The one connection to the accessibility bus. Dropped, it leaves the bus.
pub struct Bridge {
    title: String,
    published: Published,
    window: Arc<Mutex<Window>>,
    announcements: u64,
    announcement: Option<Announcement>,
    _waiting: bus::Waiting,
    _reader: reader::Watch,
}

/// What the adapter must know of the window, kept until there is an adapter.
#[derive(Default)]
struct Window {
    adapter: Option<Adapter>,
    focused: bool,
    bounds: Option<Rect>,
}

impl Bridge {
    /// Starts it under the program's name. `on_request` is called from another thread. Returns at once.
    pub fn start(title: impl Into<String>, on_request: impl Fn(Request) + Send + Sync + 'static) -> Self {
        let published = Published::default();
        let window = Arc::new(Mutex::new(Window::default()));
        let handlers = Handlers { published: published.clone(), on_request: Arc::new(on_request) };
        let speaks = handlers.on_request.clone();
        let reader = reader::Watch::start(None, bus::PAUSE, move |speaking| speaks(Request::Speaks(speaking)));
        let waiting = bus::when_there({
            let window = window.clone();
            move || lock(&window).join(&handlers)
        });
        Self { title: title.into(), published, window, announcements: 0, announcement: None, _waiting: waiting, _reader: reader }
    }

    /// Shows what is drawn now; once a changed frame. Costs a comparison when nothing changed.
    pub fn publish<M>(&mut self, frame: &Frame<'_, M>) {
        let update = tree_update(frame, &self.title, self.announcement.take().as_ref());
        let bounds = frame.window_bounds();
        let mut window = lock(&self.window);
        if window.bounds != Some(bounds) {
            window.bounds = Some(bounds);
            if let Some(adapter) = &mut window.adapter {
                adapter.set_root_window_bounds(bounds, bounds);
            }
        }
        if self.published.replace(update)
            && let Some(adapter) = &mut window.adapter
        {
            // The whole tree is always right; AccessKit itself finds what differs.
            adapter.update_if_active(|| self.published.get());
        }
    }

    /// Has these words said by the screen reader with the next [`Self::publish`]; the same words twice are said twice.
    pub fn announce(&mut self, words: impl Into<String>, live: Live) {
        self.announcements += 1;
        self.announcement = Some(Announcement { number: self.announcements, words: words.into(), live });
    }

    /// Whether the window has the keyboard.
    pub fn window_focused(&mut self, focused: bool) {
        let mut window = lock(&self.window);
        window.focused = focused;
        if let Some(adapter) = &mut window.adapter {
            adapter.update_window_focus_state(focused);
        }
    }
}

impl Window {
    fn join(&mut self, handlers: &Handlers) {
        let mut adapter = Adapter::new(handlers.clone(), handlers.clone(), handlers.clone());
        adapter.update_window_focus_state(self.focused);
        if let Some(bounds) = self.bounds {
            adapter.set_root_window_bounds(bounds, bounds);
        }
        self.adapter = Some(adapter);
    }
}

/// The tree as it was last published; none before the first frame.
#[derive(Clone, Default)]
struct Published(Arc<Mutex<Option<TreeUpdate>>>);

impl Published {
    /// Whether it differs from the one before.
    fn replace(&self, update: TreeUpdate) -> bool {
        let mut last = lock(&self.0);
        let changed = last.as_ref() != Some(&update);
        if changed {
            *last = Some(update);
        }
        changed
    }
    fn get(&self) -> TreeUpdate {
        lock(&self.0).clone().unwrap_or_else(tree::empty)
    }
    /// The semantic id of an exposed node.
    fn id(&self, node: ::accesskit::NodeId) -> Option<NodeId> {
        let last = lock(&self.0);
        let (_, found) = last.as_ref()?.nodes.iter().find(|(id, _)| *id == node)?;
        found.author_id().map(|id| NodeId::from(id.to_owned()))
    }
}

#[derive(Clone)]
struct Handlers {
    published: Published,
    on_request: Arc<dyn Fn(Request) + Send + Sync>,
}

impl ActivationHandler for Handlers {
    fn request_initial_tree(&mut self) -> Option<TreeUpdate> {
        tracing::info!("a screen reader or the like has come");
        Some(self.published.get())
    }
}
impl ActionHandler for Handlers {
    fn do_action(&mut self, request: ActionRequest) {
        let Some(id) = self.published.id(request.target_node) else { return };
        match (request.action, request.data) {
            (Action::Click, _) => (self.on_request)(Request::Press(id)),
            (Action::Focus, _) => (self.on_request)(Request::Focus(id)),
            (Action::SetValue, Some(ActionData::Value(value))) => (self.on_request)(Request::SetValue(id, value.into())),
            _ => {}
        }
    }
}
impl DeactivationHandler for Handlers {
    fn deactivate_accessibility(&mut self) {
        tracing::info!("no screen reader any more");
    }
}

/// A lock that a panic elsewhere does not take away: what it guards is replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::platform::accesskit::tree::tests::{Fixture, id, page};

    fn handlers() -> (Handlers, mpsc::Receiver<Request>) {
        let (sender, receiver) = mpsc::channel();
        let on_request = Arc::new(move |request| sender.send(request).unwrap_or_default());
        (Handlers { published: Published::default(), on_request }, receiver)
    }

    fn request(action: Action, node: &str, data: Option<ActionData>) -> ActionRequest {
        ActionRequest { action, target_tree: ::accesskit::TreeId::ROOT, target_node: id(node), data }
    }

    #[test]
    fn an_act_from_outside_comes_back_with_the_semantic_id() {
        let (mut handlers, requests) = handlers();
        let fixture = Fixture::all(page());
        handlers.published.replace(tree_update(&fixture.frame(), "t", None));
        handlers.do_action(request(Action::Click, "p.next", None));
        handlers.do_action(request(Action::Focus, "p.name", None));
        handlers.do_action(request(Action::SetValue, "p.name", Some(ActionData::Value("王秀英".into()))));
        handlers.do_action(request(Action::Click, "p.not-there", None));
        let got: Vec<Request> = requests.try_iter().collect();
        assert!(
            got == [Request::Press("p.next".into()), Request::Focus("p.name".into()), Request::SetValue("p.name".into(), "王秀英".into())]
        );
    }

    #[test]
    fn the_same_frame_is_published_once() {
        let published = Published::default();
        let fixture = Fixture::all(page());
        assert!(published.replace(tree_update(&fixture.frame(), "t", None)));
        assert!(!published.replace(tree_update(&fixture.frame(), "t", None)));
    }

    #[test]
    fn goes_on_without_a_bus() {
        let mut bridge = Bridge::start("t", |_| {});
        let fixture = Fixture::all(page());
        bridge.publish(&fixture.frame());
        bridge.window_focused(true);
        bridge.announce("字大一点", Live::Polite);
        bridge.publish(&fixture.frame());
        let said = bridge.published.get().nodes.iter().any(|(_, node)| node.label() == Some("字大一点"));
        assert!(said);
    }
}
