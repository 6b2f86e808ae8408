//! What treebanks and lexicons say of forms.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use anyhow::{Context, Result};
use selon_language::lexicon::Slot;
use selon_language::morphology::{Degree, Gender, Number, Person};
use selon_language::{Morphology, Pos};
use selon_model::Language;

use super::conjugate::conjugate;
use super::inflect::Inflection;
use super::pattern::rows;
use crate::conllu;

/// A form with its tags and its lemma.
#[derive(Clone, Debug)]
pub struct Observation {
    /// As written.
    pub form: String,
    /// Its part of speech.
    pub pos: Pos,
    /// Its features.
    pub morphology: Morphology,
    /// Its lemma.
    pub lemma: String,
    /// How much it counts; one for each time in the treebank that is followed.
    pub weight: f32,
    /// Whether it stands in a treebank, else in a lexicon.
    pub seen: bool,
    /// Whether it is inflected from what stands in a treebank.
    pub inflected: bool,
    /// Whether it tells of the lemma only, not of what the form can be.
    pub lemma_only: bool,
}

/// A treebank to learn from.
struct Treebank {
    file: &'static str,
    weight: f32,
    /// Whether its lemmas of function words follow the same conventions.
    function_words: bool,
}

const FRENCH: &[Treebank] = &[
    Treebank { file: "fr_sequoia-ud-train", weight: 1.0, function_words: true },
    Treebank { file: "fr_gsd-ud-dev", weight: 1.0, function_words: true },
    Treebank { file: "fr_fqb-ud-test", weight: 0.3, function_words: false },
    Treebank { file: "fr_rhapsodie-ud-train", weight: 0.2, function_words: false },
    Treebank { file: "fr_rhapsodie-ud-dev", weight: 0.2, function_words: false },
    Treebank { file: "fr_parisstories-ud-train", weight: 0.1, function_words: false },
];
const ENGLISH: &[Treebank] = &[
    Treebank { file: "en_ewt-ud-train", weight: 1.0, function_words: true },
    Treebank { file: "en_gum-open-ud-train", weight: 0.5, function_words: true },
];

/// The compressed treebank of this name in the folder.
pub fn treebank_path(folder: &Path, name: &str) -> std::path::PathBuf {
    let zipped = folder.join(format!("{name}.conllu.gz"));
    if zipped.exists() { zipped } else { folder.join(format!("{name}.conllu")) }
}

/// All observations of the treebanks of a language.
pub fn from_treebanks(language: Language, folder: &Path) -> Result<Vec<Observation>> {
    let treebanks = match language {
        Language::French => FRENCH,
        Language::English => ENGLISH,
    };
    let mut observations = Vec::new();
    for treebank in treebanks {
        for sentence in conllu::read(&treebank_path(folder, treebank.file))? {
            for word in &sentence.words {
                let Some(pos) = Pos::from_ud(&word.upos) else { continue };
                let open = matches!(pos, Pos::Noun | Pos::Verb | Pos::Adj | Pos::Adv | Pos::Propn);
                let slip = word.feats.contains("Typo=Yes");
                if word.lemma.is_empty()
                    || word.lemma == "_"
                    || !treebank.function_words && (!open || word.lemma.contains('_'))
                {
                    continue;
                }
                observations.push(Observation {
                    form: word.form.clone(),
                    pos,
                    morphology: Morphology::from_ud(&word.feats),
                    lemma: word.lemma.clone(),
                    weight: if slip { 0.3 * treebank.weight } else { treebank.weight },
                    seen: true,
                    inflected: false,
                    lemma_only: slip,
                });
            }
        }
    }
    Ok(observations)
}

/// How much an entry of a lexicon counts, by how often its lemma was seen.
fn lexicon_weight(frequency: &HashMap<(Pos, &str), f32>, pos: Pos, lemma: &str) -> f32 {
    0.02 * (1.0 + (1.0 + frequency.get(&(pos, lemma)).copied().unwrap_or(0.0)).ln())
}

fn frequency(seen: &[Observation]) -> HashMap<(Pos, &str), f32> {
    let mut frequency = HashMap::new();
    for o in seen {
        *frequency.entry((o.pos, o.lemma.as_str())).or_insert(0.0) += o.weight;
    }
    frequency
}

/// Lemmas by part of speech, and forms with their lemmas by part of speech.
pub struct FrenchLists {
    /// Part of speech, lemmas.
    pub lemmas: BTreeMap<String, BTreeSet<String>>,
    /// Part of speech, form, lemmas.
    pub forms: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl FrenchLists {
    /// Reads `fr_lemma_index.json.gz` and `fr_lemma_exc.json.gz`.
    pub fn read(folder: &Path) -> Result<FrenchLists> {
        let json = |name: &str| conllu::open(&folder.join(format!("{name}.json.gz")));
        Ok(FrenchLists {
            lemmas: serde_json::from_reader(json("fr_lemma_index")?).context("fr_lemma_index")?,
            forms: serde_json::from_reader(json("fr_lemma_exc")?).context("fr_lemma_exc")?,
        })
    }

    /// The infinitives.
    pub fn verbs(&self) -> BTreeSet<&str> {
        let listed = self.lemmas.get("verb").into_iter().flatten();
        let of_forms = self.forms.get("verb").into_iter().flat_map(|f| f.values().flatten());
        listed.chain(of_forms).map(String::as_str).collect()
    }
}

/// Observations from the French lists, conjugated and inflected.
pub fn french_lexicon(lists: &FrenchLists, seen: &[Observation]) -> Result<Vec<Observation>> {
    let frequency = frequency(seen);
    let inflection = Inflection::parse(include_str!("../../../../lang/fr/inflection.tsv"))?;
    let mut observations = Vec::new();
    let mut add = |form: &str, pos: Pos, morphology: Morphology, lemma: &str| {
        observations.push(Observation {
            form: form.to_string(),
            pos,
            morphology,
            lemma: lemma.to_string(),
            weight: lexicon_weight(&frequency, pos, lemma),
            seen: false,
            inflected: false,
            lemma_only: false,
        });
    };
    let mut verbs: BTreeSet<&str> = lists.verbs();
    verbs.extend(
        seen.iter()
            .filter(|o| o.pos == Pos::Verb && o.weight >= 1.0)
            .map(|o| o.lemma.as_str())
            .filter(|l| l.ends_with("er") || l.ends_with("ir") || l.ends_with("re")),
    );
    let own = || vocabulary(include_str!("../../../../lang/fr/vocabulary.tsv"));
    for verb in own().filter(|row| row.0 == Pos::Verb).flat_map(|row| row.2) {
        verbs.insert(verb);
    }
    for (pos, gender, lemmas) in own().filter(|row| row.0 != Pos::Verb) {
        let gender = match gender {
            "m" => Some(Gender::Masc),
            "f" => Some(Gender::Fem),
            _ => None,
        };
        for lemma in lemmas {
            let number = (!lemma.ends_with(['s', 'x', 'z'])).then_some(Number::Sing);
            let masculine = pos == Pos::Adj && !lemma.ends_with('e');
            let gender = if masculine { Some(Gender::Masc) } else { gender };
            add(lemma, pos, Morphology { gender, number, ..Morphology::default() }, lemma);
            for (form, morphology) in inflection.forms(pos, lemma) {
                let gender = morphology.gender.or(gender);
                add(&form, pos, Morphology { gender, ..morphology }, lemma);
            }
        }
    }
    for verb in &verbs {
        let rare = !frequency.contains_key(&(Pos::Verb, *verb));
        for form in conjugate(verb) {
            if rare && literary(&form.morphology) {
                continue;
            }
            add(&form.form, Pos::Verb, form.morphology, verb);
            if matches!(*verb, "être" | "avoir") {
                add(&form.form, Pos::Aux, form.morphology, verb);
            }
        }
    }
    // Participles as adjectives: their lemma is the masculine singular.
    let participles: Vec<Observation> = verbs
        .iter()
        .flat_map(|verb| {
            let forms: Vec<_> = conjugate(verb)
                .into_iter()
                .filter(|f| Slot::of(&f.morphology) == Slot::PastParticiple)
                .collect();
            let lemma = forms
                .iter()
                .find(|f| {
                    f.morphology.gender == Some(Gender::Masc)
                        && f.morphology.number == Some(Number::Sing)
                })
                .map(|f| f.form.clone());
            lemma.into_iter().flat_map(move |lemma| {
                forms.clone().into_iter().map(move |f| Observation {
                    form: f.form,
                    pos: Pos::Adj,
                    morphology: Morphology {
                        gender: f.morphology.gender,
                        number: f.morphology.number,
                        ..Morphology::default()
                    },
                    lemma: lemma.clone(),
                    weight: 0.01,
                    seen: false,
                    inflected: false,
                    lemma_only: true,
                })
            })
        })
        .collect();
    for (name, pos) in [("noun", Pos::Noun), ("adj", Pos::Adj), ("adv", Pos::Adv)] {
        for lemma in lists.lemmas.get(name).into_iter().flatten() {
            // Participles stand among the adjectives by their infinitive.
            if pos == Pos::Adj && verbs.contains(lemma.as_str()) || lemma.contains(' ') {
                continue;
            }
            let morphology = match (pos, lemma.ends_with(['s', 'x', 'z'])) {
                (Pos::Noun, false) => Morphology::from_ud("Number=Sing"),
                (Pos::Adj, false) if lemma.ends_with('e') => Morphology::from_ud("Number=Sing"),
                (Pos::Adj, false) => Morphology::from_ud("Gender=Masc|Number=Sing"),
                (Pos::Adj, true) => Morphology::from_ud("Gender=Masc"),
                _ => Morphology::default(),
            };
            add(lemma, pos, morphology, lemma);
            for (form, morphology) in inflection.forms(pos, lemma) {
                add(&form, pos, morphology, lemma);
            }
        }
        for (form, lemmas) in lists.forms.get(name).into_iter().flatten() {
            for lemma in lemmas {
                if pos == Pos::Adj && verbs.contains(lemma.as_str()) || form.contains(' ') {
                    continue;
                }
                let mut morphology = Morphology::default();
                if form != lemma {
                    let known = inflection.forms(pos, lemma).into_iter().find(|(f, _)| f == form);
                    morphology = match known {
                        Some((_, morphology)) => morphology,
                        None if form.ends_with(['s', 'x']) => Morphology::from_ud("Number=Plur"),
                        None => morphology,
                    };
                }
                add(form, pos, morphology, lemma);
            }
        }
    }
    observations.extend(participles);
    Ok(observations)
}

/// The rows of a table of vocabulary: part of speech, gender, lemmas.
fn vocabulary(
    table: &'static str,
) -> impl Iterator<Item = (Pos, &'static str, impl Iterator<Item = &'static str>)> {
    rows(table).filter_map(|row| match row[..] {
        [pos, gender, lemmas] => Some((Pos::from_ud(pos)?, gender, lemmas.split(' '))),
        _ => None,
    })
}

/// Forms that are hardly ever seen of rare verbs: *-assions*, *-âmes*.
fn literary(m: &Morphology) -> bool {
    match Slot::of(m) {
        Slot::SubjunctivePast => true,
        Slot::IndicativePast => m.person != Some(Person::Third),
        _ => false,
    }
}

/// Observations from the lemmas that the English treebanks have, inflected.
pub fn english_lexicon(seen: &[Observation]) -> Result<Vec<Observation>> {
    let frequency = frequency(seen);
    let inflection = Inflection::parse(include_str!("../../../../lang/en/inflection.tsv"))?;
    let mut irregular: BTreeMap<&str, [Vec<&str>; 2]> = BTreeMap::new();
    for row in rows(include_str!("../../../../lang/en/irregular_verbs.tsv")) {
        let [verb, past, participle] = row[..] else { anyhow::bail!("not 3 columns: {row:?}") };
        irregular.insert(verb, [past.split(',').collect(), participle.split(',').collect()]);
    }
    let mut lemmas: BTreeSet<(Pos, &str)> = irregular.keys().map(|v| (Pos::Verb, *v)).collect();
    lemmas.extend(["be", "have", "do", "get"].map(|verb| (Pos::Aux, verb)));
    for o in seen {
        let plain = o.lemma.chars().all(|c| c.is_lowercase() || c == '-');
        if matches!(o.pos, Pos::Noun | Pos::Verb) && plain && o.lemma.len() > 1
            || o.pos == Pos::Adj && plain && (3..8).contains(&o.lemma.len())
        {
            lemmas.insert((o.pos, &o.lemma));
        }
    }
    let mut observations = Vec::new();
    let mut add = |form: &str, pos: Pos, features: &str, lemma: &str| {
        observations.push(Observation {
            form: form.to_string(),
            pos,
            morphology: Morphology::from_ud(features),
            lemma: lemma.to_string(),
            weight: lexicon_weight(&frequency, pos, lemma),
            seen: false,
            inflected: true,
            lemma_only: false,
        });
    };
    const PAST: &str = "Mood=Ind|Tense=Past|VerbForm=Fin";
    const PAST_PARTICIPLE: &str = "Tense=Past|VerbForm=Part";
    let bases = [
        "VerbForm=Inf",
        "Mood=Ind|Tense=Pres|VerbForm=Fin",
        "Mood=Sub|Tense=Pres|VerbForm=Fin",
        "Mood=Imp|VerbForm=Fin",
    ];
    for (pos, _, words) in vocabulary(include_str!("../../../../lang/en/vocabulary.tsv")) {
        match pos {
            Pos::Noun | Pos::Verb => lemmas.extend(words.map(|lemma| (pos, lemma))),
            _ => words.for_each(|lemma| {
                add(lemma, pos, if pos == Pos::Adj { "Degree=Pos" } else { "" }, lemma);
            }),
        }
    }
    for (pos, lemma) in lemmas {
        match pos {
            Pos::Verb | Pos::Aux => bases.iter().for_each(|base| add(lemma, pos, base, lemma)),
            Pos::Noun => add(lemma, pos, "Number=Sing", lemma),
            _ => add(lemma, pos, "Degree=Pos", lemma),
        }
        let special = irregular.get(lemma).filter(|_| matches!(pos, Pos::Verb | Pos::Aux));
        let inflected = if pos == Pos::Aux { Pos::Verb } else { pos };
        let regular = inflection.forms(inflected, lemma);
        for (form, morphology) in regular {
            match Slot::of(&morphology) {
                Slot::Gerund => {
                    add(&form, pos, "VerbForm=Ger", lemma);
                    add(&form, pos, "Tense=Pres|VerbForm=Part", lemma);
                }
                Slot::IndicativePast if special.is_some() => {}
                Slot::IndicativePast => {
                    add(&form, pos, PAST, lemma);
                    add(&form, pos, PAST_PARTICIPLE, lemma);
                }
                Slot::IndicativePresent => {
                    add(&form, pos, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", lemma);
                }
                _ if morphology.number.is_some() => add(&form, pos, "Number=Plur", lemma),
                _ if morphology.degree == Some(Degree::Cmp) => {
                    add(&form, pos, "Degree=Cmp", lemma);
                }
                _ => add(&form, pos, "Degree=Sup", lemma),
            }
        }
        if let Some([past, participle]) = special {
            past.iter().for_each(|form| add(form, pos, PAST, lemma));
            participle.iter().for_each(|form| add(form, pos, PAST_PARTICIPLE, lemma));
        }
    }
    Ok(observations)
}
