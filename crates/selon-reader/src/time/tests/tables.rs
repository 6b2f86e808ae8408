//! The tables of rules: none stands twice or is never reached, and the value of each is known.

use jiff::civil::date;
use selon_model::Language::{self, English, French};

use crate::scan::atom::atoms;
use crate::scan::lexicon::rows;
use crate::scan::pattern::{Filled, Match, Slot, repeated, spelled};
use crate::time::grammar::grammar;
use crate::time::resolve::Resolver;
use crate::time::value::Value;

/// The table of a language in its folder.
macro_rules! table {
    ($language:expr, $name:literal) => {
        match $language {
            French => include_str!(concat!("../../../../../lang/fr/", $name)),
            English => include_str!(concat!("../../../../../lang/en/", $name)),
        }
    };
}

#[test]
fn no_pattern_stands_twice() {
    for language in Language::ALL {
        let repeated = repeated(table!(language, "time_rules.tsv"));
        assert!(repeated.is_empty(), "\n{}", repeated.join("\n"));
    }
}

/// A match that tells all that any rule asks for.
fn match_of_everything(rule: usize) -> Match {
    let number = |class, n: f64| Filled { class, value: Slot::Number(n), end: 1 };
    let entry = |class, value| Filled { class, value: Slot::Entry(value), end: 1 };
    let slots = vec![
        entry("unit", "week"),
        entry("weekday", "2"),
        number("day", 5.0),
        entry("month", "3"),
        number("year", 2015.0),
        number("day", 6.0),
        entry("month", "4"),
        number("year", 2015.0),
        number("number", 1.0),
        number("ordinal", 1.0),
        entry("season", "22"),
        number("decades", 1990.0),
        number("century", 1900.0),
        entry("holiday", "12-25"),
        entry("hijri_month", "9"),
    ];
    Match { rule, atoms: (0, 1), end: 1, slots }
}

#[test]
fn every_value_of_the_tables_is_known() {
    for language in Language::ALL {
        for (number, rule) in grammar(language).patterns.rules.iter().enumerate() {
            if rule.value == ["-"] || rule.value == ["unknown"] {
                continue;
            }
            let known = |future: bool, told: bool| {
                let mut resolver = Resolver::new(Some(date(2016, 9, 14)));
                let found = match_of_everything(number);
                if told {
                    resolver.remember(&Value::Day(date(2016, 8, 1)), &found, 0);
                }
                resolver.resolve(&rule.value, &found, 0, &|| future).is_some()
            };
            let ways = [(false, true), (true, true), (true, false)];
            let any = ways.iter().any(|&(future, told)| known(future, told));
            assert!(any, "{language:?} {:?}", rule.value);
        }
    }
}

/// A word or number that a class of the rules holds.
fn sample(language: Language, class: &str) -> String {
    let french = language == French;
    let built_in = match class {
        "number" => "40",
        "day" | "day_end" | "day_last" | "day_plain" | "day_number" | "day_context"
        | "week_number" => "12",
        "day_th" | "day_ordinal" | "day_alone" | "nth" if french => "3e",
        "day_th" | "day_ordinal" | "day_alone" | "nth" | "day_nth" => "3rd",
        "year" | "year_told" => "2015",
        "year_end" => "2017",
        "year_two" => "87",
        "year_next" => "16",
        "year_short" => "'87",
        "year_words" if french => "deux mille cinq",
        "year_words" => "two thousand and five",
        "year_month" => "2015-12",
        "day_month" | "day_month_to" => "22/04",
        "day_month_padded" => "22/04",
        "day_month_line" if french => "29/2",
        "day_month_line" => "2/29",
        "day_month_point" => "22.04",
        "month_last" => "may",
        "numeric_date" => "22/04/2015",
        "hijri_year" => "1445",
        "decade" => "90",
        "decades" => "1990s",
        "decades_short" => "90s",
        "century" if french => "20e",
        "century" => "20th",
        "ordinal" if french => "deuxième",
        "ordinal" => "second",
        "number_no_year" => "45",
        "counted" | "people" if french => "personnes",
        "counted" | "people" => "people",
        "clock" => "14:30",
        "hours_digits" => "1500",
        "minutes" => "30",
        "name" => "Halvard",
        _ => "",
    };
    if !built_in.is_empty() {
        return built_in.to_string();
    }
    let wanted = |row: &Vec<&str>| match class {
        "unit1" | "unit_last" => row[0] == "unit1" && row[1] != "day",
        _ => row[0] == class,
    };
    let row = rows(table!(language, "calendar.tsv")).find(wanted);
    let row = row.unwrap_or_else(|| panic!("no word of {class}"));
    let form = row[2].split('|').next().unwrap();
    form.strip_suffix('.').unwrap_or(form).to_string()
}

#[test]
fn every_rule_tells_something_that_none_before_it_does() {
    for language in Language::ALL {
        let grammar = grammar(language);
        let mut never = vec![];
        for (number, row) in rows(table!(language, "time_rules.tsv")).enumerate() {
            let texts = spelled(row[0], &|class| sample(language, class));
            let wins = |text: &String| {
                let text = format!("{text} .");
                grammar.longest(&atoms(&text), 0).is_some_and(|m| m.rule == number)
            };
            if !texts.iter().any(wins) {
                never.push(row[0]);
            }
        }
        assert!(never.is_empty(), "{language:?}\n{}", never.join("\n"));
    }
}
