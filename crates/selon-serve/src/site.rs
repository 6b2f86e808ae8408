//! What is served, and who may see it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use selon_dossier::{Dossier, DossierError, Stamp};

use crate::jobs::Jobs;
use crate::pool::Pool;
use crate::problem::{Problem, Result};
use crate::secret;

/// What the pages ask of the program that they are part of: its clock, and how it reads.
pub trait Program: Send + Sync {
    /// The moment, RFC 3339.
    fn now(&self) -> String;

    /// The version of what reads.
    fn version(&self) -> &'static str;

    /// Who decides where nobody had to say who they are.
    fn who(&self) -> String;

    /// Reads what was sent and adds it to the dossier; tells how far it is.
    ///
    /// # Errors
    ///
    /// Why nothing of it could be added, in words.
    fn add(
        &self,
        dossier: &mut Dossier,
        sent: Sent,
        tell: &mut dyn FnMut(Progress),
    ) -> std::result::Result<(), String>;
}

/// What was sent to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Files with their names; a text that was typed in is one without a name.
    pub files: Vec<(String, Vec<u8>)>,
    /// Addresses of the web.
    pub addresses: Vec<String>,
    /// Who published it, where it does not say so itself.
    pub outlet: Option<String>,
    /// The address of the one report that it is.
    pub url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The language, where it is not to be recognised.
    pub language: Option<selon_model::Language>,
}

/// Something that happened while adding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A report was added, or has a new text: its id, its title, how many events it tells of.
    Added {
        /// The id.
        id: String,
        /// The title, or what it is called.
        title: String,
        /// How many events.
        events: usize,
    },
    /// A report was there already.
    Known {
        /// The id.
        id: String,
    },
    /// Something was not added, and why.
    Failed {
        /// What.
        name: String,
        /// Why, in words.
        why: String,
    },
}

/// How a dossier is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file of the dossier.
    pub dossier: PathBuf,
    /// Where it is served.
    pub address: SocketAddr,
    /// Names beside that of the address by which it is asked for, with the port if there is one.
    pub hosts: Vec<String>,
    /// Who may come in, by token; if there is none, whoever reaches the address may.
    pub users: BTreeMap<String, String>,
    /// Whether browsers reach it over TLS.
    pub secure: bool,
    /// Whether nothing can be changed.
    pub read_only: bool,
    /// Whether it is the dossier of examples.
    pub demo: bool,
    /// A base map of the user's, PMTiles.
    pub basemap: Option<PathBuf>,
}

impl Settings {
    /// Serves a dossier to this computer alone.
    pub fn local(dossier: PathBuf, address: SocketAddr) -> Settings {
        Settings {
            dossier,
            address,
            hosts: Vec::new(),
            users: BTreeMap::new(),
            secure: false,
            read_only: false,
            demo: false,
            basemap: None,
        }
    }
}

/// What can keep a dossier from being served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The dossier cannot be opened.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The system gives no random bytes.
    #[error("the system gives no random numbers, without which nobody can be told apart: {0}")]
    Random(#[from] getrandom::Error),
    /// The socket fails.
    #[error(transparent)]
    Socket(#[from] std::io::Error),
}

/// How many requests ask the dossier at once.
const READERS: usize = 8;

/// A dossier that is served.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    settings: Settings,
    program: Box<dyn Program>,
    pool: Pool,
    writer: Mutex<Option<Dossier>>,
    jobs: Jobs,
    /// What CSRF tokens are made of; new at each start.
    secret: String,
    /// Who has come in, by the word in their cookie.
    sessions: Mutex<BTreeMap<String, String>>,
}

impl Site {
    /// What is served.
    ///
    /// # Errors
    ///
    /// If the dossier cannot be opened.
    pub fn new(
        settings: Settings,
        program: Box<dyn Program>,
    ) -> std::result::Result<Site, ServeError> {
        // Whatever is wrong with it is said at the start, not on the first page.
        drop(Dossier::open(&settings.dossier)?);
        Ok(Site(Arc::new(Inner {
            pool: Pool::new(&settings.dossier, READERS),
            writer: Mutex::default(),
            jobs: Jobs::default(),
            secret: secret::random()?,
            sessions: Mutex::default(),
            settings,
            program,
        })))
    }

    /// How it is served.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn program(&self) -> &dyn Program {
        &*self.0.program
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    /// The CSRF token of a session.
    pub(crate) fn csrf(&self, session: &str) -> String {
        secret::derived(&self.0.secret, session)
    }

    /// Lets somebody in; gives the word for their cookie.
    pub(crate) fn enter(&self, token: &str) -> Result<Option<String>> {
        let Some(user) = self.user_by_token(token) else { return Ok(None) };
        let session = secret::random().map_err(Problem::internal)?;
        let mut sessions = self.0.sessions.lock().unwrap_or_else(|broken| broken.into_inner());
        // Old ones are let go of rather than kept for ever.
        if sessions.len() >= MOST_SESSIONS {
            sessions.clear();
        }
        sessions.insert(session.clone(), user);
        Ok(Some(session))
    }

    /// Forgets a session.
    pub(crate) fn leave(&self, session: &str) {
        let mut sessions = self.0.sessions.lock().unwrap_or_else(|broken| broken.into_inner());
        sessions.remove(session);
    }

    /// Who has this word in their cookie.
    pub(crate) fn user_of(&self, session: &str) -> Option<String> {
        let sessions = self.0.sessions.lock().unwrap_or_else(|broken| broken.into_inner());
        sessions.get(session).cloned()
    }

    /// Who has this token.
    pub(crate) fn user_by_token(&self, token: &str) -> Option<String> {
        let mut found = None;
        // All are compared, so that the time tells nothing.
        for (its, user) in &self.0.settings.users {
            if secret::same(its, token) {
                found = Some(user.clone());
            }
        }
        found
    }

    /// Asks the dossier.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Dossier) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _turn = self.0.pool.turn().await?;
        let site = self.clone();
        let done = tokio::task::spawn_blocking(move || site.0.pool.ask(work)).await;
        done.map_err(Problem::internal)?
    }

    /// Asks the dossier for what it may have found lately, by a name that tells all that it
    /// depends on but the dossier.
    pub(crate) async fn read_kept<T: Send + Sync + 'static>(
        &self,
        name: String,
        work: impl FnOnce(&Dossier) -> Result<T> + Send + 'static,
    ) -> Result<Arc<T>> {
        let _turn = self.0.pool.turn().await?;
        let site = self.clone();
        let done = tokio::task::spawn_blocking(move || site.0.pool.ask_kept(name, work)).await;
        done.map_err(Problem::internal)?
    }

    /// Asks the dossier where waiting holds nobody up.
    pub(crate) fn read_here<T>(&self, work: impl FnOnce(&Dossier) -> Result<T>) -> Result<T> {
        self.0.pool.ask(work)
    }

    /// Changes the dossier: one after another.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Dossier, Stamp) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let site = self.clone();
        let done = tokio::task::spawn_blocking(move || site.write_here(work)).await;
        done.map_err(Problem::internal)?
    }

    /// Changes the dossier where waiting holds nobody up.
    pub(crate) fn write_here<T>(
        &self,
        work: impl FnOnce(&mut Dossier, Stamp) -> Result<T>,
    ) -> Result<T> {
        let mut writer = self.0.writer.lock().unwrap_or_else(|broken| broken.into_inner());
        let mut dossier = match writer.take() {
            Some(dossier) => dossier,
            None => Dossier::open(&self.0.settings.dossier)?,
        };
        let now = self.0.program.now();
        let stamp = Stamp { now: &now, reader: self.0.program.version() };
        let done = work(&mut dossier, stamp);
        *writer = Some(dossier);
        done
    }
}

/// So many may be in at once.
const MOST_SESSIONS: usize = 10_000;

/// Serves until the program is told to stop (Ctrl-C).
///
/// # Errors
///
/// If the socket fails.
pub fn serve(site: Site, listener: std::net::TcpListener) -> std::result::Result<(), ServeError> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stop = async {
            // Where the signal cannot be waited for, the system's own way of stopping is left.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        axum::serve(listener, crate::router(site)).with_graceful_shutdown(stop).await
    })?;
    Ok(())
}
