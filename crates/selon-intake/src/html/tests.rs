//! Pages of our own, made as sites make theirs.

use super::*;

fn taken(page: &str) -> Report {
    report(page, Known::default(), Some("2024-06-01")).unwrap().report
}

const FRENCH: &str = r##"<!DOCTYPE html>
<html lang="fr-FR" class="no-js"><head><meta charset="utf-8">
<title>Trêve fragile à Valmont | La Gazette</title>
<link rel="canonical" href="/monde/2024/03/12/treve-a-valmont.html">
<link rel="alternate" hreflang="fr" href="/monde/2024/03/12/treve-a-valmont.html">
<link rel="alternate" hreflang="en" href="https://gazette.example/en/truce-in-valmont">
<link rel="alternate" hreflang="x-default" href="https://gazette.example/">
<meta property="og:title" content="Trêve fragile à&nbsp;Valmont">
<meta property="og:site_name" content="La Gazette">
<meta property="article:modified_time" content="2024-03-12T18:00:00+01:00">
<script>if (a < b) { document.write("<p>Ceci n'est pas un paragraphe de l'article, mais un script.</p>"); }</script>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Trêve fragile à Valmont",
"datePublished":"2024-03-12T09:30:00+01:00","author":{"@type":"Person","name":"Jeanne Martin"}}</script>
<style>p { color: red }</style></head>
<body class="has-sidebar">
<header class="site-header"><nav><ul><li><a href="/">Accueil</a><li><a href="/monde">Monde</a></ul></nav></header>
<main><article class="article">
<h1>Trêve fragile à Valmont</h1>
<p class="article__chapo">Les deux camps se sont entendus lundi soir sur un arrêt des combats autour de la ville.</p>
<div class="article__meta"><span class="author">Par Jeanne Martin</span> <time datetime="2024-03-12T09:30:00+01:00">Publié hier</time></div>
<figure><img src="a.jpg"><figcaption>Un véhicule brûlé à l'entrée de la ville de Valmont, le 10 mars. Photo : J. Martin</figcaption></figure>
<div class="article__content">
<p>La trêve est entr&eacute;e en vigueur à minuit, a annoncé <a href="/monde/mairie">la mairie</a> dans un communiqué&nbsp;; des tirs ont été entendus <em>jusqu’à</em> l’aube.
<p>«&#160;Nous restons prudents&#160;», a dit le maire.
<div class="promo"><h3>À lire aussi</h3><p><a href="/b">Ce que contient l'accord de cessez-le-feu signé à Valmont lundi soir</a></p></div>
<h2>Deux morts avant l'accord</h2>
<p>Selon <a href="https://agence.example/depeche?utm_source=x">une agence locale</a>, deux personnes avaient été tuées dimanche dans un faubourg, où les combats ont été les plus durs.</p>
<p><a href="/c">Lire aussi : Valmont, six mois de siège et une population qui ne croit plus aux promesses</a></p>
<p>(avec AFP)</p>
<h2>Newsletter</h2>
</div>
<ul class="tags"><li><a href="/t/valmont">Valmont</a></li></ul>
</article>
<section id="comments"><h2>Commentaires</h2><div class="comment"><p>Je n'y crois pas une seconde, les deux camps vont recommencer dès que les caméras seront parties.</p></div></section>
</main>
<aside><h2>Les plus lus</h2><p>Un tout autre article, avec une phrase assez longue pour ressembler à un paragraphe.</p></aside>
<footer><p>Copyright La Gazette. Tous droits réservés. Toute reproduction de cet article est interdite.</p></footer>
</body></html>"##;

#[test]
fn a_french_page() {
    let known = Known {
        url: Some("https://www.gazette.example/x?utm_source=y".into()),
        ..Known::default()
    };
    let page = report(FRENCH, known, Some("2024-06-01")).unwrap();
    let report = page.report;
    assert_eq!(
        report.text,
        "Les deux camps se sont entendus lundi soir sur un arrêt des combats autour de la ville.\n\n\
         La trêve est entrée en vigueur à minuit, a annoncé la mairie dans un communiqué\u{a0}; des tirs \
         ont été entendus jusqu’à l’aube.\n\n\
         «\u{a0}Nous restons prudents\u{a0}», a dit le maire.\n\n\
         Deux morts avant l'accord\n\n\
         Selon une agence locale, deux personnes avaient été tuées dimanche dans un faubourg, où les combats ont été les plus durs.\n\n\
         (avec AFP)"
    );
    assert_eq!(report.title.as_deref(), Some("Trêve fragile à Valmont"));
    assert_eq!(report.outlet.as_deref(), Some("La Gazette"));
    assert_eq!(report.authors, ["Jeanne Martin"]);
    assert_eq!(report.language, Some(Language::French));
    assert_eq!(report.published.as_deref(), Some("2024-03-12"));
    assert_eq!(report.published_time.as_deref(), Some("2024-03-12T09:30:00+01:00"));
    assert_eq!(report.published_found.as_deref(), Some("json-ld"));
    assert_eq!(report.updated.as_deref(), Some("2024-03-12T18:00:00+01:00"));
    assert_eq!(report.updated_found.as_deref(), Some("meta"));
    assert_eq!(
        report.url.as_deref(),
        Some("https://www.gazette.example/monde/2024/03/12/treve-a-valmont.html")
    );
    assert_eq!(report.translations, ["https://gazette.example/en/truce-in-valmont"]);
    assert_eq!(
        report.cites,
        ["https://www.gazette.example/monde/mairie", "https://agence.example/depeche?utm_source=x"]
    );
}

/// No word of what it is, tables for layout, line breaks for paragraphs.
const OLD: &str = r#"<HTML><HEAD><TITLE>Gazette - Truce in Valmont</TITLE></HEAD><BODY bgcolor=white>
<FORM action=/x><TABLE><TR><TD><A HREF=/>Home</A><BR><A HREF=/w>World</A><BR><A HREF=/s>Sports and leisure of the week</A>
<TD><H1>Truce in Valmont</H1><FONT size=1>March 12, 2024</FONT><BR><BR>
The two sides agreed late on Monday to stop fighting around the town, officials said, after six months of siege.<BR><BR>
Shots were heard until dawn, but nobody was hurt &#150; &quot;we remain careful&quot;, the mayor said, as residents returned.<BR>
A convoy is expected on Wednesday.<BR><BR>
Two people were killed on Sunday in the north of the town, according to a local agency that did not name them.
</TABLE></FORM></BODY></HTML>"#;

#[test]
fn a_page_that_a_browser_saved() {
    let text = "<p>La trêve est entrée en vigueur à minuit, a annoncé la mairie dans un communiqué lu à la radio.</p>";
    for (top, url) in [
        (
            "<!-- saved from url=(0025)https://gazette.example/a -->",
            Some("https://gazette.example/a"),
        ),
        (
            "<!--\n Page saved with SingleFile \n url: https://gazette.example/a \n saved date: x\n-->",
            Some("https://gazette.example/a"),
        ),
        ("<!-- saved from url=(0014)about:internet -->", None),
        ("<!-- saved from url=(00", None),
    ] {
        assert_eq!(taken(&format!("{top}<html><body>{text}")).url.as_deref(), url, "{top}");
    }
}

#[test]
fn a_page_without_a_word_of_what_it_is() {
    let report = taken(OLD);
    assert!(report.text.starts_with("The two sides agreed"), "{}", report.text);
    assert!(report.text.contains("hurt – \"we remain careful\", the mayor"));
    assert!(report.text.contains("residents returned.\nA convoy is expected"));
    assert!(report.text.ends_with("did not name them."));
    assert_eq!(report.text.matches("\n\n").count(), 2);
    assert_eq!(report.title.as_deref(), Some("Truce in Valmont"));
}

#[test]
fn a_short_article_with_many_comments() {
    let comment = "<div class=c><p>Je n'y crois pas une seconde, les deux camps vont recommencer dès demain.</p></div>";
    let text = "La trêve est entrée en vigueur à minuit, a annoncé la mairie dans un communiqué lu à la radio.";
    let page = format!(
        "<body><div class=x><h1>Trêve</h1><p>{text}</p></div><div id=comments>{}</div>",
        comment.repeat(50)
    );
    assert_eq!(taken(&page).text, text);
}

#[test]
fn names_of_looks_take_nothing_away() {
    let text = |n: usize| {
        format!(
            "<div class='overflow-hidden print:hidden elementor-widget'><p>Phrase {n} : la trêve est entrée en vigueur à minuit, a dit la mairie.</p></div>"
        )
    };
    let page = format!(
        "<body><div class=flex><h1>Trêve</h1>{}</div>",
        (0..6).map(text).collect::<String>()
    );
    assert_eq!(taken(&page).text.matches("Phrase").count(), 6);
}

#[test]
fn days_that_are_none() {
    let page = |meta: &str, time: &str| {
        let text = "The two sides agreed late on Monday to stop fighting around the town, officials said. ";
        taken(&format!(
            "<html><head>{meta}</head><body><h1>A truce</h1>{time}<article><p>{text}{text}</p></article>"
        ))
    };
    assert_eq!(page("", "<time>12 min ago</time>").published, None);
    assert_eq!(
        page("<meta property=article:published_time content=2031-01-01T00:00:00Z>", "").published,
        None
    );
    assert_eq!(page("", "<p class=date>12 марта 2024</p>").published, None);
    let told = page("", "<div class=date>12 mars 2024</div>");
    assert_eq!(
        (told.published.as_deref(), told.published_found.as_deref()),
        (Some("2024-03-12"), Some("page"))
    );
    // An update before the publication is none, nor is one of the same moment.
    let both = page(
        "<meta property=article:published_time content=2024-03-12T10:00:00Z>\
         <meta property=article:modified_time content=2024-03-12T11:00:00+01:00>",
        "",
    );
    assert_eq!(both.published_time.as_deref(), Some("2024-03-12T10:00:00Z"));
    assert_eq!(both.updated, None);
}

#[test]
fn the_day_of_the_last_change_is_not_that_of_the_publication() {
    let text =
        "The two sides agreed late on Monday to stop fighting around the town, officials said. ";
    let page = |line: &str| {
        taken(&format!("<h1>A truce</h1>{line}<article><p>{text}{text}</p></article>"))
    };
    let days = |line: &str| {
        let report = page(line);
        (report.published.unwrap_or_default(), report.updated.unwrap_or_default())
    };
    let both = "<p class=date>Publié le 12 mars 2024 à 10h, mis à jour le 13 mars 2024</p>";
    assert_eq!(days(both), ("2024-03-12".into(), "2024-03-13".into()));
    assert_eq!(
        days("<p class=date>Last updated March 13, 2024</p>"),
        (String::new(), "2024-03-13".into())
    );
    assert_eq!(days("<p>Updated <time datetime=2024-03-13>yesterday</time></p>").0, "");
    assert_eq!(days("<p><time datetime=2024-03-12T10:00Z>yesterday</time></p>").0, "2024-03-12");
}

#[test]
fn the_day_of_an_address() {
    let text = "<article><p>The two sides agreed late on Monday to stop fighting around the town, officials said.</p></article>";
    let day = |url: &str| {
        let known = Known { url: Some(url.into()), ..Known::default() };
        report(text, known, Some("2024-06-01")).unwrap().report.published
    };
    assert_eq!(day("https://a.example/world/2024/3/12/truce").as_deref(), Some("2024-03-12"));
    assert_eq!(day("https://a.example/2024-03-12/truce").as_deref(), Some("2024-03-12"));
    assert_eq!(day("https://a.example/2024/13/45/truce"), None);
    assert_eq!(day("https://a.example/2031/01/01/truce"), None);
    assert_eq!(day("https://a.example/truce?x=/2024/03/12/"), None);
}

#[test]
fn front_pages_are_no_articles() {
    let card = |n: usize| {
        format!(
            "<div class=x><h2><a href=/a>Trêve à Valmont, les armes se taisent</a></h2><p>Un résumé d'une ligne et demie sur la trêve de lundi soir, le numéro {n}.</p></div>"
        )
    };
    let list = format!("<body><h1>La Gazette</h1>{}</body>", (0..8).map(card).collect::<String>());
    assert!(report(&list, Known::default(), None).is_err());
    let said = format!("<head><meta property=og:type content=article></head>{list}");
    assert!(report(&said, Known::default(), None).is_ok());
    let text = "<article><p>The two sides agreed late on Monday to stop fighting around the town, officials said.</p></article>";
    let front = Known { url: Some("https://www.gazette.example/".into()), ..Known::default() };
    assert!(report(text, front, None).is_err());
}

/// Cut anywhere and with wrong signs in it, a page gives nothing that does not stand on it.
#[test]
fn nothing_is_made_up() {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut whole = String::new();
    tree::resolve_into(FRENCH, &mut whole);
    let known: std::collections::HashSet<String> = words(&whole).into_iter().collect();
    for (at, _) in FRENCH.char_indices().step_by(13) {
        let (before, after) = FRENCH.split_at(at);
        for page in [
            before.to_owned(),
            after.to_owned(),
            format!("{before}<{after}"),
            format!("{before}\"'></div></p>{after}"),
        ] {
            let Ok(page) = report(&page, Known::default(), None) else { continue };
            let text = &page.report.text;
            let cut = words(text).into_iter().filter(|w| !known.contains(w)).count();
            assert!(cut <= 3, "{at}: {text}");
            assert!(!text.contains("\n\n\n") && text.trim() == text);
        }
    }
}

#[test]
fn the_original_behind_a_link() {
    let text = "<p>The two sides agreed late on Monday to stop fighting around the town, officials said.</p>";
    let page = format!(
        "<article><h1>A truce</h1>{text}<p>Read the original in French: <a href='https://gazette.example/t'>here</a>.</p></article>"
    );
    let link = taken(&page).translation_of.unwrap();
    assert_eq!(link.url, "https://gazette.example/t");
    assert!(link.excerpt.text.starts_with("Read the original in French"));
}

#[test]
fn text_that_only_a_script_shows() {
    let body = "La trêve est entrée en vigueur à minuit. ".repeat(10);
    let page = format!(
        "<body><div id=app></div><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script>"
    );
    assert_eq!(taken(&page).text, body.trim());
}

#[test]
fn pages_without_an_article() {
    let links = "<li><a href=/a>Une phrase assez longue qui annonce un article de ce jour et de cette ville</a>".repeat(40);
    for page in [
        "",
        "<html>",
        "<p>Court.",
        &format!("<ul>{links}</ul>"),
        "<<<<>>>><",
        "<a href=\"",
        "<!--",
        "</p></p>",
        "<title>Page not found | The Gazette</title><body><h1>404</h1><p>Sorry, the page you are \
         looking for does not exist or has been moved to another address on this site.</p>",
        "<title>Just a moment...</title><body><p>Verifying you are human. This may take a few \
         seconds. The site needs to review the security of your connection first.</p>",
        "<title>Page introuvable - La Gazette</title><body><p>La page que vous cherchez n’existe \
         pas ou a changé d’adresse. Vous pouvez revenir à la page d’accueil du site.</p>",
    ] {
        assert!(report(page, Known::default(), None).is_err(), "{page}");
    }
}

#[test]
fn deep_and_large_pages() {
    let text = "<p>La trêve est entrée en vigueur à minuit, a annoncé la mairie dans un communiqué, et elle tient encore.</p>";
    let deep = format!("{}{text}{}", "<div>".repeat(10_000), "</b></div>".repeat(20_000));
    assert!(taken(&deep).text.starts_with("La trêve"));
    for opening in [
        "<div class=x><p>",
        "<svg><a href=x>",
        "<!-- <b",
        "<li>",
        "<table><tr><td>",
        "<span>a",
        "<a href='",
        "</script",
        "<script>",
        "&amp",
        "<h1>a",
    ] {
        let start = std::time::Instant::now();
        let page = format!("{text}{}", opening.repeat(2_000_000 / opening.len()));
        let _ = report(&page, Known::default(), None);
        assert!(start.elapsed().as_secs() < 10, "{opening} takes {:?}", start.elapsed());
    }
}
