//! What must not lose anything: kills, damaged and newer files, limits of the disk, two at
//! once.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("selon-faults-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("reports")).unwrap();
        Place(path)
    }

    /// So many short made-up reports.
    fn fill(&self, count: usize) {
        for n in 0..count {
            let text = format!(
                "Une patrouille est tombée dans une embuscade près du poste {n}, selon le maire. \
                 Deux soldats ont été blessés et {n} habitants ont fui, a-t-il dit.\n"
            );
            fs::write(self.0.join(format!("reports/{n:03}.txt")), text).unwrap();
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_selon"));
        command.args(args).current_dir(&self.0).env_remove("SELON_DOSSIER").env("COLUMNS", "80");
        command
    }

    fn selon(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn file(&self) -> PathBuf {
        self.0.join("selon.dossier")
    }

    fn reports(&self) -> usize {
        let output = self.selon(&["reports", "--format", "csv"]);
        String::from_utf8(output.stdout).unwrap().lines().count().saturating_sub(1)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Kills `selon add` so many times, a little later each time, and looks that the file is whole
/// and that nothing which was there is lost.
fn kills(name: &str, rounds: u64) {
    let place = Place::new(name);
    place.fill(40);
    let mut before = 0;
    for round in 0..rounds {
        let mut child = place
            .command(&["add", "--quiet", "reports"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(20 + round * 37 % 400));
        let _ = child.kill();
        child.wait().unwrap();
        if !place.file().exists() {
            continue;
        }
        let check = place.selon(&["check"]);
        let fresh = said(&check).contains("no dossier here yet");
        assert!(check.status.success() || fresh, "round {round}: {}", said(&check));
        let now = place.reports();
        assert!(now >= before, "round {round}: {now} of {before} reports are left");
        before = now;
    }
    let output = place.selon(&["add", "--quiet", "reports"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(place.reports(), 40);
}

#[test]
fn a_killed_add_loses_nothing_that_was_there() {
    kills("kill", 4);
}

#[test]
#[ignore = "takes a minute"]
fn a_hundred_kills() {
    kills("kills", 100);
}

#[test]
fn two_at_once() {
    let place = Place::new("two");
    place.fill(12);
    let start = || {
        place
            .command(&["add", "--quiet", "reports"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let (a, b) = (start(), start());
    for child in [a, b] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }
    assert_eq!(place.reports(), 12);
    assert!(place.selon(&["check"]).status.success());
}

/// The header of an SQLite file has the number of its form at byte 60.
fn set_form(file: &Path, form: u32) {
    let mut bytes = fs::read(file).unwrap();
    bytes[60..64].copy_from_slice(&form.to_be_bytes());
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_newer_form_is_left_as_it_is() {
    let place = Place::new("newer");
    place.fill(2);
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    set_form(&place.file(), 900);
    let bytes = fs::read(place.file()).unwrap();
    for args in [&["events"][..], &["add", "reports"], &["decide", "list"]] {
        let output = place.selon(args);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("newer version"), "{}", said(&output));
    }
    assert_eq!(fs::read(place.file()).unwrap(), bytes);
}

#[test]
fn a_damaged_file_is_told_in_clear_words() {
    let place = Place::new("damaged");
    place.fill(12);
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    let mut bytes = fs::read(place.file()).unwrap();
    let (third, half) = (bytes.len() / 3 / 4096 * 4096, bytes.len() / 2 / 4096 * 4096);
    assert!(half > third);
    bytes[third..half].fill(0xa5);
    fs::write(place.file(), &bytes).unwrap();
    let output = place.selon(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), said(&output));
    assert!(!words.trim().is_empty() && !words.contains("panicked"), "{words}");
    // No command panics on it.
    for args in
        [&["events"][..], &["reports"], &["status"], &["search", "soldats"], &["add", "reports"]]
    {
        let output = place.selon(args);
        assert!(!said(&output).contains("panicked"), "{args:?}: {}", said(&output));
    }
}

#[test]
fn a_flipped_byte_is_found_wherever_it_is() {
    let place = Place::new("flipped");
    place.fill(12);
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    let whole = fs::read(place.file()).unwrap();
    // Words of the texts as they are stored: SQLite alone does not see that they were changed.
    let words = b"dans une embuscade";
    let mut bytes = whole.clone();
    for at in 0..whole.len() - words.len() {
        if whole[at..].starts_with(words) {
            bytes[at] = b'D';
        }
    }
    fs::write(place.file(), &bytes).unwrap();
    let output = place.selon(&["check"]);
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("r-") && words.contains("not as it was taken in"), "{words}");
    // No command panics, whatever byte it is.
    for n in 0..24 {
        let mut bytes = whole.clone();
        let at = (n * 104_729 + 100) % bytes.len();
        bytes[at] ^= 0x55;
        fs::write(place.file(), &bytes).unwrap();
        let args = [&["check"][..], &["events", "--format", "json"], &["search", "soldats"]];
        for args in args.iter().chain([&&["status"][..], &&["reread"][..]]) {
            let output = place.selon(args);
            let error = said(&output);
            assert!(!error.contains("panicked"), "{at}: {args:?}: {error}");
            let told = output.status.success() || error.contains("selon.dossier");
            assert!(told || args[0] == "check", "{at}: {args:?} names no file: {error}");
        }
    }
}

#[test]
fn a_damaged_reading_is_made_anew() {
    let place = Place::new("reading");
    place.fill(1);
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    let mut bytes = fs::read(place.file()).unwrap();
    let name = b"\"attributions\"";
    let at = bytes.windows(name.len()).position(|w| w == name).unwrap();
    bytes[at + 1] = b'A';
    fs::write(place.file(), &bytes).unwrap();
    let output = place.selon(&["check"]);
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(words.contains("`selon reread` makes it anew"), "{words}");
    let output = place.selon(&["export", "--format", "readings"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("selon.dossier"), "{}", said(&output));
    assert!(place.selon(&["reread"]).status.success());
    assert!(place.selon(&["check"]).status.success());
}

#[test]
fn where_no_dossier_can_be_is_told() {
    let place = Place::new("nowhere");
    place.fill(1);
    let output = place.selon(&["add", "reports", "--dossier", "no/such/d.dossier"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no/such: there is no such folder"), "{}", said(&output));
    for args in
        [&["add", "reports", "--dossier", "reports"][..], &["events", "--dossier", "reports"]]
    {
        let output = place.selon(args);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("reports is a folder"), "{}", said(&output));
    }
}

#[test]
fn a_file_that_cannot_be_written_is_read_all_the_same() {
    let place = Place::new("read-only");
    place.fill(2);
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    let mut rights = fs::metadata(place.file()).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(place.file(), rights).unwrap();
    if fs::OpenOptions::new().append(true).open(place.file()).is_ok() {
        eprintln!("skipped: whoever runs this may write to any file");
        return;
    }
    let bytes = fs::read(place.file()).unwrap();
    place.fill(3);
    let output = place.selon(&["add", "--quiet", "reports"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("cannot be written"), "{}", said(&output));
    assert_eq!(place.reports(), 2);
    assert_eq!(fs::read(place.file()).unwrap(), bytes);
}

#[test]
fn a_cut_off_file_is_told_in_clear_words() {
    let place = Place::new("cut");
    place.fill(4);
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    let bytes = fs::read(place.file()).unwrap();
    fs::write(place.file(), &bytes[..bytes.len() / 3]).unwrap();
    let output = place.selon(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!said(&output).contains("panicked"), "{}", said(&output));
}

#[test]
fn decisions_outlive_a_reading_and_travel() {
    let place = Place::new("decisions");
    fs::write(
        place.0.join("reports/a.txt"),
        "12 mars 2031. –\n\nUne bombe a explosé mercredi sur un marché de Mopti, au Mali, tuant neuf \
         personnes, selon l'armée.\n",
    )
    .unwrap();
    fs::write(
        place.0.join("reports/b.txt"),
        "March 13, 2031\n\nA bomb blast at a market in Mopti, in Mali, killed nine people on \
         Wednesday, the army said.\n",
    )
    .unwrap();
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    let events = || -> Vec<serde_json::Value> {
        let output = place.selon(&["events", "--format", "json"]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let [event] = &events()[..] else { panic!("{:?}", events()) };
    let (id, report) = (event["id"].as_str().unwrap(), event["reports"][1].as_str().unwrap());

    let ok = |args: &[&str]| {
        let output = place.selon(args);
        assert!(output.status.success(), "{args:?}: {}", said(&output));
    };
    ok(&["decide", "different", id, report, "--by", "a tester"]);
    assert_eq!(events().len(), 2, "what was decided to be different is parted");
    ok(&["reread"]);
    assert_eq!(events().len(), 2, "and stays so when it is read anew");
    ok(&["decide", "export", "decisions.jsonl"]);
    ok(&["decide", "undo", "1"]);
    assert_eq!(events().len(), 1);
    ok(&["decide", "import", "decisions.jsonl"]);
    assert_eq!(events().len(), 1, "what was undone here is known, and stays undone");

    // Another dossier with the same reports takes the decision over.
    ok(&["add", "--quiet", "reports", "--dossier", "other.dossier"]);
    ok(&["decide", "import", "decisions.jsonl", "--dossier", "other.dossier"]);
    let output = place.selon(&["events", "--format", "json", "--dossier", "other.dossier"]);
    let others: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(others.len(), 2);

    ok(&["decide", "field", id, "place", "Mopti@14.5,-4.2"]);
    ok(&["decide", "note", id, "checked by telephone"]);
    ok(&["decide", "reject", id, "c1"]);
    ok(&["reread"]);
    let event = events().into_iter().find(|e| e["id"] == id).unwrap();
    assert_eq!(event["place"]["lat"], 14.5);
    assert!(event["notes"][0].as_str().unwrap().contains("telephone"));
    assert!(event["claims"].as_array().unwrap().iter().any(|c| c["rejected"] == true));
    let output = place.selon(&["decide", "undo", "99"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_alert_tells_what_is_new_once() {
    let place = Place::new("alert");
    place.fill(1);
    let code = |args: &[&str]| place.selon(args).status.code().unwrap();
    assert_eq!(code(&["add", "--quiet", "reports"]), 0);
    assert_eq!(code(&["alert", "keep", "all"]), 0);
    assert_eq!(code(&["alert", "ask", "all"]), 3);
    place.fill(2);
    assert_eq!(code(&["add", "--quiet", "reports"]), 0);
    assert_eq!(code(&["alert", "ask", "all"]), 0);
    assert_eq!(code(&["alert", "ask", "all"]), 3);
    assert_eq!(code(&["alert", "ask", "none"]), 1);
    assert_eq!(code(&["alert", "drop", "all"]), 0);
}

#[test]
fn a_backup_is_a_dossier() {
    let place = Place::new("backup");
    place.fill(2);
    assert!(place.selon(&["add", "--quiet", "reports"]).status.success());
    assert!(place.selon(&["backup", "copy.dossier"]).status.success());
    assert_eq!(place.selon(&["backup", "copy.dossier"]).status.code(), Some(1));
    let output = place.selon(&["backup", "no/such/copy.dossier"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no/such/copy.dossier"), "{}", said(&output));
    let output = place.selon(&["reports", "--format", "csv", "--dossier", "copy.dossier"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 3);
}

#[test]
fn the_demo_shows_what_there_is() {
    let place = Place::new("demo");
    let output = place.selon(&["demo", "--dossier", "demo.dossier"]);
    assert!(output.status.success(), "{}", said(&output));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("Independent origins") && shown.contains("adds none"), "{shown}");
    assert!(shown.contains("What cannot all be true"), "{shown}");
    let wide: Vec<&str> = shown.lines().filter(|l| l.chars().count() > 80).collect();
    assert!(wide.iter().all(|l| l.contains("SELON_DOSSIER=")), "{wide:?}");
}
