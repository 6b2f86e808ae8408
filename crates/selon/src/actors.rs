//! `selon actors`: who is known beforehand.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use selon_reader::actor::outlets::{self, Outlet};
use selon_reader::actor::{ActorFacts, offices_of};
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
    /// A name in any spelling, a part of one, an acronym, an id, or the domain of an outlet
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,

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
  selon actors find bbc.com";

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
    let all = found.len() + known.len();
    found.truncate(args.limit);
    known.truncate(args.limit.saturating_sub(found.len()));
    let mut out = io::stdout().lock();
    match args.format {
        Format::Json => {
            let shown: Vec<_> =
                found.iter().map(as_json).chain(known.iter().map(|o| outlet_as_json(o))).collect();
            serde_json::to_writer_pretty(&mut out, &shown).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => {
            for actor in &found {
                show(&mut out, actor)?;
            }
            for outlet in &known {
                show_outlet(&mut out, outlet)?;
            }
            let shown = found.len() + known.len();
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
    facts.extend(outlet.publisher.map(|p| format!("of {}", harmless_line(p))));
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
    json!({
        "id": actor.id,
        "kind": actor.kind,
        "source_kind": actor.source,
        "country": actor.country,
        "parent": actor.parent,
        "names": { "fr": fr, "en": en, "other": other },
        "offices": offices,
    })
}

fn outlet_as_json(outlet: &Outlet) -> serde_json::Value {
    json!({
        "domain": outlet.domain,
        "name": outlet.name,
        "country": outlet.country,
        "languages": outlet.languages.map(|l| l.split(',').collect::<Vec<_>>()),
        "publisher": outlet.publisher,
        "state": outlet.state,
        "id": outlet.id,
    })
}
