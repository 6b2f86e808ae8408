//! The table of contents: the stages that find what a reading is made of, in order.

use selon_language::Analysis;

use crate::actor::Actors;
use crate::attribution::{AttributionMention, Holders};
use crate::certainty::carried_over::{self, CarriedOver};
use crate::event::EventMention;
use crate::figure::FigureMention;
use crate::knowledge::Knowledge;
use crate::place::PlaceMention;
use crate::quantity::Quantity;
use crate::time::TimeExpression;
use crate::{actor, attribution, event, figure, place, quantity, time};

/// What the stages find in one report, each from what the ones above it found.
#[derive(Clone, Debug)]
pub struct Stages {
    /// Times, resolved against the day of publication.
    pub times: Vec<TimeExpression>,
    /// Counted quantities.
    pub quantities: Vec<Quantity>,
    /// Places.
    pub places: Vec<PlaceMention>,
    /// People, groups and organisations.
    pub actors: Actors,
    /// Statements of others than the author.
    pub attributions: Vec<AttributionMention>,
    /// Sentences that go on with a statement before them, in order.
    pub carried_over: Vec<CarriedOver>,
    /// Counts of people.
    pub figures: Vec<FigureMention>,
    /// Events.
    pub events: Vec<EventMention>,
}

impl Stages {
    /// Runs all stages. `published` is the day of publication, `YYYY-MM-DD`.
    pub fn run(analysis: &Analysis, published: Option<&str>) -> Stages {
        Stages::run_with(analysis, published, None, &Knowledge::default())
    }

    /// As [`Stages::run`], with the country of the outlet, ISO 3166-1 alpha-2, and with places and
    /// actors of the caller's.
    pub fn run_with(
        analysis: &Analysis,
        published: Option<&str>,
        home: Option<&str>,
        knowledge: &Knowledge,
    ) -> Stages {
        let expressions = time::Expressions::of(analysis.text, analysis.language);
        let mut times = time::find_in(analysis, &expressions, published);
        let quantities = quantity::find_in(analysis, &expressions);
        let places = place::find_with(analysis, home, knowledge);
        let actors = actor::find_with(analysis, &places, knowledge.registry, published);
        let attributions = attribution::find(analysis, &actors);
        let carried_over = carried_over::find(analysis, &attributions, &times);
        let mut figures = figure::find(analysis, &quantities, &places, &actors);
        // *Selon le préfet, le colonel Noor, dix hommes ont été tués*: the colonel was not.
        let holders = Holders::new(&attributions);
        figures.retain(|f| !holders.is_taken_for_subject(analysis, f.head));
        let events =
            event::find(analysis, &times, &places, &actors, &attributions, &figures, published);
        event::tell_times(analysis, &events, &mut times);
        Stages { times, quantities, places, actors, attributions, carried_over, figures, events }
    }
}
