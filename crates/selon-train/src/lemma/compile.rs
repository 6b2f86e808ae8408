//! Learns rules from observations and writes a compiled lexicon.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Context, Result};
use selon_language::Pos;
use selon_language::lemma::{keeps_capitals, ungrouped};
use selon_language::lexicon::script::{Case, Script};
use selon_language::lexicon::table::{HEADER, LONGEST, MAGIC, MAX_SUFFIX, SECTIONS};
use selon_language::lexicon::{
    CONTEXT_FIELDS, FormClass, FormReading, LowerForm, Shape, Slot, context, hash, suffix_context,
    suffix_context_plain,
};

use super::observation::Observation;

/// An edit that owns its text.
type Edit = (Case, u8, String);

/// How much speaks for each script.
type Votes = BTreeMap<u16, f32>;

/// A form as it was observed: part of speech, form, shape, features.
type Observed = (Pos, String, Shape, u32);

/// The context and the text of a suffix.
type Node<'f> = ([u8; 3], &'f str);

/// Votes at a suffix, how many examples have each script and how many characters it
/// takes off, and the decision before.
type Ballot = (Votes, BTreeMap<u16, (u32, u8)>, Option<u16>);

/// The slots of a hash: fingerprint and value.
type Slots = Vec<(u16, u16)>;

/// What was observed of a form as one part of speech: context, script, weight.
type Cases = Vec<(u32, u16, f32)>;

#[derive(Default)]
struct Form {
    readings: BTreeMap<FormReading, (f32, bool)>,
    cases: BTreeMap<Pos, Cases>,
}

/// Numbers for distinct values, in the order in which they come.
struct Numbering<T> {
    of: HashMap<T, u16>,
    values: Vec<T>,
}

impl<T: Clone + Eq + std::hash::Hash> Numbering<T> {
    fn new() -> Numbering<T> {
        Numbering { of: HashMap::new(), values: Vec::new() }
    }

    fn number(&mut self, value: T) -> Result<u16> {
        if let Some(&n) = self.of.get(&value) {
            return Ok(n);
        }
        let n = u16::try_from(self.values.len()).context("too many distinct values")?;
        anyhow::ensure!(n < u16::MAX, "too many distinct values");
        self.values.push(value.clone());
        self.of.insert(value, n);
        Ok(n)
    }
}

/// A rule of a form: part of speech, condition, script.
type Rule = (Pos, u16, u16);

/// How big the parts of a compiled lexicon are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Size {
    /// Forms.
    pub forms: usize,
    /// Distinct entries.
    pub entries: usize,
    /// Distinct edits.
    pub scripts: usize,
    /// Rules by suffix.
    pub suffixes: usize,
    /// Bytes of the file.
    pub bytes: usize,
}

/// Learns from the observations and writes the file.
pub fn compile(observations: &[Observation]) -> Result<(Vec<u8>, Size)> {
    let mut scripts: Numbering<Edit> = Numbering::new();
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    let mut examples: BTreeMap<Observed, (Votes, [u8; 3])> = BTreeMap::new();
    let lower_only = scripts.number((Case::Lower, 0, String::new()))?;
    let mut small: HashSet<String> = HashSet::new();
    let mut grouped = [0.0f32; 2];
    for o in observations {
        let Some(lower) = LowerForm::new(&o.form) else { continue };
        let lower = lower.as_str();
        // Numbers in digits are not words to learn one by one.
        if o.pos == Pos::Num && lower.contains(|c: char| c.is_ascii_digit()) {
            if let Some(ungrouped) = ungrouped(lower, ',') {
                grouped[usize::from(ungrouped == o.lemma)] += o.weight;
            }
            continue;
        }
        let script = Script::between(&o.form, lower, &o.lemma, keeps_capitals(o.pos));
        let script = scripts.number((script.case, script.strip, script.append.to_string()))?;
        let shape = Shape::of(&o.form);
        let context = context(&o.morphology, shape);
        let form = forms.entry(lower.to_string()).or_default();
        if !o.lemma_only {
            let reading =
                form.readings.entry(FormReading::new(o.pos, &o.morphology)).or_insert((0.0, false));
            reading.0 += o.weight;
            reading.1 |= !o.seen;
        }
        form.cases.entry(o.pos).or_default().push((context, script, o.weight));
        if shape == Shape::Lower && !o.inflected {
            small.insert(lower.to_string());
        }
        // Slips make no rules, nor do words of closed classes.
        if o.lemma_only && o.seen || !open(o.pos) {
            continue;
        }
        if scripts.values[usize::from(script)].1 != u8::MAX {
            let example = examples
                .entry((o.pos, lower.to_string(), shape, context & 0x3fff))
                .or_insert_with(|| (BTreeMap::new(), suffix_context(o.pos, &o.morphology, shape)));
            *example.0.entry(script).or_default() += o.weight;
        }
    }

    // Rules by suffix.
    let mut full = Vec::new();
    let mut plain = Vec::new();
    let scripts_of = &scripts;
    for ((pos, form, shape, _), (scripts, context)) in &examples {
        // Of forms with capitals, the rules say whether they keep them; they are
        // learned from those that are not known in small letters.
        let capital = *shape != Shape::Lower && !keeps_capitals(*pos);
        if capital && small.contains(form) {
            continue;
        }
        let total: f32 = scripts.values().sum();
        for (&script, weight) in scripts {
            let lower = capital && scripts_of.values[usize::from(script)].0 == Case::Lower;
            let script = if lower { lower_only } else { script };
            let share = weight / total * (1.0 + (1.0 + total).ln()).min(3.0);
            let strip = scripts_of.values[usize::from(script)].1;
            full.push(Example { context: *context, form, script, strip, weight: share });
            plain.push(Example {
                context: suffix_context_plain(*pos, *shape),
                form,
                script,
                strip,
                weight: share,
            });
        }
    }
    let mut suffixes = suffix_rules(full);
    suffixes.extend(suffix_rules(plain));
    let mut longest: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
    for (key, _) in &suffixes {
        let characters = String::from_utf8_lossy(&key[3..]).chars().count() as u16;
        let known = longest.entry([&key[..3], &LONGEST].concat()).or_default();
        *known = characters.max(*known);
    }
    suffixes.extend(longest);

    // Entries.
    let mut conditions: Numbering<(u32, u32)> = Numbering::new();
    conditions.number((0, 0))?;
    let mut entries: Numbering<(Vec<FormReading>, Vec<Rule>)> = Numbering::new();
    let mut keys: Vec<(Vec<u8>, u16)> = Vec::new();
    for (form, data) in &forms {
        let readings = plausible(&data.readings);
        let mut rules = Vec::new();
        for (&pos, cases) in &data.cases {
            // Names and the like keep their form, mostly: that needs no rule.
            if keeps_capitals(pos)
                && cases.iter().all(|(_, s, _)| {
                    let (case, strip, append) = &scripts.values[usize::from(*s)];
                    *case == Case::Keep && *strip == 0 && append.is_empty()
                })
            {
                continue;
            }
            rules.extend(
                decisions(cases.clone())
                    .into_iter()
                    .map(|(mask, value, script)| {
                        Ok((pos, conditions.number((mask, value))?, script))
                    })
                    .collect::<Result<Vec<Rule>>>()?,
            );
        }
        let only_name = readings.iter().all(|r| keeps_capitals(r.pos()));
        let seldom = data.readings.values().map(|r| r.0).sum::<f32>() < 2.0;
        if rules.is_empty() && (readings.is_empty() || only_name && seldom) {
            continue;
        }
        keys.push((form.as_bytes().to_vec(), entries.number((readings, rules))?));
    }

    let separator = if grouped[1] > grouped[0] { u32::from(',') } else { 0 };
    let size = Size {
        forms: keys.len(),
        entries: entries.values.len(),
        scripts: scripts.values.len(),
        suffixes: suffixes.len(),
        bytes: 0,
    };
    let bytes =
        write(separator, &keys, &entries.values, &conditions.values, &scripts.values, &suffixes)?;
    Ok((bytes.clone(), Size { bytes: bytes.len(), ..size }))
}

/// The readings of a form without those that are slips of annotation, and without
/// those that another one says more exactly.
fn plausible(readings: &BTreeMap<FormReading, (f32, bool)>) -> Vec<FormReading> {
    let total: f32 = readings.values().map(|r| r.0).sum();
    let kept: Vec<FormReading> = readings
        .iter()
        .filter(|(_, (weight, listed))| *listed || *weight > 0.03 * total)
        .map(|(r, _)| *r)
        .collect();
    let fields = [FormReading::PERSON, FormReading::NUMBER, FormReading::GENDER];
    let says_more = |a: FormReading, b: FormReading| {
        a != b
            && a.pos() == b.pos()
            && a.slot() == b.slot()
            && !(b.slot() != Slot::None && readings[&b].1)
            && fields.iter().all(|&at| b.field(at) == 0 || b.field(at) == a.field(at))
    };
    kept.iter().filter(|r| !kept.iter().any(|other| says_more(*other, **r))).copied().collect()
}

/// A list of decisions: mask and value of the context, and the script if they fit.
/// The last one has no condition.
fn decisions(mut cases: Cases) -> Vec<(u32, u32, u16)> {
    let mut rules = Vec::new();
    loop {
        let mut votes: Votes = BTreeMap::new();
        for (_, script, weight) in &cases {
            *votes.entry(*script).or_default() += weight;
        }
        let Some((default, _)) = best(&votes) else { break };
        let mut chosen: Option<(f32, u32, u32, u16)> = None;
        if votes.len() > 1 && rules.len() < 4 {
            for mask in CONTEXT_FIELDS {
                let mut groups: BTreeMap<u32, Votes> = BTreeMap::new();
                for (context, script, weight) in &cases {
                    *groups.entry(context & mask).or_default().entry(*script).or_default() +=
                        weight;
                }
                if groups.len() < 2 {
                    continue;
                }
                for (value, votes) in groups {
                    let Some((script, weight)) = best(&votes) else { continue };
                    let total: f32 = votes.values().sum();
                    let gain = weight - votes.get(&default).copied().unwrap_or(0.0);
                    if script != default
                        && weight > 0.6 * total
                        && gain > 0.015
                        && chosen.is_none_or(|c| gain > c.0)
                    {
                        chosen = Some((gain, mask, value, script));
                    }
                }
            }
        }
        match chosen {
            Some((_, mask, value, script)) => {
                rules.push((mask, value, script));
                cases.retain(|(context, ..)| context & mask != value);
            }
            None => {
                rules.push((0, 0, default));
                break;
            }
        }
    }
    rules
}

fn best(votes: &Votes) -> Option<(u16, f32)> {
    let mut best: Option<(u16, f32)> = None;
    for (&script, &weight) in votes {
        if best.is_none_or(|(_, w)| weight > w) {
            best = Some((script, weight));
        }
    }
    best
}

/// Whether new words of this part of speech come up.
fn open(pos: Pos) -> bool {
    use Pos::*;
    matches!(pos, Noun | Verb | Adj | Adv | Propn | Num | X | Intj | Sym)
}

struct Example<'f> {
    context: [u8; 3],
    form: &'f str,
    script: u16,
    /// How many characters the script takes off.
    strip: u8,
    weight: f32,
}

fn suffix(form: &str, characters: usize) -> Option<&str> {
    if characters == 0 {
        return Some("");
    }
    form.char_indices().rev().nth(characters - 1).map(|(at, _)| &form[at..])
}

/// Rules by suffix, shorter suffixes first; a longer one only where it says otherwise
/// than the shorter one that it ends in.
fn suffix_rules(examples: Vec<Example>) -> Vec<(Vec<u8>, u16)> {
    let mut rules = Vec::new();
    // Examples that are still to be told apart, each with the decision so far.
    let mut open: Vec<(Example, Option<u16>)> = examples.into_iter().map(|e| (e, None)).collect();
    for length in 0..=MAX_SUFFIX {
        let mut nodes: BTreeMap<Node, Ballot> = BTreeMap::new();
        for (example, decision) in &open {
            if let Some(suffix) = suffix(example.form, length) {
                let node = nodes
                    .entry((example.context, suffix))
                    .or_insert_with(|| (BTreeMap::new(), BTreeMap::new(), *decision));
                *node.0.entry(example.script).or_default() += example.weight;
                node.1.entry(example.script).or_insert((0, example.strip)).0 += 1;
            }
        }
        let mut state: BTreeMap<Node, (Option<u16>, bool)> = BTreeMap::new();
        for ((context, text), (votes, examples, before)) in nodes {
            let total: f32 = votes.values().sum();
            let Some((script, weight)) = best(&votes) else { continue };
            let least = if context[1] & 3 == Shape::Lower as u8 { 2 } else { 3 };
            let (count, strip) = examples[&script];
            // A suffix says nothing of letters before it.
            let reaches = usize::from(strip) <= length;
            let enough = (length == 0 || count >= least) && reaches;
            let decided = if enough && Some(script) != before {
                let mut key = context.to_vec();
                key.extend_from_slice(text.as_bytes());
                rules.push((key, script));
                Some(script)
            } else {
                before
            };
            state.insert((context, text), (decided, !reaches || enough && weight < 0.999 * total));
        }
        open = open
            .into_iter()
            .filter_map(|(example, _)| {
                let text = suffix(example.form, length)?;
                let (decided, go_on) = state.get(&(example.context, text))?;
                go_on.then_some((example, *decided))
            })
            .collect();
    }
    rules
}

fn write(
    separator: u32,
    keys: &[(Vec<u8>, u16)],
    entries: &[(Vec<FormReading>, Vec<Rule>)],
    conditions: &[(u32, u32)],
    scripts: &[Edit],
    suffixes: &[(Vec<u8>, u16)],
) -> Result<Vec<u8>> {
    let mut sections: [Vec<u8>; SECTIONS] = Default::default();
    let mut counts = [0usize; SECTIONS];
    for (keys, pilots_at, slots_at) in [(keys, 0, 1), (suffixes, 7, 8)] {
        let (pilots, slots) = table(keys)?;
        counts[pilots_at] = pilots.len();
        counts[slots_at] = slots.len();
        sections[pilots_at] = pilots.iter().flat_map(|p| p.to_le_bytes()).collect();
        sections[slots_at] = slots
            .iter()
            .flat_map(|(print, value)| [print.to_le_bytes(), value.to_le_bytes()].concat())
            .collect();
    }
    let (mut readings, mut rules) = (Vec::<FormReading>::new(), Vec::<Rule>::new());
    let mut reading_lists: HashMap<Vec<FormReading>, usize> = HashMap::new();
    let mut rule_lists: HashMap<Vec<Rule>, usize> = HashMap::new();
    for (of_readings, of_rules) in entries {
        let class = of_readings
            .iter()
            .fold(FormClass::KNOWN, |class, reading| class.union(reading.class()));
        let first_reading = *reading_lists.entry(of_readings.clone()).or_insert_with(|| {
            readings.extend(of_readings);
            readings.len() - of_readings.len()
        });
        let first_rule = *rule_lists.entry(of_rules.clone()).or_insert_with(|| {
            rules.extend(of_rules);
            rules.len() - of_rules.len()
        });
        let list = |first: usize, count: usize| -> Result<u32> {
            anyhow::ensure!(first < 1 << 24 && count < 256, "a list of an entry is too long");
            Ok((first as u32) << 8 | count as u32)
        };
        let entry = &mut sections[2];
        entry.extend(class.0.to_le_bytes());
        entry.extend(list(first_reading, of_readings.len())?.to_le_bytes());
        entry.extend(list(first_rule, of_rules.len())?.to_le_bytes());
    }
    counts[2] = entries.len();
    counts[3] = readings.len();
    sections[3] = readings.iter().flat_map(|r| r.0.to_le_bytes()).collect();
    counts[4] = rules.len();
    sections[4] = rules
        .iter()
        .flat_map(|(pos, condition, script)| {
            [(*pos as u16).to_le_bytes(), condition.to_le_bytes(), script.to_le_bytes()].concat()
        })
        .collect();
    counts[5] = conditions.len();
    sections[5] =
        conditions.iter().flat_map(|(m, v)| [m.to_le_bytes(), v.to_le_bytes()].concat()).collect();
    counts[6] = scripts.len();
    for (case, strip, append) in scripts {
        let at = sections[9].len() as u32;
        sections[9].extend_from_slice(append.as_bytes());
        sections[6].extend([*strip, *case as u8]);
        sections[6].extend((append.len() as u16).to_le_bytes());
        sections[6].extend(at.to_le_bytes());
    }
    counts[9] = sections[9].len();

    let mut bytes = Vec::with_capacity(HEADER * 4 + sections.iter().map(Vec::len).sum::<usize>());
    bytes.extend(MAGIC.to_le_bytes());
    bytes.extend(separator.to_le_bytes());
    for count in counts {
        bytes.extend((count as u32).to_le_bytes());
    }
    for section in sections {
        bytes.extend(section);
    }
    Ok(bytes)
}

/// The pilots and the slots of a perfect hash.
fn table(keys: &[(Vec<u8>, u16)]) -> Result<(Vec<u16>, Slots)> {
    let hashes: Vec<u64> = keys.iter().map(|(key, _)| hash::hash(key)).collect();
    for percent in 2..10 {
        let count = keys.len() + keys.len() * percent / 100 + 8;
        let Some(pilots) = hash::build(&hashes, count) else { continue };
        let mut slots = vec![(0, u16::MAX); count];
        for (&h, (_, value)) in hashes.iter().zip(keys) {
            let pilot = pilots[hash::bucket(h, pilots.len())];
            slots[hash::slot(h, pilot, count)] = (hash::fingerprint(h), *value);
        }
        return Ok((pilots, slots));
    }
    anyhow::bail!("no perfect hash was found")
}
