//! The pages of `selon serve`, asked as a browser asks them.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Router, response::Response};
use selon::dossier::demo;
use selon_reader::Knowledge;
use selon_serve::{Settings, Site, router};
use serde_json::Value;
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:7312";

/// A dossier of the examples, made once; tests that change something take a copy.
static DEMO: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = file("demo");
    demo::make(&path).unwrap();
    path
});

fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("serve-{name}-{}.dossier", std::process::id()));
    demo::remove(&path).unwrap();
    path
}

fn site(path: PathBuf, change: impl FnOnce(&mut Settings)) -> Router {
    let mut settings = Settings::local(path, HOST.parse().unwrap());
    settings.demo = true;
    change(&mut settings);
    router(Site::new(settings, selon::serve::program(Knowledge::default())).unwrap())
}

fn demo_site() -> Router {
    site(DEMO.clone(), |_| {})
}

/// A copy of the examples that may be changed.
fn own(name: &str) -> (Router, PathBuf) {
    let path = file(name);
    selon_dossier::Dossier::open(&DEMO).unwrap().backup(&path).unwrap();
    (site(path.clone(), |_| {}), path)
}

async fn send(router: &Router, request: Request<Body>) -> Response {
    router.clone().oneshot(request).await.unwrap()
}

async fn get(router: &Router, path: &str) -> Response {
    get_with(router, path, &[]).await
}

async fn get_with(router: &Router, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::get(path).header(header::HOST, HOST);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(Body::empty()).unwrap()).await
}

async fn body(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

async fn json(router: &Router, path: &str) -> Value {
    let response = get(router, path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    serde_json::from_str(&body(response).await).unwrap()
}

/// The CSRF token of a page.
async fn csrf(router: &Router, path: &str) -> String {
    let html = body(get(router, path).await).await;
    let after = html.split("name=\"csrf\" value=\"").nth(1).expect("a form");
    after.split('"').next().unwrap().to_owned()
}

async fn post(router: &Router, path: &str, form: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::post(path)
        .header(header::HOST, HOST)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(Body::from(form.to_owned())).unwrap()).await
}

/// Sends files and fields as the page to add does.
async fn add(router: &Router, csrf: &str, fields: &[(&str, &str, &str)]) -> Response {
    let mut form = String::new();
    let mut field = |name: &str, file: &str, value: &str| {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        form.push_str(&format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        ));
    };
    field("csrf", "", csrf);
    for (name, file, value) in fields {
        field(name, file, value);
    }
    form.push_str("--edge--\r\n");
    let request = Request::post("/add")
        .header(header::HOST, HOST)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    send(router, request.body(Body::from(form)).unwrap()).await
}

async fn first_event(router: &Router) -> String {
    json(router, "/events.json").await["events"][0]["id"].as_str().unwrap().to_owned()
}

async fn first_report(router: &Router) -> String {
    json(router, "/reports.json").await["reports"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_page_in_both_languages() {
    let router = demo_site();
    let (event, report) = (first_event(&router).await, first_report(&router).await);
    let pages = [
        ("/events".to_owned(), "events"),
        ("/events?from=2022&to=2025&place=SY&min_origins=2&lang=fr&q=Harem".to_owned(), "events"),
        (
            "/events?place=Harem&within=30&type=armed_clash,arrests&disagreeing=0".to_owned(),
            "events",
        ),
        ("/events?q=nobodysaidthis".to_owned(), "events"),
        (format!("/event/{event}"), "event"),
        (format!("/report/{report}"), "report"),
        ("/reports".to_owned(), "reports"),
        ("/reports?originals=1".to_owned(), "reports"),
        ("/sources".to_owned(), "sources"),
        ("/search".to_owned(), "search"),
        ("/search?q=Omsen".to_owned(), "search"),
        ("/add".to_owned(), "add"),
        ("/review".to_owned(), "review"),
        ("/methodology".to_owned(), "methodology"),
        ("/methodology/accuracy".to_owned(), "methodology"),
        ("/methodology/codebook".to_owned(), "methodology"),
    ];
    for (path, name) in pages {
        for language in ["fr", "en"] {
            let response = get_with(&router, &path, &[("accept-language", language)]).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            let policy = response.headers()["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
            let html = body(response).await;
            let head = format!("<html lang=\"{language}\" data-page=\"{name}\"");
            assert!(html.contains(&head), "{path}: {}", &html[..200]);
            assert!(!html.contains(" style=\"") && !html.contains(" onclick="), "{path}");
            assert!(!html.contains("src=\"http") && !html.contains("href=\"//"), "{path}");
        }
    }
}

#[tokio::test]
async fn every_page_as_json() {
    let router = demo_site();
    let (event, report) = (first_event(&router).await, first_report(&router).await);
    let description = json(&router, "/openapi.json").await;
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() > 10);
    for path in paths.keys() {
        let id = if path.starts_with("/event/") { &event } else { &report };
        let path = path.replace("{id}", id);
        if path.ends_with("json") {
            json(&router, &path).await;
        } else {
            let response = get(&router, &format!("{path}?format=geojson")).await;
            let value: Value = serde_json::from_str(&body(response).await).unwrap();
            assert_eq!(value["type"], "FeatureCollection", "{path}");
        }
    }
    let events = json(&router, "/events.json?place=Krasnogorsk").await;
    assert_eq!(
        events["total"].as_u64().unwrap() as usize,
        events["events"].as_array().unwrap().len()
    );
    assert!(
        events["events"].as_array().unwrap().iter().all(|e| e["place"]["name"] == "Krasnogorsk")
    );
    // The header alone is enough.
    let response = get_with(&router, "/events", &[("accept", "application/json")]).await;
    assert_eq!(response.headers()["content-type"], "application/json");
}

#[tokio::test]
async fn exports() {
    let router = demo_site();
    for format in ["acled", "ged", "csv", "geojson", "jsonl", "annotations", "html"] {
        let response = get(&router, &format!("/events/export?format={format}&disagreeing=1")).await;
        assert_eq!(response.status(), StatusCode::OK, "{format}");
        assert!(
            response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment")
        );
        assert!(body(response).await.len() > 500, "{format}");
    }
    assert_eq!(get(&router, "/events/export?format=doc").await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        get(&router, "/events/export?format=csv&blur=-3").await.status(),
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_named_and_what_is_not_there_is_told() {
    let router = demo_site();
    for (path, status) in [
        ("/events?from=yesterday", StatusCode::BAD_REQUEST),
        ("/events?bbox=1,2,3", StatusCode::BAD_REQUEST),
        ("/events?type=battle", StatusCode::BAD_REQUEST),
        ("/events?within=5", StatusCode::BAD_REQUEST),
        ("/events?page=-1", StatusCode::BAD_REQUEST),
        ("/reports?page=x", StatusCode::BAD_REQUEST),
        ("/add?job=x", StatusCode::BAD_REQUEST),
        ("/add?job=99", StatusCode::NOT_FOUND),
        ("/event/e-00000", StatusCode::NOT_FOUND),
        ("/event/%3Cscript%3E", StatusCode::NOT_FOUND),
        ("/report/r-00000", StatusCode::NOT_FOUND),
        ("/nothing", StatusCode::NOT_FOUND),
        ("/static/nothing.js", StatusCode::NOT_FOUND),
        ("/static/..%2Fbase.css", StatusCode::NOT_FOUND),
        ("/decisions/1/undo", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let response = get(&router, path).await;
        assert_eq!(response.status(), status, "{path}");
        let html = body(response).await;
        assert!(html.contains("<html lang=\"en\"") && !html.contains("<script>"), "{path}");
        let response = get_with(&router, path, &[("accept", "application/json")]).await;
        assert_eq!(response.status(), status, "{path}");
        let value: Value = serde_json::from_str(&body(response).await).unwrap();
        assert_eq!(value["status"], status.as_u16());
    }
    let html = body(get(&router, "/events?from=%3Cimg%20src%3Dx%3E").await).await;
    assert!(html.contains("&lt;img src=x&gt;") && !html.contains("<img src=x"), "{html}");
}

#[tokio::test]
async fn only_pages_of_ours_may_ask_and_change() {
    let (router, path) = own("guard");
    let event = first_event(&router).await;
    let note = format!("/event/{event}/note");
    let csrf = csrf(&router, &format!("/event/{event}")).await;
    let form = format!("csrf={csrf}&text=seen");

    let response = send(
        &router,
        Request::get("/events")
            .header(header::HOST, "evil.example:7312")
            .body(Body::empty())
            .unwrap(),
    )
    .await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "another name");
    let response = send(&router, Request::get("/events").body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "no name");

    for (form, headers, why) in [
        (form.as_str(), &[("origin", "http://evil.example")][..], "another site"),
        (&form, &[("origin", "null")], "a page without an origin"),
        (&form, &[("origin", "https://127.0.0.1:7312")], "another scheme"),
        (&form, &[("sec-fetch-site", "cross-site")], "another site, as the browser says"),
        ("text=seen", &[], "no token"),
        ("csrf=0123456789abcdef0123456789abcdef&text=seen", &[], "a wrong token"),
    ] {
        let response = post(&router, &note, form, headers).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{why}");
    }
    assert!(selon_dossier::Dossier::open(&path).unwrap().decisions().unwrap().is_empty());

    // No address that changes something does so without the token.
    let paths =
        ["decide", "split", "claim", "field", "note"].map(|p| format!("/event/{event}/{p}"));
    for path in
        paths.into_iter().chain(["/decisions/1/undo".into(), "/leave".into(), "/enter".into()])
    {
        let response = post(&router, &path, "other=e-1&verdict=same&text=a", &[]).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let response = add(&router, "no", &[("text", "", "Une attaque a fait 3 morts.")]).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);

    let ours = [("origin", "http://127.0.0.1:7312"), ("sec-fetch-site", "same-origin")];
    let response = post(&router, &note, &form, &ours).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let decisions = selon_dossier::Dossier::open(&path).unwrap().decisions().unwrap();
    assert_eq!(decisions.len(), 1);
    demo::remove(&path).unwrap();
}

#[tokio::test]
async fn who_has_no_token_stays_outside() {
    let token = "0123456789abcdef0123";
    let router = site(DEMO.clone(), |s| {
        s.users = selon_serve::users(&format!("Anne Lee {token}")).unwrap();
        s.secure = true;
        s.hosts = vec!["selon.example.org".into()];
    });
    let host = "selon.example.org";
    let ask = |path: &'static str, headers: Vec<(&'static str, String)>| {
        let mut request = Request::get(path).header(header::HOST, host);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        send(&router, request.body(Body::empty()).unwrap())
    };
    let response = ask("/events?from=2025", vec![]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["location"], "/enter?back=%2Fevents%3Ffrom%3D2025");
    assert_eq!(ask("/events.json", vec![]).await.status(), StatusCode::UNAUTHORIZED);
    let bearer = |token: &str| vec![("authorization", format!("Bearer {token}"))];
    assert_eq!(ask("/events.json", bearer(token)).await.status(), StatusCode::OK);
    assert_eq!(
        ask("/events.json", bearer("0123456789abcdef012")).await.status(),
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(ask("/static/base.css", vec![]).await.status(), StatusCode::OK);

    let page = body(ask("/enter", vec![]).await).await;
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let enter = |token: &str| {
        let form = format!("csrf={csrf}&back=%2Fevents&token={token}");
        let request = Request::post("/enter")
            .header(header::HOST, host)
            .header("origin", "https://selon.example.org")
            .body(Body::from(form));
        send(&router, request.unwrap())
    };
    assert_eq!(enter("wrong").await.status(), StatusCode::FORBIDDEN);
    let response = enter(token).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "Secure", "SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let session = cookie.split(';').next().unwrap().to_owned();
    let response = ask("/events", vec![("cookie", session)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(body(response).await.contains("Anne Lee"));
}

#[tokio::test]
async fn a_dossier_that_is_only_read() {
    let router = site(DEMO.clone(), |s| s.read_only = true);
    let event = first_event(&router).await;
    let html = body(get(&router, &format!("/event/{event}")).await).await;
    assert!(!html.contains("method=\"post\""), "no forms");
    assert_eq!(get(&router, "/add").await.status(), StatusCode::FORBIDDEN);
    let response = post(&router, &format!("/event/{event}/note"), "text=a", &[]).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert_eq!(add(&router, "", &[]).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn decisions_are_made_and_undone() {
    let (router, path) = own("decide");
    let rows = json(&router, "/events.json?place=Harem").await;
    let ids: Vec<&str> =
        rows["events"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
    let csrf = csrf(&router, &format!("/event/{}", ids[0])).await;
    let decide = |rest: String, what: &str| {
        let (router, path) = (router.clone(), format!("/event/{}/{what}", ids[0]));
        let form = format!("csrf={csrf}&{rest}");
        async move { post(&router, &path, &form, &[("accept", "application/json")]).await }
    };
    for (rest, what, status) in [
        (format!("other={}&verdict=unsure", ids[1]), "decide", StatusCode::OK),
        (format!("other={}&verdict=maybe", ids[1]), "decide", StatusCode::BAD_REQUEST),
        ("other=e-00000&verdict=same".into(), "decide", StatusCode::CONFLICT),
        ("claim=c1&verdict=confirmed".into(), "claim", StatusCode::OK),
        ("claim=c999&verdict=confirmed".into(), "claim", StatusCode::CONFLICT),
        ("field=date&value=2025-10-21".into(), "field", StatusCode::OK),
        ("field=date&value=soon".into(), "field", StatusCode::BAD_REQUEST),
        ("field=colour&value=red".into(), "field", StatusCode::BAD_REQUEST),
        ("text=%3Cscript%3Ealert(1)%3C/script%3E".into(), "note", StatusCode::OK),
        ("text=".into(), "note", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(decide(rest.clone(), what).await.status(), status, "{what}: {rest}");
    }
    let html = body(get(&router, &format!("/event/{}", ids[0])).await).await;
    assert!(html.contains("&lt;script&gt;alert(1)") && !html.contains("<script>alert"));
    let event = json(&router, &format!("/event/{}.json", ids[0])).await;
    assert_eq!((&event["date"], &event["corrected"][0]), (&"2025-10-21".into(), &"date".into()));
    let response =
        post(&router, "/decisions/3/undo", &format!("csrf={csrf}&back=%2Freview"), &[]).await;
    assert_eq!(response.headers()["location"], "/review");
    let event = json(&router, &format!("/event/{}.json", ids[0])).await;
    assert_ne!(event["date"], "2025-10-21");
    // Nobody is led to another site.
    let form = format!("csrf={csrf}&text=a&back=%2F%2Fevil.example");
    let response = post(&router, &format!("/event/{}/note", ids[0]), &form, &[]).await;
    assert_eq!(response.headers()["location"], "/");
    demo::remove(&path).unwrap();
}

#[tokio::test]
async fn doubts_are_decided_and_do_not_come_again() {
    let (router, path) = own("review");
    let review = json(&router, "/review.json").await;
    let doubts = review["doubts"].as_array().unwrap();
    assert!(doubts.len() >= 2, "{review}");
    let csrf = csrf(&router, "/review").await;
    let pair = |n: usize, verdict: &str| {
        let id = |side: &str| doubts[n][side]["telling"].as_str().unwrap();
        format!("csrf={csrf}&a={}&b={}&verdict={verdict}", id("a"), id("b"))
    };
    for (form, status) in [
        (pair(0, "unsure"), StatusCode::SEE_OTHER),
        (pair(1, "different"), StatusCode::SEE_OTHER),
        (pair(1, "perhaps"), StatusCode::BAD_REQUEST),
        (format!("csrf={csrf}&a=x&b=y&verdict=same"), StatusCode::CONFLICT),
        (format!("csrf={csrf}&a=x&b=x&verdict=same"), StatusCode::BAD_REQUEST),
        ("a=x&b=y&verdict=same".into(), StatusCode::FORBIDDEN),
    ] {
        assert_eq!(post(&router, "/review", &form, &[]).await.status(), status, "{form}");
    }
    let after = json(&router, "/review.json").await;
    assert_eq!(after["decisions"].as_array().unwrap().len(), 2);
    let of = |doubt: &Value| (doubt["a"]["telling"].clone(), doubt["b"]["telling"].clone());
    let left: Vec<_> = after["doubts"].as_array().unwrap().iter().map(of).collect();
    assert!(!left.contains(&of(&doubts[0])) && !left.contains(&of(&doubts[1])));
    let html = body(get_with(&router, "/review", &[("accept-language", "fr")]).await).await;
    assert!(html.contains("value=\"unsure\"") || left.is_empty());
    demo::remove(&path).unwrap();
}

#[tokio::test]
async fn a_base_map_is_sent_in_parts() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("map.pmtiles");
    std::fs::write(&file, (0..=255u8).collect::<Vec<u8>>()).unwrap();
    let router = site(DEMO.clone(), |s| s.basemap = Some(file.clone()));
    let response = get_with(&router, "/basemap.pmtiles", &[("range", "bytes=16-31")]).await;
    assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(response.headers()["content-range"], "bytes 16-31/256");
    let bytes = to_bytes(response.into_body(), 1000).await.unwrap();
    assert_eq!(bytes[..], (16..32u8).collect::<Vec<u8>>());
    let response = get_with(&router, "/basemap.pmtiles", &[("range", "bytes=900-")]).await;
    assert_eq!(response.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert!(
        body(get(&router, "/events").await).await.contains("data-basemap=\"/basemap.pmtiles\"")
    );
    assert_eq!(get(&demo_site(), "/basemap.pmtiles").await.status(), StatusCode::NOT_FOUND);
}

const HOSTILE: &str = "<script>alert('x')</script> Trois soldats ont été tués lundi à Gao, a annoncé \
    <img src=x onerror=alert(1)> l'armée malienne.\u{202e} Fin \"onmouseover=\"x\u{0}\u{7}\n</article></span>";

#[tokio::test]
async fn what_stands_in_a_report_is_text() {
    let (router, path) = own("hostile");
    let csrf = csrf(&router, "/add").await;
    let title = "\"><script>alert(2)</script>";
    let report = serde_json::json!({
        "id": "x", "title": title, "text": HOSTILE, "outlet": "<b>Le Journal</b>",
        "url": "javascript:alert(3)", "published": "2024-03-12", "language": "fr",
    });
    let response = add(&router, &csrf, &[("file", "<i>.jsonl", &report.to_string())]).await;
    assert_eq!(response.status(), StatusCode::OK);
    let done: Value = serde_json::from_str(&body(response).await).unwrap();
    assert_eq!(done["added"], 1, "{done}");
    let id = done["reports"][0]["id"].as_str().unwrap();
    let view = json(&router, &format!("/report/{id}.json")).await;
    let event = view["events"][0]["event"].as_str().expect("an event").to_owned();
    for page in [
        "/events".into(),
        "/reports".into(),
        "/sources".into(),
        "/search?q=soldats".into(),
        "/add?job=1".into(),
        format!("/report/{id}"),
        format!("/event/{event}"),
    ] {
        let html = body(get(&router, &page).await).await;
        for bad in [
            "<script>alert",
            "<img src=x",
            "<b>Le Journal",
            "href=\"javascript",
            "\u{202e}",
            "\u{0}",
        ] {
            assert!(!html.contains(bad), "{page}: {bad}");
        }
    }
    let html = body(get(&router, &format!("/report/{id}")).await).await;
    assert!(html.contains("&lt;script&gt;") && html.contains("class=\"seg"));
    demo::remove(&path).unwrap();
}

#[tokio::test]
async fn what_changed_in_a_report_is_told_without_its_old_texts() {
    let (router, path) = own("changes");
    let csrf = csrf(&router, "/add").await;
    let mut id = String::new();
    for toll in ["nine", "twelve"] {
        let report = serde_json::json!({
            "id": "x", "url": "https://post.example/a", "published": "2024-05-07",
            "language": "en",
            "text": format!("A bomb killed {toll} people in Mopti on Monday, police said.\n"),
        });
        let response = add(&router, &csrf, &[("file", "r.jsonl", &report.to_string())]).await;
        let done: Value = serde_json::from_str(&body(response).await).unwrap();
        id = done["reports"][0]["id"].as_str().unwrap().to_owned();
    }
    let view = json(&router, &format!("/report/{id}.json")).await;
    assert!(view["versions"].is_null());
    let passages = view["changes"][0]["passages"].as_array().unwrap();
    let added: Vec<&Value> = passages.iter().filter(|p| p["fate"] == "added").collect();
    assert_eq!(added.len(), 1);
    assert_eq!(added[0]["text"], "twelve");
    let html = body(get(&router, &format!("/report/{id}")).await).await;
    assert!(html.contains("<del>nine</del><ins>twelve</ins>"));
    demo::remove(&path).unwrap();
}

#[tokio::test]
async fn reports_are_added() {
    let (router, path) = own("add");
    let csrf = csrf(&router, "/add").await;
    let text = "Deux policiers ont été tués dimanche dans une embuscade près de Djibo, a indiqué la police.";
    let fields =
        [("published", "", "2024-06-03"), ("outlet", "", "La Gazette"), ("text", "", text)];
    let response = add(&router, &csrf, &fields).await;
    let done: Value = serde_json::from_str(&body(response).await).unwrap();
    assert_eq!((&done["added"], &done["known"]), (&1.into(), &0.into()), "{done}");
    let id = done["reports"][0]["id"].as_str().unwrap();
    let view = json(&router, &format!("/report/{id}.json")).await;
    assert_eq!(view["report"]["outlet"], "La Gazette");
    let response = add(&router, &csrf, &fields).await;
    let again: Value = serde_json::from_str(&body(response).await).unwrap();
    assert_eq!((&again["added"], &again["known"]), (&0.into(), &1.into()), "{again}");
    for (field, status) in [
        (("published", "", "soon"), StatusCode::BAD_REQUEST),
        (("address", "", "file:///etc/passwd"), StatusCode::BAD_REQUEST),
        (("other", "", "x"), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(add(&router, &csrf, &[field]).await.status(), status, "{field:?}");
    }
    demo::remove(&path).unwrap();
}

#[tokio::test]
async fn files_are_asked_for_once() {
    let router = demo_site();
    let response = get_with(&router, "/static/base.css", &[("accept-encoding", "gzip")]).await;
    assert_eq!(response.headers()["content-encoding"], "gzip");
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    let response = get_with(&router, "/static/base.css", &[("if-none-match", &tag)]).await;
    assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
    // A page loads nothing that is not there.
    let html = body(get(&router, "/events").await).await;
    for attribute in ["src=\"/static/", "href=\"/static/"] {
        for name in html.split(attribute).skip(1).filter_map(|p| p.split(['"', '#']).next()) {
            assert_eq!(
                get(&router, &format!("/static/{name}")).await.status(),
                StatusCode::OK,
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn a_language_that_is_chosen_is_kept() {
    let router = demo_site();
    let response = get(&router, "/events?from=2025&lang_ui=fr").await;
    assert_eq!(response.headers()["location"], "/events?from=2025");
    let cookie =
        response.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let html = body(get_with(&router, "/events", &[("cookie", &cookie)]).await).await;
    assert!(html.contains("<html lang=\"fr\""));
    let html = body(get_with(&router, "/events", &[("cookie", "theme=dark")]).await).await;
    assert!(html.contains("data-theme=\"dark\""));
}

/// Names that reports give in the other language are those of the page's where they are known.
#[tokio::test]
async fn names_are_in_the_language_of_the_page() {
    let router = demo_site();
    for (language, here, there) in [
        ("fr", ["Harem, Syrie", "État islamique"], "Harim"),
        ("en", ["Harim, Syria", "Islamic State"], "Harem, "),
    ] {
        let html = body(get_with(&router, "/events", &[("accept-language", language)]).await).await;
        for name in here {
            assert!(html.contains(name), "{language}: {name}");
        }
        let rows = html.split("<tbody").nth(1).unwrap();
        assert!(!rows.contains(there), "{language}: {there}");
        let map = get_with(&router, "/events.geojson", &[("accept-language", language)]).await;
        assert!(body(map).await.contains(here[0].split(',').next().unwrap()), "{language}");
    }
}

/// What was found before is shown only as long as nothing is written.
#[tokio::test]
async fn what_is_kept_is_what_is_in_the_dossier() {
    let (router, path) = own("kept");
    let count = |html: &str| html.split("role=\"status\">").nth(1).unwrap()[..8].to_owned();
    let before = body(get(&router, "/events").await).await;
    assert_eq!(before, body(get(&router, "/events").await).await);
    let csrf = csrf(&router, "/add").await;
    let text = "Deux policiers ont été tués dimanche dans une embuscade près de Djibo, a indiqué la police.";
    add(&router, &csrf, &[("published", "", "2024-06-03"), ("text", "", text)]).await;
    assert_ne!(count(&before), count(&body(get(&router, "/events").await).await));
    demo::remove(&path).unwrap();
}

#[tokio::test]
async fn a_source_leads_to_its_events() {
    let router = demo_site();
    let sources = json(&router, "/sources.json").await;
    for source in sources.as_array().unwrap() {
        let id = source["id"].as_str().unwrap().replace(' ', "+");
        let found = json(&router, &format!("/events.json?source={id}")).await;
        assert_eq!(found["total"], source["events"], "{id}");
        assert!(body(get(&router, "/sources").await).await.contains("/events?source="));
    }
}

/// Whoever looks for the first time is told where to begin; whoever has chosen something is not.
#[tokio::test]
async fn the_first_page_tells_where_to_begin() {
    let router = demo_site();
    let html = body(get(&router, "/events").await).await;
    let start = html.split("id=\"start\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(start.contains("27 reports") && start.contains("href=\"/add\""), "{start}");
    for link in start.split("href=\"").skip(1).map(|l| l.split('"').next().unwrap()) {
        assert_eq!(get(&router, link).await.status(), StatusCode::OK, "{link}");
    }
    assert!(!body(get(&router, "/events?disagreeing=1").await).await.contains("id=\"start\""));
}

/// A type is corrected by the name that the page has for it.
#[tokio::test]
async fn a_type_is_corrected_by_its_name() {
    let (router, path) = own("type");
    let id = first_event(&router).await;
    let csrf = csrf(&router, "/add").await;
    for (value, status) in [
        ("affrontement+arm%C3%A9", StatusCode::SEE_OTHER),
        ("Armed+clash", StatusCode::SEE_OTHER),
        ("armed_clash", StatusCode::SEE_OTHER),
        ("battle", StatusCode::BAD_REQUEST),
    ] {
        let form = format!("csrf={csrf}&field=type&value={value}");
        let answer = post(&router, &format!("/event/{id}/field"), &form, &[]).await;
        assert_eq!(answer.status(), status, "{value}");
        let event = json(&router, &format!("/event/{id}.json")).await;
        assert_eq!(event["type"], "armed_clash", "{value}");
    }
    demo::remove(&path).unwrap();
}

/// Quotes begin and end with whole words.
#[tokio::test]
async fn quotes_have_whole_words() {
    let router = demo_site();
    let events = json(&router, "/events.json").await;
    for event in events["events"].as_array().unwrap() {
        let html =
            body(get(&router, &format!("/event/{}", event["id"].as_str().unwrap())).await).await;
        for quote in html.split("<blockquote").skip(1) {
            let quote = quote.split_once('>').unwrap().1.split("</blockquote>").next().unwrap();
            let report = html_text(quote);
            let words: Vec<&str> = report.split_whitespace().filter(|w| *w != "…").collect();
            let (first, last) = (words.first().unwrap(), words.last().unwrap());
            let known = EXAMPLES.iter().any(|text| {
                let all: Vec<&str> = text.split_whitespace().collect();
                all.contains(first) && all.contains(last)
            });
            assert!(known, "{first} … {last}");
        }
    }
}

/// The texts of the examples.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/demo");
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
});

fn html_text(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Who serves others is asked who may come in, and who speaks TLS.
#[test]
fn others_are_let_in_only_by_name_and_over_tls() {
    let refused = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_selon"));
        let dossier = file("refused");
        command.arg("serve").arg("--dossier").arg(&dossier).args(args).env_remove("SELON_TOKEN");
        let output = command.output().unwrap();
        assert!(!dossier.exists(), "{args:?}");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let token = "0123456789abcdef";
    for (args, told) in [
        (&["--bind", "0.0.0.0:0"][..], "--token"),
        (&["--bind", "0.0.0.0:0", "--token", token], "--behind-tls-proxy"),
        (&["--bind", "0.0.0.0:0", "--behind-tls-proxy", "--read-only"], "--token"),
        (&["--behind-tls-proxy", "--host", "selon.example.org"], "--read-only"),
        (&["--token", "short"], "16 characters"),
    ] {
        let said = refused(args);
        assert!(said.contains(told), "{args:?}: {said}");
    }
}
