//! Reports that are made up, the same each time: with a text to be read, or with a reading.

use selon_model::reading::{Reading, SCHEMA};
use selon_model::{Language, Report};
use serde_json::{Value, json};

const TOWNS: [(&str, &str, f64, f64); 24] = [
    ("Mopti", "ML", 14.48, -4.18),
    ("Gao", "ML", 16.27, -0.05),
    ("Ségou", "ML", 13.43, -6.26),
    ("Djibo", "BF", 14.1, -1.63),
    ("Dori", "BF", 14.03, -0.03),
    ("Niamey", "NE", 13.51, 2.11),
    ("Diffa", "NE", 13.32, 12.61),
    ("Maiduguri", "NG", 11.84, 13.15),
    ("Katsina", "NG", 12.99, 7.6),
    ("Goma", "CD", -1.68, 29.22),
    ("Bunia", "CD", 1.57, 30.24),
    ("Beni", "CD", 0.49, 29.47),
    ("Alep", "SY", 36.2, 37.16),
    ("Homs", "SY", 34.73, 36.71),
    ("Mossoul", "IQ", 36.34, 43.13),
    ("Kirkouk", "IQ", 35.47, 44.39),
    ("Kharkiv", "UA", 49.99, 36.23),
    ("Kherson", "UA", 46.64, 32.61),
    ("Kandahar", "AF", 31.61, 65.71),
    ("Jalalabad", "AF", 34.43, 70.45),
    ("Mogadiscio", "SO", 2.04, 45.34),
    ("Baidoa", "SO", 3.11, 43.65),
    ("Cali", "CO", 3.44, -76.52),
    ("Lyon", "FR", 45.76, 4.84),
];

const HEADS: [&str; 10] = [
    "{a} ont attaqué {d} un poste de l'armée près de {t}, tuant {n} soldats, selon {s}.",
    "Une bombe a explosé {d} sur un marché de {t}, faisant {n} morts, a annoncé {s}.",
    "{n} personnes ont été tuées {d} dans des affrontements à {t}, a indiqué {s}.",
    "Des frappes aériennes ont visé {d} les environs de {t} et tué {n} personnes, selon {s}.",
    "{a} ont enlevé {n} villageois {d} près de {t}, a déclaré {s}.",
    "{n} personnes ont été arrêtées {d} à {t}, a annoncé {s}.",
    "Des tirs d'artillerie ont fait {n} morts {d} dans un quartier de {t}, selon {s}.",
    "Près de {n} personnes ont manifesté {d} dans les rues de {t}, a constaté {s}.",
    "{a} se sont emparés {d} d'une localité proche de {t}, a affirmé {s}.",
    "Un véhicule a sauté {d} sur une mine à la sortie de {t} : {n} morts, selon {s}.",
];
const ACTORS: [&str; 6] = [
    "Des hommes armés",
    "Des rebelles",
    "Des djihadistes",
    "Des miliciens",
    "Des combattants",
    "Des assaillants",
];
const SOURCES: [&str; 8] = [
    "l'armée",
    "la police",
    "des habitants",
    "une source sécuritaire",
    "Human Rights Watch",
    "un élu local",
    "les autorités",
    "la Croix-Rouge",
];
const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const REST: [&str; 14] = [
    "Le bilan pourrait s'alourdir, a prévenu {s}.",
    "{who} {did} {d} {where}, a {said} {s}.",
    "Selon {s}, {who2} {did} {where} {when}.",
    "{When}, {who2} {did} {where}.",
    "{who} et {who2} {did} {where} {when}.",
    "« Nous {we} {where} {when} », a {said} {s}.",
    "Plusieurs familles ont fui vers {t2} {when}, selon {s}.",
    "Les blessés, au nombre de {n}, ont été conduits à l'hôpital de {t2} {when}.",
    "{who} {did} {where} avant {d}, a {said} {who2}.",
    "Aucun groupe n'a revendiqué l'attaque {when}.",
    "Les assaillants auraient fui {where} {when}.",
    "À {t2}, {who2} {did} {when}.",
    "{When}, {s} a {said} que {who2} {did} {where}.",
    "{who} {did} {where} ; {who2} {did2} {when}.",
];
const WHO: [&str; 16] = [
    "les commerçants du quartier",
    "le gouverneur de la région",
    "une délégation de chefs coutumiers",
    "les élèves du lycée",
    "plusieurs transporteurs",
    "les agents de la voirie",
    "une équipe de secouristes",
    "le conseil municipal",
    "des éleveurs venus du nord",
    "les responsables du camp",
    "un convoi humanitaire",
    "le préfet par intérim",
    "les pêcheurs de la rive droite",
    "une commission d'enquête",
    "les enseignants grévistes",
    "le commandant du secteur",
];
const DID: [&str; 14] = [
    "ont rouvert leurs étals",
    "avaient demandé des renforts",
    "se sont réunis à huis clos",
    "ont distribué des vivres",
    "refusent de quitter les lieux",
    "attendent une réponse",
    "ont repris le travail",
    "avaient signalé des mouvements suspects",
    "ont bloqué la route",
    "sont restés sur place",
    "ont compté les dégâts",
    "doivent rendre un rapport",
    "ont évacué les bureaux",
    "avaient promis des aides",
];
const WHERE: [&str; 14] = [
    "devant la mosquée centrale",
    "dans les villages voisins",
    "au bord du fleuve",
    "près de l'ancien aérodrome",
    "à l'entrée du marché couvert",
    "sur la piste de {t2}",
    "dans la cour de la mairie",
    "le long de la frontière",
    "autour du poste de contrôle",
    "en direction de {t2}",
    "derrière la gare routière",
    "dans le nord de la province",
    "sur les hauteurs de la ville",
    "à la sortie sud de {t}",
];
const WHEN: [&str; 10] = [
    "dans la soirée",
    "peu avant midi",
    "depuis {d}",
    "malgré la pluie",
    "sous bonne garde",
    "jusqu'à nouvel ordre",
    "pour la troisième fois ce mois-ci",
    "sans donner de détails",
    "au lendemain des faits",
    "faute de moyens",
];
const SAID: [&str; 7] =
    ["indiqué", "déclaré", "affirmé", "précisé", "fait savoir", "reconnu", "assuré"];
const WE: [&str; 6] = [
    "avons tout perdu",
    "sommes restés cachés",
    "avons vu passer des motos",
    "demandons de l'aide",
    "ne savons pas qui a tiré",
    "avons enterré nos morts",
];

/// The numbers of a linear congruential generator: the same each time.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// One of a list.
    pub fn of<'t, T: ?Sized>(&mut self, list: &[&'t T]) -> &'t T {
        list[self.below(list.len())]
    }
}

fn fill_in(numbers: &mut Numbers, pattern: &str, town: &str) -> String {
    let other = TOWNS[numbers.below(TOWNS.len())].0;
    let capital = |words: &str| {
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
    };
    let filled = pattern
        .replace("{who}", numbers.of(&WHO))
        .replace("{who2}", numbers.of(&WHO))
        .replace("{did}", numbers.of(&DID))
        .replace("{did2}", numbers.of(&DID))
        .replace("{where}", numbers.of(&WHERE))
        .replace("{When}", &capital(numbers.of(&WHEN)))
        .replace("{when}", numbers.of(&WHEN))
        .replace("{said}", numbers.of(&SAID))
        .replace("{we}", numbers.of(&WE))
        .replace("{a}", numbers.of(&ACTORS))
        .replace("{s}", numbers.of(&SOURCES))
        .replace("{d}", numbers.of(&DAYS))
        .replace("{n}", &(2 + numbers.below(60)).to_string())
        .replace("{t2}", other)
        .replace("{t}", town);
    capital(&filled)
}

fn day(n: usize) -> String {
    let (year, rest) = (2004 + n / 336, n % 336);
    format!("{year}-{:02}-{:02}", rest / 28 + 1, rest % 28 + 1)
}

/// A report in French with a text to be read.
pub fn report(numbers: &mut Numbers, n: usize) -> Report {
    let town = TOWNS[numbers.below(TOWNS.len())].0;
    let head = numbers.of(&HEADS);
    let mut text = fill_in(numbers, head, town);
    for _ in 0..6 + numbers.below(10) {
        let pattern = numbers.of(&REST);
        text.push(' ');
        text.push_str(&fill_in(numbers, pattern, town));
    }
    text.push('\n');
    Report {
        id: format!("made-up-{n}"),
        text,
        outlet: Some(format!("Gazette {}", numbers.below(60))),
        url: Some(format!("https://gazette.example/{n}")),
        published: Some(day(numbers.below(700))),
        language: Some(Language::French),
        ..Report::default()
    }
}

/// An event that reports tell of.
#[derive(Clone)]
pub struct Happened {
    kind: &'static str,
    town: &'static str,
    country: &'static str,
    lat: f64,
    lon: f64,
    day: String,
    killed: u64,
}

const KINDS: [&str; 5] =
    ["armed_clash", "air_drone_strike", "ied_landmine", "arrests", "attack_on_civilians"];

/// Who can be cited, and what kind of source they are.
const CITED: [(&str, &str); 8] = [
    ("la police", "official"),
    ("l'armée", "official"),
    ("Human Rights Watch", "international_org"),
    ("une source sécuritaire", "unnamed"),
    ("des habitants", "unnamed"),
    ("la Croix-Rouge", "international_org"),
    ("le maire", "official"),
    ("l'AFP", "media"),
];

impl Happened {
    fn new(numbers: &mut Numbers) -> Happened {
        let (town, country, lat, lon) = TOWNS[numbers.below(TOWNS.len())];
        // Four hundred villages round each town.
        let mut near = || (numbers.below(20) as f64 - 10.0) / 10.0;
        let (lat, lon) = (lat + near(), lon + near());
        let kind = numbers.of(&KINDS);
        let day = day(numbers.below(7000));
        Happened { kind, town, country, lat, lon, day, killed: 1 + numbers.below(80) as u64 }
    }
}

/// A report of three events with a reading that is made up. One event in three was told
/// before, by `told`.
pub fn made_up(
    numbers: &mut Numbers,
    n: usize,
    told: &mut Vec<Happened>,
) -> serde_json::Result<(Report, Reading)> {
    let mut report = report(numbers, n);
    // Words without sense: reports that repeat each other are another matter.
    report.text = (0..250).map(|_| format!("mot{} ", numbers.below(4000))).collect();
    report.url = Some(format!("https://gazette.example/made-up/{n}"));
    let excerpt = |start: u32, words: &str| json!({ "text": words, "start": start, "end": start + words.chars().count() as u32 });
    let with = |mut a: Value, b: Value| {
        if let (Some(a), Value::Object(b)) = (a.as_object_mut(), b) {
            a.extend(b);
        }
        a
    };
    let mut events = Vec::new();
    let mut published = String::new();
    for e in 0..3u32 {
        let again = told.len() > 200 && numbers.below(3) == 0;
        let happened = if again {
            told[told.len() - 1 - numbers.below(200)].clone()
        } else {
            let new = Happened::new(numbers);
            told.push(new.clone());
            new
        };
        published = published.max(happened.day.clone());
        let place = json!({
            "country": happened.country, "lat": happened.lat, "lon": happened.lon,
            "precision": "locality", "name": happened.town,
        });
        let killed = happened.killed + u64::from(again && numbers.below(4) == 0);
        let figure = json!({
            "what": "killed", "low": killed, "high": killed, "held_by": "A1",
            "certainty": "certain",
        });
        events.push(json!({
            "id": format!("E{}", e + 1),
            "type": happened.kind,
            "headline_event": e == 0,
            "mentions": [excerpt(e * 60, "attaqué")],
            "place": with(excerpt(e * 60 + 10, happened.town), place),
            "actor": excerpt(e * 60 + 30, numbers.of(&ACTORS)),
            "date": happened.day,
            "claims": [{
                "held_by": "A1", "certainty": "certain", "polarity": "positive",
                "reality": "actual",
            }],
            "figures": [with(excerpt(e * 60 + 20, "morts"), figure)],
        }));
    }
    report.published = Some(published);
    let (source, source_kind) = CITED[numbers.below(CITED.len())];
    let reading = json!({
        "schema": SCHEMA,
        "doc": report.id,
        "published": report.published,
        "report": {
            "id": report.id, "url": report.url, "outlet": report.outlet, "language": "fr",
            "text_sha256": selon_dossier::id::sha256(&report.text),
        },
        "attributions": [{
            "id": "A1",
            "source": excerpt(0, source),
            "cue": excerpt(0, "selon"),
            "content": [{ "text": "", "start": 0, "end": report.text.chars().count() }],
            "source_kind": source_kind,
            "certainty": "certain",
        }],
        "events": events,
        "mentions": [], "times": [], "places": [], "hedges": [],
    });
    Ok((report, serde_json::from_value(reading)?))
}
