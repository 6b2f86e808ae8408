//! Case files: headings, texts in quotation blocks, expectations in lists.

use std::fs;
use std::path::{Path, PathBuf};

use selon_model::Language;

/// A text and what must be read out of it.
pub struct Case {
    /// `fr/conditional.md:12`
    pub place: String,
    pub heading: String,
    pub language: Language,
    pub text: String,
    pub published: Option<String>,
    pub expectations: Vec<Expectation>,
}

impl Case {
    /// How it is called in messages.
    pub fn name(&self) -> String {
        format!("{} {}", self.place, self.heading)
    }
}

/// A line of the list under a text.
pub struct Expectation {
    /// As written.
    pub line: String,
    /// Whether it must not come out.
    pub not: bool,
    /// Whether it is known not to be met.
    pub pending: bool,
    /// What comes before the colon: `attribution`, `claim`, `figure` …
    pub kind: String,
    /// What comes after, between commas.
    pub fields: Vec<Field>,
}

/// Words and quotations between two commas: `held by "l'OSDH"`.
#[derive(Debug, Default)]
pub struct Field {
    /// The words outside of the quotation marks.
    pub words: String,
    /// The quotations.
    pub quoted: Vec<String>,
}

/// All cases, in the order of their files.
pub fn all() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut cases = Vec::new();
    for language in Language::ALL {
        let mut files: Vec<PathBuf> = fs::read_dir(root.join(language.code()))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "md"))
            .collect();
        files.sort();
        for file in files {
            let name =
                format!("{}/{}", language.code(), file.file_name().unwrap().to_string_lossy());
            cases.extend(parse(&name, language, &fs::read_to_string(&file).unwrap()));
        }
    }
    cases
}

fn parse(name: &str, language: Language, markdown: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut heading = String::new();
    let mut in_text = false;
    for (n, line) in markdown.lines().enumerate() {
        let place = format!("{name}:{}", n + 1);
        if let Some(words) = line.strip_prefix('#') {
            heading = words.trim_start_matches('#').trim().to_owned();
        }
        if let Some(text) = line.strip_prefix('>') {
            let text = text.strip_prefix(' ').unwrap_or(text);
            match cases.last_mut().filter(|_| in_text) {
                Some(case) => {
                    case.text.push('\n');
                    case.text.push_str(text);
                }
                None => cases.push(Case {
                    place,
                    heading: heading.clone(),
                    language,
                    text: text.to_owned(),
                    published: None,
                    expectations: Vec::new(),
                }),
            }
            in_text = true;
            continue;
        }
        in_text = false;
        if let Some(item) = line.strip_prefix("- ") {
            let case = cases.last_mut().unwrap_or_else(|| panic!("{place}: no text above"));
            match item.strip_prefix("published: ") {
                Some(day) => case.published = Some(day.trim().to_owned()),
                None => case.expectations.push(expectation(item, &place)),
            }
        }
    }
    for case in &cases {
        assert!(!case.expectations.is_empty(), "{}: nothing is expected", case.name());
    }
    cases
}

fn expectation(item: &str, place: &str) -> Expectation {
    let (pending, rest) = after(item, "not yet: ");
    let (not, rest) = after(rest, "not: ");
    let (kind, fields) =
        rest.split_once(": ").unwrap_or_else(|| panic!("{place}: no `kind: ` in {item:?}"));
    Expectation {
        line: item.to_owned(),
        not,
        pending,
        kind: kind.to_owned(),
        fields: split(fields),
    }
}

fn after<'a>(text: &'a str, prefix: &str) -> (bool, &'a str) {
    text.strip_prefix(prefix).map_or((false, text), |rest| (true, rest))
}

/// Splits at commas outside of quotation marks and of the brackets of a set of EDTF; `\"` is a
/// quotation mark within.
fn split(text: &str) -> Vec<Field> {
    let mut fields = vec![Field::default()];
    let mut quotation: Option<String> = None;
    let mut in_set = false;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let field = fields.last_mut().unwrap();
        match (&mut quotation, c) {
            (Some(quoted), '\\') => quoted.extend(chars.next()),
            (Some(quoted), '"') => {
                field.quoted.push(std::mem::take(quoted));
                quotation = None;
            }
            (Some(quoted), c) => quoted.push(c),
            (None, '"') => quotation = Some(String::new()),
            (None, ',') if !in_set => fields.push(Field::default()),
            (None, c) => {
                in_set = c == '[' || (in_set && c != ']');
                field.words.push(c);
            }
        }
    }
    for field in &mut fields {
        field.words = field.words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    fields
}
