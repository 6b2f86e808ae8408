//! What comes of small made-up reports: origins, disputes, tolls, who did it, as tables.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Labelled, STAMP, build, reports};
use selon_dossier::decisions::{DecisionKind, Verdict};
use selon_dossier::{Dossier, EventView, Filter};

/// The event of a type that most reports tell, in a line: *origins 1–2; disputed toll; killed 3
/// to 40; by the army*.
fn of(name: &str, text: &str, kind: &str) -> String {
    let reports = reports(text);
    let (_place, dossier) = build(name, &reports.iter().collect::<Vec<&Labelled>>());
    let rows = dossier.events(&Filter::default()).unwrap();
    let row = rows.iter().filter(|r| r.kind == kind).max_by_key(|r| r.reports.len());
    let Some(row) = row else {
        return format!("none of {:?}", rows.iter().map(|r| &r.kind).collect::<Vec<_>>());
    };
    line(&dossier.event(&row.id).unwrap())
}

fn line(event: &EventView) -> String {
    let origins = &event.origins;
    let mut parts = vec![format!("origins {}–{}", origins.at_least, origins.at_most)];
    parts.extend(event.disagreements.iter().map(|d| format!("disputed {}", d.kind.code())));
    parts.extend(event.revisions.iter().map(|r| format!("{}: {} → {}", r.what, r.was, r.is)));
    for toll in event.summary.tolls.iter().filter(|t| t.what == "killed") {
        parts.push(format!("killed {:?}", toll.best_low.unwrap_or_default()));
    }
    parts.extend(event.actor.as_ref().map(|a| format!("by {a}")));
    parts.join("; ")
}

/// Whether all rows come out as they say; each a name, reports, a type of event and its line.
fn all(rows: &[(&str, &str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(name, text, kind, line)| {
            let found = of(name, text, kind);
            (found != *line).then(|| format!("{name}\n   is {found}\n  not {line}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_description_is_whom_its_words_fit() {
    all(&[
        (
            "hospital",
            "== a | The Harbour Post | 2031-05-07 | en\n\
             Four people were killed on Tuesday when police opened fire on marchers in Beira, the \
             town's main hospital said.\n\
             Police spokesman Rui Matola said that officers had fired in the air.\n",
            "excessive_force_protesters",
            "origins 1–1; killed 4; by police",
        ),
        (
            "maire",
            "== a | Le Veilleur | 2031-05-07 | fr\n\
             Une bombe a tué six personnes mardi à Ménaka, a indiqué le maire.\n\
             Le ministre de la Défense, Modibo Sangaré, a promis une enquête.\n",
            "ied_landmine",
            "origins 1–1; killed 6",
        ),
    ]);
}

#[test]
fn who_did_it() {
    all(&[
        (
            "soldiers",
            "== a | The Harbour Post | 2031-03-10 | en\n\
             Soldiers killed 30 villagers in Djibo, Burkina Faso, on Sunday, Human Rights Watch \
             said.\n\
             == b | The Ledger | 2031-03-10 | en\n\
             Soldiers killed 30 villagers in Djibo, Burkina Faso, on Sunday, Amnesty International \
             said.\n\
             == c | Le Veilleur | 2031-03-10 | fr\n\
             Le GSIM a tué 30 villageois dimanche à Djibo, selon le gouvernement burkinabè.\n",
            "attack_on_civilians",
            "origins 3–3; disputed perpetrator; killed 30; by Soldiers",
        ),
        (
            "adjectif",
            "== a | Le Veilleur | 2031-03-10 | fr\n\
             Une frappe israélienne a tué cinq personnes dimanche à Homs, selon l'Observatoire \
             syrien des droits de l'homme.\n",
            "air_drone_strike",
            "origins 1–1; killed 5; by Israël",
        ),
        (
            "dement",
            "== a | Le Veilleur | 2031-03-10 | fr\n\
             Une frappe a tué vingt personnes dimanche sur un marché de Nyala, a indiqué un \
             médecin. L'armée soudanaise accuse les Forces de soutien rapide d'avoir bombardé le \
             marché. Les FSR démentent.\n",
            "air_drone_strike",
            "origins 1–2; disputed perpetrator; killed 20; by Forces de soutien rapide",
        ),
        (
            "paramilitary",
            "== a | The Harbour Post | 2031-03-10 | en\n\
             A strike killed 20 people on a market in Nyala on Sunday, a doctor said. The Sudanese \
             army accused the Rapid Support Forces of bombing the market. The paramilitary force \
             has denied that it carried out the strike.\n",
            "air_drone_strike",
            "origins 1–2; disputed perpetrator; killed 20; by Rapid Support Forces",
        ),
    ]);
}

#[test]
fn who_denies_any_such_event_denies_that_there_was_one() {
    all(&[(
        "any",
        "== a | Le Phare | 2031-03-10 | fr\n\
         Des rebelles ont enlevé un prêtre samedi à Djibo, a dit le gouverneur. L'armée a accusé \
         le Jnim de l'enlèvement.\n\
         == b | La Gazette | 2031-03-10 | fr\n\
         Le Jnim a démenti dimanche tout enlèvement à Djibo samedi.\n",
        "abduction",
        "origins 1–2; disputed occurrence; by Des rebelles",
    )]);
}

#[test]
fn who_denies_reports_of_it_affirms_nothing() {
    all(&[
        (
            "reports",
            "== a | The Harbour Post | 2031-04-05 | en\n\
             Gunmen attacked a church in Homs on Friday night, the Syrian Observatory for Human \
             Rights said.\n\
             == b | The Ledger | 2031-04-05 | en\n\
             The Syrian Interior Ministry denied reports that gunmen had attacked a church in Homs \
             on Friday night.\n",
            "attack_on_civilians",
            "origins 1–1; disputed occurrence; by Gunmen",
        ),
        (
            "condemns",
            "== a | The Harbour Post | 2031-04-05 | en\n\
             A drone strike killed 16 people in Nyala on Friday, Doctors Without Borders said.\n\
             == b | Le Veilleur | 2031-04-06 | fr\n\
             L'Union africaine a condamné samedi la frappe de drone qui a tué 16 personnes \
             vendredi à Nyala.\n",
            "air_drone_strike",
            "origins 1–1; killed 16",
        ),
    ]);
}

#[test]
fn last_words_on_tolls() {
    all(&[
        (
            "premier",
            "== a | Le Veilleur | 2031-04-05 | fr\n\
             Une bombe a tué huit personnes vendredi à Homs, selon le ministère syrien de \
             l'Intérieur. Un premier bilan du ministère faisait état de deux morts.\n",
            "ied_landmine",
            "origins 1–1; killed: 2 → 8; killed 8",
        ),
        (
            "villagers",
            "== a | The Harbour Post | 2031-03-10 | en\n\
             Gunmen killed 40 villagers in Banibangou, Niger, on Sunday, the defence ministry \
             said.\n\
             == b | Le Veilleur | 2031-03-10 | fr\n\
             Des hommes armés ont tué 25 personnes dimanche à Banibangou, au Niger, selon l'Union \
             africaine.\n",
            "attack_on_civilians",
            "origins 2–2; disputed toll; killed 25; by Gunmen",
        ),
    ]);
}

#[test]
fn what_it_was() {
    all(&[
        (
            "vague",
            "== a | Le Veilleur | 2031-04-05 | fr\n\
             Une explosion a tué trois personnes vendredi à Homs, selon la Croix-Rouge.\n\
             == b | The Ledger | 2031-04-05 | en\n\
             A gas explosion killed three people in Homs on Friday, the Syrian Interior Ministry \
             said.\n",
            "accident_or_disaster",
            "origins 2–2; killed 3",
        ),
        (
            "changed",
            "== a | The Harbour Post | 2031-04-05 | en\n\
             A gas explosion killed seven people in Homs on Friday, the Syrian Interior Ministry \
             said on Saturday.\n\
             == b | The Ledger | 2031-04-06 | en\n\
             According to the Syrian Interior Ministry, seven people died in Homs on Friday when a \
             car bomb exploded.\n",
            "ied_landmine",
            "origins 1–1; kind: accident or disaster → ied landmine; killed 7",
        ),
    ]);
}

#[test]
fn who_denies_it_and_then_admits_it() {
    all(&[(
        "admits",
        "== a | The Harbour Post | 2031-03-19 | en\n\
         Rebels attacked a barracks in Djibo on Wednesday, residents said. The army of Burkina \
         Faso denied that rebels had attacked the barracks in Djibo.\n\
         == b | Le Veilleur | 2031-03-20 | fr\n\
         L'armée burkinabè a reconnu jeudi que des rebelles avaient attaqué la caserne de Djibo \
         mercredi.\n",
        "armed_clash",
        "origins 1–2; occurrence: it did not happen → it happened; by Rebels",
    )]);
}

#[test]
fn who_stands_behind_it() {
    all(&[
        (
            "residents",
            "== a | The Harbour Post | 2031-01-15 | en\n\
             Residents said a bomb killed six people in Ménaka on Tuesday. Witnesses said that \
             the bomb went off near a well.\n",
            "ied_landmine",
            "origins 1–2; killed 6",
        ),
        (
            "agency",
            "== a | The Harbour Post | 2031-01-15 | en\n\
             A bomb killed six people in Ménaka on Tuesday, the Malian army said.\n\
             The bomb went off at a well.\n\
             (with Reuters)\n",
            "ied_landmine",
            "origins 1–2; killed 6",
        ),
        (
            "cited",
            "== a | Sudan Tribune | 2031-01-15T08:00:00+02:00 | en\n\
             A drone strike killed 16 people in Nyala on Tuesday, the Sudan Doctors Network said. \
             The Rapid Support Forces said that an army plane had carried out the strike.\n\
             == b | Le Veilleur | 2031-01-15T12:00:00+02:00 | fr\n\
             Une frappe de drone a fait 16 morts mardi à Nyala, rapporte le site Sudan Tribune.\n",
            "air_drone_strike",
            "origins 2–2; killed 16; by an army plane",
        ),
        (
            "monitor",
            "== a | The Harbour Post | 2031-04-05 | en\n\
             A car bomb killed five people in Homs on Friday, the Syrian Observatory for Human \
             Rights said. The Britain-based monitor said that the bomb had also wounded 14 \
             people.\n",
            "ied_landmine",
            "origins 1–1; killed 5",
        ),
        (
            "hospitals",
            "== a | The Harbour Post | 2031-05-09T08:00:00+02:00 | en\n\
             Police killed three protesters in Beira on Thursday, the Beira Central Hospital \
             said.\n\
             == b | Le Veilleur | 2031-05-09T09:00:00+02:00 | fr\n\
             Trois manifestants ont été tués par la police jeudi à Beira, selon l'hôpital central \
             de Beira.\n",
            "excessive_force_protesters",
            "origins 1–1; killed 3; by Police",
        ),
        (
            "spokesman",
            "== a | The Harbour Post | 2031-01-15T09:00:00+02:00 | en\n\
             An army plane bombed a market in Nyala on Tuesday, killing 26 people, RSF spokesman \
             Al-Fateh Qurashi said. Qurashi said that the plane had dropped three bombs on the \
             market.\n",
            "air_drone_strike",
            "origins 1–1; killed 26; by An army plane",
        ),
    ]);
}

#[test]
fn what_is_one_event_and_what_is_not() {
    let events = |name: &str, text: &str| {
        let reports = reports(text);
        let (_place, dossier) = build(name, &reports.iter().collect::<Vec<&Labelled>>());
        let rows = dossier.events(&Filter::default()).unwrap();
        let parts = rows.iter().filter(|r| !dossier.event(&r.id).unwrap().part_of.is_empty());
        (rows.len(), parts.count())
    };
    // (reports, events, of which are parts)
    let table = [
        (
            "abducted",
            "== a | Le Veilleur | 2031-04-05 | fr\n\
             Deux prêtres ont été enlevés vendredi à Homs, selon le patriarcat.\n\
             == b | The Ledger | 2031-04-06 | en\n\
             Police arrested four people in Homs on Friday, the Syrian Interior Ministry said.\n",
            (2, 0),
        ),
        (
            "week",
            "== a | The Harbour Post | 2030-11-07 | en\n\
             Police spokesman Rui Matola said that 128 marchers were arrested in Beira.\n\
             == b | The Ledger | 2030-11-14 | en\n\
             Police spokesman Rui Matola said that 40 marchers were arrested in Beira.\n",
            (2, 0),
        ),
        (
            "unknown",
            "== a | Le Veilleur | 2031-03-18 | fr\n\
             Des combats ont fait neuf morts mardi à Mpofivu, selon la Croix-Rouge.\n\
             == b | The Harbour Post | 2031-03-18 | en\n\
             Clashes killed nine people in Mpofivu on Tuesday, Human Rights Watch said.\n",
            (1, 0),
        ),
        (
            "offensive",
            "== a | Le Veilleur | 2031-03-20 | fr\n\
             Le M23 a lancé lundi une offensive dans le Nord-Kivu. Mardi, des combats ont opposé \
             les rebelles du M23 à l'armée à Pinga, faisant neuf morts, a indiqué la Croix-Rouge.\n",
            (2, 1),
        ),
    ];
    for (name, text, expected) in table {
        assert_eq!(events(name, text), expected, "{name}");
    }
}

const THREE: &str = "== a | Le Veilleur | 2031-04-05 | fr\n\
    Une bombe a tué trois personnes vendredi à Homs, selon la Croix-Rouge.\n\
    == b | The Harbour Post | 2031-05-08 | en\n\
    Gunmen killed nine villagers in Djibo on Wednesday, Human Rights Watch said.\n\
    == c | The Ledger | 2031-06-11 | en\n\
    A drone strike killed 16 people in Nyala on Tuesday, Doctors Without Borders said.\n";

#[test]
fn a_decision_that_is_undone_takes_nothing_else_with_it() {
    let reports = reports(THREE);
    let (_place, mut dossier) = build("undone", &reports.iter().collect::<Vec<&Labelled>>());
    let ids: Vec<String> = {
        let mut rows = dossier.events(&Filter::default()).unwrap();
        rows.sort_by_key(|r| r.date.clone());
        rows.into_iter().map(|r| r.id).collect()
    };
    let same = |a, b| DecisionKind::Same { a, b };
    let first = dossier.decide_pair(&ids[0], &ids[1], same, "a", STAMP).unwrap();
    dossier.decide_pair(&ids[0], &ids[2], same, "a", STAMP).unwrap();
    assert_eq!(dossier.events(&Filter::default()).unwrap().len(), 1);
    dossier.undo(first, STAMP).unwrap();
    let left: Vec<usize> =
        dossier.events(&Filter::default()).unwrap().iter().map(|r| r.reports.len()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(dossier.event(&ids[1]).unwrap().reports.len(), 1);
    assert_eq!(dossier.event(&ids[2]).unwrap().id, dossier.event(&ids[0]).unwrap().id);
}

#[test]
fn a_figure_that_was_checked_and_a_part_that_is_none() {
    let text = "== a | Le Veilleur | 2031-03-20 | fr\n\
        Le M23 a lancé lundi une offensive dans le Nord-Kivu. Mardi, des combats ont opposé les \
        rebelles du M23 à l'armée à Pinga, faisant neuf morts, a indiqué la Croix-Rouge.\n";
    let reports = reports(text);
    let (_place, mut dossier) = build("part", &reports.iter().collect::<Vec<&Labelled>>());
    let parts = |dossier: &Dossier| -> Vec<EventView> {
        let rows = dossier.events(&Filter::default()).unwrap();
        let views = rows.iter().map(|r| dossier.event(&r.id).unwrap());
        views.filter(|e| !e.part_of.is_empty()).collect()
    };
    let part = parts(&dossier).remove(0);
    dossier.decide_claim(&part.id, "f1", Verdict::Confirmed, "a", STAMP).unwrap();
    assert!(dossier.event(&part.id).unwrap().figures[0].confirmed);
    let whole = part.part_of[0].event.clone();
    let different = |a, b| DecisionKind::Different { a, b };
    dossier.decide_pair(&part.id, &whole, different, "a", STAMP).unwrap();
    assert!(parts(&dossier).is_empty());
}

#[test]
fn outlets_of_one_publisher_are_listed_by_its_name() {
    let text = "== a | RFI | 2031-01-15 | fr\n\
        Une bombe a tué six personnes mardi à Gao.\n\
        == b | France 24 | 2031-01-15 | en\n\
        A bomb killed six people in Gao on Tuesday, at the gate of a school.\n";
    let reports = reports(text);
    let (_place, dossier) = build("publisher", &reports.iter().collect::<Vec<&Labelled>>());
    let sources = dossier.sources(&Filter::default()).unwrap();
    let names: Vec<&str> = sources.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["France Médias Monde"]);
}
