//! What figures count.

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum FigureKind {
    Killed,
    Injured,
    Detained,
    Abducted,
    Displaced,
    Participants,
    /// Things, not people: *40 maisons*.
    Other,
}

impl FigureKind {
    /// All, in a fixed order.
    pub const ALL: [FigureKind; 7] = [
        FigureKind::Killed,
        FigureKind::Injured,
        FigureKind::Detained,
        FigureKind::Abducted,
        FigureKind::Displaced,
        FigureKind::Participants,
        FigureKind::Other,
    ];

    /// As a reading writes it.
    pub fn code(self) -> &'static str {
        match self {
            FigureKind::Killed => "killed",
            FigureKind::Injured => "injured",
            FigureKind::Detained => "detained",
            FigureKind::Abducted => "abducted",
            FigureKind::Displaced => "displaced",
            FigureKind::Participants => "participants",
            FigureKind::Other => "other",
        }
    }

    /// From what a reading writes.
    pub fn from_code(code: &str) -> Option<FigureKind> {
        FigureKind::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Whether it is killed or injured.
    pub(super) fn is_harm(self) -> bool {
        matches!(self, FigureKind::Killed | FigureKind::Injured)
    }

    /// Whether what is told to be among them is a part of them: *dont trois enfants*.
    pub(super) fn has_parts(self) -> bool {
        !matches!(self, FigureKind::Displaced | FigureKind::Participants | FigureKind::Other)
    }

    /// As figures of an event of this type are counted: who is taken in an abduction is
    /// abducted, who is taken in arrests is detained, whatever the verb.
    pub fn of_event(self, event: &str) -> FigureKind {
        match (self, event) {
            (FigureKind::Detained, "abduction") => FigureKind::Abducted,
            (FigureKind::Abducted, "arrests") => FigureKind::Detained,
            _ => self,
        }
    }

    /// Whether events of this type are likely to have such figures.
    pub fn fits(self, event: &str) -> bool {
        match self {
            FigureKind::Killed | FigureKind::Injured => {
                !matches!(event, "arrests" | "agreement" | "other_strategic" | "change_to_group")
            }
            FigureKind::Detained => matches!(event, "arrests" | "gov_regains_territory"),
            FigureKind::Abducted => event == "abduction",
            FigureKind::Displaced | FigureKind::Participants => event != "agreement",
            FigureKind::Other => true,
        }
    }
}
