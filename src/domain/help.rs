//! A call for help (呼叫人工帮助) from a machine in a hall, and who comes. Says where, and nothing that was written.

use uuid::Uuid;

use super::service::ServiceId;

/// What is called out to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpCall {
    /// Which machine: 1号机.
    pub kiosk: String,
    /// On which screen.
    pub screen: String,
    /// At which service.
    pub service: Option<ServiceId>,
}

/// What has become of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpTicket {
    /// Which call.
    pub id: Uuid,
    /// The name of who comes, once somebody does.
    pub taken_by: Option<String>,
}
