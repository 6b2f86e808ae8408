//! Exports as users have them: forms that other tools read, with nothing lost on the way.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;
use support::schema_check::violations;

const ACLED: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,\
sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,\
civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,\
geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

const GED: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,\
conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,\
side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,\
source_date,source_headline,source_original,where_prec,where_coordinates,where_description,\
adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,\
date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,\
gwnoa,gwnob";

/// A folder with a dossier, in the folder for temporary files.
struct Place(PathBuf);

/// Made-up reports of made-up outlets.
const REPORTS: &str = concat!(
    r#"{"id":"a","outlet":"Le Veilleur","url":"https://veilleur.example/mopti","published":"2024-03-12","text":"Mali : une explosion fait quatre morts au marché\n\nUne bombe a explosé mardi sur un marché de Mopti, dans le centre du Mali, tuant quatre personnes, selon l'armée malienne.\n"}"#,
    "\n",
    r#"{"id":"b","outlet":"=Harbour, \"Post\"","published":"2024-03-13","text":"Market bomb in central Mali kills seven, rights group says\n\nA bomb exploded on Tuesday at a market in Mopti, in central Mali, killing seven people, Human Rights Watch said. The Malian army put the toll at four.\n"}"#,
    "\n",
    r#"{"id":"c","outlet":"Le Veilleur","published":"2024-03-12","text":"Lyon : des milliers de manifestants\n\nDes milliers de personnes ont manifesté mardi à Lyon contre la réforme.\n"}"#,
    "\n",
    r#"{"id":"d","outlet":"The Meridian","published":"2024-03-20","text":"Fighting in Mali\n\nClashes broke out in Mali last month, a resident said.\n"}"#,
    "\n",
);

static PLACE: LazyLock<Place> = LazyLock::new(|| {
    let path = std::env::temp_dir().join(format!("selon-export-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("reports.jsonl"), REPORTS).unwrap();
    let place = Place(path);
    place.ok(&["add", "reports.jsonl"]);
    place
});

impl Place {
    fn selon(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_selon"))
            .args(args)
            .current_dir(&self.0)
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

    fn export(&self, format: &str, more: &[&str]) -> String {
        self.ok(&[&["export", "--format", format], more].concat())
    }

    /// The rows of a table, by the names of its columns.
    fn rows(&self, format: &str, more: &[&str]) -> Vec<BTreeMap<String, String>> {
        let text = self.export(format, more);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.deserialize().map(|row| row.unwrap()).collect()
    }

    fn events(&self) -> Vec<Value> {
        serde_json::from_str(&self.ok(&["events", "--format", "json"])).unwrap()
    }
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn columns_are_those_of_others_then_ours() {
    for (format, theirs, count) in [("acled", ACLED, 31), ("ged", GED, 49)] {
        assert_eq!(theirs.split(',').count(), count);
        let text = PLACE.export(format, &[]);
        let heads = text.lines().next().unwrap();
        let ours = heads.strip_prefix(theirs).unwrap().trim_end();
        assert!(ours.starts_with(",selon_event_id,"), "{heads}");
        assert!(ours[1..].split(',').all(|name| name.starts_with("selon_")), "{ours}");
    }
}

#[test]
fn every_column_is_defined() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/EXPORTS.md");
    let docs = fs::read_to_string(path).unwrap();
    for format in ["acled", "ged", "csv"] {
        let text = PLACE.export(format, &[]);
        for name in text.lines().next().unwrap().trim_end().split(',') {
            assert!(docs.contains(&format!("`{name}`")), "{format}: {name} is not defined");
        }
    }
}

#[test]
fn rows_say_what_the_dossier_says() {
    let events = PLACE.events();
    for format in ["acled", "ged"] {
        let rows = PLACE.rows(format, &[]);
        assert_eq!(rows.len(), events.len());
        for (row, event) in rows.iter().zip(&events) {
            assert_eq!(row["selon_event_id"], event["id"].as_str().unwrap());
            assert_eq!(row["selon_date"], event["date"].as_str().unwrap_or_default());
            assert_eq!(row["selon_origins_min"], event["origins"]["at_least"].to_string());
            let quotes: Vec<Value> = serde_json::from_str(&row["selon_quotes"]).unwrap();
            let held = ["claims", "figures"].map(|k| event[k].as_array().unwrap().len());
            assert_eq!(quotes.len(), held[0] + held[1]);
        }
    }
    let acled = PLACE.rows("acled", &["--place", "Mopti"]);
    let [bomb] = &acled[..] else { panic!("{acled:#?}") };
    assert_eq!(bomb["event_date"], "2024-03-12");
    assert_eq!(bomb["time_precision"], "1");
    assert_eq!(bomb["iso"], "466");
    assert_eq!(bomb["region"], "Western Africa");
    assert_eq!(bomb["geo_precision"], "1");
    assert_eq!((bomb["selon_low"].as_str(), bomb["selon_high"].as_str()), ("4", "7"));
    assert_eq!(bomb["fatalities"], bomb["selon_best"]);
    assert!(bomb["selon_disagreement"].contains("toll"));
    let ged = PLACE.rows("ged", &["--place", "Mopti"]);
    assert_eq!(ged[0]["country_id"], "432");
    assert_eq!(ged[0]["region"], "Africa");
    assert_eq!((ged[0]["where_prec"].as_str(), ged[0]["date_prec"].as_str()), ("1", "1"));
    assert!(ged[0]["geom_wkt"].starts_with("POINT (-4."), "{}", ged[0]["geom_wkt"]);
}

#[test]
fn unknown_is_never_zero() {
    let rows = PLACE.rows("acled", &["--type", "armed_clash"]);
    let [clash] = &rows[..] else { panic!("{rows:#?}") };
    for name in ["fatalities", "selon_low", "selon_best", "selon_high", "latitude", "longitude"] {
        assert_eq!(clash[name], "", "{name}");
    }
    assert_eq!(clash["event_date"], "2024-02-15", "the middle of a month");
    assert_eq!(clash["time_precision"], "3");
    let rows = PLACE.rows("ged", &["--type", "armed_clash"]);
    for name in ["best", "high", "low", "deaths_a", "deaths_civilians", "priogrid_gid"] {
        assert_eq!(rows[0][name], "", "{name}");
    }
    assert_eq!(rows[0]["where_prec"], "6");
    assert_eq!((&*rows[0]["date_start"], &*rows[0]["date_end"]), ("2024-02-01", "2024-02-29"));
}

#[test]
fn claims_are_read_back_whole() {
    let events = PLACE.events();
    let rows = PLACE.rows("csv", &[]);
    let mut rows = rows.iter();
    for event in &events {
        for (list, kind) in [("claims", "claim"), ("figures", "figure")] {
            for held in event[list].as_array().unwrap() {
                let row = rows.next().unwrap();
                assert_eq!(row["row"], kind);
                assert_eq!(row["key"], held["key"].as_str().unwrap());
                let words = held["text"].as_str().unwrap();
                assert_eq!(row["words"].strip_prefix('\'').unwrap_or(&row["words"]), words);
                assert_eq!(row["start"], held["start"].to_string());
                assert_eq!(
                    row["holder"].trim_start_matches('\''),
                    held["holder"].as_str().unwrap()
                );
            }
        }
    }
    assert!(rows.next().is_none());
    let text = PLACE.export("csv", &[]);
    assert!(text.contains(r#""'=Harbour, ""Post""""#), "a formula is set off: {text}");
}

#[test]
fn hxl_is_the_second_row() {
    let plain = PLACE.export("acled", &[]);
    let tagged = PLACE.export("acled", &["--hxl"]);
    let tags = tagged.lines().nth(1).unwrap();
    assert!(tags.starts_with("#event+id,#date+occurred,"), "{tags}");
    assert_eq!(tags.split(',').count(), plain.lines().next().unwrap().split(',').count());
    assert_eq!(tagged.lines().count(), plain.lines().count() + 1);
    let failed = PLACE.selon(&["export", "--format", "geojson", "--hxl"]);
    assert_eq!(failed.status.code(), Some(2));
}

#[test]
fn each_filled_cell_leads_to_words() {
    for format in ["acled", "ged"] {
        let rows = PLACE.rows(format, &[]);
        let trace = PLACE.rows(format, &["--trace"]);
        let filled: usize = rows.iter().map(|r| r.values().filter(|v| !v.is_empty()).count()).sum();
        let cells: BTreeSet<(&str, &str)> =
            trace.iter().map(|t| (&*t["event_id"], &*t["column"])).collect();
        assert_eq!(cells.len(), filled);
        for line in &trace {
            let led = !line["report"].is_empty() || !line["why"].is_empty();
            assert!(led, "{line:?}");
        }
        let id = &rows[0]["selon_event_id"];
        let alone = PLACE.ok(&["event", id, &format!("--trace={format}")]);
        assert_eq!(alone, PLACE.export(format, &["--event", id, "--trace"]));
        let toll = if format == "acled" { "fatalities" } else { "best" };
        let toll: Vec<_> = trace.iter().filter(|t| t["column"] == toll).collect();
        assert!(!toll.is_empty() && toll.iter().all(|t| !t["words"].is_empty()), "{toll:#?}");
    }
}

#[test]
fn geojson_fits_its_schema_and_keeps_events_without_a_place() {
    for more in [&[][..], &["--blur", "25"]] {
        let collection: Value = serde_json::from_str(&PLACE.export("geojson", more)).unwrap();
        let found = violations(&schema("geojson.schema.json"), &collection);
        assert_eq!(found, Vec::<String>::new());
        let features = collection["features"].as_array().unwrap();
        assert_eq!(features.len(), PLACE.events().len());
        // RFC 7946, 7.1: no other members that the specification gives a meaning to.
        assert!(collection.get("coordinates").is_none() && collection.get("crs").is_none());
        assert!(features.iter().any(|f| f["geometry"].is_null()));
        let blurred = if more.is_empty() { "Point" } else { "Polygon" };
        assert!(features.iter().any(|f| f["geometry"]["type"] == blurred));
    }
}

#[test]
fn blur_is_said_in_every_form() {
    let exact = PLACE.rows("acled", &["--place", "Mopti"]);
    let blurred = PLACE.rows("acled", &["--place", "Mopti", "--blur", "25"]);
    assert_ne!(exact[0]["latitude"], blurred[0]["latitude"]);
    assert_eq!(blurred[0]["selon_blur_km"], "25");
    assert_eq!(blurred[0]["geo_precision"], "2");
    assert_eq!(blurred[0]["admin1"], exact[0]["admin1"]);
    let ged = PLACE.rows("ged", &["--place", "Mopti", "--blur", "25"]);
    assert_eq!(ged[0]["where_prec"], "2");
    let claims = PLACE.rows("csv", &["--place", "Mopti", "--blur", "25"]);
    assert!(claims.iter().all(|c| c["blur_km"] == "25"));
    let exact = &exact[0]["latitude"];
    for format in ["geojson", "jsonl", "annotations", "html", "csv", "readings"] {
        let text = PLACE.export(format, &["--place", "Mopti", "--blur", "25"]);
        assert!(!text.contains(exact), "{format} tells {exact}");
        let said = ["25.0", "25 km"].iter().any(|words| text.contains(words));
        assert!(said || matches!(format, "csv" | "readings"), "{format}");
    }
}

#[test]
fn json_lines_fit_their_schema_and_lose_nothing() {
    let schema = schema("event.schema.json");
    let text = PLACE.export("jsonl", &[]);
    let mut events = Vec::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(violations(&schema, &line), Vec::<String>::new());
        let reports = line["reports"].as_array().unwrap().iter().map(|r| r["id"].clone());
        assert_eq!(line["event"]["reports"], Value::from(reports.collect::<Vec<_>>()));
        events.push(line["event"].clone());
    }
    assert_eq!(events, PLACE.events());
}

#[test]
fn readings_fit_their_schema() {
    let schema = schema("reading.schema.json");
    let text = PLACE.export("readings", &[]);
    assert_eq!(text.lines().count(), 4);
    for line in text.lines() {
        let reading: Value = serde_json::from_str(line).unwrap();
        assert_eq!(violations(&schema, &reading), Vec::<String>::new());
    }
    assert_eq!(PLACE.export("readings", &["--place", "Mopti"]).lines().count(), 2);
}

#[test]
fn annotations_point_at_their_words() {
    let page: Value = serde_json::from_str(&PLACE.export("annotations", &[])).unwrap();
    assert_eq!(violations(&schema("annotations.schema.json"), &page), Vec::<String>::new());
    let dossier = selon_dossier::Dossier::open(&PLACE.0.join("selon.dossier")).unwrap();
    let ids = dossier.report_ids().unwrap();
    let texts: Vec<String> =
        ids.iter().map(|id| dossier.report(id).unwrap().current.report.text).collect();
    let hash_of = |text: &str| selon_dossier::id::sha256(text);
    let items = page["items"].as_array().unwrap();
    assert!(!items.is_empty());
    let ids: BTreeSet<&str> = items.iter().map(|i| i["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), items.len());
    for item in items {
        let target = &item["target"];
        let hash = target["selon:textSha256"].as_str().unwrap();
        let text = texts.iter().find(|t| hash_of(t) == hash).unwrap();
        let [quote, position] = &target["selector"].as_array().unwrap()[..] else { panic!() };
        let at = |name: &str| position[name].as_u64().unwrap() as usize;
        let (start, end) = (at("start"), at("end"));
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(quote["exact"], words.as_str());
        let told = |name: &str| quote[name].as_str().unwrap();
        let around = format!("{}{words}{}", told("prefix"), told("suffix"));
        assert!(text.contains(&around), "{around}");
    }
}

#[test]
fn the_page_is_self_contained() {
    let html = PLACE.export("html", &["--title", "Mopti & <others>"]);
    assert!(html.contains("<title>Mopti &amp; &lt;others&gt;</title>"));
    for event in PLACE.events() {
        assert!(html.contains(&format!("id=\"{}\"", event["id"].as_str().unwrap())));
    }
    for what in ["<script", "src=", "@import", "url(", "<link", "<iframe"] {
        assert!(!html.contains(what), "{what}");
    }
    // Each element that is opened is closed.
    for tag in ["section", "ul", "li", "table", "tr", "td", "blockquote", "bdi", "mark", "span"] {
        let count = |what: String| html.matches(&what).count();
        let opened = count(format!("<{tag}>")) + count(format!("<{tag} "));
        assert_eq!(opened, count(format!("</{tag}>")), "{tag}");
    }
    assert!(html.contains("<mark>") && html.ends_with("</html>\n"));
}

#[test]
fn a_file_gets_its_name_when_it_is_whole() {
    let said = PLACE.export("acled", &["--out", "acled.csv"]);
    assert_eq!(said, "");
    assert_eq!(fs::read_to_string(PLACE.0.join("acled.csv")).unwrap(), PLACE.export("acled", &[]));
    let id = PLACE.events()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(PLACE.rows("ged", &["--event", &id]).len(), 1);
    for (args, code) in [
        (&["--out", "no/such/folder.csv"][..], 1),
        (&["--out", "."], 1),
        (&["--event", "e-22222"], 1),
        (&["--event", &id, "--place", "Mali"], 2),
        (&["--blur", "0"], 2),
    ] {
        let failed = PLACE.selon(&[&["export", "--format", "acled"], args].concat());
        assert_eq!(failed.status.code(), Some(code), "{args:?}");
    }
    let left = fs::read_dir(&PLACE.0).unwrap();
    let left = left.filter(|f| f.as_ref().unwrap().file_name().to_string_lossy().contains("part-"));
    assert_eq!(left.count(), 0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_with_the_file() {
    for format in ["acled", "geojson", "html"] {
        let failed = PLACE.selon(&["export", "--format", format, "--out", "/dev/full"]);
        let said = String::from_utf8(failed.stderr).unwrap();
        assert_eq!(failed.status.code(), Some(1), "{said}");
        assert!(said.contains("/dev/full: it cannot be written whole"), "{said}");
    }
}

/// What tools of the field do with a table, where Python with pandas is there.
const PANDAS: &str = r#"
import sys
try:
    import pandas
except ImportError:
    print("no pandas")
    sys.exit(0)
acled = pandas.read_csv("pandas-acled.csv")
assert list(acled.columns[:31])[0] == "event_id_cnty"
assert pandas.api.types.is_float_dtype(acled["fatalities"])
assert acled["fatalities"].isna().any()
assert pandas.api.types.is_float_dtype(acled["latitude"])
pandas.to_datetime(acled["event_date"], format="%Y-%m-%d")
ged = pandas.read_csv("pandas-ged.csv")
assert pandas.api.types.is_integer_dtype(ged["id"])
assert ged["id"].is_unique
pandas.to_datetime(ged["date_start"], format="%Y-%m-%d")
for name in ("best", "high", "low", "priogrid_gid", "country_id"):
    assert pandas.api.types.is_numeric_dtype(ged[name]), name
claims = pandas.read_csv("pandas-csv.csv")
assert (claims["end"] > claims["start"]).all()
print("read")
"#;

#[test]
fn pandas_reads_the_tables() {
    for format in ["acled", "ged", "csv"] {
        PLACE.export(format, &["--out", &format!("pandas-{format}.csv")]);
    }
    let run = Command::new("python3").args(["-c", PANDAS]).current_dir(&PLACE.0).output();
    match run {
        Err(error) => eprintln!("skipped: python3 cannot be run: {error}"),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            if said.trim() == "no pandas" {
                eprintln!("skipped: python3 has no pandas");
                return;
            }
            assert_eq!(said.trim(), "read", "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

/// What R makes of a column, by the rules of `type.convert`: empty cells and `NA` are missing
/// values; of the rest all must be logical, whole numbers, numbers, else it is text.
fn type_in_r<'c>(cells: impl Iterator<Item = &'c str> + Clone) -> &'static str {
    let told = || cells.clone().filter(|cell| !matches!(*cell, "" | "NA"));
    let logical = |cell: &str| matches!(cell, "T" | "F" | "TRUE" | "FALSE" | "true" | "false");
    let number = |cell: &str| {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
        cell.chars().all(digits) && cell.parse::<f64>().is_ok()
    };
    if told().next().is_none() {
        "nothing"
    } else if told().all(logical) {
        "logical"
    } else if told().all(|cell| cell.parse::<i32>().is_ok()) {
        "integer"
    } else if told().all(number) {
        "numeric"
    } else {
        "character"
    }
}

#[test]
fn columns_have_one_type() {
    let both = "selon_blur_km selon_low selon_best selon_high selon_origins_min \
                selon_origins_max selon_claims";
    let numbers = [
        ("acled", "year time_precision iso latitude longitude geo_precision fatalities timestamp"),
        (
            "ged",
            "id year type_of_violence number_of_sources where_prec latitude longitude \
             priogrid_gid country_id event_clarity date_prec deaths_a deaths_b \
             deaths_civilians best high low gwnoa gwnob",
        ),
        ("csv", "low high start end iso latitude longitude radius_km blur_km"),
    ];
    for (format, names) in numbers {
        let rows = PLACE.rows(format, &["--blur", "10"]);
        let names: BTreeSet<&str> = names.split_whitespace().chain(both.split(' ')).collect();
        for column in rows[0].keys() {
            let cells = rows.iter().map(|row| row[column].as_str());
            let found = type_in_r(cells.clone());
            let expected: &[&str] = if names.contains(column.trim()) {
                &["integer", "numeric"]
            } else {
                &["character"]
            };
            assert!(found == "nothing" || expected.contains(&found), "{format} {column}: {found}");
            // A word that is taken for a missing value would be lost.
            assert!(cells.clone().all(|cell| !matches!(cell, "NA" | "NULL" | "nan")), "{column}");
        }
    }
    assert_eq!(type_in_r(["1", "NA", ""].into_iter()), "integer");
    assert_eq!(type_in_r(["1", "2.5"].into_iter()), "numeric");
    assert_eq!(type_in_r(["T", "1"].into_iter()), "character");
}

#[test]
fn a_reader_that_goes_is_no_error() {
    for format in ["acled", "csv", "geojson", "jsonl", "readings", "annotations", "html"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_selon"))
            .args(["export", "--format", format])
            .current_dir(&PLACE.0)
            .env_remove("SELON_DOSSIER")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn a_selection_of_nothing_is_said() {
    for format in ["acled", "ged", "csv", "geojson", "jsonl", "readings", "annotations", "html"] {
        let output = PLACE.selon(&["export", "--format", format, "--place", "Nowhere"]);
        assert!(output.status.success(), "{format}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("no event is like that"));
        let text = String::from_utf8(output.stdout).unwrap();
        match format {
            "geojson" => {
                let found: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(found["features"], Value::Array(Vec::new()));
            }
            "annotations" => {
                let found: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(found["items"], Value::Array(Vec::new()));
            }
            "html" => assert!(text.contains("No event is like that")),
            "jsonl" | "readings" => assert_eq!(text, ""),
            _ => assert_eq!(text.lines().count(), 1),
        }
    }
    let unknown = PLACE.selon(&["export", "--format", "acled", "--event", "e-22222"]);
    assert_eq!(unknown.stdout, b"", "nothing is begun");
}

#[test]
fn a_report_of_events_is_the_page() {
    let id = PLACE.events()[0]["id"].as_str().unwrap().to_owned();
    let page = PLACE.ok(&["report", &id]);
    assert_eq!(page, PLACE.export("html", &["--event", &id]));
    let report = PLACE.events()[0]["reports"][0].as_str().unwrap().to_owned();
    assert!(PLACE.ok(&["report", &report]).contains(&report));
    let failed = PLACE.selon(&["report", &id, &report]);
    assert_eq!(failed.status.code(), Some(2));
}

/// Rows that people made up beside the reports.
const CODED: &str = "\
event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,iso,country,location,\
latitude,longitude,geo_precision,source,notes,fatalities
MLI1,2024-03-12,1,Remote explosive/landmine/IED,Unidentified Armed Group (Mali),Civilians (Mali),\
466,Mali,Mopti,14.49,-4.18,1,Radio Fictive,A bomb went off at the market of Mopti.,9
MLI2,2024-02-20,1,Arrests,Police Forces of Mali (2021-),,466,Mali,Gao,16.27,-0.05,1,Radio Fictive,\
Police arrested two people in Gao.,0
MLI3,whenever,1,Arrests,,,466,Mali,Gao,,,,,,
";

/// A folder of its own with the same reports.
fn beside(name: &str) -> Place {
    let path = PLACE.0.join(name);
    fs::create_dir_all(&path).unwrap();
    fs::copy(PLACE.0.join("selon.dossier"), path.join("selon.dossier")).unwrap();
    fs::write(path.join("coded.csv"), CODED).unwrap();
    Place(path)
}

#[test]
fn what_people_coded_is_compared() {
    let place = beside("compare");
    let compare = |more: &[&str]| {
        let output = place.selon(&[&["compare", "coded.csv"], more].concat());
        assert_eq!(output.status.code(), Some(1), "a row is broken");
        assert!(String::from_utf8_lossy(&output.stderr).contains("line 4: event_date “whenever”"));
        String::from_utf8(output.stdout).unwrap()
    };
    let json = compare(&["--format", "json"]);
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(violations(&schema("compare.schema.json"), &found), Vec::<String>::new());
    assert_eq!((&found["rows"], &found["outside"]), (&2.into(), &1.into()), "Lyon is elsewhere");
    let matched = found["matched"].as_array().unwrap();
    let [bomb] = &matched[..] else { panic!("{json}") };
    assert_eq!(bomb["there"]["id"], "MLI1");
    assert_eq!(bomb["here"]["place"], "Mopti");
    let killed = bomb["differences"].as_array().unwrap().iter().find(|d| d["field"] == "killed");
    assert_eq!(killed.unwrap()["words"], "no number in common");
    assert_eq!(found["only_there"][0]["there"]["id"], "MLI2");
    // The clash of that month has a reason why it is none of the rows.
    let here = found["only_here"].as_array().unwrap();
    let [clash] = &here[..] else { panic!("{json}") };
    assert_eq!(clash["here"]["type"], "armed_clash");
    assert!(clash["why"].as_str().is_some_and(|why| !why.is_empty()), "{clash}");
    let text = compare(&[]);
    assert!(text.contains("1 matched, 1 only there"), "{text}");
    let rows = compare(&["--format", "csv"]);
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let outcomes: Vec<String> = reader.records().map(|r| r.unwrap()[0].to_owned()).collect();
    assert_eq!(outcomes[..2], ["matched", "only there"]);
    // Nothing was added; and what people coded before is not compared with itself.
    assert_eq!(
        place.ok(&["reports", "--format", "csv"]),
        PLACE.ok(&["reports", "--format", "csv"])
    );
    place.selon(&["import", "acled", "coded.csv"]);
    assert_eq!(compare(&["--format", "json"]), json);
}

#[test]
fn what_people_coded_is_taken_in_once() {
    let place = beside("import");
    let first = place.selon(&["import", "acled", "coded.csv"]);
    assert_eq!(first.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&first.stdout),
        "ACLED: 2 events added, 1 left out: see above\n"
    );
    let again = place.selon(&["import", "acled", "coded.csv"]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("0 events added, 2 there already"));
    let rows = place.rows("acled", &["--place", "Mopti"]);
    let [bomb] = &rows[..] else { panic!("{rows:#?}") };
    assert_eq!(bomb["selon_coded_by"], "acled");
    assert_eq!(bomb["source"], "Le Veilleur; '=Harbour, \"Post\"; ACLED".replace('\'', ""));
    assert!(bomb["selon_origins"].contains("Radio Fictive"), "{}", bomb["selon_origins"]);
    let claims = place.rows("csv", &["--place", "Mopti"]);
    let coded: Vec<_> = claims.iter().filter(|c| c["coded_by"] == "acled").collect();
    assert!(coded.iter().all(|c| c["holder"] == "Radio Fictive"), "{coded:#?}");
    assert!(coded.iter().any(|c| c["words"] == "fatalities: 9"));
    // They are not read anew.
    let said = place.ok(&["reread"]);
    assert!(said.starts_with("4 reports"), "{said}");
    let again = &place.rows("acled", &["--place", "Mopti"])[0];
    for name in ["selon_quotes", "selon_origins", "selon_reports", "selon_coded_by"] {
        assert_eq!(again[name], bomb[name], "{name}");
    }
    assert_eq!(bomb["actor1"], "", "an unidentified group is nobody in particular");
    for format in ["jsonl", "geojson", "annotations"] {
        assert!(place.export(format, &[]).contains("\"acled\""), "{format}");
    }
    assert!(place.export("html", &[]).contains("coded by people"));
    let other = place.selon(&["import", "ged", "coded.csv"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&other.stderr).contains("there is no column id"));
    let fresh = place.selon(&["import", "ged", "coded.csv", "--dossier", "other.dossier"]);
    assert_eq!(fresh.status.code(), Some(1));
    assert!(!place.0.join("other.dossier").exists());
}
