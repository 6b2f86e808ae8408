use super::*;

use Language::{English, French};

/// Sentences on lines of their own; tokens separated by spaces, the words of a
/// contraction by `+`, a space within a form written `_`.
fn written(text: &str, language: Language) -> String {
    let segments = segment(text, language);
    let mut lines = Vec::new();
    for sentence in &segments.sentences {
        let tokens: Vec<String> = segments.tokens
            [sentence.tokens.start as usize..sentence.tokens.end as usize]
            .iter()
            .map(|t| {
                let words = &segments.words[t.words.start as usize..t.words.end as usize];
                let forms: Vec<&str> = words.iter().map(|w| w.form.as_ref()).collect();
                forms.join("+").replace([' ', '\u{a0}', '\u{202f}'], "_")
            })
            .collect();
        lines.push(tokens.join(" "));
    }
    lines.join("\n")
}

fn check(language: Language, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(&written(text, language), expected, "of {text:?}");
    }
}

#[test]
fn french_elisions_and_hyphens() {
    check(
        French,
        &[
            ("L'armée n'a qu'un but", "L' armée n' a qu' un but"),
            ("L’armée jusqu’à l’aube", "L’ armée jusqu’ à l’ aube"),
            ("l' État aujourd'hui", "l' État aujourd'hui"),
            ("lorsqu’ils d’abord", "lorsqu’ ils d’ abord"),
            ("si l'on veut, quelqu'un vient", "si l'on veut , quelqu'un vient"),
            ("A-t-il dit cela ?", "A -t-il dit cela ?"),
            ("dit-on, est-ce, pensent-elles", "dit -on , est -ce , pensent -elles"),
            ("celui-ci, ceux-là, ce jour-là", "celui-ci , ceux-là , ce jour -là"),
            (
                "le cessez-le-feu, c'est-à-dire peut-être",
                "le cessez-le-feu , c'est-à-dire peut-être",
            ),
            (
                "au Royaume-Uni et à Saint-Denis-d'Oléron",
                "à+le Royaume-Uni et à Saint-Denis-d'Oléron",
            ),
            ("Kim Jong-il au rendez-vous", "Kim Jong-il à+le rendez-vous"),
            ("N'Djamena", "N'Djamena"),
        ],
    );
}

#[test]
fn french_contractions() {
    check(
        French,
        &[
            ("près du pont", "près de+le pont"),
            ("Aux portes de la ville", "À+les portes de la ville"),
            ("les chefs des tribus", "les chefs de+les tribus"),
            ("Il y a des blessés", "Il y a des blessés"),
            ("Ils ont lancé des attaques", "Ils ont lancé des attaques"),
            ("le pont près duquel il vit", "le pont près de+lequel il vit"),
        ],
    );
}

#[test]
fn french_numbers_and_signs() {
    check(
        French,
        &[
            ("1 300 morts, 12\u{202f}500 et 3\u{a0}000", "1_300 morts , 12_500 et 3_000"),
            ("1,300 ou 1.300, 2,5 %", "1,300 ou 1.300 , 2,5 %"),
            ("à 14h30, à 5 h 45, vers 20h", "à 14 h 30 , à 5 h 45 , vers 20 h"),
            ("10% des voix, le 1er mai, la 3e fois", "10 % de+les voix , le 1er mai , la 3e fois"),
            ("en 2016 300 personnes", "en 2016 300 personnes"),
            ("«camp français»", "« camp français »"),
            ("les élu(e)s, n° 5, 25 °C", "les élu(e)s , n° 5 , 25 °C"),
            ("M. Ali et Mme Sy, av. J.-C.", "M. Ali et Mme Sy , av. J.-C."),
            ("l'O.N.U. et les U.S.A.", "l' O.N.U. et les U.S.A."),
            ("le gén. Dupré", "le gén. Dupré"),
            ("écrire à a.b-c@exemple.fr.", "écrire à a.b-c@exemple.fr ."),
            (
                "voir https://exemple.org/a-b?c=(d), puis",
                "voir https://exemple.org/a-b?c=(d) , puis",
            ),
            ("@agence #Alep 🇫🇷🔥👍🏽", "@agence #Alep 🇫🇷 🔥 👍🏽"),
            ("et/ou", "et / ou"),
        ],
    );
}

#[test]
fn english_words() {
    check(
        English,
        &[
            ("They don't, can’t and won't.", "They do+n't , ca+n’t and wo+n't ."),
            ("It's Syria's; the rebels' camp", "It+'s Syria+'s ; the rebels+' camp"),
            ("I cannot, we're gonna", "I can+not , we+'re gon+na"),
            ("the 'rebels' fled", "the ' rebels ' fled"),
            (
                "Al-Zaman, a well-known anti-war e-mail",
                "Al - Zaman , a well - known anti-war e-mail",
            ),
            ("U.S.-led forces", "U.S. - led forces"),
            ("Shi'ite, al-Qa'ida's", "Shi'ite , al - Qa'ida+'s"),
            ("$5m, $1,300.50 and 10%", "$ 5 m , $ 1,300.50 and 10 %"),
            ("at 5pm, 7:30 p.m. and in the 1980s", "at 5 pm , 7:30 p.m. and in the 1980s"),
            ("9/11 and/or 1/2, 555-0123", "9/11 and / or 1 / 2 , 555-0123"),
            ("Gen. Smith, No. 5, etc.", "Gen. Smith , No. 5 , etc."),
        ],
    );
}

#[test]
fn sentences() {
    check(
        French,
        &[
            (
                "Une bombe explose près de Mansala . Cet attentat n'est pas revendiqué.",
                "Une bombe explose près de Mansala .\nCet attentat n' est pas revendiqué .",
            ),
            (
                "Il l'a dit à M. Traoré, le gén. Ba et A. Sow. Ils ont accepté.",
                "Il l' a dit à M. Traoré , le gén. Ba et A. Sow .\nIls ont accepté .",
            ),
            (
                "« Nous partons. Demain, tout sera fini. » Il est sorti.",
                "« Nous partons .\nDemain , tout sera fini . »\nIl est sorti .",
            ),
            ("Que faire ? demande-t-il. Rien…", "Que faire ? demande -t-il .\nRien …"),
            (
                "Trois morts à Valbourg\n\nTrois personnes sont mortes.",
                "Trois morts à Valbourg\nTrois personnes sont mortes .",
            ),
            (
                "Le convoi est parti.Les routes sont libres.",
                "Le convoi est parti .\nLes routes sont libres .",
            ),
        ],
    );
    check(
        English,
        &[
            (
                "Mr. Smith met Gen. Brown in the U.S. capital. They spoke.",
                "Mr. Smith met Gen. Brown in the U.S. capital .\nThey spoke .",
            ),
            ("\"We will leave.\" He left at once.", "\" We will leave . \"\nHe left at once ."),
            (
                "The town fell in 2005.[3] Nobody was hurt.",
                "The town fell in 2005 . [ 3 ]\nNobody was hurt .",
            ),
        ],
    );
}

#[test]
fn lists_and_labels() {
    check(
        French,
        &[
            (
                "Bilan :\n• Deux maisons détruites\n• un pont coupé\n- Le port est fermé",
                "Bilan :\n• Deux maisons détruites\n• un pont coupé\n- Le port est fermé",
            ),
            (
                "1. Le pont est coupé.\n2. Le port est fermé.",
                "1 . Le pont est coupé .\n2 . Le port est fermé .",
            ),
            ("Arrivés sur\nMars le 6 août", "Arrivés sur Mars le 6 août"),
            ("Valbourg : le maire démissionne", "Valbourg : le maire démissionne"),
            (
                "Le maire (il l'a dit hier.) n'est pas venu.",
                "Le maire ( il l' a dit hier . ) n' est pas venu .",
            ),
        ],
    );
    check(
        English,
        &[
            ("It began on Dec.14th or 12-Dec-2016.", "It began on Dec. 14th or 12-Dec-2016 ."),
            ("“We are here,” Major Green said.", "“ We are here , ” Major Green said ."),
        ],
    );
}

#[test]
fn lines() {
    // A line break within a sentence, as left by a link that was cut out.
    let text = "Officials said the U.S.-led \nmission\n closed two bases.\nNothing else was said.";
    assert_eq!(segment(text, English).sentences.len(), 2);
    let wrapped = "The ministry said on Monday that the road to the port had been closed\n\
        for two days and that no more ships were able to leave. It gave no other\n\
        reason. The road is the only one that leads to the port from the towns of\n\
        the north, which depend on it for most of what they need in the winter.\n";
    let segments = segment(wrapped, English);
    assert_eq!(segments.sentences.len(), 3);
    assert!(segments.sentences.iter().all(|s| s.paragraph == 0));
    assert_eq!(segment("Un.\n\nDeux.\nTrois.", French).sentences[2].paragraph, 2);
}

#[test]
fn what_is_not_seen() {
    let text = "\u{feff}La\u{200b} vil\u{ad}le\u{200f}\u{202c} \u{200e}est\u{0} prise .\u{200b}";
    assert_eq!(written(text, French), "La ville est prise .");
    assert_eq!(segment(" \n\u{200b}\t", French).sentences.len(), 0);
    assert_eq!(segment("", English).tokens.len(), 0);
}

#[test]
fn long_sentences_are_cut() {
    let text = "mot du jour, ".repeat(400);
    let segments = segment(&text, French);
    assert!(segments.sentences.iter().all(|s| s.words.len() <= LONGEST_SENTENCE));
    assert!(segments.sentences[0].span.of(&text).ends_with(','));
    let end = segments.sentences.iter().fold(0, |end, s| {
        assert_eq!(s.words.start, end);
        s.words.end
    });
    assert_eq!(end as usize, segments.words.len());
}

#[test]
fn time_is_linear() {
    for (part, count) in [
        ("a", 1_000_000),
        (".", 1_000_000),
        ("'", 1_000_000),
        ("-", 1_000_000),
        ("a-", 500_000),
        ("a'", 500_000),
        ("a.", 500_000),
        ("1,", 500_000),
        ("a@", 500_000),
        ("\u{200b}", 300_000),
        ("a\u{200b}", 300_000),
        ("👍🏽\u{200d}", 100_000),
        ("http://a", 100_000),
        ("(\"«", 300_000),
        ("1 000 ", 200_000),
        ("Le mot est dit ", 80_000),
        ("\n", 1_000_000),
        ("[1]", 300_000),
        ("20 km. a ", 100_000),
        ("1. A\n", 200_000),
        ("😢 A ", 200_000),
        ("« A ? » B c ", 80_000),
        ("[10:30]\n", 100_000),
        (". . a ", 150_000),
        ("U.S. He ", 100_000),
        ("> a\n", 200_000),
        ("é", 500_000),
    ] {
        let text = part.repeat(count);
        for language in Language::ALL {
            let started = std::time::Instant::now();
            let segments = segment(&text, language);
            assert!(segments.sentences.iter().all(|s| s.words.len() <= LONGEST_SENTENCE));
            // Generous: quadratic time would take minutes.
            assert!(started.elapsed().as_secs() < 10, "{part:?} {:?}", started.elapsed());
        }
    }
}

mod properties {
    use proptest::prelude::*;

    use super::super::chars::{Class, class};
    use super::*;

    fn holds(text: &str, language: Language) -> Result<(), TestCaseError> {
        let segments = segment(text, language);
        let mut covered = 0;
        for token in &segments.tokens {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            prop_assert!(covered <= start && start < end && end <= text.len());
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
            prop_assert!(!token.words.is_empty());
            let between = &text[covered..start];
            let is_blank = |c| matches!(class(c), Class::Space | Class::Line | Class::Unseen);
            prop_assert!(between.chars().all(is_blank), "left out: {between:?}");
            covered = end;
        }
        let is_blank = |c| matches!(class(c), Class::Space | Class::Line | Class::Unseen);
        prop_assert!(text[covered..].chars().all(is_blank));
        let (mut token, mut word) = (0, 0);
        for sentence in &segments.sentences {
            prop_assert_eq!(sentence.tokens.start, token);
            prop_assert_eq!(sentence.words.start, word);
            prop_assert!(!sentence.words.is_empty());
            prop_assert!(sentence.words.len() <= LONGEST_SENTENCE);
            token = sentence.tokens.end;
            word = sentence.words.end;
        }
        prop_assert_eq!(token as usize, segments.tokens.len());
        prop_assert_eq!(word as usize, segments.words.len());
        for (i, token) in segments.tokens.iter().enumerate() {
            for word in token.words.iter() {
                prop_assert_eq!(segments.words[word.index()].token as usize, i);
                prop_assert!(!segments.words[word.index()].form.is_empty());
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text(text in "\\PC{0,80}|[\\s\\S]{0,60}") {
            holds(&text, French)?;
            holds(&text, English)?;
        }

        #[test]
        fn likely_text(text in "([a-zA-Zé]{1,6}|[0-9]{1,4}|[ \n]{1,2}|[-.,'’\"!?:/@&_()«»\\[\\]…°$#+%]|\u{a0}|\u{200b}|h|-t-il|n't|'s|du|U\\.S\\.|http://|👍|\u{200d}){0,40}") {
            holds(&text, French)?;
            holds(&text, English)?;
        }
    }
}
