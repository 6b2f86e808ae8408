//! Patterns over atoms, read from a table of a language and matched as one trie.
//!
//! | in a pattern | means |
//! |---|---|
//! | `mot`, `aujourd'hui` | these atoms |
//! | `$month` | an entry of the lexicon of this class, or a built-in class |
//! | `[ a ]` | *a* or nothing |
//! | `( a ; b )` | one of these |
//! | `< a >` | only *a* is reported; the rest is context |
//! | `/` alone, `\(`, `\)` … | the sign itself, after a backslash if the sign means something here |

use selon_model::ByteSpan;

use super::atom::{Atom, AtomKind, atoms};
use super::lexicon::rows;
use crate::tables::TableMap;

/// A rule: what to do where a pattern stands.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The second column of the table.
    pub kind: &'static str,
    /// The third column, cut at blanks.
    pub value: Vec<&'static str>,
}

/// All patterns of a language.
pub(crate) struct Patterns {
    /// The rules in the order of the table.
    pub rules: Vec<Rule>,
    nodes: Vec<Node>,
    /// The classes that stand in patterns.
    pub classes: Vec<&'static str>,
}

#[derive(Default)]
struct Node {
    literal: TableMap<String, u32>,
    class: Vec<(u16, u32)>,
    accept: Option<Accept>,
}

#[derive(Clone, Copy)]
struct Accept {
    rule: usize,
    /// The elements that are reported.
    open: usize,
    close: usize,
}

/// What a class holds at a place of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Filled {
    /// The class.
    pub class: &'static str,
    /// Its value there.
    pub value: Slot,
    /// One past its last atom.
    pub end: usize,
}

/// The value of a class at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Slot {
    /// A number that the text tells.
    Number(f64),
    /// The value of the lexicon's entry.
    Entry(&'static str),
}

/// A pattern that stands in the text.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    /// The rule.
    pub rule: usize,
    /// The first and one past the last atom that are reported.
    pub atoms: (usize, usize),
    /// One past the last atom that was matched.
    pub end: usize,
    /// The classes in it, in order.
    pub slots: Vec<Filled>,
}

impl Match {
    /// Where the reported atoms stand.
    pub fn span(&self, text: &[Atom]) -> ByteSpan {
        text[self.atoms.0].span.cover(text[self.atoms.1 - 1].span)
    }

    /// The `n`th value of a class.
    pub fn nth(&self, class: &str, n: usize) -> Option<Slot> {
        self.slots.iter().filter(|s| s.class == class).nth(n).map(|s| s.value)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Element {
    Literal(String),
    Class(&'static str),
    Open,
    Close,
}

impl Patterns {
    /// Reads tables of rules; what is no row of three columns is passed over.
    pub fn new(tables: &[&'static str]) -> Patterns {
        let mut patterns =
            Patterns { rules: vec![], nodes: vec![Node::default()], classes: vec![] };
        for row in tables.iter().flat_map(|t| rows(t)) {
            let [pattern, kind, value] = row[..] else { continue };
            let rule = patterns.rules.len();
            patterns.rules.push(Rule { kind, value: value.split_whitespace().collect() });
            let tokens = cut(pattern);
            let mut rest = &tokens[..];
            for sequence in alternatives(&mut rest) {
                patterns.add(&sequence, rule);
            }
        }
        patterns
    }

    fn add(&mut self, sequence: &[Element], rule: usize) {
        let (mut at, mut count, mut open, mut close) = (0, 0, 0, None);
        for element in sequence {
            let fresh = self.nodes.len() as u32;
            let next = match element {
                Element::Open => {
                    open = count;
                    continue;
                }
                Element::Close => {
                    close = Some(count);
                    continue;
                }
                Element::Literal(form) => {
                    *self.nodes[at].literal.entry(form.clone()).or_insert(fresh)
                }
                Element::Class(name) => {
                    let class = match self.classes.iter().position(|c| c == name) {
                        Some(class) => class as u16,
                        None => {
                            self.classes.push(name);
                            (self.classes.len() - 1) as u16
                        }
                    };
                    match self.nodes[at].class.iter().find(|(c, _)| *c == class) {
                        Some(&(_, node)) => node,
                        None => {
                            self.nodes[at].class.push((class, fresh));
                            fresh
                        }
                    }
                }
            };
            if next == fresh {
                self.nodes.push(Node::default());
            }
            at = next as usize;
            count += 1;
        }
        let close = close.unwrap_or(count);
        if open < close && self.nodes[at].accept.is_none() {
            self.nodes[at].accept = Some(Accept { rule, open, close });
        }
    }

    /// Whether any pattern begins with this very atom.
    pub fn begins(&self, atom: &Atom) -> bool {
        self.nodes[0].literal.contains_key(atom.form.as_ref())
    }

    /// The longest match that begins at this atom; of matches as long, that of the
    /// first rule. `fill` tells what a class, by its number in `classes`, holds at an atom.
    pub fn longest(
        &self,
        text: &[Atom],
        at: usize,
        fill: &mut dyn FnMut(usize, usize) -> Vec<Filled>,
    ) -> Option<Match> {
        let mut walk = Walk { patterns: self, text, bounds: vec![], slots: vec![], best: None };
        walk.from(0, at, fill);
        walk.best
    }
}

struct Walk<'p, 'a, 't> {
    patterns: &'p Patterns,
    text: &'a [Atom<'t>],
    bounds: Vec<(usize, usize)>,
    slots: Vec<Filled>,
    best: Option<Match>,
}

impl Walk<'_, '_, '_> {
    fn from(&mut self, node: usize, at: usize, fill: &mut dyn FnMut(usize, usize) -> Vec<Filled>) {
        let patterns = self.patterns;
        let node = &patterns.nodes[node];
        if let Some(accept) = node.accept {
            let better = self
                .best
                .as_ref()
                .is_none_or(|b| at > b.end || (at == b.end && accept.rule < b.rule));
            if better {
                let atoms = (self.bounds[accept.open].0, self.bounds[accept.close - 1].1);
                let slots = self.slots.clone();
                self.best = Some(Match { rule: accept.rule, atoms, end: at, slots });
            }
        }
        let Some(atom) = self.text.get(at).filter(|a| a.kind != AtomKind::Break) else { return };
        if let Some(&next) = node.literal.get(atom.form.as_ref()) {
            self.bounds.push((at, at + 1));
            self.from(next as usize, at + 1, fill);
            self.bounds.pop();
        }
        for &(class, next) in &node.class {
            for filled in fill(class as usize, at) {
                let end = filled.end;
                self.bounds.push((at, end));
                self.slots.push(filled);
                self.from(next as usize, end, fill);
                self.slots.pop();
                self.bounds.pop();
            }
        }
    }
}

/// The patterns that stand in rows of a table before: only the first of them tells anything.
#[cfg(test)]
pub(crate) fn repeated(table: &'static str) -> Vec<String> {
    let mut first: TableMap<Vec<Element>, &str> = TableMap::default();
    let mut found = vec![];
    for row in rows(table) {
        let [pattern, _, _] = row[..] else { continue };
        let tokens = cut(pattern);
        for mut sequence in alternatives(&mut &tokens[..]) {
            sequence.retain(|e| !matches!(e, Element::Open | Element::Close));
            let before = *first.entry(sequence).or_insert(pattern);
            let told = format!("{pattern} | {before}");
            if before != pattern && found.last() != Some(&told) {
                found.push(told);
            }
        }
    }
    found
}

/// The ways to write a pattern, with what `sample` gives for its classes.
#[cfg(test)]
pub(crate) fn spelled(pattern: &'static str, sample: &dyn Fn(&str) -> String) -> Vec<String> {
    let word = |element: &Element| match element {
        Element::Literal(form) => Some(form.clone()),
        Element::Class(class) => Some(sample(class)),
        Element::Open | Element::Close => None,
    };
    let tokens = cut(pattern);
    let sequences = alternatives(&mut &tokens[..]);
    sequences.iter().map(|s| s.iter().filter_map(word).collect::<Vec<_>>().join(" ")).collect()
}

/// Cuts a pattern into its signs and words.
fn cut(pattern: &'static str) -> Vec<&'static str> {
    let mut tokens = vec![];
    let mut start = 0;
    let mut escaped = false;
    for (i, c) in pattern.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c.is_whitespace() || "[]();<>".contains(c) {
            if start < i {
                tokens.push(&pattern[start..i]);
            }
            start = i + c.len_utf8();
            if !c.is_whitespace() {
                tokens.push(&pattern[i..start]);
            }
        }
    }
    if start < pattern.len() {
        tokens.push(&pattern[start..]);
    }
    tokens
}

/// All sequences of a pattern, up to the sign that closes it.
fn alternatives(tokens: &mut &[&'static str]) -> Vec<Vec<Element>> {
    let mut finished = vec![];
    let mut open: Vec<Vec<Element>> = vec![vec![]];
    while let Some((&token, rest)) = tokens.split_first() {
        *tokens = rest;
        let next: Vec<Vec<Element>> = match token {
            "]" | ")" => break,
            ";" => {
                finished.append(&mut open);
                open.push(vec![]);
                continue;
            }
            "[" => {
                let mut inner = alternatives(tokens);
                inner.push(vec![]);
                inner
            }
            "(" => alternatives(tokens),
            "<" => vec![vec![Element::Open]],
            ">" => vec![vec![Element::Close]],
            _ => match token.strip_prefix('$') {
                Some(class) => vec![vec![Element::Class(class)]],
                None => {
                    let word = token.strip_prefix('\\').unwrap_or(token);
                    let cut = atoms(word);
                    vec![cut.iter().map(|a| Element::Literal(a.form.to_string())).collect()]
                }
            },
        };
        open = open
            .iter()
            .flat_map(|head| next.iter().map(move |tail| [&head[..], &tail[..]].concat()))
            .collect();
    }
    finished.append(&mut open);
    finished
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(table: &'static str, text: &str) -> Option<(usize, String)> {
        let patterns = Patterns::new(&[table]);
        let cut = atoms(text);
        let found = patterns.longest(&cut, 0, &mut |class, at| {
            let class = patterns.classes[class];
            let digits = cut.get(at).and_then(|a| a.form.parse().ok());
            digits
                .map(|n| Filled { class, value: Slot::Number(n), end: at + 1 })
                .into_iter()
                .collect()
        })?;
        Some((found.rule, found.span(&cut).of(text).to_string()))
    }

    #[test]
    fn options_choices_and_context() {
        const TABLE: &str =
            "il y a [( environ ; près de )] $n jours\td\tx\nen < $n >\td\tx\n\\( $n \\)\td\tx";
        assert_eq!(matched(TABLE, "Il y a 3 jours"), Some((0, "Il y a 3 jours".into())));
        assert_eq!(matched(TABLE, "il y a près de 3 jours").map(|m| m.0), Some(0));
        assert_eq!(matched(TABLE, "en 2014"), Some((1, "2014".into())));
        assert_eq!(matched(TABLE, "(2014)").map(|m| m.0), Some(2));
        assert_eq!(matched(TABLE, "il y a\n3 jours"), None);
    }
}
