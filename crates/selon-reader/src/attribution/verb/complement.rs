//! Complements with a preposition as content: *parle de X*, *calls for X*, *accuse Y de X*.

use selon_language::morphology::{PronType, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::Cue;

impl Cue<'_> {
    /// *Parle de X*, *calls for X*, *accuse Y de X*.
    pub(super) fn by_preposition(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let analysis = text.analysis;
        if self.entry.frames.prepositions.is_empty() && self.last == self.verb {
            return None;
        }
        let (complement, case) = analysis
            .children(self.verb)
            .iter()
            .copied()
            .filter(|&c| {
                c > self.verb
                    && matches!(
                        analysis[c].relation,
                        Relation::Obl
                            | Relation::Xcomp
                            | Relation::Advcl
                            | Relation::Ccomp
                            | Relation::Iobj
                            | Relation::Obj
                    )
            })
            .find_map(|c| {
                let case = analysis.children(c).iter().copied().find(|&d| {
                    d < c
                        && d > self.verb
                        // (*Fait de son côté état de …*)
                        && (d >= self.last || self.entry.rest.is_empty())
                        && matches!(
                            analysis[d].relation,
                            Relation::Case | Relation::Mark | Relation::Det
                        )
                        && self.is_frame_preposition(d)
                        && !(self.last.0 + 1..d.0).any(|w| text.is(w, &[","]))
                })?;
                Some((c, case))
            })
            .or_else(|| self.preposition_by_place())
            .or_else(|| self.preposition_in_object())
            .or_else(|| self.infinitive_in_object())
            .or_else(|| self.quoted_complement())
            .or_else(|| self.accused_by_place())?;
        let verbal = analysis[complement].morphology.verb_form == Some(VerbForm::Inf);
        // *S'oppose à lui*: somebody is nothing said.
        let pronoun = analysis[complement].pos == Pos::Pron
            && analysis[complement].morphology.pron_type == Some(PronType::Prs)
            && text.reach(complement).end == complement.0 + 1;
        if pronoun {
            return None;
        }
        // The preposition of a relative clause has its complement before it.
        if verbal && case == self.last && case > self.verb {
            return None;
        }
        let quoted = text.is_mark(case.0 + 1);
        let inside = text.has_role(case, Role::Inside)
            && (self.entry.rest.is_empty() || !text.has_role(case, Role::Of))
            && self.entry.force != Force::Accuse
            && !quoted;
        let start = if verbal || inside { case.0 } else { case.0 + 1 };
        let end = text.reach(complement).end;
        let end = match verbal {
            true => end,
            false => self.before_medium(complement, self.before_stray_verb(complement, end)),
        };
        let content = self.finish(start, end)?;
        let content = self.with_more_of(case, content);
        let accused = analysis.child_by(self.verb, Relation::Obj).filter(|&o| {
            o > self.verb
                && o != complement
                && o.0 < content.start
                && (self.entry.force == Force::Accuse
                    // *Appelle la presse à la prudence*
                    || self.entry.force == Force::Ask && inside && text.can_speak(o))
                && analysis[o].pos != Pos::Pron
        });
        Some(match accused {
            Some(accused) => {
                let words = text.reach(accused);
                vec![WordRange { start: words.start.max(self.last.0 + 1), end: content.end }]
            }
            None => vec![content],
        })
    }

    /// A complement that the tree gives to who is threatened or accused (*menace la
    /// ville de représailles*).
    fn preposition_in_object(&self) -> Option<(WordId, WordId)> {
        let analysis = self.text.analysis;
        if !self.entry.frames.addressee {
            return None;
        }
        // Or to who accuses them (*accused by the prosecutor of ordering it*).
        let object = if self.passive {
            self.text.agent(self.verb)?
        } else {
            analysis.child_by(self.verb, Relation::Obj).filter(|&o| o > self.verb)?
        };
        let below = analysis.children(object).iter().copied().filter(|&c| {
            matches!(analysis[c].relation, Relation::Nmod | Relation::Acl | Relation::Advcl)
        });
        below.filter(|&c| c > object).find_map(|c| {
            let case = analysis.children(c).iter().copied().find(|&d| {
                matches!(analysis[d].relation, Relation::Case | Relation::Mark)
                    && d < c
                    && d > object
                    && self.is_frame_preposition(d)
            })?;
            let named = self.text.can_speak(c) || analysis.name_of(c).is_some();
            (!named).then_some((c, case))
        })
    }

    /// An infinitive or gerund that the tree gives to the last noun of who is accused (*accuse l'armée
    /// et ses alliés de la milice d'avoir tiré*).
    fn infinitive_in_object(&self) -> Option<(WordId, WordId)> {
        let text = self.text;
        let analysis = text.analysis;
        if !self.entry.frames.addressee || self.passive {
            return None;
        }
        let object = analysis.child_by(self.verb, Relation::Obj).filter(|&o| o > self.last)?;
        let end = self.sentence.end.min(self.last.0 + 40);
        (self.last.0 + 1..end)
            .map(WordId)
            .take_while(|&w| !text.is_finite_form(w) && !text.is(w.0, &[";", ":"]))
            .filter(|&w| self.is_frame_preposition(w) && w > object)
            .find_map(|case| {
                let verb =
                    analysis[case].head.filter(|&h| h > case && self.sentence.contains(h))?;
                let infinitive = analysis[verb].morphology.verb_form == Some(VerbForm::Inf)
                    || self.has_infinitive_auxiliary(verb)
                    || text.lexicon.has(Role::Duty) && self.is_gerund(verb);
                let mut above = analysis.ancestors(verb).skip(1).take(8);
                let of_object = above.find(|&w| w == object || !text.is_noun(w)) == Some(object);
                (infinitive && of_object).then_some((verb, case))
            })
    }

    /// *Accused neighbouring Rwanda of supporting them*: what somebody right after the verb is
    /// accused of, where the tree sees no object.
    fn accused_by_place(&self) -> Option<(WordId, WordId)> {
        let text = self.text;
        let analysis = text.analysis;
        let object = analysis.child_by(self.verb, Relation::Obj).is_some();
        if self.entry.force != Force::Accuse || self.passive || object {
            return None;
        }
        let end = self.sentence.end.min(self.last.0 + 14);
        let mut somebody = false;
        (self.last.0 + 1..end)
            .map(WordId)
            .take_while(|&w| !text.is_finite_form(w) && analysis[w].pos != Pos::Punct)
            .find_map(|w| {
                somebody |= analysis[w].pos != Pos::Adp && text.can_speak(w);
                let verb = analysis[w].head.filter(|&h| h > w && h.0 < end)?;
                let done = self.is_gerund(verb)
                    || analysis[verb].morphology.verb_form == Some(VerbForm::Inf);
                (somebody && done && self.is_frame_preposition(w)).then_some((verb, w))
            })
    }

    /// *A parlé à la télévision d'une « attaque préparée »*: a complement in quotation marks that
    /// the tree gives to where it was said.
    fn quoted_complement(&self) -> Option<(WordId, WordId)> {
        let text = self.text;
        let analysis = text.analysis;
        let end = self.sentence.end.min(self.last.0 + 16);
        let quoted = |case: WordId| {
            let after = case.next().0..end.min(case.0 + 4);
            after
                .take_while(|&w| text.is_mark(w) || analysis[WordId(w)].pos == Pos::Det)
                .find(|&w| text.is_mark(w))
        };
        (self.last.0 + 1..end)
            .map(WordId)
            .take_while(|&w| !text.is_finite_form(w) && !text.is_mark(w.0))
            .filter(|&w| self.is_frame_preposition(w) && quoted(w).is_some())
            .find_map(|case| {
                let noun = analysis[case].head.filter(|&h| h > case && h.0 < self.sentence.end)?;
                // *A parlé avec la mère d'un « martyr »* is no statement.
                let medium = analysis[noun].head.filter(|&m| m < case && m > self.verb)?;
                let within = |c: WordId| text.lexicon.lemma_has(analysis, c, Role::Within);
                analysis.children_by(medium, Relation::Case).any(within).then_some((noun, case))
            })
    }

    /// Takes in what follows a comma with the same preposition (*accusé d'avoir tué,
    /// d'avoir pillé*).
    fn with_more_of(&self, case: WordId, mut content: WordRange) -> WordRange {
        let text = self.text;
        let analysis = text.analysis;
        for _ in 0..8 {
            let mut next = WordId(content.end + 1);
            // *À une grève et à manifester*
            let joined = self.sentence.contains(next)
                && analysis[WordId(content.end)].pos == Pos::Cconj
                && analysis[next].lemma == analysis[case].lemma
                && text.has_role(case, Role::Inside);
            if !joined && !text.is(content.end, &[","]) || !self.sentence.contains(next) {
                break;
            }
            // *…, ainsi que d'avoir vendu des armes*.
            if let Some(words) = text.lexicon.phrase(analysis, next, Role::Addition)
                && self.sentence.contains(WordId(next.0 + words as u32))
            {
                next = WordId(next.0 + words as u32);
            }
            if analysis[next].lemma != analysis[case].lemma {
                break;
            }
            let Some(head) = analysis[next].head.filter(|&h| h > next) else { break };
            content.end = text.reach(head).end.min(self.sentence.end);
        }
        content
    }

    /// The preposition right after the verb, whatever the tree makes of it.
    pub(super) fn preposition_by_place(&self) -> Option<(WordId, WordId)> {
        let analysis = self.text.analysis;
        let of_cue = self.is_frame_preposition(self.last);
        let case = if of_cue { self.last } else { WordId(self.after_aside(self.last.0 + 1)) };
        if !self.sentence.contains(case) || !self.is_frame_preposition(case) {
            return None;
        }
        let complement = analysis[case].head.filter(|&h| h > case && self.sentence.contains(h))?;
        Some((complement, case))
    }

    /// Past words that set a speaker beside others (*parle pour sa part de 20 morts*).
    fn after_aside(&self, start: u32) -> u32 {
        let text = self.text;
        let comma = u32::from(text.is(start, &[",", "("]));
        let at = WordId(start + comma);
        if !self.sentence.contains(at) {
            return start;
        }
        match text.lexicon.phrase(text.analysis, at, Role::Aside) {
            Some(words) => {
                let end = at.0 + words as u32;
                end + u32::from(comma > 0 && text.is(end, &[",", ")"]))
            }
            None => start,
        }
    }
}
