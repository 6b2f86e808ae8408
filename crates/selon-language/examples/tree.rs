//! Prints what the language core finds in a text, one word a line: number, form, lemma,
//! part of speech, head, relation, name. For looking into a misreading:
//! `echo "Deux obus sont tombés." | cargo run --release -p selon-language --example tree -- fr`

use std::io::Read;

use selon_model::Language;

fn main() -> std::io::Result<()> {
    let language = match std::env::args().nth(1).as_deref() {
        Some("en") => Language::English,
        _ => Language::French,
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let analysis = selon_language::analyze(&text, language);
    for sentence in &analysis.sentences {
        let first = sentence.words.start;
        for id in sentence.words.iter() {
            let word = &analysis[id];
            let head = word.head.map_or(0, |h| h.0 - first + 1);
            let name = analysis.name_of(id).map(|n| format!("{:?}", n.kind)).unwrap_or_default();
            println!(
                "{}\t{}\t{}\t{:?}\t{head}\t{}\t{name}",
                id.0 - first + 1,
                word.form,
                word.lemma,
                word.pos,
                word.relation.as_str(),
            );
        }
        println!();
    }
    Ok(())
}
