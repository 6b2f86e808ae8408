use selon_language::testing::from_conllu;
use selon_model::Language;
use selon_reader::{actor, attribution, certainty};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let lang =
        if std::env::args().nth(2).unwrap() == "fr" { Language::French } else { Language::English };
    let data = std::fs::read_to_string(path).unwrap();
    for doc in data.split("\u{1}") {
        let Some((text, rows)) = doc.trim_start_matches('\n').split_once('\u{2}') else { continue };
        let a = from_conllu(text, lang, rows);
        let actors = actor::find(&a, &[]);
        let found = attribution::find(&a, &actors);
        println!("## {text}");
        for f in &found {
            let c: Vec<&str> = f.content.iter().map(|s| s.of(text)).collect();
            println!(
                "   [{}] <{}> {:?} in {:?} {:?}",
                f.source.as_ref().map_or("-", |s| s.span.of(text)),
                f.cue.map_or("-", |s| s.of(text)),
                c,
                f.inside,
                f.source_kind
            );
        }
        if std::env::args().nth(3).is_some() {
            for w in a.word_ids() {
                if matches!(a[w].pos, selon_language::Pos::Verb | selon_language::Pos::Noun) {
                    let j = certainty::judge(&a, w, None);
                    if j != certainty::Judgement::plain() {
                        println!(
                            "   ~{} {:?} {:?} {:?} h={:?} c={:?}",
                            a[w].form,
                            j.certainty,
                            j.polarity,
                            j.reality,
                            j.hedge.map(|h| (h.0.of(text), h.1)),
                            j.cue.map(|c| c.of(text))
                        );
                    }
                }
            }
        }
    }
}
