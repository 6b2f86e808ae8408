//! `selon actors`: who is known beforehand.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use selon_model::{Language, Report};
use selon_reader::actor::Registry;
use selon_reader::actor::outlets::{self, Outlet};
use selon_reader::actor::{ActorFacts, facts, offices_of};
use selon_reader::{Knowledge, read_report_with};
use serde_json::json;

use crate::gazetteer::Format;
use crate::terminal::harmless_line;
use crate::user_data;

/// The commands of `selon actors`.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Show the people, groups, organisations and outlets of this name
    Find(FindArgs),
}

/// The arguments of `selon actors find`.
#[derive(clap::Args, Debug)]
#[command(after_help = FIND_HELP)]
pub struct FindArgs {
    /// A name in any spelling, a part of one, an acronym, an id, the domain of an outlet, or a
    /// description such as “le président syrien”
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,

    /// The day on which a description is used, YYYY-MM-DD: who holds an office depends on it
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<String>,

    /// No more than this
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Ask this table too (may be given several times), instead of those in your folder
    #[arg(long, value_name = "FILE")]
    registry: Vec<PathBuf>,
}

const FIND_HELP: &str = "\
Tables of your own (columns with tabs between, as docs/ACTORS.md has them) in the folder
`registry` of your data, with the ending .tsv, are asked by every command that reads reports;
SELON_REGISTRY or --registry name other files instead. See selon help gazetteer import for
where that folder is.

Examples:
  selon actors find OSDH
  selon actors find al-Chareh
  selon actors find --on 2017-04-07 \"le président syrien\"
  selon actors find bbc.com";

fn day(text: &str) -> Result<String, String> {
    let day: Result<jiff::civil::Date, _> = text.parse();
    day.map(|d| d.to_string()).map_err(|_| "not a day like 2017-04-07".into())
}

/// Whom a description means in the registry, as the subject of a sentence.
fn described(name: &str, on: Option<&str>, registry: &'static Registry) -> Option<String> {
    let knowledge = Knowledge { registry, ..Knowledge::default() };
    [(Language::French, "a parlé"), (Language::English, "spoke")].into_iter().find_map(
        |(language, verb)| {
            let report = Report {
                text: format!("{name} {verb}."),
                language: Some(language),
                published: on.map(str::to_owned),
                ..Report::default()
            };
            let reading = read_report_with(&report, &knowledge).ok()?;
            let end = name.chars().count() as u32;
            let whole = reading.mentions.into_iter().find(|m| m.excerpt.span.end >= end)?;
            whole.registry
        },
    )
}

/// Does what a command of `selon actors` says.
///
/// # Errors
/// If a table of the user's cannot be read.
pub fn run(command: &Command) -> anyhow::Result<ExitCode> {
    let Command::Find(args) = command;
    let registry = user_data::registry(&args.registry)?;
    let name = args.names.join(" ");
    let mut found = registry.search(&name);
    let mut known = outlets::search(&name);
    if known.is_empty() && name.contains('.') {
        known.extend(outlets::by_domain(&name));
    }
    // What is a name is no description.
    let said = if found.iter().any(|f| f.fit < 2) || !known.is_empty() {
        None
    } else {
        described(&name, args.on.as_deref(), registry)
    };
    let body = said.clone().filter(|id| id.contains(':'));
    if let Some(id) = said.filter(|id| !id.contains(':')) {
        found.retain(|f| f.id != id);
        found.splice(0..0, registry.search(&id).into_iter().filter(|f| f.id == id));
    }
    let all = found.len() + known.len() + usize::from(body.is_some());
    found.truncate(args.limit);
    known.truncate(args.limit.saturating_sub(found.len()));
    let mut out = io::stdout().lock();
    match args.format {
        Format::Json => {
            let body = body.iter().map(|id| json!({ "id": id }));
            let actors = body.chain(found.iter().map(as_json));
            let shown: Vec<_> = actors.chain(known.iter().map(|o| outlet_as_json(o))).collect();
            serde_json::to_writer_pretty(&mut out, &shown).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => {
            if let Some((country, role)) = body.as_deref().and_then(|id| id.split_once(':')) {
                let role = role.replace('_', " ");
                writeln!(
                    out,
                    "{country}:{}  a body of a state: {country}, {role}",
                    role.replace(' ', "_")
                )?;
            }
            for actor in &found {
                show(&mut out, actor)?;
            }
            for outlet in &known {
                show_outlet(&mut out, outlet)?;
            }
            let shown = found.len() + known.len() + usize::from(body.is_some());
            if all > shown {
                writeln!(out, "{} more; --limit shows them", all - shown)?;
            }
        }
    }
    if all == 0 {
        let _ = writeln!(
            io::stderr(),
            "selon: nobody is called “{}” here; docs/ACTORS.md tells how to add them",
            harmless_line(&name)
        );
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

fn main_name(actor: &ActorFacts) -> &'static str {
    let [fr, en, other] = &actor.names;
    en.first().or(fr.first()).or(other.first()).copied().unwrap_or(actor.id)
}

/// A code as JSON writes it.
fn code(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn show(out: &mut impl Write, actor: &ActorFacts) -> io::Result<()> {
    let mut facts = vec![code(&json!(actor.kind)), code(&json!(actor.source))];
    facts.extend(actor.country.map(str::to_owned));
    facts.extend(actor.parent.map(|p| format!("of {p}")));
    facts.extend(
        ["another spelling", "a part of the name"]
            .get(usize::from(actor.fit).wrapping_sub(1))
            .map(|f| (*f).to_owned()),
    );
    writeln!(out, "{}  {} ({})", actor.id, harmless_line(main_name(actor)), facts.join(", "))?;
    for (language, names) in ["fr", "en", "other"].iter().zip(&actor.names) {
        if !names.is_empty() {
            writeln!(out, "      {language}: {}", harmless_line(&names.join(", ")))?;
        }
    }
    let known = facts::of(actor.id);
    let mut more = Vec::new();
    more.extend(known.from.map(|from| format!("since {from}")).filter(|_| known.to.is_none()));
    more.extend(known.from.zip(known.to).map(|(from, to)| format!("{from} to {to}")));
    more.extend(known.wikidata.map(|q| format!("Wikidata {q}")));
    if !more.is_empty() {
        writeln!(out, "      {}", more.join(", "))?;
    }
    for (role, country, from, to) in offices_of(actor.id) {
        writeln!(
            out,
            "      {} {country}: {from} to {}",
            role.replace('_', " "),
            to.unwrap_or("now")
        )?;
    }
    Ok(())
}

fn show_outlet(out: &mut impl Write, outlet: &Outlet) -> io::Result<()> {
    let mut facts = vec!["outlet".to_owned(), outlet.country.to_owned()];
    facts.extend(outlet.languages.map(str::to_owned));
    facts.extend(outlet.publisher_name().map(|p| format!("of {}", harmless_line(p))));
    facts.extend(outlet.state.map(|s| match s {
        "state" => "controlled by a state".to_owned(),
        _ => "public".to_owned(),
    }));
    facts.extend(outlet.id.map(|id| format!("id {id}")));
    writeln!(out, "{}  {} ({})", outlet.domain, harmless_line(outlet.name), facts.join(", "))
}

fn as_json(actor: &ActorFacts) -> serde_json::Value {
    let [fr, en, other] = &actor.names;
    let offices: Vec<_> = offices_of(actor.id)
        .into_iter()
        .map(|(role, country, from, to)| {
            json!({ "role": role, "country": country, "from": from, "to": to })
        })
        .collect();
    let known = facts::of(actor.id);
    json!({
        "id": actor.id,
        "kind": actor.kind,
        "source_kind": actor.source,
        "country": actor.country,
        "parent": actor.parent,
        "names": { "fr": fr, "en": en, "other": other },
        "offices": offices,
        "from": known.from,
        "to": known.to,
        "wikidata": known.wikidata,
    })
}

fn outlet_as_json(outlet: &Outlet) -> serde_json::Value {
    json!({
        "domain": outlet.domain,
        "name": outlet.name,
        "country": outlet.country,
        "languages": outlet.languages.map(|l| l.split(',').collect::<Vec<_>>()),
        "publisher": outlet.publisher,
        "publisher_name": outlet.publisher_name(),
        "state": outlet.state,
        "id": outlet.id,
    })
}
