//! The forms of French verbs, from the table of their conjugation.

use std::sync::LazyLock;

use selon_language::Morphology;
use selon_language::lexicon::Slot;
use selon_language::morphology::{Gender, Number, Person};

use super::pattern::{Pattern, rows};

/// A form of a verb with its features.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerbForm {
    /// The form.
    pub form: String,
    /// Slot, person, number, gender.
    pub morphology: Morphology,
}

struct Row {
    pattern: Pattern,
    ending: &'static str,
    present: Vec<&'static str>,
    imperfect: &'static str,
    past: &'static str,
    future: &'static str,
    subjunctive: Vec<&'static str>,
    imperative: Vec<&'static str>,
    present_participle: &'static str,
    past_participle: &'static str,
}

static TABLE: LazyLock<(Vec<&'static str>, Vec<Row>)> = LazyLock::new(|| {
    let mut clusters = Vec::new();
    let mut table = Vec::new();
    for row in rows(include_str!("../../../../lang/fr/conjugation.tsv")) {
        if row[0] == "*" {
            clusters = row[1].split(' ').collect();
            continue;
        }
        assert_eq!(row.len(), 10, "columns of the row {}", row[0]);
        for pattern in row[0].split(',') {
            table.push(Row {
                pattern: Pattern::parse(pattern).expect("a pattern begins with - or ="),
                ending: row[1],
                present: row[2].split(' ').collect(),
                imperfect: row[3],
                past: row[4],
                future: row[5],
                subjunctive: row[6].split(' ').collect(),
                imperative: row[7].split(' ').collect(),
                present_participle: row[8],
                past_participle: row[9],
            });
        }
    }
    (clusters, table)
});

const PERSONS: [(Person, Number); 6] = [
    (Person::First, Number::Sing),
    (Person::Second, Number::Sing),
    (Person::Third, Number::Sing),
    (Person::First, Number::Plur),
    (Person::Second, Number::Plur),
    (Person::Third, Number::Plur),
];
const IMPERFECT: [&str; 6] = ["ais", "ais", "ait", "ions", "iez", "aient"];
const FUTURE: [&str; 6] = ["ai", "as", "a", "ons", "ez", "ont"];
const SUBJUNCTIVE: [&str; 6] = ["e", "es", "e", "ions", "iez", "ent"];

/// The endings of the simple past and of the imperfect subjunctive, after the stem
/// without its vowel.
fn past_endings(past: &str) -> (&str, [&'static str; 6], [&'static str; 6]) {
    let vowels: [(&str, [&'static str; 6], [&'static str; 6]); 6] = [
        (
            "in",
            ["ins", "ins", "int", "înmes", "întes", "inrent"],
            ["insse", "insses", "înt", "inssions", "inssiez", "inssent"],
        ),
        (
            "a",
            ["ai", "as", "a", "âmes", "âtes", "èrent"],
            ["asse", "asses", "ât", "assions", "assiez", "assent"],
        ),
        (
            "i",
            ["is", "is", "it", "îmes", "îtes", "irent"],
            ["isse", "isses", "ît", "issions", "issiez", "issent"],
        ),
        (
            "u",
            ["us", "us", "ut", "ûmes", "ûtes", "urent"],
            ["usse", "usses", "ût", "ussions", "ussiez", "ussent"],
        ),
        (
            "û",
            ["ûs", "ûs", "ût", "ûmes", "ûtes", "ûrent"],
            ["ûsse", "ûsses", "ût", "ûssions", "ûssiez", "ûssent"],
        ),
        (
            "ï",
            ["ïs", "ïs", "ït", "ïmes", "ïtes", "ïrent"],
            ["ïsse", "ïsses", "ït", "ïssions", "ïssiez", "ïssent"],
        ),
    ];
    for (vowel, past_tense, subjunctive) in vowels {
        if let Some(stem) = past.strip_suffix(vowel) {
            return (stem, past_tense, subjunctive);
        }
    }
    (past, [""; 6], [""; 6])
}

/// The forms of a verb, by its infinitive, without doubles.
pub fn conjugate(infinitive: &str) -> Vec<VerbForm> {
    let (clusters, table) = &*TABLE;
    let fitting: Vec<(&Row, &str)> = table
        .iter()
        .filter_map(|row| Some((row, row.pattern.fit(infinitive, clusters)?)))
        .collect();
    let Some(weight) = fitting.iter().map(|(row, _)| row.pattern.weight()).max() else {
        return Vec::new();
    };
    let mut forms = Vec::new();
    for (row, star) in fitting.into_iter().filter(|(row, _)| row.pattern.weight() == weight) {
        let ending = row.ending.replace('*', star);
        if let Some(radical) = infinitive.strip_suffix(&ending) {
            conjugate_by(row, radical, star, infinitive, &mut forms);
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

fn conjugate_by(row: &Row, radical: &str, star: &str, infinitive: &str, forms: &mut Vec<VerbForm>) {
    let keeps_sound = infinitive.ends_with("er");
    let stem = |text: &str| format!("{radical}{}", text.replace('*', star));
    let join = |stem: &str, ending: &str| -> String {
        let back = ending.starts_with(['a', 'â', 'o', 'u', 'û']);
        match stem.strip_suffix('c') {
            Some(start) if keeps_sound && back => format!("{start}ç{ending}"),
            _ if keeps_sound && back && stem.ends_with('g') => format!("{stem}e{ending}"),
            _ => format!("{stem}{ending}"),
        }
    };
    let whole = |text: &str| match text.split_once('*') {
        Some((before, ending)) => join(&format!("{radical}{before}{star}"), ending),
        None => join(radical, text),
    };
    let mut add = |form: String, slot: Slot, person: Option<usize>| {
        let mut morphology = Morphology::default();
        slot.put(&mut morphology);
        if let Some(p) = person {
            morphology.person = Some(PERSONS[p].0);
            morphology.number = Some(PERSONS[p].1);
        }
        forms.push(VerbForm { form, morphology });
    };
    let present: Vec<Option<String>> =
        row.present.iter().map(|text| (*text != ".").then(|| whole(text))).collect();
    for (p, form) in present.iter().enumerate() {
        if let Some(form) = form {
            add(form.clone(), Slot::IndicativePresent, Some(p));
        }
    }
    let nous = present.get(3).cloned().flatten();
    let ils = present.get(5).cloned().flatten();
    // The stem as before -i-, where c and g need no help.
    let hard = |stem: String| -> String {
        if !keeps_sound {
            return stem;
        }
        if let Some(start) = stem.strip_suffix('ç') {
            format!("{start}c")
        } else if let Some(start) = stem.strip_suffix("ge") {
            format!("{start}g")
        } else {
            stem
        }
    };
    let imperfect = if row.imperfect == "-" {
        nous.as_deref().and_then(|n| n.strip_suffix("ons")).map(|s| hard(s.to_string()))
    } else {
        Some(stem(row.imperfect))
    };
    if let Some(imperfect) = &imperfect {
        for (p, ending) in IMPERFECT.iter().enumerate() {
            add(join(imperfect, ending), Slot::IndicativeImperfect, Some(p));
        }
        if row.present_participle == "-" {
            add(join(imperfect, "ant"), Slot::PresentParticiple, None);
        }
    }
    if row.present_participle != "-" {
        add(stem(row.present_participle), Slot::PresentParticiple, None);
    }
    if row.past != "." {
        let (past, tense, subjunctive) = past_endings(row.past);
        let past = stem(past);
        for p in 0..6 {
            add(join(&past, tense[p]), Slot::IndicativePast, Some(p));
            add(join(&past, subjunctive[p]), Slot::SubjunctivePast, Some(p));
        }
    }
    if row.future != "." {
        for future in row.future.split(',').map(&stem) {
            for p in 0..6 {
                add(format!("{future}{}", FUTURE[p]), Slot::IndicativeFuture, Some(p));
                add(format!("{future}{}", IMPERFECT[p]), Slot::Conditional, Some(p));
            }
        }
    }
    match row.subjunctive[..] {
        ["-"] => {
            let strong = ils.as_deref().and_then(|i| i.strip_suffix("ent"));
            for (p, ending) in SUBJUNCTIVE.iter().enumerate() {
                let stem = if p == 3 || p == 4 { imperfect.as_deref() } else { strong };
                if let Some(stem) = stem {
                    add(format!("{stem}{ending}"), Slot::SubjunctivePresent, Some(p));
                }
            }
        }
        [strong, weak] => {
            for (p, ending) in SUBJUNCTIVE.iter().enumerate() {
                let text = if p == 3 || p == 4 { weak } else { strong };
                add(format!("{}{ending}", stem(text)), Slot::SubjunctivePresent, Some(p));
            }
        }
        _ if row.subjunctive.len() == 6 => {
            for (p, text) in row.subjunctive.iter().enumerate() {
                add(stem(text), Slot::SubjunctivePresent, Some(p));
            }
        }
        _ => {}
    }
    match row.imperative[..] {
        ["-"] => {
            for p in [1, 3, 4] {
                if let Some(form) = present.get(p).cloned().flatten() {
                    let form = match form.strip_suffix('s') {
                        Some(short) if p == 1 && short.ends_with('e') => short.to_string(),
                        _ => form,
                    };
                    add(form, Slot::Imperative, Some(p));
                }
            }
        }
        [tu, nous, vous] => {
            for (p, text) in [(1, tu), (3, nous), (4, vous)] {
                add(stem(text), Slot::Imperative, Some(p));
            }
        }
        _ => {}
    }
    add(infinitive.to_string(), Slot::Infinitive, None);
    let mut parts = row.past_participle.split(' ');
    let masculine = parts.next().unwrap_or(".");
    if masculine == "." {
        return;
    }
    let (masculine, invariable) = match masculine.strip_suffix('!') {
        Some(m) => (stem(m), true),
        None => (stem(masculine), false),
    };
    let feminine = parts.next().map_or_else(|| format!("{masculine}e"), &stem);
    let masculines = parts.next().map_or_else(
        || if masculine.ends_with('s') { masculine.clone() } else { format!("{masculine}s") },
        &stem,
    );
    let feminines = format!("{feminine}s");
    let mut participle = |form: &str, gender: Gender, number: Number| {
        let mut morphology = Morphology::default();
        Slot::PastParticiple.put(&mut morphology);
        morphology.gender = Some(gender);
        morphology.number = Some(number);
        forms.push(VerbForm { form: form.to_string(), morphology });
    };
    participle(&masculine, Gender::Masc, Number::Sing);
    if !invariable {
        participle(&masculines, Gender::Masc, Number::Plur);
        participle(&feminine, Gender::Fem, Number::Sing);
        participle(&feminines, Gender::Fem, Number::Plur);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(infinitive: &str, slot: Slot) -> Vec<String> {
        let mut forms: Vec<_> = conjugate(infinitive)
            .into_iter()
            .filter(|f| Slot::of(&f.morphology) == slot)
            .map(|f| (f.morphology.number, f.morphology.person, f.morphology.gender, f.form))
            .collect();
        forms.sort();
        forms.into_iter().map(|f| f.3).collect()
    }

    #[test]
    fn regular_and_irregular_verbs() {
        for (infinitive, slot, expected) in [
            ("manger", Slot::IndicativePresent, "mange manges mange mangeons mangez mangent"),
            (
                "protéger",
                Slot::IndicativeImperfect,
                "protégeais protégeais protégeait protégions protégiez protégeaient",
            ),
            ("lancer", Slot::IndicativePast, "lançai lanças lança lançâmes lançâtes lancèrent"),
            (
                "acheter",
                Slot::SubjunctivePresent,
                "achette achète achettes achètes achette achète achetions achetiez achettent achètent",
            ),
            ("avoir", Slot::Conditional, "aurais aurais aurait aurions auriez auraient"),
            ("être", Slot::SubjunctivePast, "fusse fusses fût fussions fussiez fussent"),
            ("venir", Slot::SubjunctivePresent, "vienne viennes vienne venions veniez viennent"),
            ("savoir", Slot::PresentParticiple, "sachant"),
            (
                "recevoir",
                Slot::IndicativePresent,
                "reçois reçois reçoit recevons recevez reçoivent",
            ),
            (
                "finir",
                Slot::SubjunctivePresent,
                "finisse finisses finisse finissions finissiez finissent",
            ),
            (
                "craindre",
                Slot::IndicativePast,
                "craignis craignis craignit craignîmes craignîtes craignirent",
            ),
            ("devoir", Slot::PastParticiple, "dû due dus dues"),
            ("mettre", Slot::PastParticiple, "mis mise mis mises"),
            (
                "répartir",
                Slot::IndicativePresent,
                "répartis répartis répartit répartissons répartissez répartissent",
            ),
            (
                "repartir",
                Slot::IndicativePresent,
                "repars repars repart repartons repartez repartent",
            ),
            ("ouvrir", Slot::Imperative, "ouvre ouvrons ouvrez"),
            ("dire", Slot::IndicativePresent, "dis dis dit disons dites disent"),
            (
                "interdire",
                Slot::IndicativePresent,
                "interdis interdis interdit interdisons interdisez interdisent",
            ),
            ("faire", Slot::SubjunctivePresent, "fasse fasses fasse fassions fassiez fassent"),
            ("aller", Slot::IndicativeFuture, "irai iras ira irons irez iront"),
        ] {
            assert_eq!(forms(infinitive, slot).join(" "), expected, "{infinitive} {slot:?}");
        }
    }
}
