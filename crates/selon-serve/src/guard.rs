//! What stands before every page: whom the server answers, who may come in, what may be
//! changed, and the headers that keep a page to itself.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, HOST, HeaderName, HeaderValue, LOCATION, ORIGIN, SET_COOKIE,
};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::pages;
use crate::problem::{Problem, Told};
use crate::secret;
use crate::site::{Settings, Site};
use crate::visit::{self, LANGUAGE, SESSION, Visit};
use crate::words::Words;

/// What a page may load: from this server alone, and nothing that stands in its text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; font-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // With no referrer at all a browser would not say where a form comes from.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
];

/// Lets a request through, or answers it; makes pages of problems.
pub async fn guard(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let visit = visit(&site, request.headers(), request.uri());
    let method = request.method().clone();
    let answer = match stopped(&site, &visit, &request) {
        Some(answer) => answer,
        None => {
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
    };
    let mut answer = told(&visit, &method, answer);
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if site.settings().secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert("strict-transport-security", year);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    answer
}

/// What is known of a request.
fn visit(site: &Site, headers: &HeaderMap, uri: &Uri) -> Visit {
    let settings = site.settings();
    let session = visit::cookie(headers, SESSION);
    let by_session = session.and_then(|s| site.user_of(s));
    let by_token = || {
        let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
        site.user_by_token(header.strip_prefix("Bearer ")?.trim())
    };
    let entered = by_session.is_some();
    let user = by_session.or_else(by_token);
    let open = settings.users.is_empty();
    let known = open || user.is_some();
    Visit {
        words: Words(visit::language(headers, uri)),
        theme: visit::theme(headers),
        csrf: site.csrf(session.filter(|_| entered).unwrap_or_default()),
        user: user.unwrap_or_else(|| site.program().who()),
        entered,
        may_change: known && !settings.read_only,
        demo: settings.demo,
        basemap: settings.basemap.as_ref().map(|_| "/basemap.pmtiles"),
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        json: visit::wants_json(headers, uri),
    }
}

/// The answer to a request that is not let through.
fn stopped(site: &Site, visit: &Visit, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let settings = site.settings();
    // A page of another site that has its name lead here would be taken for one of ours.
    let host = headers.get(HOST).and_then(|h| h.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(|a| a.as_str()));
    if !host.is_some_and(|host| knows(settings, host)) {
        return Some(Problem::Forbidden("forbidden.host").into_response());
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && !from_here(settings, headers, host.unwrap_or_default()) {
        return Some(Problem::Forbidden("forbidden.origin").into_response());
    }
    // Styles and the page that asks for the token are for everybody.
    let open = visit.path.starts_with("/static/") || visit.path == "/enter";
    let known = settings.users.is_empty() || visit.entered || has_token(site, headers);
    if !known && !open {
        if visit.json || changes {
            return Some(Problem::NoToken.into_response());
        }
        let mut back = form_urlencoded::Serializer::new(String::new());
        back.append_pair("back", request.uri().path_and_query().map_or("/", |p| p.as_str()));
        return Some(see_other(&format!("/enter?{}", back.finish())));
    }
    if changes && settings.read_only && visit.path != "/enter" && visit.path != "/leave" {
        return Some(Problem::Forbidden("forbidden.read_only").into_response());
    }
    // A choice of language is kept, and does not stay in the address.
    if !changes && !visit.json && visit.parameter("lang_ui").is_some() {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(visit.query.as_bytes()) {
            if name != "lang_ui" {
                query.append_pair(&name, &value);
            }
        }
        let query = query.finish();
        let to =
            if query.is_empty() { visit.path.clone() } else { format!("{}?{query}", visit.path) };
        let mut answer = see_other(&local(&to));
        let cookie = format!(
            "{LANGUAGE}={}; Path=/; Max-Age=31536000; SameSite=Strict",
            visit.words.0.code()
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().append(SET_COOKIE, cookie);
        }
        return Some(answer);
    }
    None
}

fn has_token(site: &Site, headers: &HeaderMap) -> bool {
    let header = headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok());
    let token = header.and_then(|h| h.strip_prefix("Bearer "));
    token.is_some_and(|t| site.user_by_token(t.trim()).is_some())
}

/// Whether this is a name of ours.
fn knows(settings: &Settings, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let port = settings.address.port();
    let mut names = vec![settings.address.to_string()];
    if settings.address.ip().is_loopback() || settings.address.ip().is_unspecified() {
        names.extend([
            format!("localhost:{port}"),
            format!("127.0.0.1:{port}"),
            format!("[::1]:{port}"),
        ]);
    }
    names.extend(settings.hosts.iter().map(|h| h.to_ascii_lowercase()));
    // Browsers leave the usual port out.
    names.iter().any(|name| {
        *name == host
            || name.strip_suffix(":80") == Some(&host)
            || name.strip_suffix(":443") == Some(&host)
    })
}

/// Whether a change comes from a page of ours, as far as the browser says.
fn from_here(settings: &Settings, headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|h| h.to_str().unwrap_or("null"));
    if let Some(origin) = text(&ORIGIN) {
        let scheme = if settings.secure { "https" } else { "http" };
        return origin.eq_ignore_ascii_case(&format!("{scheme}://{host}"));
    }
    let site = text(&HeaderName::from_static("sec-fetch-site"));
    site.is_none_or(|site| matches!(site, "same-origin" | "none"))
}

/// Makes a page of a problem, in the language of who asks; of statuses of the server too.
fn told(visit: &Visit, method: &Method, answer: Response) -> Response {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return answer;
    }
    let problem = match answer.extensions().get::<Told>() {
        Some(Told(problem)) => Some(problem.clone()),
        None => match status {
            StatusCode::NOT_FOUND => Some(Problem::Unknown.into()),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::TooLarge.into()),
            StatusCode::METHOD_NOT_ALLOWED => Some(Problem::Forbidden("forbidden.method").into()),
            _ => None,
        },
    };
    let Some(problem) = problem else { return answer };
    if method == Method::HEAD {
        return answer;
    }
    if status.is_server_error() {
        eprintln!("selon: {} {}: {problem}", method, visit.path.escape_debug());
    }
    let mut page = pages::problem(visit, &problem, status);
    *page.status_mut() = status;
    for (name, value) in answer.headers() {
        if !page.headers().contains_key(name) && name != "content-length" {
            page.headers_mut().insert(name.clone(), value.clone());
        }
    }
    page
}

/// An answer that leads to another page of ours.
pub fn see_other(to: &str) -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
    answer.headers_mut().insert(LOCATION, to);
    answer
}

/// An address of ours, whatever was asked for: one that leads elsewhere becomes the start.
pub fn local(address: &str) -> String {
    let mut bytes = address.bytes();
    let here = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    let plain = address.bytes().all(|b| (0x21..0x7f).contains(&b) && b != b'\\');
    if here && plain { address.to_owned() } else { "/".into() }
}

/// The users of a file: a name and a token a line, `#` before comments.
///
/// # Errors
///
/// What is wrong with a line, with its number.
pub fn users(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut users = BTreeMap::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let at = |what: &str| format!("line {}: {what}", n + 1);
        let (name, token) = line
            .rsplit_once(char::is_whitespace)
            .ok_or_else(|| at("a name and a token are wanted, with a space between"))?;
        if token.len() < SHORTEST_TOKEN {
            return Err(at("a token has at least 16 characters; `openssl rand -hex 16` makes one"));
        }
        if users.insert(token.to_owned(), name.trim().to_owned()).is_some() {
            return Err(at("two users have the same token"));
        }
    }
    if users.is_empty() { Err("there are no users in it".into()) } else { Ok(users) }
}

/// A token that could be guessed is none.
pub const SHORTEST_TOKEN: usize = 16;

/// Whether a CSRF token is the right one.
pub fn csrf_fits(visit: &Visit, sent: &str) -> bool {
    secret::same(&visit.csrf, sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_ours() {
        for here in ["/", "/events?q=a%20b", "/event/e-1#c1"] {
            assert_eq!(local(here), here);
        }
        for elsewhere in
            ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nb", "x"]
        {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn files_of_users() {
        let found = users("# who\nAnne Lee  0123456789abcdef\n\nbo fedcba9876543210\n").unwrap();
        assert_eq!(found["0123456789abcdef"], "Anne Lee");
        assert_eq!(found.len(), 2);
        for bad in ["", "anne", "anne short", "a 0123456789abcdef\nb 0123456789abcdef"] {
            assert!(users(bad).is_err(), "{bad}");
        }
    }
}
