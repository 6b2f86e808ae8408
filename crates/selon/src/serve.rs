//! `selon serve`: a dossier in a browser.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::Context;
use selon_dossier::{Added, Dossier};
use selon_intake::{Known, Options, Source, take_in};
use selon_reader::Knowledge;
use selon_serve::{Program, Progress, Sent, Settings, Site};

use crate::dossier::add::Adder;
use crate::dossier::demo;
use crate::dossier::file::{DossierFile, READER, now, who};
use crate::input::Input;
use crate::intake::today;
use crate::read::Usage;
use crate::user_data::Asked;

/// The arguments of `selon serve`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    #[command(flatten)]
    dossier: DossierFile,

    /// Serve a dossier of example reports, which is made for it and removed at the end
    #[arg(long, conflicts_with = "dossier")]
    demo: bool,

    /// Open it in the browser
    #[arg(long)]
    open: bool,

    /// Where to serve it [default: 127.0.0.1:7312, or the next port that is free]
    #[arg(long, value_name = "ADDR:PORT")]
    bind: Option<SocketAddr>,

    /// Nothing can be changed or added
    #[arg(long)]
    read_only: bool,

    /// Whoever has this token may come in [default: SELON_TOKEN]; for other computers
    #[arg(long, value_name = "TOKEN", conflicts_with = "users")]
    token: Option<String>,

    /// Those in this file may come in: a name and a token a line
    #[arg(long, value_name = "FILE")]
    users: Option<PathBuf>,

    /// A proxy before it speaks TLS with the browsers, and passes on the name they ask for (Host)
    #[arg(long)]
    behind_tls_proxy: bool,

    /// A name by which it is asked for, as behind a proxy; may be given several times
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,

    /// A base map of your own under the events, PMTiles with the layers of Protomaps
    #[arg(long, value_name = "FILE.pmtiles")]
    basemap: Option<PathBuf>,

    #[command(flatten)]
    asked: Asked,
}

const AFTER_HELP: &str = "\
Examples:
  selon serve --demo --open
      Look at example reports.
  selon serve --dossier mali.dossier
      Your own; reports can be added in the browser too.
  selon serve --users team.txt --behind-tls-proxy --host selon.example.org
      For a team, behind a proxy on this computer that has the certificate.
  selon serve --read-only --behind-tls-proxy --host selon.example.org
      For everybody to read.

Without --bind it is reached from this computer alone, without a password; pages of other
sites cannot use it. It does not speak TLS itself: whoever listens on the way would read
tokens and reports. So any other address needs a proxy before it that does, which
--behind-tls-proxy says is there, and --token or --users. Ctrl-C stops it.";

/// The port, where none is named.
const PORT: u16 = 7312;

/// Serves the dossier until it is told to stop.
///
/// # Errors
///
/// [`Usage`], a dossier that cannot be opened, an address that is taken.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let users = users(args)?;
    if let Some(address) = args.bind.filter(|a| !a.ip().is_loopback()) {
        if users.is_empty() {
            return Err(Usage::error(format!(
                "{address} is reached from other computers: name who may come in, \
                 --token TOKEN or --users FILE"
            )));
        }
        if !args.behind_tls_proxy {
            return Err(Usage::error(format!(
                "{address} is reached from other computers, and what is sent could be read on \
                 the way: put a proxy that speaks TLS before it, and say --behind-tls-proxy"
            )));
        }
    }
    // A proxy on this computer lets others in, whatever the address.
    if args.behind_tls_proxy && users.is_empty() && !args.read_only {
        return Err(Usage::error(
            "behind a proxy it is reached from other computers: name who may come in and change \
             things, --token TOKEN or --users FILE, or say --read-only",
        ));
    }
    if let Some(file) = args.basemap.as_ref().filter(|f| !f.is_file()) {
        return Err(Usage::error(format!("{}: there is no such file", file.display())));
    }
    let knowledge = args.asked.knowledge()?;
    let path = if args.demo { demo_file() } else { args.dossier.path() };
    if args.demo {
        eprintln!("Reading the example reports …");
        demo::make(&path)?;
    } else if !path.exists() && !args.read_only {
        // An empty one, to which reports can be added from its pages.
        drop(Dossier::create(&path)?);
    }
    let listener = listen(args.bind)?;
    let address = listener.local_addr()?;
    let settings = Settings {
        hosts: args.hosts.clone(),
        users,
        secure: args.behind_tls_proxy,
        read_only: args.read_only,
        demo: args.demo,
        basemap: args.basemap.clone(),
        ..Settings::local(path.clone(), address)
    };
    let site = Site::new(settings, program(knowledge))?;
    let url = format!("http://{address}/");
    let mut out = io::stdout();
    if args.demo {
        writeln!(out, "The example reports are at {url} (Ctrl-C stops it and removes them)")?;
    } else {
        writeln!(out, "{} is at {url} (Ctrl-C stops it)", path.display())?;
    }
    out.flush()?;
    if args.open {
        open(&url);
    }
    let done = selon_serve::serve(site, listener);
    if args.demo {
        demo::remove(&path)?;
    }
    done?;
    Ok(ExitCode::SUCCESS)
}

fn users(args: &Args) -> anyhow::Result<BTreeMap<String, String>> {
    if let Some(file) = &args.users {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        return selon_serve::users(&text)
            .map_err(|why| Usage::error(format!("{}: {why}", file.display())));
    }
    let told = || env::var("SELON_TOKEN").ok().filter(|t| !t.is_empty());
    let Some(token) = args.token.clone().or_else(told) else { return Ok(BTreeMap::new()) };
    selon_serve::users(&format!("{} {token}", who()))
        .map_err(|why| Usage::error(why.trim_start_matches("line 1: ").to_owned()))
}

fn demo_file() -> PathBuf {
    env::temp_dir().join(format!("selon-serve-demo-{}.dossier", std::process::id()))
}

/// Listens where it is told; else on the usual port or the next that is free.
fn listen(bind: Option<SocketAddr>) -> anyhow::Result<TcpListener> {
    if let Some(address) = bind {
        return TcpListener::bind(address).with_context(|| format!("cannot serve at {address}"));
    }
    let here = |port| TcpListener::bind(("127.0.0.1", port));
    (PORT..PORT + 20)
        .find_map(|port| here(port).ok())
        .map_or_else(|| here(0), Ok)
        .context("no port is free on this computer")
}

/// Opens an address in the browser; if there is none, it stands on the terminal.
fn open(url: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    let _ =
        command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}

/// What the pages ask of this program, which reads with what it knows.
pub fn program(knowledge: Knowledge<'static>) -> Box<dyn Program> {
    Box::new(Reader { knowledge })
}

struct Reader {
    knowledge: Knowledge<'static>,
}

impl Program for Reader {
    fn now(&self) -> String {
        now()
    }

    fn version(&self) -> &'static str {
        READER
    }

    fn who(&self) -> String {
        who()
    }

    fn add(
        &self,
        dossier: &mut Dossier,
        sent: Sent,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<(), String> {
        let options = Options { today: Some(today()), ..Options::default() };
        // What is skipped is told when the reports are: one at a time may tell.
        let mut skipped: Vec<Progress> = Vec::new();
        let mut listener = |added: &Added, name: &str| tell(progress(added, name));
        let mut adder = Adder::listened(dossier, &self.knowledge, &mut listener);
        let alone = sent.files.len() + sent.addresses.len() == 1;
        let known = |id: String| Known {
            id,
            outlet: sent.outlet.clone(),
            url: sent.url.clone().filter(|_| alone),
            language: sent.language,
            published: sent.published.clone(),
        };
        let mut broken = None;
        let mut sink = |item: Result<selon_intake::Taken, selon_intake::Skipped>| {
            match item {
                Ok(taken) => broken = adder.take(taken.report).err(),
                Err(left) if left.why.is_by_choice() => {}
                Err(left) => {
                    skipped.push(Progress::Failed { name: left.place, why: left.why.to_string() })
                }
            }
            if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        for (name, bytes) in &sent.files {
            let id = Input::File(PathBuf::from(name)).id();
            let _ = take_in(Source::new(name, bytes.as_slice()), &known(id), &options, &mut sink);
        }
        for address in &sent.addresses {
            let input = Input::Address(address.clone(), false);
            let _ = input.take_in(&known(String::new()), &options, &mut sink);
        }
        if let Some(error) = broken {
            return Err(format!("{error:#}"));
        }
        let summary = adder.finish().map_err(|e| format!("{e:#}"))?;
        for why in summary.failed {
            skipped.push(Progress::Failed { name: String::new(), why });
        }
        skipped.into_iter().for_each(tell);
        Ok(())
    }
}

fn progress(added: &Added, name: &str) -> Progress {
    match added {
        Added::New { id, events } | Added::Version { id, events, .. } => {
            Progress::Added { id: id.clone(), title: name.to_owned(), events: *events }
        }
        Added::Known { id } => Progress::Known { id: id.clone() },
    }
}
