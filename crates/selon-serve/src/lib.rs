//! A dossier in a browser: pages that are whole without scripts, and the same as JSON.
//!
//! [`Site`] is what is served and who may see it; [`router`] answers requests, and
//! [`serve`] does so on a socket. Pages are in `pages/`, one module each; what they say in
//! French and English is in `words/`, how they look in `style/`.
//!
//! Nothing here reads reports: what does is handed in as a [`Program`].

mod assets;
mod draw;
mod guard;
mod jobs;
mod layout;
mod listing;
mod markdown;
mod names;
mod openapi;
mod pages;
mod pool;
mod problem;
mod reasons;
mod reply;
mod secret;
mod segments;
mod selection;
mod site;
mod visit;
mod wording;
mod words;

pub use guard::users;
pub use pages::router;
pub use problem::{Problem, Result};
pub use site::{Program, Progress, Sent, ServeError, Settings, Site, serve};
