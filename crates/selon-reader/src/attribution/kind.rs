//! What a source is: by whom it means, by its noun, by what stands beside it.

use selon_language::morphology::{Definite, VerbForm};
use selon_language::{NameKind, Pos, Relation, WordId, WordRange};
use selon_model::reading::{MentionKind, SourceKind};

use super::lexicon::{Role, SourceNoun};
use super::text::Text;

impl Text<'_> {
    /// What a source is.
    pub(super) fn kind_of(&self, head: WordId) -> SourceKind {
        self.kind_by_complement(head, self.kind_alone(head))
    }

    fn kind_alone(&self, head: WordId) -> SourceKind {
        let analysis = self.analysis;
        // *Forty patients, some of whom said …*
        if self.is_relative_part(head)
            && let Some(whole) = self.whole_of_part(head)
        {
            return self.kind_of(whole);
        }
        let known = self.actors.source_kind_of(head);
        if let Some(kind) = known
            && kind != SourceKind::Other
        {
            let named = kind == SourceKind::PrivatePerson && self.is_outlet_by_name(head);
            return if named { SourceKind::Media } else { kind };
        }
        if self.is_outlet_by_name(head) {
            return SourceKind::Media;
        }
        // *The charity Lifeline*: a noun before a name that is not known.
        if known.is_some() {
            return self.kind_beside(head).unwrap_or(SourceKind::Other);
        }
        if let Some(SourceNoun::Speaks(kind)) = self.lexicon.source_noun(analysis, head) {
            return kind;
        }
        if self.is_part_that_speaks(head)
            && let Some(whole) = self.whole_of_part(head)
        {
            return self.kind_of(whole);
        }
        // *La romancière Anna Hill*: as the name beside it.
        if self.is_title_of_person(head) {
            let name = analysis.children(head).iter().copied().filter(|&c| c > head);
            let known = name.filter_map(|c| self.actors.source_kind_of(c)).next();
            return known.unwrap_or(SourceKind::PrivatePerson);
        }
        // An apposition or a part of the name may tell.
        let mut parts = analysis.children(head).iter().copied().filter(|&c| {
            match analysis[c].relation {
                Relation::Appos | Relation::Flat | Relation::Compound => true,
                // *Mises en garde*: what another preposition joins tells nothing.
                Relation::Nmod => analysis
                    .children_by(c, Relation::Case)
                    .all(|case| self.has_role(case, Role::Of)),
                _ => false,
            }
        });
        let told = parts.find_map(|c| match self.lexicon.source_noun(analysis, c) {
            Some(SourceNoun::Speaks(kind)) => Some(kind),
            _ => None,
        });
        told.unwrap_or_else(|| match analysis.name_of(head).map(|n| n.kind) {
            Some(NameKind::Location) => SourceKind::Official,
            _ => SourceKind::Other,
        })
    }

    /// What the noun right before a name tells, its article before it.
    fn kind_beside(&self, name: WordId) -> Option<SourceKind> {
        let analysis = self.analysis;
        let words = analysis.name_of(name)?.words;
        let noun = WordId(words.start.checked_sub(1)?);
        let article = noun.previous().filter(|&w| analysis[w].pos == Pos::Det)?;
        if analysis[noun].pos != Pos::Noun || !self.sentence(name).contains(article) {
            return None;
        }
        match self.lexicon.source_noun(analysis, noun)? {
            SourceNoun::Speaks(kind) if kind != SourceKind::PrivatePerson => Some(kind),
            _ => None,
        }
    }

    /// *The Ridgeway Ledger*, *Le Courrier du Lac*: an article, and a word that newspapers are
    /// called by, whatever the name is taken for.
    pub(super) fn is_outlet_by_name(&self, head: WordId) -> bool {
        let analysis = self.analysis;
        let named = |w: WordId| {
            matches!(analysis[w].pos, Pos::Propn | Pos::Noun)
                && self.form(w).starts_with(char::is_uppercase)
        };
        if !named(head) || head.0 == self.sentence(head).start {
            return false;
        }
        let words = match self.mention(head) {
            Some(mention) => mention.words,
            None => self.noun_phrase(head),
        };
        let first = words.iter().take(8).find(|&w| named(w));
        let article = first.and_then(WordId::previous).is_some_and(|w| {
            let definite = analysis[w].morphology.definite == Some(Definite::Def);
            analysis[w].pos == Pos::Det && (definite || self.is(w.0, &["Le", "La", "L'", "The"]))
        });
        article
            && words.iter().take(8).take_while(|&w| analysis[w].pos != Pos::Punct).any(|w| {
                named(w)
                    && self.lexicon.source_noun(analysis, w)
                        == Some(SourceNoun::Speaks(SourceKind::Media))
            })
    }

    /// *X, l'une des porte-parole du collectif; X, the group's historian*: what the words after
    /// the name of a person say, wherever the tree hangs them.
    pub(super) fn kind_by_description(
        &self,
        name: WordId,
        phrase: WordRange,
    ) -> Option<SourceKind> {
        let analysis = self.analysis;
        let person = analysis.name_of(name).filter(|n| n.kind == NameKind::Person)?;
        let comma = person.words.end;
        let noun = (comma + 1..phrase.end.min(comma + 8))
            .map(WordId)
            .find(|&w| self.is(comma, &[",", "("]) && analysis[w].pos == Pos::Noun)?;
        let kind = match self.actors.source_kind_of(noun) {
            Some(kind) => kind,
            None => match self.lexicon.source_noun(analysis, noun)? {
                SourceNoun::Speaks(kind) => kind,
                _ => return None,
            },
        };
        (kind != SourceKind::PrivatePerson).then_some(kind)
    }

    /// Who belongs to a body that is known better (*Anna Hill of the Post*), and what
    /// somebody has issued (*a video posted by the rebels*), is as that.
    fn kind_by_complement(&self, head: WordId, kind: SourceKind) -> SourceKind {
        let analysis = self.analysis;
        let kind_at = |w: WordId| {
            let known = self.actors.source_kind_of(w)?;
            let place = analysis.name_of(w).is_some_and(|n| n.kind == NameKind::Location);
            let body = self.mention(w).is_some_and(|m| {
                self.actors.entities[m.entity.0 as usize].kind != MentionKind::Person
            });
            (body && !place && known != SourceKind::Other).then_some(known)
        };
        let office = || {
            let offices = analysis.children_by(head, Relation::Acl).filter(|&c| self.is_office(c));
            offices.filter_map(|c| self.lexicon.office(analysis, c)).next()
        };
        // *Les premiers éléments de l'enquête*
        let of_office = || {
            self.lexicon.source_noun(analysis, head) == Some(SourceNoun::Basis)
                && analysis
                    .children_by(head, Relation::Nmod)
                    .any(|c| c > head && self.lexicon.lemma_has(analysis, c, Role::Official))
        };
        match kind {
            SourceKind::Other if of_office() => SourceKind::Official,
            SourceKind::Other | SourceKind::Unnamed if self.is_read_by_state(head) => {
                SourceKind::Official
            }
            SourceKind::PrivatePerson | SourceKind::Other if let Some(office) = office() => office,
            SourceKind::PrivatePerson
                if analysis.name_of(head).is_some_and(|n| n.kind == NameKind::Person) =>
            {
                let body = analysis.children_by(head, Relation::Nmod).filter(|&c| c > head);
                body.filter_map(kind_at).next().unwrap_or(kind)
            }
            // *An investigation by the United Nations*
            SourceKind::Unnamed if let Some(author) = self.author_of(head) => author,
            SourceKind::Unnamed => analysis
                .children_by(head, Relation::Acl)
                .filter(|&verb| self.is_passive(verb))
                .find_map(|verb| self.agent(verb))
                .map_or(kind, |agent| self.actors.source_kind_of(agent).unwrap_or(kind)),
            _ => kind,
        }
    }

    /// *Un communiqué lu à la télévision publique*: what is read out on an outlet of the state.
    fn is_read_by_state(&self, document: WordId) -> bool {
        let analysis = self.analysis;
        let spoken = self.lexicon.noun(analysis, document).is_some() || self.is_document(document);
        let owned = |outlet: WordId| {
            let of_state =
                |c: WordId| c != outlet && self.lexicon.lemma_has(analysis, c, Role::Owned);
            self.lexicon.source_noun(analysis, outlet)
                == Some(SourceNoun::Speaks(SourceKind::Media))
                && ([outlet.0 + 1, outlet.0 + 2, outlet.0 - 1].into_iter())
                    .any(|w| self.sentence(document).contains(WordId(w)) && of_state(WordId(w)))
        };
        // Wherever the tree hangs the outlet.
        let near = document.0 + 1..self.sentence(document).end.min(document.0 + 10);
        let mut read = false;
        spoken
            && near
                .map(WordId)
                .take_while(|&w| {
                    // (*Lu* right after it is no verb of its own.)
                    (w == document.next() || !self.is_finite_form(w)) && !self.is(w.0, &[","])
                })
                .any(|w| {
                    read |= w == document.next() && analysis[w].pos == Pos::Verb
                        || analysis[w].morphology.verb_form == Some(VerbForm::Part)
                        || matches!(analysis[w].relation, Relation::Acl | Relation::Amod);
                    read && owned(w)
                })
    }

    /// What the author of a document is that its complement names: *un rapport de l'ONU*.
    fn author_of(&self, document: WordId) -> Option<SourceKind> {
        let analysis = self.analysis;
        let known = |w: WordId| self.actors.source_kind_of(w).filter(|&k| k != SourceKind::Other);
        // *Its report*, *the official version*
        let told =
            analysis.children(document).iter().copied().filter(|&c| c < document).find_map(|c| {
                match analysis[c].relation {
                    Relation::Nmod if analysis[c].pos == Pos::Pron => known(c),
                    Relation::Amod if self.lexicon.lemma_has(analysis, c, Role::Official) => {
                        Some(SourceKind::Official)
                    }
                    _ => None,
                }
            });
        if told.is_some() {
            return told;
        }
        analysis
            .children_by(document, Relation::Nmod)
            .filter(|&c| {
                c > document
                    && analysis.children_by(c, Relation::Case).any(|case| {
                        self.has_role(case, Role::Of) || self.has_role(case, Role::Agent)
                    })
            })
            .find_map(|c| {
                let body = self.mention(c).is_some_and(|m| {
                    self.actors.entities[m.entity.0 as usize].kind == MentionKind::Organization
                });
                self.actors.source_kind_of(c).filter(|&k| body && k != SourceKind::Other)
            })
    }
}
