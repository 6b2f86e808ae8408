//! Pages to reports, one after the other on one core: how many a second.
//!
//! The page is made as sites make theirs: 100 kB with menus, scripts, styles, linked data,
//! related articles, comments, and an article of 600 words.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use selon_intake::{Known, html};

fn page(number: usize) -> String {
    let item = |n: usize| {
        format!(
            "<li class=\"menu__item menu-item-{n}\"><a class=\"menu__link\" data-track=\"nav|{n}\" \
             href=\"/rubrique/{n}\"><span>Rubrique {n}</span></a></li>\n"
        )
    };
    let card = |n: usize| {
        format!(
            "<article class=\"card card--small\"><a href=\"/a/{n}\"><picture><source srcset=\"/i/{n}-320.webp 320w, \
             /i/{n}-640.webp 640w\"><img loading=lazy src=\"/i/{n}.jpg\" alt=\"\"></picture><h3 class=\"card__title\">\
             Un titre de la page numéro {n} qui annonce autre chose</h3></a><p class=\"card__text\">Un résumé assez \
             court de l’article {n}, avec une date et un lieu.</p></article>\n"
        )
    };
    let sentence = "La trêve annoncée lundi soir à Valmont tenait encore mardi, a indiqué la mairie, tandis que \
                    des tirs isolés étaient entendus dans les faubourgs de l’est, selon plusieurs habitants. ";
    let paragraph = |n: usize| {
        format!(
            "<p class=\"article__paragraph\">{}<a href=\"/m/{n}\">Un lien</a> &laquo;&nbsp;{n} personnes&nbsp;&raquo; \
             <strong>sont</strong> parties.</p>\n<div class=\"ad-slot\" id=\"ad-{n}\"></div>\n",
            sentence.repeat(2)
        )
    };
    let script = "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)};if(1<2){gtag('js')};";
    let all =
        |count: usize, part: &dyn Fn(usize) -> String| (0..count).map(part).collect::<String>();
    format!(
        "<!doctype html><html lang=fr><head><meta charset=utf-8><title>Trêve {number} | La Gazette</title>\
         <meta property=og:site_name content=\"La Gazette\"><link rel=canonical href=https://gazette.example/{number}>\
         <script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Trêve {number}\",\
         \"datePublished\":\"2024-03-12T10:00:00+01:00\"}}</script><script>{}</script><style>{}</style></head>\
         <body class=\"single has-sidebar\"><header><nav><ul>{}</ul></nav></header><main><article>\
         <h1>Trêve {number}</h1><p class=chapo>Un chapeau de deux lignes sur la trêve et sur ce qu’elle change.</p>\
         <div class=\"article__body\">{}</div></article><aside>{}</aside><section id=comments>{}</section></main>\
         <footer><ul>{}</ul></footer><script>{}</script></body></html>",
        script.repeat(150),
        ".a .b > .c { margin: 0 auto; padding: 1px 2px }".repeat(200),
        all(60, &item),
        all(9, &paragraph),
        all(40, &card),
        all(15, &|n| format!(
            "<div class=comment><p>Un avis de lecteur, le numéro {n}, sur ce qui précède et la suite.</p></div>"
        )),
        all(40, &item),
        script.repeat(150),
    )
}

fn pages(criterion: &mut Criterion) {
    let pages: Vec<String> = (0..100).map(page).collect();
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("a page has {} bytes", bytes / pages.len());
    let mut group = criterion.benchmark_group("html");
    group.throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("pages", |bencher| {
        bencher.iter(|| {
            for page in &pages {
                let decoded = html::charset::decode(page.as_bytes(), None);
                let report = html::report(&decoded.text, Known::default(), Some("2024-06-01"));
                assert!(report.is_ok_and(|p| p.report.text.len() > 3_000));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
