//! A dossier as users have it: commands, output, messages, exit codes.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder with a dossier, removed at the end.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path =
            std::env::temp_dir().join(format!("selon-dossier-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Place(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn selon(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_selon"))
            .args(args)
            .current_dir(&self.0)
            .env("COLUMNS", "80")
            .env("SELON_USER", "a tester")
            .env_remove("SELON_DOSSIER")
            .output()
            .unwrap()
    }

    fn ok(&self, args: &[&str]) -> String {
        let output = self.selon(args);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, args: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.ok(args)).unwrap()
    }

    /// The code and the message of a command that fails.
    fn fails(&self, args: &[&str]) -> (i32, String) {
        let output = self.selon(args);
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Two made-up outlets on one made-up blast in a real town, and something else.
const REPORTS: &str = concat!(
    r#"{"id":"a","outlet":"Le Veilleur","published":"2024-03-12","text":"Mali : une explosion fait quatre morts au marché\n\nUne bombe a explosé mardi sur un marché de Mopti, dans le centre du Mali, tuant quatre personnes, selon l'armée malienne.\n"}"#,
    "\n",
    r#"{"id":"b","outlet":"The Harbour Post","published":"2024-03-13","text":"Market bomb in central Mali kills seven, rights group says\n\nA bomb exploded on Tuesday at a market in Mopti, in central Mali, killing seven people, Human Rights Watch said. The Malian army put the toll at four.\n"}"#,
    "\n",
    r#"{"id":"c","outlet":"Le Veilleur","published":"2024-03-12","text":"Lyon : des milliers de manifestants\n\nDes milliers de personnes ont manifesté mardi à Lyon contre la réforme.\n"}"#,
    "\n",
);

#[test]
fn reports_become_events() {
    let place = Place::new("events");
    let file = place.write("reports.jsonl", REPORTS);
    let said = place.ok(&["add", &file]);
    assert!(said.contains("3 reports added"), "{said}");
    assert!(place.0.join("selon.dossier").exists());

    // Taking the same in again adds nothing.
    let said = place.ok(&["add", &file]);
    assert!(said.contains("0 reports added, 3 there already"), "{said}");

    let events = place.json(&["events", "--place", "Mali", "--format", "json"]);
    let [event] = &events.as_array().unwrap()[..] else { panic!("{events:#}") };
    assert_eq!(event["date"], "2024-03-12");
    assert_eq!(event["place"]["country"], "ML");
    assert_eq!(event["reports"].as_array().unwrap().len(), 2);
    assert_eq!(event["origins"]["at_least"], 2);
    for claim in event["claims"].as_array().unwrap() {
        for field in ["report", "holder", "text"] {
            assert!(claim[field].as_str().is_some_and(|s| !s.is_empty()), "{claim:#}");
        }
    }
    let toll = &event["disagreements"][0];
    assert_eq!(toll["kind"], "toll");
    assert!(!toll["claims"].as_array().unwrap().is_empty());

    let id = event["id"].as_str().unwrap();
    let shown = place.ok(&["event", id]);
    assert!(
        shown.contains("Human Rights Watch") && shown.contains("Forces armées maliennes"),
        "{shown}"
    );
    assert!(shown.lines().all(|l| l.chars().count() <= 80), "{shown}");

    let table = place.ok(&["events"]);
    assert!(
        table.lines().count() >= 3 && table.lines().all(|l| l.chars().count() <= 80),
        "{table}"
    );
    let csv = place.ok(&["events", "--format", "csv", "--type", "peaceful_protest"]);
    assert_eq!(csv.lines().count(), 2, "{csv}");
}

#[test]
fn what_is_shown_fits_a_narrow_terminal() {
    let place = Place::new("narrow");
    let file = place.write("reports.jsonl", REPORTS);
    place.ok(&["add", &file]);
    let events = place.json(&["events", "--place", "Mali", "--format", "json"]);
    let id = events[0]["id"].as_str().unwrap();
    let other = place.json(&["events", "--place", "Lyon", "--format", "json"]);
    let other = other[0]["id"].as_str().unwrap();
    // A figure that was checked says so; words that two claims rest on stand once.
    place.ok(&["decide", "confirm", id, "f1"]);
    let shown = place.ok(&["event", id]);
    assert!(shown.contains("confirmed"), "{shown}");
    let quotes = shown.lines().filter(|l| l.contains("“A bomb exploded on Tuesday")).count();
    assert!(quotes <= 1, "{shown}");
    place.ok(&["decide", "note", id, &"a long note that goes on and on ".repeat(4)]);
    place.ok(&["decide", "same", id, other]);
    let list = place.ok(&["decide", "list"]);
    assert!(list.lines().all(|l| l.chars().count() <= 80), "{list}");
    let same = list.lines().find(|l| l.contains("same: ")).unwrap();
    assert_eq!(same.matches("e-").count(), 1, "{same}");
}

#[test]
fn filters_and_searches() {
    let place = Place::new("filters");
    let file = place.write("reports.jsonl", REPORTS);
    place.ok(&["add", "--quiet", &file]);
    let count = |args: &[&str]| {
        let all: Vec<&str> = ["events", "--format", "json"].iter().chain(args).copied().collect();
        place.json(&all).as_array().unwrap().len()
    };
    let all = count(&[]);
    assert!(all >= 2);
    assert_eq!(count(&["--place", "Lyon"]), 1);
    assert_eq!(count(&["--place", "Mopti", "--within", "50"]), 1);
    assert_eq!(count(&["--from", "2024-03-13"]), 0);
    assert_eq!(count(&["--to", "2024-02"]), 0);
    assert_eq!(count(&["--disagreeing"]), 1);
    assert_eq!(count(&["--min-origins", "2"]), 1);
    assert_eq!(count(&["--lang", "en"]), 1);
    assert_eq!(count(&["--query", "marche explose"]), 1, "accents and case do not matter");
    assert!(place.ok(&["search", "REFORME"]).contains("Lyon"));
    assert!(place.ok(&["search", "\"no such\" (words"]).contains("No report"));
    assert_eq!(place.fails(&["events", "--from", "gestern"]).0, 2);
    assert_eq!(place.fails(&["events", "--type", "war"]).0, 2);
    assert!(place.ok(&["sources"]).contains("Human Rights Watch"));
    assert!(place.ok(&["status"]).contains("3 of 2 outlets"));
}

#[test]
fn every_list_has_three_forms() {
    let place = Place::new("forms");
    let file = place.write("reports.jsonl", REPORTS);
    place.ok(&["add", "--quiet", &file]);
    let events = place.json(&["events", "--format", "json"]);
    let bomb = events.as_array().unwrap().iter().find(|e| e["origins"]["at_least"] == 2).unwrap();
    let other = events.as_array().unwrap().iter().find(|e| e["id"] != bomb["id"]).unwrap();
    let (id, other) = (bomb["id"].as_str().unwrap(), other["id"].as_str().unwrap());
    let report = bomb["reports"][0].as_str().unwrap();
    place.ok(&["decide", "note", id, "seen"]);
    place.ok(&["alert", "keep", "mali", "--place", "Mali"]);
    for command in [
        &["events"][..],
        &["event", id],
        &["event", id, "--why", other],
        &["reports"],
        &["report", report],
        &["sources"],
        &["search", "bombe"],
        &["decide", "list"],
        &["alert"],
    ] {
        let text = place.ok(command);
        assert!(!text.is_empty() && !text.contains(",,"), "{command:?}: {text}");
        let json = place.json(&[command, &["--format", "json"]].concat());
        assert!(json.is_object() || !json.as_array().unwrap().is_empty(), "{command:?}");
        let rows = place.ok(&[command, &["--format", "csv"]].concat());
        let mut rows = csv::Reader::from_reader(rows.as_bytes());
        assert!(rows.records().map(Result::unwrap).count() > 0, "{command:?}");
    }
    // A decision names the event as it is called now.
    assert!(place.ok(&["decide", "list"]).contains(&format!("note on {id}")));
    // What no report is like is told from a dossier without any.
    for args in [&["--lang", "en"][..], &["--from", "2024-03-13"], &["--query", "rights"]] {
        let rows = place.ok(&[&["reports", "--format", "csv"], args].concat());
        assert_eq!(rows.lines().count(), 2, "{args:?}: {rows}");
    }
    assert!(place.ok(&["reports", "--outlet", "Nobody"]).contains("leave a condition out"));
    assert!(place.ok(&["sources", "--place", "Peru"]).contains("leave a condition out"));
    assert_eq!(place.fails(&["events", "--place", "Mopti", "--within", "nan"]).0, 2);
}

#[test]
fn what_is_no_dossier_is_left_as_it_is() {
    let place = Place::new("foreign");
    let (code, said) = place.fails(&["events"]);
    assert_eq!(code, 1);
    assert!(said.contains("selon add"), "{said}");

    let bytes = b"something else entirely, and long enough to be looked at".repeat(40);
    place.write("selon.dossier", &bytes);
    let file = place.write("reports.jsonl", REPORTS);
    let (code, said) = place.fails(&["add", &file]);
    assert_eq!((code, said.contains("no dossier")), (1, true), "{said}");
    assert_eq!(fs::read(place.0.join("selon.dossier")).unwrap(), bytes);
}

#[test]
fn one_bad_line_does_not_stop_the_rest() {
    let place = Place::new("bad-line");
    let file = place.write("reports.jsonl", format!("{{\"id\":\n{REPORTS}"));
    let output = place.selon(&["add", &file]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("3 reports added, 1 not added"), "{said}");
    assert!(String::from_utf8(output.stderr).unwrap().contains("line 1"));
}

#[test]
fn actors_of_the_user_are_known() {
    let place = Place::new("registry");
    place.write(
        "r.txt",
        "12 mai 2031. – Le Front azur de Kormal a revendiqué l'attaque d'un pont. Le Front azur \
         de Kormal a promis d'autres attaques.",
    );
    let names = "Front azur de Kormal";
    place.write("own.tsv", format!("own-front\tgroup\tarmed_group\tML\t-\t{names}\t-\t-\n"));
    let reading = |args: &[&str]| place.ok(args);
    let plain = reading(&["read", "--lang", "fr", "--format", "json", "r.txt"]);
    assert!(!plain.contains("own-front"));
    let known =
        reading(&["read", "--lang", "fr", "--format", "json", "--registry", "own.tsv", "r.txt"]);
    assert!(known.contains("own-front"));
    place.ok(&["add", "--lang", "fr", "--registry", "own.tsv", "--dossier", "d.dossier", "r.txt"]);
    let (code, why) =
        place.fails(&["add", "--registry", "no.tsv", "--dossier", "d.dossier", "r.txt"]);
    assert_eq!(code, 1);
    assert!(why.contains("no.tsv"), "{why}");
}

#[test]
fn the_demo_holds_together() {
    let place = Place::new("demo");
    place.ok(&["demo", "--dossier", "selon.dossier"]);
    let events = place.json(&["events", "--format", "json"]);
    for event in events.as_array().unwrap() {
        let claims = event["claims"].as_array().unwrap();
        let affirmed = |c: &&serde_json::Value| {
            c["polarity"] == "positive" && c["reality"] == "actual" && c["rejected"] == false
        };
        // What is denied sums nothing up.
        if claims.iter().any(|c| affirmed(&c)) {
            for field in ["type", "actor", "target"] {
                let rests = event["summary"]["rests_on"][field].as_array();
                for id in rests.into_iter().flatten() {
                    let claim = claims.iter().find(|c| c["id"] == *id).unwrap();
                    assert!(affirmed(&claim), "{field} of {} rests on {id}", event["id"]);
                }
            }
        }
        // Nobody stands on both sides.
        for found in event["disagreements"].as_array().unwrap() {
            let sides = found["sides"].as_array().unwrap();
            assert!(sides.len() > 1);
            if found["kind"] == "occurrence" {
                let holders = |n: usize| sides[n]["holders"].as_array().unwrap();
                assert!(!holders(0).iter().any(|h| holders(1).contains(h)), "{found:#}");
            }
        }
    }
    // Ukraine denies that it attacked the concert hall; nobody said that it did.
    let disputed = |event: &serde_json::Value| {
        let kinds = event["disagreements"].as_array().unwrap();
        event["place"]["name"] == "Krasnogorsk" && kinds.iter().any(|d| d["kind"] == "perpetrator")
    };
    assert!(!events.as_array().unwrap().iter().any(disputed));
    // Of several places of a name, that of the dossier.
    let near = place.ok(&["events", "--place", "Harem", "--within", "30", "--format", "csv"]);
    assert!(near.lines().count() > 3, "{near}");
    let near = place.ok(&["events", "--place", "Idlib", "--within", "60", "--format", "csv"]);
    assert!(near.lines().count() > 3, "{near}");
    let (code, error) = place.fails(&["decide", "field", "e-", "place", "Harem@99,36.5"]);
    assert!(code == 2 && error.contains("no point"), "{error}");
    let id = events[0]["id"].as_str().unwrap();
    let (code, error) = place.fails(&["decide", "same", id, id]);
    assert!(code == 1 && error.contains("are one event"), "{error}");
}

#[test]
fn a_shell_completes_ids() {
    let place = Place::new("complete");
    let file = place.write("reports.jsonl", REPORTS);
    place.ok(&["add", "--quiet", &file]);
    let events = place.json(&["events", "--format", "json"]);
    let id = events[0]["id"].as_str().unwrap();
    let complete = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_selon"))
            .arg("--")
            .arg("selon")
            .args(words)
            .current_dir(&place.0)
            .env("COMPLETE", "fish")
            .env_remove("SELON_DOSSIER")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(complete(&["event", &id[..4]]).contains(id));
    assert!(complete(&["decide", "same", "e-"]).contains(id));
    let report = events[0]["reports"][0].as_str().unwrap();
    assert!(complete(&["report", "r-"]).contains(report));
    assert!(complete(&["stat"]).contains("status"));
}

#[test]
fn what_changed_in_a_report_is_shown() {
    let place = Place::new("changes");
    let add = |text: &str| {
        let file = place.write("a.txt", text);
        place.ok(&["add", "--url", "https://post.example/a", "--published", "2024-05-07", &file])
    };
    add("Nine killed in Mopti\n\nA bomb killed nine people in Mopti on Monday, police said.\n");
    let id = place.json(&["reports", "--format", "json"])[0]["id"].as_str().unwrap().to_owned();
    let said = place.ok(&["report", &id, "--changes"]);
    assert_eq!(said, format!("{id}: its text has not changed since it was taken in.\n"));

    add("Nine killed in Mopti\n\nA bomb killed twelve people in Mopti on Monday.\n");
    let said = place.ok(&["report", &id, "--changes"]);
    assert!(said.contains("A bomb killed [-nine-]{+twelve+} people in Mopti on"), "{said}");
    let rows = place.ok(&["report", &id, "--changes", "--format", "csv"]);
    assert!(rows.lines().any(|l| l.starts_with(&id) && l.ends_with(",removed,nine")), "{rows}");
    let json = place.json(&["report", &id, "--changes", "--format", "json"]);
    let first = &json["versions"][0];
    assert_eq!(
        (first["version"].as_u64(), first["text"].as_str().map(|t| t.contains("nine people"))),
        (Some(1), Some(true))
    );
    assert!(place.ok(&["report", &id]).contains("--changes"));
    let event = place.json(&["events", "--format", "json"])[0]["id"].as_str().unwrap().to_owned();
    let (code, why) = place.fails(&["report", &event, "--changes"]);
    assert!(code == 2 && why.contains("--changes is of the text of a report"), "{why}");
}
