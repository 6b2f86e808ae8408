//! What is known of a request: in which language it wants to be answered, who asks, and what
//! they may do.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use selon_model::Language;

use crate::problem::Problem;
use crate::words::Words;

/// The cookie with the language that was chosen.
pub const LANGUAGE: &str = "selon_language";
/// The cookie with the theme that was chosen; scripts write it.
pub const THEME: &str = "theme";
/// The cookie of who has come in.
pub const SESSION: &str = "selon_session";

/// What is known of a request.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The words to answer with.
    pub words: Words,
    /// `light` or `dark`, if one was chosen.
    pub theme: Option<&'static str>,
    /// Who asks, as decisions name them.
    pub user: String,
    /// Whether they came in by a token, and can leave.
    pub entered: bool,
    /// Whether they may change something.
    pub may_change: bool,
    /// Whether the dossier is that of the examples.
    pub demo: bool,
    /// Where the base map is, if there is one.
    pub basemap: Option<&'static str>,
    /// What a form must send along to change something.
    pub csrf: String,
    /// The path that was asked for.
    pub path: String,
    /// What stands after the `?`.
    pub query: String,
    /// Whether JSON is wanted: by the ending of the path or by the header.
    pub json: bool,
}

impl Visit {
    /// A value out of what stands after the `?`; none if it is empty.
    pub fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.query, name)
    }

    /// The address of this page as JSON.
    pub fn json_address(&self) -> String {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        format!("{}.json{query}", self.path.trim_end_matches(".json"))
    }

    /// The address of this page in another language.
    pub fn in_language(&self, language: Language) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(self.query.as_bytes()) {
            if name != "lang_ui" {
                query.append_pair(&name, &value);
            }
        }
        query.append_pair("lang_ui", language.code());
        format!("{}?{}", self.path, query.finish())
    }
}

/// A value out of a query; none if it is empty.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let found = pairs.find(|(n, v)| n == name && !v.trim().is_empty());
    found.map(|(_, value)| value.trim().to_owned())
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, Problem> {
        let visit = parts.extensions.get::<Visit>().cloned();
        visit.ok_or_else(|| Problem::internal("a request came past the guard"))
    }
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|h| h.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|p| p.trim().split_once('='));
    pairs.find(|(n, _)| *n == name).map(|(_, value)| value)
}

/// The language to answer in: that of the address, of the cookie, else what the browser
/// likes best of ours; English if it says nothing.
pub fn language(headers: &HeaderMap, uri: &Uri) -> Language {
    let asked = uri.query().and_then(|q| parameter(q, "lang_ui"));
    let chosen = || cookie(headers, LANGUAGE).and_then(Language::from_code);
    asked
        .and_then(|code| Language::from_code(&code))
        .or_else(chosen)
        .or_else(|| liked(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or(Language::English)
}

/// The best liked of our languages in a header: `fr-CA,fr;q=0.8,en;q=0.5`.
fn liked(header: &str) -> Option<Language> {
    let mut best: Option<(Language, f32)> = None;
    for part in header.split(',').take(50) {
        let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
        let code: String = tag.trim().chars().take(2).collect::<String>().to_ascii_lowercase();
        let Some(language) = Language::from_code(&code) else { continue };
        let quality = rest.trim().strip_prefix("q=").map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if quality > 0.0 && best.is_none_or(|(_, q)| quality > q) {
            best = Some((language, quality));
        }
    }
    best.map(|(language, _)| language)
}

/// Whether JSON is wanted.
pub fn wants_json(headers: &HeaderMap, uri: &Uri) -> bool {
    let accepts = || {
        let accept = headers.get(ACCEPT).and_then(|h| h.to_str().ok()).unwrap_or_default();
        accept.contains("application/json") && !accept.contains("text/html")
    };
    uri.path().ends_with("json") || accepts()
}

/// The theme that was chosen.
pub fn theme(headers: &HeaderMap) -> Option<&'static str> {
    let chosen = cookie(headers, THEME);
    ["light", "dark"].into_iter().find(|t| chosen == Some(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        let table = [
            ("fr-CA,fr;q=0.8,en;q=0.5", Some(Language::French)),
            ("de, en;q=0.7, fr;q=0.9", Some(Language::French)),
            ("en-GB", Some(Language::English)),
            ("de", None),
            ("fr;q=0, en;q=x", None),
            ("", None),
        ];
        for (header, language) in table {
            assert_eq!(liked(header), language, "{header}");
        }
    }
}
