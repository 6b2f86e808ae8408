//! Times in sentences of both languages.

use selon_model::ByteSpan;
use selon_model::Language::{self, English, French};

use super::TimeKind::{self, Date, Duration, Hour, Set};
use super::{Clause, Expressions, scan};

mod tables;

/// Words, and their value; `-` if they have none.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn read(
    language: Language,
    published: Option<&str>,
    text: &str,
    future: bool,
) -> Vec<(String, String, TimeKind)> {
    let clause = if future { Clause::Ahead } else { Clause::Open };
    let expressions = Expressions::of(text, language);
    scan(&expressions, language, published, &|_: ByteSpan| clause, &|_: ByteSpan| false)
        .into_iter()
        .map(|t| {
            let value = t.value.map_or("-".into(), |v| v.to_string());
            (t.span.of(text).to_string(), value, t.kind)
        })
        .collect()
}

fn check(language: Language, published: Option<&str>, future: bool, cases: &[Case]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found: Vec<(String, String)> = read(language, published, text, future)
            .into_iter()
            .filter(|t| matches!(t.2, Date | Hour))
            .map(|t| (t.0, t.1))
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(t, v)| (t.to_string(), v.to_string())).collect();
        if found != expected {
            wrong += &format!("{text}\n  expected {expected:?}\n  found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn french_dates_that_stand_for_themselves() {
    check(
        French,
        None,
        false,
        &[
            ("Le 17 décembre 2016, une bombe", &[("17 décembre 2016", "2016-12-17")]),
            ("le 1er janvier 2016", &[("1er janvier 2016", "2016-01-01")]),
            ("Samedi 17 décembre 2016 à Lyon", &[("Samedi 17 décembre 2016", "2016-12-17")]),
            ("le 17/12/2016", &[("17/12/2016", "2016-12-17")]),
            ("le 05/03/2016", &[("05/03/2016", "2016-03-05")]),
            ("le 17.12.2016", &[("17.12.2016", "2016-12-17")]),
            ("daté 2016-12-17", &[("2016-12-17", "2016-12-17")]),
            ("en mars 2015", &[("mars 2015", "2015-03")]),
            ("début mars 2015", &[("début mars 2015", "2015-03")]),
            ("En 2014, le pays", &[("2014", "2014")]),
            ("le traité de 1920, signé", &[("1920", "1920")]),
            ("plus de 2000 morts", &[]),
            ("2000 personnes ont fui", &[]),
            ("les années 1990", &[("les années 1990", "199X")]),
            ("les années 90", &[("les années 90", "199X")]),
            ("au XXe siècle", &[("au XXe siècle", "19XX")]),
            ("à l'été 2011", &[("été 2011", "2011-22")]),
            ("depuis 2007", &[("depuis 2007", "2007/..")]),
            ("depuis mars 2011", &[("depuis mars 2011", "2011-03/..")]),
            ("jusqu'en 2014", &[("jusqu'en 2014", "../2014")]),
            ("entre 2011 et 2014", &[("entre 2011 et 2014", "2011/2014")]),
            ("de 2011 à 2014", &[("de 2011 à 2014", "2011/2014")]),
            ("du 3 au 5 mars 2016", &[("du 3 au 5 mars 2016", "2016-03-03/2016-03-05")]),
            (
                "du 28 février au 3 mars 2016",
                &[("du 28 février au 3 mars 2016", "2016-02-28/2016-03-03")],
            ),
            (
                "du 30 décembre 2015 au 2 janvier 2016",
                &[("du 30 décembre 2015 au 2 janvier 2016", "2015-12-30/2016-01-02")],
            ),
            ("de mars à mai 2016", &[("de mars à mai 2016", "2016-03/2016-05")]),
            ("de novembre à janvier 2016", &[("de novembre à janvier 2016", "2015-11/2016-01")]),
            ("dans la nuit du 12 au 13 mars 2016", &[("nuit du 12 au 13 mars 2016", "2016-03-13")]),
            ("les attentats du 11 septembre", &[("11 septembre", "2001-09-11")]),
            ("le 31 février 2016", &[("31 février 2016", "-")]),
        ],
    );
}

#[test]
fn french_times_unresolved_without_publication() {
    check(
        French,
        None,
        false,
        &[
            ("Hier, une bombe", &[("Hier", "-")]),
            ("mardi dernier", &[("mardi dernier", "-")]),
            ("en novembre dernier", &[("novembre dernier", "XXXX-11")]),
            ("en mai", &[("mai", "XXXX-05")]),
            ("dans la nuit", &[("la nuit", "-")]),
            ("le 12 janvier", &[("12 janvier", "XXXX-01-12")]),
            ("la veille", &[("la veille", "-")]),
            ("En 2019, la ville. En mars, le camp.", &[("2019", "2019"), ("mars", "XXXX-03")]),
        ],
    );
}

#[test]
fn french_times_from_the_publication() {
    // A Wednesday.
    check(
        French,
        Some("2016-09-14"),
        false,
        &[
            ("Aujourd'hui, une bombe", &[("Aujourd'hui", "2016-09-14")]),
            ("hier soir", &[("hier soir", "2016-09-13")]),
            ("avant-hier", &[("avant-hier", "2016-09-12")]),
            ("demain", &[("demain", "2016-09-15")]),
            ("ce matin", &[("ce matin", "2016-09-14")]),
            ("Ce soir, l’armée", &[("Ce soir", "2016-09-14")]),
            ("cet après-midi", &[("cet après-midi", "2016-09-14")]),
            ("arrêté ce mercredi à Paris", &[("mercredi", "2016-09-14")]),
            ("mardi", &[("mardi", "2016-09-13")]),
            ("jeudi", &[("jeudi", "2016-09-08")]),
            ("mercredi dernier", &[("mercredi dernier", "2016-09-07")]),
            ("mardi dernier", &[("mardi dernier", "2016-09-13")]),
            ("lundi soir", &[("lundi soir", "2016-09-12")]),
            ("vendredi prochain", &[("vendredi prochain", "2016-09-16")]),
            ("ce vendredi 9 septembre", &[("vendredi 9 septembre", "2016-09-09")]),
            ("Mardi 13, une bombe", &[("Mardi 13", "2016-09-13")]),
            ("la semaine dernière", &[("la semaine dernière", "2016-09-05/2016-09-11")]),
            ("cette semaine", &[("cette semaine", "2016-09-12/2016-09-14")]),
            ("la semaine prochaine", &[("la semaine prochaine", "2016-09-19/2016-09-25")]),
            ("le week-end dernier", &[("le week-end dernier", "2016-09-10/2016-09-11")]),
            ("le mois dernier", &[("le mois dernier", "2016-08")]),
            ("l'an dernier", &[("l'an dernier", "2015")]),
            ("l'année dernière", &[("l'année dernière", "2015")]),
            ("cette année", &[("cette année", "2016")]),
            ("en novembre dernier", &[("novembre dernier", "2015-11")]),
            ("en septembre dernier", &[("septembre dernier", "2015-09")]),
            ("en mai", &[("mai", "2016-05")]),
            ("en décembre", &[("décembre", "2015-12")]),
            ("fin août", &[("fin août", "2016-08")]),
            ("le 12 janvier", &[("12 janvier", "2016-01-12")]),
            ("le 24 décembre", &[("24 décembre", "2015-12-24")]),
            ("le 24 décembre dernier", &[("24 décembre dernier", "2015-12-24")]),
            ("ce 14 septembre", &[("14 septembre", "2016-09-14")]),
            ("depuis mardi", &[("depuis mardi", "2016-09-13/..")]),
            ("depuis le 3 mars", &[("depuis le 3 mars", "2016-03-03/..")]),
            (
                "depuis le début de l'année",
                &[("depuis le début de l'année", "2016-01-01/2016-09-14")],
            ),
            ("il y a trois jours", &[("il y a trois jours", "2016-09-11")]),
            ("il y a un an", &[("il y a un an", "2015")]),
            ("il y a près de deux mois", &[("il y a près de deux mois", "2016-07")]),
            ("depuis deux ans", &[("depuis deux ans", "2014/2016")]),
            ("depuis plus d’un an et demi", &[("depuis plus d’un an et demi", "2015/2016")]),
            ("depuis près de quatre mois", &[("depuis près de quatre mois", "2016-05/2016-09")]),
            ("depuis plusieurs mois", &[("depuis plusieurs mois", "-")]),
            ("ces trois derniers jours", &[("ces trois derniers jours", "2016-09-11/2016-09-14")]),
            ("ces derniers mois", &[("ces derniers mois", "-")]),
            ("dans la nuit", &[("la nuit", "2016-09-14")]),
            ("dans la nuit de mardi à mercredi", &[("nuit de mardi à mercredi", "2016-09-14")]),
            ("entre lundi et mercredi", &[("entre lundi et mercredi", "2016-09-12/2016-09-14")]),
            ("du 3 au 5 mars", &[("du 3 au 5 mars", "2016-03-03/2016-03-05")]),
            ("l'été dernier", &[("l'été dernier", "2016-22")]),
            ("le jour de Noël", &[("Noël", "2015-12-25")]),
            ("le marché de Noël", &[]),
        ],
    );
}

#[test]
fn french_times_from_another_time() {
    check(
        French,
        Some("2016-09-14"),
        false,
        &[
            (
                "Le 3 mars, une bombe. Le lendemain, une autre.",
                &[("3 mars", "2016-03-03"), ("lendemain", "2016-03-04")],
            ),
            (
                "Le 3 mars, une bombe. La veille, une autre.",
                &[("3 mars", "2016-03-03"), ("La veille", "2016-03-02")],
            ),
            (
                "Le 3 mars, il part. Il revient deux jours plus tard.",
                &[("3 mars", "2016-03-03"), ("deux jours plus tard", "2016-03-05")],
            ),
            (
                "Le 3 mars, il part. Une semaine après, il meurt.",
                &[("3 mars", "2016-03-03"), ("Une semaine après", "2016-03-10")],
            ),
            (
                "Jeudi, le procès s'ouvre une semaine après une longue grève.",
                &[("Jeudi", "2016-09-08"), ("une semaine après", "2016-09-01")],
            ),
            (
                "En 2011, la guerre. Trois ans plus tard, la trêve.",
                &[("2011", "2011"), ("Trois ans plus tard", "2014")],
            ),
            (
                "Mardi vers 15 heures, un obus.",
                &[("Mardi", "2016-09-13"), ("15 heures", "2016-09-13")],
            ),
            ("À 5 h 45 mardi, un obus.", &[("5 h 45", "2016-09-13"), ("mardi", "2016-09-13")]),
            (
                "Le 7 janvier 2015, à Paris. Le 11 janvier, une marche.",
                &[("7 janvier 2015", "2015-01-07"), ("11 janvier", "2015-01-11")],
            ),
            (
                "Lundi, il a tiré. Peu après, il a été arrêté.",
                &[("Lundi", "2016-09-12"), ("Peu après", "2016-09-12")],
            ),
            (
                "Lundi, il a tiré (né le 3 mars 1990). La veille, il était venu.",
                &[
                    ("Lundi", "2016-09-12"),
                    ("3 mars 1990", "1990-03-03"),
                    ("La veille", "2016-09-11"),
                ],
            ),
            (
                "Lundi, un raid, au lendemain de l'assaut.",
                &[("Lundi", "2016-09-12"), ("lendemain de", "2016-09-13")],
            ),
            (
                "Mardi, un raid, au lendemain d'un assaut.",
                &[("Mardi", "2016-09-13"), ("lendemain d'", "2016-09-12")],
            ),
            (
                "Lundi, ils ont fui. Dans la soirée, ils sont rentrés.",
                &[("Lundi", "2016-09-12"), ("la soirée", "2016-09-12")],
            ),
        ],
    );
}

#[test]
fn french_lengths_and_repetitions() {
    let kinds = |text: &str| read(French, Some("2016-09-14"), text, false);
    for (text, words, kind) in [
        ("pendant trois jours de combats", "pendant trois jours", Duration),
        ("après deux ans de siège", "deux ans", Duration),
        ("chaque vendredi", "chaque vendredi", Set),
        ("tous les jours", "tous les jours", Set),
    ] {
        let found = kinds(text);
        assert_eq!(found, [(words.to_string(), "-".to_string(), kind)], "{text}");
    }
    assert_eq!(kinds("âgé de 31 ans"), []);
}

#[test]
fn what_lies_ahead() {
    check(
        French,
        Some("2016-09-14"),
        true,
        &[
            ("Il se rendra vendredi à Genève", &[("vendredi", "2016-09-16")]),
            ("Le vote aura lieu le 12 janvier", &[("12 janvier", "2017-01-12")]),
            ("Le vote aura lieu en mai", &[("mai", "2017-05")]),
        ],
    );
    check(
        English,
        Some("2016-09-14"),
        true,
        &[
            ("Talks will be held in February", &[("February", "2017-02")]),
            ("Talks will be held on Friday", &[("Friday", "2016-09-16")]),
        ],
    );
}

#[test]
fn english_dates_that_stand_for_themselves() {
    check(
        English,
        None,
        false,
        &[
            ("On December 17, 2016, a bomb", &[("December 17, 2016", "2016-12-17")]),
            ("on 17 December 2016", &[("17 December 2016", "2016-12-17")]),
            ("Saturday, Dec. 17, 2016", &[("Saturday, Dec. 17, 2016", "2016-12-17")]),
            ("the 17th of December 2016", &[("17th of December 2016", "2016-12-17")]),
            ("17/12/2016", &[("17/12/2016", "2016-12-17")]),
            ("04/03/2016", &[("04/03/2016", "[2016-03-04,2016-04-03]")]),
            ("2016-12-17", &[("2016-12-17", "2016-12-17")]),
            ("in March 2015", &[("March 2015", "2015-03")]),
            ("in early November 2005", &[("early November 2005", "2005-11")]),
            ("They may march 20 miles", &[]),
            ("in 2014", &[("2014", "2014")]),
            ("the war of 2006.", &[("2006", "2006")]),
            ("2000 people fled", &[]),
            ("in the 1990s", &[("the 1990s", "199X")]),
            ("in the 20th century", &[("the 20th century", "19XX")]),
            ("in the summer of 2011", &[("summer of 2011", "2011-22")]),
            ("since 2011", &[("since 2011", "2011/..")]),
            ("since March 2011", &[("since March 2011", "2011-03/..")]),
            ("until 2014", &[("until 2014", "../2014")]),
            ("between 2011 and 2014", &[("between 2011 and 2014", "2011/2014")]),
            ("from 3 to 5 March 2016", &[("from 3 to 5 March 2016", "2016-03-03/2016-03-05")]),
            ("from March 3 to 5, 2016", &[("from March 3 to 5, 2016", "2016-03-03/2016-03-05")]),
            ("March 3-5, 2016", &[("March 3-5, 2016", "2016-03-03/2016-03-05")]),
            ("from March to May 2016", &[("from March to May 2016", "2016-03/2016-05")]),
            ("the 9/11 attacks", &[("9/11", "2001-09-11")]),
            (
                "In November 2005 they came. On 5 November, they attacked.",
                &[("November 2005", "2005-11"), ("5 November", "2005-11-05")],
            ),
        ],
    );
}

#[test]
fn english_times_unresolved_without_publication() {
    check(
        English,
        None,
        false,
        &[
            ("Yesterday, a bomb", &[("Yesterday", "-")]),
            ("on Tuesday", &[("Tuesday", "-")]),
            ("on Dec. 10.", &[("Dec. 10", "XXXX-12-10")]),
            ("the next day", &[("the next day", "-")]),
            ("earlier this month", &[("earlier this month", "-")]),
            ("in the past 24 hours", &[("the past 24 hours", "-")]),
        ],
    );
}

#[test]
fn english_times_from_the_publication() {
    // A Wednesday.
    check(
        English,
        Some("2016-09-14"),
        false,
        &[
            ("today", &[("today", "2016-09-14")]),
            ("yesterday evening", &[("yesterday evening", "2016-09-13")]),
            ("tomorrow", &[("tomorrow", "2016-09-15")]),
            ("this morning", &[("this morning", "2016-09-14")]),
            ("last night", &[("last night", "2016-09-13")]),
            ("overnight", &[("overnight", "2016-09-14")]),
            ("on Tuesday", &[("Tuesday", "2016-09-13")]),
            ("on Thursday", &[("Thursday", "2016-09-08")]),
            ("last Tuesday", &[("last Tuesday", "2016-09-13")]),
            ("last Wednesday", &[("last Wednesday", "2016-09-07")]),
            ("next Friday", &[("next Friday", "2016-09-16")]),
            (
                "the early hours of Sunday morning",
                &[("the early hours of Sunday morning", "2016-09-11")],
            ),
            ("last week", &[("last week", "2016-09-05/2016-09-11")]),
            ("this week", &[("this week", "2016-09-12/2016-09-14")]),
            ("next month", &[("next month", "2016-10")]),
            ("early last month", &[("early last month", "2016-08")]),
            ("earlier this month", &[("earlier this month", "2016-09")]),
            ("last year", &[("last year", "2015")]),
            ("last November", &[("last November", "2015-11")]),
            ("in May", &[("May", "2016-05")]),
            ("in December", &[("December", "2015-12")]),
            ("on Nov. 24", &[("Nov. 24", "2015-11-24")]),
            ("on 19 August", &[("19 August", "2016-08-19")]),
            ("On Dec. 6th, they", &[("Dec. 6th", "2015-12-06")]),
            ("two weeks ago", &[("two weeks ago", "2016-08-31")]),
            ("a year ago", &[("a year ago", "2015")]),
            ("three months ago", &[("three months ago", "2016-06")]),
            ("in the past 24 hours", &[("the past 24 hours", "2016-09-13/2016-09-14")]),
            ("since Monday", &[("since Monday", "2016-09-12/..")]),
            ("overnight Tuesday to Wednesday", &[("overnight Tuesday to Wednesday", "2016-09-14")]),
            ("from Monday to Wednesday", &[("from Monday to Wednesday", "2016-09-12/2016-09-14")]),
            ("at 5:45 pm on Tuesday", &[("5:45 pm", "2016-09-13"), ("Tuesday", "2016-09-13")]),
            ("On Christmas Day", &[("Christmas Day", "2015-12-25")]),
        ],
    );
}

#[test]
fn english_times_from_another_time() {
    check(
        English,
        Some("2016-09-14"),
        false,
        &[
            (
                "On 3 March they came. The next day they left.",
                &[("3 March", "2016-03-03"), ("The next day", "2016-03-04")],
            ),
            (
                "On 3 March they came. The following day they left.",
                &[("3 March", "2016-03-03"), ("The following day", "2016-03-04")],
            ),
            (
                "On 3 March they came. They left three days later.",
                &[("3 March", "2016-03-03"), ("three days later", "2016-03-06")],
            ),
            (
                "On 3 March they came. Two days earlier, others had.",
                &[("3 March", "2016-03-03"), ("Two days earlier", "2016-03-01")],
            ),
            (
                "In 2011 the war began. Three years later it went on.",
                &[("2011", "2011"), ("Three years later", "2014")],
            ),
        ],
    );
}

#[test]
fn long_and_odd_texts_do_no_harm() {
    let odd =
        ["", "\n\n", "le", "2016-", "du 3 au", "99/99/9999", "il y a 99999999999999999999 ans"];
    for language in Language::ALL {
        for text in odd {
            read(language, Some("2016-09-14"), text, false);
            read(language, Some("not a day"), text, false);
        }
        let long = "vingt et un 12 mars, deux jours plus tard the next day ".repeat(2000);
        assert!(!read(language, Some("9999-12-31"), &long, true).is_empty());
    }
}

/// The values of the times of an analysis made by hand.
fn found(text: &str, language: Language, rows: &str) -> Vec<Option<String>> {
    let analysis = selon_language::testing::from_conllu(text, language, rows);
    let found = super::find(&analysis, Some("2016-09-14"));
    found.into_iter().map(|t| t.value).collect()
}

#[test]
fn the_tense_of_the_verb_tells_what_lies_ahead() {
    let rows = |verb: &str, feats: &str| {
        format!(
            "Ils il PRON _ 2 nsubj
             {verb} partir VERB {feats} 0 root
             vendredi vendredi NOUN _ 2 obl:mod
             . . PUNCT _ 2 punct"
        )
    };
    for (verb, feats, expected) in [
        ("partiront", "Mood=Ind|Tense=Fut|VerbForm=Fin", "2016-09-16"),
        ("partiraient", "Mood=Cnd|Tense=Pres|VerbForm=Fin", "2016-09-16"),
        ("partirent", "Mood=Ind|Tense=Past|VerbForm=Fin", "2016-09-09"),
    ] {
        let text = format!("Ils {verb} vendredi.");
        let values = found(&text, French, &rows(verb, feats));
        assert_eq!(values, [Some(expected.to_string())], "{text}");
    }
    let text = "They will leave on Friday.";
    let rows = "They they PRON _ 3 nsubj
                will will AUX VerbForm=Fin 3 aux
                leave leave VERB VerbForm=Inf 0 root
                on on ADP _ 5 case
                Friday Friday PROPN _ 3 obl
                . . PUNCT _ 3 punct";
    assert_eq!(found(text, English, rows), [Some("2016-09-16".to_string())]);
    let text = "Le vote prévu vendredi est annulé.";
    let rows = "Le le DET _ 2 det
                vote vote NOUN _ 6 nsubj:pass
                prévu prévoir VERB Tense=Past|VerbForm=Part 2 acl
                vendredi vendredi NOUN _ 3 obl:mod
                est être AUX Tense=Pres|VerbForm=Fin 6 aux:pass
                annulé annuler VERB Tense=Past|VerbForm=Part 0 root
                . . PUNCT _ 6 punct";
    assert_eq!(found(text, French, rows), [Some("2016-09-16".to_string())]);
}
