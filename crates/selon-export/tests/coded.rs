//! What people coded, taken in and written again. Towns, people and numbers are made up.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use selon_dossier::{Added, Dossier, Filter, Stamp};
use selon_export::{CodedRow, DataSet, Format, Options, Stop, Writer, each, rows};
use selon_model::Span;

const STAMP: Stamp = Stamp { now: "2026-01-02T03:04:05.000Z", reader: "test" };

const ACLED: &str = concat!(
    "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,iso,country,admin1,",
    "admin2,location,latitude,longitude,geo_precision,source,notes,fatalities,tags,timestamp\r\n",
    "MLI1,2024-03-12,1,Armed clash,JNIM: Group for Support of Islam and Muslims,",
    "Military Forces of Mali (2021-),466,Mali,Mopti,Djenne,Kouna,14.1,-4.2,1,",
    "\"Radio Fictive; Undisclosed Source\",\"On 12 March 2024, fighters and soldiers clashed in",
    "\nKouna. 5 soldiers were killed, \"\"it was said\"\".\",5,,1711500000\r\n",
    "MLI2,12 March 2024,1,Armed clash,JNIM: Group for Support of Islam and Muslims,",
    "Military Forces of Mali (2021-),466,Mali,Mopti,Djenne,Kouna,14.1,-4.2,1,Radio Fictive,",
    "\"On 12 March 2024, fighters and soldiers clashed again in Kouna.\",0,,1711500000\r\n",
    "MLI3,someday,1,Attack,,,466,Mali,,,Kouna,,,,,,,,\r\n",
    "MLI4,2024-03-15,2,Peaceful protest,Protesters (Mali),,,Mali,Gao,,Gao,16.27,-0.05,1,",
    "Radio Fictive,'=1+1 people came together in Gao.,0,crowd size=about 100,\r\n",
    "MLI5,2024-03-15,2\r\n",
    "MLI6,2024-03-15,4,Attack,,,466,Mali,,,Kouna,,,,,,,,\r\n",
    "MLI7,2024-03-15,1,Attack,,,466,Mali,,,Kouna,114.1,3,1,,,,,\r\n",
    "MLI8,2024-03-15,1,Attack,,,466,Mali,,,Kouna,14.1,3,1,,,several,,\r\n",
);

const GED: &str = concat!(
    "id,type_of_violence,dyad_name,side_a,side_b,source_office,source_headline,source_original,",
    "where_prec,where_coordinates,adm_1,latitude,longitude,country,country_id,date_prec,",
    "date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n",
    "41,1,Government of Mali - JNIM,Government of Mali,JNIM,Radio Fictive,Deadly clash,",
    "army officer,4,Mopti region,Mopti,14.5,-4.2,Mali,432,2,2024-03-12 00:00:00.000,",
    "2024-03-14 00:00:00.000,3,4,2,0,9,12,7\n",
    "42,3,IS - Civilians,IS,Civilians,Radio Fictive;The Made-up Post,,,6,Mali,,17,-4,",
    "Mali,432,1,2024-05-01,2024-05-01,0,0,0,0,0,0,0\n",
    "43,1,,,,,,,1,,,,,,,1,2024-05-02,2024-05-01,,,,,1,1,1\n",
    "44,1,,,,,,,1,,,,,,,1,2024-05-02,2024-05-02,,,,,5,3,4\n",
);

fn taken(set: DataSet, text: &str) -> (Vec<CodedRow>, Vec<(u64, String)>) {
    let (mut whole, mut broken) = (Vec::new(), Vec::new());
    let found = rows(None, text.as_bytes(), |_, row| {
        match row {
            Ok(row) => whole.push(row),
            Err(row) => broken.push((row.line, row.why)),
        }
        ControlFlow::Continue(())
    });
    assert_eq!(found.unwrap(), set);
    (whole, broken)
}

struct Kept {
    path: PathBuf,
    dossier: Dossier,
}

impl Kept {
    fn new(name: &str) -> Kept {
        let path = std::env::temp_dir().join(format!("selon-coded-{name}-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let dossier = Dossier::create(&path).unwrap();
        Kept { path, dossier }
    }

    fn with(name: &str, rows: &[CodedRow]) -> Kept {
        let mut kept = Kept::new(name);
        for row in rows {
            let added = kept.dossier.add(&row.report, &row.reading, STAMP).unwrap();
            assert!(matches!(added, Added::New { events: 1, .. }), "{added:?}");
        }
        kept
    }

    fn export(&self, format: Format, options: &Options) -> Vec<u8> {
        let mut out = Vec::new();
        let mut writer = Writer::new(format, options, &mut out).unwrap();
        each(&self.dossier, &Filter::default(), options.blur_km, |item| {
            writer.event(&item)?;
            Ok(Stop::No)
        })
        .unwrap();
        writer.finish().unwrap();
        out
    }

    fn table(&self, format: Format, options: &Options) -> Vec<BTreeMap<String, String>> {
        let out = self.export(format, options);
        let mut reader = csv::Reader::from_reader(&out[..]);
        reader.deserialize().map(|row| row.unwrap()).collect()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

#[test]
fn broken_rows_are_told_and_the_rest_goes_on() {
    let (whole, broken) = taken(DataSet::Acled, ACLED);
    let ids: Vec<(u64, &str)> = whole.iter().map(|r| (r.line, r.id.as_str())).collect();
    assert_eq!(ids, [(2, "MLI1"), (4, "MLI2"), (6, "MLI4")]);
    let lines: Vec<u64> = broken.iter().map(|b| b.0).collect();
    assert_eq!(lines, [5, 7, 8, 9, 10]);
    for ((_, why), part) in
        broken.iter().zip(["someday", "3 cells", "time_precision is 4", "114.1", "several"])
    {
        assert!(why.contains(part), "{why}");
    }
    let (whole, broken) = taken(DataSet::Ged, GED);
    assert_eq!((whole.len(), broken.len()), (2, 2));
    let none = rows(None, &b"a,b\n1,2\n"[..], |_, _| ControlFlow::Continue(()));
    assert!(none.unwrap_err().to_string().contains("event_id_cnty"));
    let other = rows(Some(DataSet::Ged), ACLED.as_bytes(), |_, _| ControlFlow::Continue(()));
    assert!(other.unwrap_err().to_string().contains("there is no column id"));
    let empty = rows(Some(DataSet::Ged), &b""[..], |_, _| ControlFlow::Continue(()));
    assert!(empty.is_err());
}

/// All that a reading has of a text stands in it, where it says.
#[test]
fn all_rests_on_the_row() {
    for (set, text) in [(DataSet::Acled, ACLED), (DataSet::Ged, GED)] {
        for row in taken(set, text).0 {
            let words = |span: Span| -> String {
                let length = (span.end - span.start) as usize;
                row.report.text.chars().skip(span.start as usize).take(length).collect()
            };
            let event = &row.reading.events[0];
            let place = event.place.as_ref().map(|p| &p.excerpt);
            let mut found = vec![&event.mentions[0]];
            found.extend(place);
            found.extend(event.actor.iter().chain(&event.target).chain(&event.date_text));
            found.extend(event.figures.iter().map(|f| &f.excerpt));
            for told in &row.reading.attributions {
                found.extend(told.source.iter().chain(&told.content));
            }
            for excerpt in found {
                assert!(!excerpt.text.is_empty());
                assert_eq!(words(excerpt.span), excerpt.text);
            }
            assert_eq!(row.report.coded_by.as_deref(), Some(set.code()));
            assert!(row.report.text.contains("date"), "{}", row.report.text);
        }
    }
}

#[test]
fn rows_are_there_once_and_stay_apart() {
    let (acled, _) = taken(DataSet::Acled, ACLED);
    let mut kept = Kept::with("once", &acled);
    let row = &acled[0];
    let again = kept.dossier.add(&row.report, &row.reading, STAMP).unwrap();
    assert!(matches!(again, Added::Known { .. }));
    let changed = ACLED.replace(",5,,1711500000", ",6,,1711600000");
    let row = &taken(DataSet::Acled, &changed).0[0];
    let changed = kept.dossier.add(&row.report, &row.reading, STAMP).unwrap();
    assert!(matches!(changed, Added::Version { version: 2, .. }), "{changed:?}");
    // The coders held two clashes of one town and day apart.
    let events = kept.dossier.events(&Filter::default()).unwrap();
    assert_eq!(events.len(), acled.len());
    // No row repeats another, and each source is an origin once; one that is not told may be
    // any of the others.
    assert!(kept.dossier.reports().unwrap().iter().all(|r| r.copies.is_empty()));
    let clash = events.iter().find(|e| e.tolls.iter().any(|t| t.low == Some(6))).unwrap();
    assert_eq!((clash.origins_at_least, clash.origins_at_most), (1, 2));
    // Nothing of it was read.
    let mut read = 0;
    kept.dossier
        .each_read_event(&Filter::default(), |_| {
            read += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!(read, 0);
}

#[test]
fn several_sources_of_a_row_are_perhaps_one_origin() {
    let (ged, _) = taken(DataSet::Ged, GED);
    let row = ged.into_iter().find(|row| row.id == "42").unwrap();
    let kept = Kept::with("sources", &[row]);
    let events = kept.dossier.events(&Filter::default()).unwrap();
    let event = kept.dossier.event(&events[0].id).unwrap();
    let mut names: Vec<&str> = event.origins.list.iter().map(|o| o.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Radio Fictive", "The Made-up Post"]);
    assert_eq!((event.origins.at_least, event.origins.at_most), (1, 2));
    assert!(event.origins.list.iter().all(|o| !o.certain && o.why.is_some()));
    // One alone holds what the row tells.
    let (ged, _) =
        taken(DataSet::Ged, &GED.replace("Radio Fictive;The Made-up Post", "Radio Fictive"));
    let row = ged.into_iter().find(|row| row.id == "42").unwrap();
    let kept = Kept::with("source", &[row]);
    let event = kept.dossier.events(&Filter::default()).unwrap().remove(0);
    let origins = kept.dossier.event(&event.id).unwrap().origins;
    assert!(origins.list.iter().all(|o| o.certain) && origins.at_most == 1);
}

#[test]
fn acled_rows_come_out_as_they_went_in() {
    let (acled, _) = taken(DataSet::Acled, ACLED);
    let kept = Kept::with("acled", &acled);
    let out = kept.export(Format::Acled, &Options::default());
    let table = kept.table(Format::Acled, &Options::default());
    let mut reader = csv::Reader::from_reader(ACLED.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let mut compared = 0;
    for record in csv::ReaderBuilder::new().flexible(true).from_reader(ACLED.as_bytes()).records() {
        let record = record.unwrap();
        let told: BTreeMap<&str, &str> = heads.iter().zip(&record).collect();
        if !acled.iter().any(|row| row.id == told["event_id_cnty"]) {
            continue;
        }
        let notes = told["notes"].replace('\n', " ");
        let notes = notes.trim_start_matches('\'');
        let row = table.iter().find(|row| row["notes"].contains(notes)).unwrap();
        for name in ["sub_event_type", "country", "location", "time_precision", "geo_precision"] {
            assert_eq!(row[name], told[name], "{name}");
        }
        assert_eq!(row["latitude"].parse::<f64>(), told["latitude"].parse());
        assert_eq!(row["fatalities"], told["fatalities"].trim_start_matches('0'));
        assert_eq!(row["admin1"], told["admin1"]);
        assert_eq!(row["selon_coded_by"], "acled");
        assert_eq!(row["iso"], "466");
        compared += 1;
    }
    assert_eq!(compared, acled.len());
    // Taken in once more, the export tells the same.
    let text = String::from_utf8(out).unwrap();
    let (again, broken) = taken(DataSet::Acled, &text);
    assert_eq!(broken, []);
    let once_more = Kept::with("again", &again);
    let second = once_more.table(Format::Acled, &Options::default());
    let part = |rows: &[BTreeMap<String, String>]| -> Vec<Vec<String>> {
        let names = [
            "event_date",
            "time_precision",
            "sub_event_type",
            "actor1",
            "actor2",
            "iso",
            "admin1",
            "admin2",
            "location",
            "latitude",
            "longitude",
            "geo_precision",
            "fatalities",
            "tags",
        ];
        let mut rows: Vec<Vec<String>> =
            rows.iter().map(|row| names.map(|name| row[name].clone()).to_vec()).collect();
        rows.sort();
        rows
    };
    assert_eq!(part(&table), part(&second));
}

#[test]
fn ged_rows_come_out_as_they_went_in() {
    let (ged, _) = taken(DataSet::Ged, GED);
    assert_eq!(ged[0].killed.best, Some(9));
    let kept = Kept::with("ged", &ged);
    let table = kept.table(Format::Ged, &Options::default());
    let clash = table.iter().find(|row| row["low"] == "7").unwrap();
    for (name, value) in [
        ("code_status", "Human-coded"),
        ("type_of_violence", "1"),
        ("side_a", "Government of Mali"),
        ("date_start", "2024-03-12"),
        ("date_end", "2024-03-14"),
        ("date_prec", "2"),
        ("where_prec", "4"),
        ("country_id", "432"),
        ("high", "12"),
        ("deaths_civilians", "2"),
        ("gwnoa", "432"),
        ("source_original", "army officer"),
    ] {
        assert_eq!(clash[name], value, "{name}");
    }
    // Zero may be none or not told, and a country is no point.
    let attack = table.iter().find(|row| row["low"] != "7").unwrap();
    for name in ["best", "high", "low", "latitude"] {
        assert_eq!(attack[name], "", "{name}");
    }
    assert_eq!((&*attack["where_prec"], &*attack["type_of_violence"]), ("6", "3"));
}

/// Side a of GED is the state, though ACLED's first actor was the group; the cell leads to
/// the words of the side that it names.
#[test]
fn types_that_others_do_not_have_come_back() {
    // An agreement is none of GED's, an accident none of ACLED's: our own exports tell the type.
    let (acled, _) = taken(DataSet::Acled, ACLED);
    let agreement = CodedRow {
        reading: {
            let mut reading = acled[0].reading.clone();
            reading.events[0].kind = "agreement".into();
            reading
        },
        ..acled[0].clone()
    };
    let kept = Kept::with("types", &[agreement]);
    let out = kept.export(Format::Ged, &Options::default());
    let (again, broken) = taken(DataSet::Ged, &String::from_utf8(out).unwrap());
    assert_eq!(broken, []);
    let [row] = &again[..] else { panic!("{} rows", again.len()) };
    assert_eq!(row.reading.events[0].kind, "agreement");
}

#[test]
fn cells_of_a_side_lead_to_its_words() {
    let (acled, _) = taken(DataSet::Acled, ACLED);
    let kept = Kept::with("sides", &acled[..1]);
    let row = &kept.table(Format::Ged, &Options::default())[0];
    assert!(row["side_a"].contains("Military"), "{}", row["side_a"]);
    let trace = kept.table(Format::Ged, &Options { trace: true, ..Options::default() });
    let words = |column: &str| -> Vec<&str> {
        let rows = trace.iter().filter(|line| line["column"] == column);
        rows.map(|line| line["words"].as_str()).collect()
    };
    assert!(words("side_a").iter().all(|w| w.starts_with("Military Forces of Mali")));
    assert!(words("side_b").iter().all(|w| w.starts_with("JNIM")));
    assert!(words("dyad_name").iter().any(|w| w.starts_with("JNIM")));
    assert!(words("dyad_name").iter().any(|w| w.starts_with("Military")));
    assert_eq!(words("gwnoa").first(), words("side_a").first());
    assert!(words("date_start").iter().all(|w| *w == "2024-03-12"), "{:?}", words("date_start"));
}

#[cfg(feature = "parquet")]
mod in_parquet {
    use std::process::Command;

    use super::*;

    /// What another reader than the one that wrote it has of the file.
    const PYARROW: &str = r#"
import sys
try:
    import pyarrow.parquet as parquet
except ImportError:
    print("no pyarrow")
    sys.exit(0)
table = parquet.read_table(sys.argv[1])
assert table.num_rows == 3, table.num_rows
types = {field.name: str(field.type) for field in table.schema}
assert types["event_id"] == "string" and types["date_start"] == "date32[day]", types
assert types["latitude"] == "double" and types["killed_best"] == "int64", types
assert types["origins"].startswith("list<"), types
clash = next(row for row in table.to_pylist() if row["killed_best"] == 5)
assert str(clash["date_start"]) == "2024-03-12", clash
assert clash["place"] == "Kouna" and clash["country_code"] == "ML"
assert clash["coded_by"] == ["acled"] and clash["blur_km"] == 25.0
figure = next(claim for claim in clash["claims"] if claim["what"] == "killed")
assert (figure["low"], figure["high"]) == (5, 5)
assert figure["end"] - figure["start"] == len(figure["words"])
others = [row for row in table.to_pylist() if row["killed_best"] is None]
assert len(others) == 2, "what is not told is null"
print("read")
"#;

    #[test]
    fn another_reader_reads_it() {
        let (acled, _) = taken(DataSet::Acled, ACLED);
        let kept = Kept::with("parquet", &acled);
        let options = Options { blur_km: Some(25.0), ..Options::default() };
        let out = kept.export(Format::Parquet, &options);
        assert_eq!((&out[..4], &out[out.len() - 4..]), (&b"PAR1"[..], &b"PAR1"[..]));
        let path = kept.path.with_extension("parquet");
        std::fs::write(&path, &out).unwrap();
        let run = Command::new("python3").args(["-c", PYARROW]).arg(&path).output();
        let _ = std::fs::remove_file(&path);
        match run {
            Err(error) => eprintln!("skipped: python3 cannot be run: {error}"),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                if said.trim() == "no pyarrow" {
                    eprintln!("skipped: python3 has no pyarrow");
                    return;
                }
                let errors = String::from_utf8_lossy(&output.stderr);
                assert_eq!(said.trim(), "read", "{errors}");
            }
        }
    }

    #[test]
    fn no_events_are_a_file_too() {
        let out = Kept::new("empty").export(Format::Parquet, &Options::default());
        assert_eq!(&out[..4], b"PAR1");
    }
}
