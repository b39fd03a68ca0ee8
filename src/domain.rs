//! What the program is about: services, forms, applications (办件), secrets, settings.
//! Pure types and rules; knows no other room, no network, no screen.

pub mod application;
pub mod catalogue;
pub mod clock;
pub mod draft;
pub mod failure;
pub mod form;
pub mod help;
pub mod host;
pub mod identity;
pub mod institution;
pub mod lookup;
pub mod people;
pub mod plain;
pub mod region;
pub mod request;
pub mod secret;
pub mod service;
pub mod settings;
pub mod text;
pub mod workday;
