//! The command as users run it: output, messages, exit codes.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("selon-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn selon(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_selon"))
        .args(args)
        .env("COLUMNS", "80")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that needs no input may have ended before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const TEXT: &str = "Des combats ont éclaté mardi près de la ville, a déclaré le maire.\n";

#[test]
fn standard_input_and_formats() {
    let read = selon(&["read", "-"], TEXT.as_bytes());
    assert_eq!(read.status.code(), Some(0), "{}", err(&read));
    assert!(out(&read).contains("Who says what, how surely"));
    assert!(!out(&read).contains('\u{1b}'), "colour where there is no terminal");

    let read = selon(&["read", "--color", "always"], TEXT.as_bytes());
    assert!(out(&read).contains('\u{1b}'));

    let read = selon(&["read", "--format", "jsonl", "--published", "2024-05-09"], TEXT.as_bytes());
    let reading: serde_json::Value = serde_json::from_str(out(&read)).unwrap();
    assert_eq!(reading["doc"], "stdin");
    assert_eq!(reading["published"], "2024-05-09");
    assert_eq!(out(&read).lines().count(), 1);
}

#[test]
fn good_reports_are_read_and_bad_ones_named_at_the_end() {
    let folder = Folder::new("many");
    let good = folder.write("b.txt", TEXT);
    let empty = folder.write("a.txt", "");
    let binary = folder.write("c.txt", b"abc\0\x01\x02");
    let pdf = folder.write("d.pdf", "%PDF-1.7");
    let missing = folder.0.join("none.txt").to_str().unwrap().to_owned();
    let read =
        selon(&["read", "--format", "jsonl", &empty, &good, &binary, &pdf, &missing, &good], b"");
    assert_eq!(read.status.code(), Some(1));
    assert_eq!(out(&read).lines().count(), 2);
    let message = err(&read);
    assert!(message.starts_with("selon: 4 of 6 reports could not be read:\n"), "{message}");
    for part in [
        "a.txt: it is empty",
        "c.txt: it is not text: byte 3",
        "d.pdf: it is a PDF file",
        "none.txt: ",
    ] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn a_folder_into_a_folder() {
    let folder = Folder::new("folder");
    folder.write("one.txt", TEXT);
    folder.write("two.txt", TEXT);
    folder.write("picture.png", "no report");
    let readings = Folder::new("readings");
    let read = selon(&["read", "--out", readings.path(), folder.path()], b"");
    assert_eq!(read.status.code(), Some(0), "{}", err(&read));
    assert!(out(&read).is_empty());
    let mut names: Vec<String> = fs::read_dir(&readings.0)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["one.json", "two.json"]);
    let one = fs::read(Path::new(readings.path()).join("one.json")).unwrap();
    let one: serde_json::Value = serde_json::from_slice(&one).unwrap();
    assert_eq!(one["doc"], "one");
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let folder = Folder::new("threads");
    for n in 0..40 {
        folder.write(&format!("{n:02}.txt"), format!("{TEXT}Le bilan est de {n} morts.\n"));
    }
    let read = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_selon"));
        command.args(["read", "--format", "jsonl", folder.path()]);
        command.env("RAYON_NUM_THREADS", threads).output().unwrap().stdout
    };
    assert_eq!(read("1"), read("4"));
}

#[test]
fn usage() {
    let folder = Folder::new("usage");
    let file = folder.write("a.txt", TEXT);
    for (args, part) in [
        (vec!["read", "--published", "2024-13-01", &file], "2025-10-22"),
        (vec!["read", "--published", "yesterday", &file], "2025-10-22"),
        (vec!["read", "--lang", "de", &file], "fr, en"),
        (vec!["read", "--url", "https://a.example", &file, &file], "one report"),
        (vec!["read", "--out", folder.path(), "--format", "text", &file], "--out"),
        (vec!["read", "--out", folder.path(), &file, &file], "a.json"),
        (vec!["read", "-", "-"], "once"),
        (vec!["reed"], "read"),
    ] {
        let read = selon(&args, b"");
        assert_eq!(read.status.code(), Some(2), "{args:?}");
        assert!(err(&read).contains(part), "{}", err(&read));
    }
}

#[test]
fn encodings_and_languages() {
    let latin = b"L\x92arm\xE9e a lib\xE9r\xE9 la ville, selon le pr\xE9sident du conseil.";
    let read = selon(&["read", "--format", "jsonl"], latin);
    assert_eq!(read.status.code(), Some(0), "{}", err(&read));
    assert!(err(&read).contains("read as Windows-1252"));

    let broken = "L’armée a libéré la ville, et puis \u{0}".replace('\u{0}', "");
    let mut broken = broken.into_bytes();
    broken.push(0xFF);
    let read = selon(&["read"], &broken);
    assert_eq!(read.status.code(), Some(1));
    assert!(err(&read).contains(&format!("byte {} (0xff)", broken.len() - 1)), "{}", err(&read));

    let german = "Die Armee teilte mit, dass am Dienstag zwei Soldaten getötet wurden.".as_bytes();
    let read = selon(&["read"], german);
    assert_eq!(read.status.code(), Some(1));
    assert!(err(&read).contains("German"), "{}", err(&read));
    assert_eq!(selon(&["read", "--lang", "fr"], german).status.code(), Some(0));
}

#[test]
fn a_file_of_100_mb_is_refused_without_being_read() {
    let folder = Folder::new("large");
    let path = folder.0.join("large.txt");
    fs::File::create(&path).unwrap().set_len(100_000_000).unwrap();
    let read = selon(&["read", path.to_str().unwrap()], b"");
    assert_eq!(read.status.code(), Some(1));
    assert!(err(&read).contains("larger than 10 MB"), "{}", err(&read));
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_selon"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(err(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_a_report_says_does_not_steer_the_terminal() {
    let text = format!("\u{1b}]0;title\u{7}\u{1b}[2J{TEXT}\u{202e}evil\u{9b}31m");
    let read = selon(&["read"], text.as_bytes());
    let shown = out(&read);
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{shown}");
}
