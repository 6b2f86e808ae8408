//! `selon watch`: what is new in feeds, as JSON lines.

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use selon_fetch::watch::{Event, State, Watching, round};
use selon_fetch::{Bounds, Fetcher};
use selon_intake::{Filter, feed};
use selon_model::Language;

use crate::intake::line;
use crate::read::{Usage, language};
use crate::terminal::harmless_line;

/// The arguments of `selon watch`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Addresses of feeds, or files with lists of them (OPML, or one address a line)
    #[arg(value_name = "FEEDS.opml|URL", required = true)]
    feeds: Vec<String>,

    /// Where to keep what was seen; a watch that was ended goes on where it was
    #[arg(long, value_name = "FILE", default_value = "selon-watch.json")]
    state: PathBuf,

    /// Ask the feeds that are due once, and end
    #[arg(long)]
    once: bool,

    /// The minutes between two times that a feed is asked
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u32).range(5..))]
    every: u32,

    /// Take entries as the feed has them; do not fetch the pages of those without full text
    #[arg(long)]
    no_pages: bool,

    /// Only reports in this language
    #[arg(long, value_name = "fr|en", value_parser = language)]
    lang: Option<Language>,

    /// Only reports from this domain and those under it; may be given again
    #[arg(long, value_name = "DOMAIN")]
    domain: Vec<String>,

    /// Only reports with this word in them; may be given again: one of them is enough
    #[arg(long = "match", value_name = "WORD")]
    words: Vec<String>,

    /// An address or a page where you can be reached, told to sites in the user agent
    #[arg(long, value_name = "CONTACT")]
    contact: Option<String>,

    /// How many sites are asked at the same time; each of them has one request at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
    sites: u8,

    /// Fetch from this computer and from local networks too
    #[arg(long)]
    allow_private: bool,
}

const AFTER_HELP: &str = "\
Examples:
  selon watch https://gazette.example/rss >> reports.jsonl
      Ask a feed every half hour, and append what is new.
  selon watch --once --match Gao feeds.opml > new.jsonl && selon read new.jsonl
      Read what came in since the last time.

A report is printed as one line of JSON, as selon intake prints it. Feeds with summaries
only have the pages of their entries fetched. Sites are asked politely: robots.txt, one
request a second and host at most, no page twice, longer waits after failures.

Exit codes:
  0  all feeds were asked
  1  some could not be; they are named on standard error
  2  the command was not understood";

/// How often the state is saved while reports come in.
const SAVED_EVERY: Duration = Duration::from_secs(1);

/// Watches the feeds that the arguments name.
///
/// # Errors
///
/// If a list of feeds, the state or the output cannot be read or written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let feeds = addresses(&args.feeds)?;
    let mut state = load(&args.state)?;
    let fetcher = Fetcher::new(Bounds {
        allow_private: args.allow_private,
        contact: args.contact.clone(),
        ..Bounds::default()
    });
    let watching = Watching {
        every: i64::from(args.every) * 60,
        pages: !args.no_pages,
        filter: Filter {
            languages: args.lang.iter().map(|l| l.code().to_owned()).collect(),
            domains: args.domain.clone(),
            words: args.words.clone(),
        },
        sites: usize::from(args.sites),
    };
    loop {
        let now = jiff::Timestamp::now().as_second();
        let (mut failed, mut wrong) = (false, None);
        let mut saved: Option<Instant> = None;
        let _ = round(&feeds, &mut state, &fetcher, &watching, now, &mut |state, event| {
            failed |= matches!(event, Event::Failed { .. });
            let told = tell(&event).and_then(|()| {
                // A state grows with the feeds: not after each of thousands of reports.
                if saved.is_some_and(|s| s.elapsed() < SAVED_EVERY) {
                    return Ok(());
                }
                saved = Some(Instant::now());
                save(&args.state, state)
            });
            match told {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    wrong = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        save(&args.state, &state)?;
        if let Some(error) = wrong {
            return Err(error);
        }
        if args.once {
            return Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS });
        }
        let next = feeds.iter().filter_map(|f| state.feeds.get(f)).map(|s| s.next).min();
        let wait = next.unwrap_or(now + 60) - jiff::Timestamp::now().as_second();
        thread::sleep(Duration::from_secs(wait.clamp(10, 3_600).unsigned_abs()));
    }
}

fn tell(event: &Event) -> anyhow::Result<()> {
    let mut error = io::stderr().lock();
    match event {
        Event::New(report) => {
            let mut to = io::stdout().lock();
            writeln!(to, "{}", line(report)?)?;
            to.flush()?;
            return Ok(());
        }
        Event::NoPage { url, why } => {
            let _ = writeln!(error, "selon: {}: {}", harmless_line(url), harmless_line(why));
        }
        Event::Asked { feed, new, left } => {
            let left = if *left > 0 { format!(", {left} not wanted") } else { String::new() };
            let _ = writeln!(error, "selon: {}: {new} new{left}", harmless_line(feed));
        }
        Event::Failed { feed, why, again } => {
            let again = match again {
                Some(seconds) => format!("asked again in {} minutes", seconds / 60),
                None => "not asked again".into(),
            };
            let _ =
                writeln!(error, "selon: {}: {}; {again}", harmless_line(feed), harmless_line(why));
        }
    }
    Ok(())
}

fn addresses(named: &[String]) -> anyhow::Result<Vec<String>> {
    let mut feeds: Vec<String> = Vec::new();
    for name in named {
        if name.starts_with("http://") || name.starts_with("https://") {
            feeds.push(name.clone());
            continue;
        }
        let bytes = fs::read(name).with_context(|| name.clone())?;
        let before = feeds.len();
        feeds.extend(feed::list(&bytes).into_iter().map(|(address, _)| address));
        if feeds.len() == before {
            let text = String::from_utf8_lossy(&bytes);
            let lines = text.lines().map(str::trim).filter(|l| l.starts_with("http"));
            feeds.extend(lines.map(str::to_owned));
        }
        if feeds.len() == before {
            return Err(Usage::error(format!("{name}: there are no addresses of feeds in it")));
        }
    }
    let mut seen = std::collections::HashSet::new();
    feeds.retain(|f| seen.insert(f.clone()));
    Ok(feeds)
}

fn load(path: &Path) -> anyhow::Result<State> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| {
            format!("{}: not a state that selon watch has written; move it away", path.display())
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State::default()),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

/// Writes the state whole or not at all.
fn save(path: &Path, state: &State) -> anyhow::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = path.with_file_name(format!(".{name}.part"));
    fs::write(&unfinished, serde_json::to_vec(state)?)
        .with_context(|| unfinished.display().to_string())?;
    fs::rename(&unfinished, path).with_context(|| path.display().to_string())
}
