//! Colours by role.

/// What a piece of the view is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    #[default]
    Plain,
    /// Headings.
    Heading,
    /// Labels, brackets, the legend.
    Frame,
    /// Who says.
    Source,
    /// The words of saying.
    Cue,
    /// Words of an event.
    Event,
    /// Words of a figure.
    Figure,
    /// Words that hedge, negate or make planned.
    Hedge,
}

/// Whether to colour.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// Whether to colour.
    pub color: bool,
}

impl Paint {
    /// What switches the role on, and off again; nothing without colour.
    pub fn codes(self, role: Role) -> (&'static str, &'static str) {
        let on = match role {
            _ if !self.color => return ("", ""),
            Role::Plain => return ("", ""),
            Role::Heading => "\u{1b}[1m",
            Role::Frame => "\u{1b}[2m",
            Role::Source => "\u{1b}[32m",
            Role::Cue => "\u{1b}[34m",
            Role::Event => "\u{1b}[1;31m",
            Role::Figure => "\u{1b}[1;36m",
            Role::Hedge => "\u{1b}[33m",
        };
        (on, "\u{1b}[0m")
    }
}
