//! One glyph of the icon family for each [`Icon`].

use iced::Font;

use crate::semantic::Icon;

/// The face the glyphs are in.
pub const FONT: Font = Font::with_name("lucide");

/// The glyph of an icon.
pub fn glyph(icon: Icon) -> char {
    use lucide_icons::Icon as L;
    match icon {
        Icon::Pension => L::Wallet,
        Icon::Medical => L::Stethoscope,
        Icon::Allowance => L::HandCoins,
        Icon::Cards => L::IdCard,
        Icon::Care => L::HeartHandshake,
        Icon::Hotline => L::Megaphone,
        Icon::Search => L::Search,
        Icon::All => L::LayoutList,
        Icon::Mine => L::FolderOpen,
        Icon::Back => L::ArrowLeft,
        Icon::Home => L::House,
        Icon::Repeat => L::Volume2,
        Icon::Help => L::Hand,
        Icon::Settings => L::SlidersHorizontal,
        Icon::Cover => L::EyeOff,
        Icon::Above => L::ChevronUp,
        Icon::Below => L::ChevronDown,
        Icon::Next => L::ArrowRight,
        Icon::Done => L::CircleCheck,
        Icon::Now => L::CircleDot,
        Icon::ToCome => L::Circle,
        Icon::Info => L::Info,
        Icon::Danger => L::TriangleAlert,
        Icon::Success => L::CircleCheckBig,
        Icon::Phone => L::Phone,
        Icon::Bring => L::Backpack,
        Icon::Fire => L::Flame,
        Icon::Ambulance => L::Ambulance,
        Icon::Police => L::Siren,
        Icon::Shield => L::ShieldAlert,
        Icon::Person => L::User,
        Icon::Larger => L::ZoomIn,
        Icon::Smaller => L::ZoomOut,
        Icon::Eye => L::Eye,
        Icon::Clock => L::Clock,
        Icon::Place => L::MapPin,
    }
    .into()
}
