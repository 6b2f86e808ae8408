//! `selon-train lemma`: compiles the lexicons of forms and lemmas.

pub mod compile;
pub mod conjugate;
pub mod inflect;
pub mod observation;
pub mod pattern;
pub mod score;

use std::cmp::Reverse;
use std::path::PathBuf;

use anyhow::{Context, Result};
use selon_language::lexicon::Lexicon;
use selon_model::Language;

/// Compiles the lexicons of forms and lemmas from treebanks and lists of lemmas.
#[derive(Debug, clap::Args)]
pub struct LemmaArgs {
    /// Folder of treebanks in CoNLL-U, by their names in Universal Dependencies
    #[arg(long, value_name = "DIR")]
    treebanks: PathBuf,
    /// Folder with fr_lemma_index.json.gz and fr_lemma_exc.json.gz
    #[arg(long, value_name = "DIR")]
    lexicon: PathBuf,
    /// Folder that forms.fr.bin and forms.en.bin are written to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only this language
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Treebanks to score on, by their names; the development parts if none is given
    #[arg(long, value_name = "NAME")]
    score: Vec<String>,
    /// How many of the most frequent errors are shown
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
}

/// Runs the command.
pub fn run(args: &LemmaArgs) -> Result<()> {
    for language in Language::ALL {
        if args.language.as_ref().is_some_and(|code| code != language.code()) {
            continue;
        }
        let mut observations = observation::from_treebanks(language, &args.treebanks)?;
        let lexicon = match language {
            Language::French => {
                let lists = observation::FrenchLists::read(&args.lexicon)?;
                observation::french_lexicon(&lists, &observations)?
            }
            Language::English => observation::english_lexicon(&observations)?,
        };
        observations.extend(lexicon);
        let (bytes, size) = compile::compile(&observations)?;
        let path = args.out.join(format!("forms.{}.bin", language.code()));
        std::fs::write(&path, &bytes)
            .with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}: {size:?}", path.display());

        let lexicon = Lexicon::new(Box::leak(bytes.into_boxed_slice()));
        let standard = match language {
            Language::French => ["fr_sequoia-ud-dev", "fr_sequoia-ud-test"],
            Language::English => ["en_ewt-ud-dev", "en_ewt-ud-test"],
        };
        let named = args.score.iter().map(String::as_str);
        let names: Vec<&str> =
            if args.score.is_empty() { standard.to_vec() } else { named.collect() };
        for name in names {
            print(name, &score::score(&lexicon, &args.treebanks, name)?, args.errors);
        }
    }
    Ok(())
}

fn print(name: &str, score: &score::Score, errors: usize) {
    let percent = |[all, right]: [usize; 2]| 100.0 * right as f64 / all.max(1) as f64;
    println!(
        "{name}: lemmas {:.2} of {} words; of unknown forms {:.2} of {}; verb features allowed {:.2} of {}",
        percent(score.all),
        score.all[0],
        percent(score.unknown),
        score.unknown[0],
        percent(score.slots),
        score.slots[0],
    );
    for (pos, counts) in &score.by_pos {
        println!("  {:6}{:7.2} of {}", pos.as_str(), percent(*counts), counts[0]);
    }
    let mut worst: Vec<_> = score.errors.iter().collect();
    worst.sort_by_key(|(_, count)| Reverse(**count));
    for ((pos, form, found, wanted), count) in worst.into_iter().take(errors) {
        println!("  {count:4} {} {form}: {found}, wanted {wanted}", pos.as_str());
    }
    println!("  features changed: {}", score.changed.values().sum::<usize>());
    let mut changed: Vec<_> = score.changed.iter().collect();
    changed.sort_by_key(|(_, count)| Reverse(**count));
    for ((form, feats, to), count) in changed.into_iter().take(errors) {
        println!("  {count:4} {form} {feats} changed to {to}");
    }
    let mut excluded: Vec<_> = score.excluded.iter().collect();
    excluded.sort_by_key(|(_, count)| Reverse(**count));
    for ((form, slot), count) in excluded.into_iter().take(errors) {
        println!("  {count:4} {form} as {slot} is excluded");
    }
}
