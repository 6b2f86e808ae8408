//! Noun phrases as content: objects, complements with a preposition, predicates.

use selon_language::morphology::{Definite, PronType, VerbForm};
use selon_language::{NameKind, Pos, Relation, Subtype, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::super::source::Subject;
use super::Cue;

impl Cue<'_> {
    /// *Qualifie X de Y*, *describes X as Y*: X and Y.
    pub(super) fn predicate(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let analysis = text.analysis;
        let object = analysis.child_by(self.verb, Relation::Obj);
        let predicate = self.predicate_of(self.verb).or_else(|| self.predicate_in(object?));
        let Some(predicate) = predicate else {
            // *Qualifie la décision de « … »*, where the tree does not see what is said of it.
            if let (Some(object), Some(quoted)) = (object, self.quoted_predicate()) {
                let words = self.target_up_to(object, quoted.start);
                return Some(words.into_iter().chain([quoted]).collect());
            }
            // *Londres se disant « inquiète »*, whatever the tree hangs the quotation on.
            let said = text
                .quotations
                .starting(self.last.next())
                .filter(|q| self.entry.reflexive && q.words.end <= self.sentence.end);
            let place = || self.predicate_by_place().map(|words| vec![words]);
            return said.map(|q| vec![q.words]).or_else(place);
        };
        let target = match object {
            Some(o)
                if analysis[o].pos == Pos::Pron
                    && analysis[o].morphology.pron_type == Some(PronType::Dem) =>
            {
                None
            }
            Some(o) if text.is_relative(o) => text
                .antecedent(self.verb)
                .filter(|&n| !text.lexicon.lemma_has(analysis, n, Role::Thing))
                .map(|n| text.noun_phrase(n)),
            Some(o) if analysis[o].pos == Pos::Pron && o < self.verb => None,
            Some(o) => Some(self.target_before(o, predicate)),
            // *La justice, qu'il considère comme « politisée »*, with *que* taken for a mark.
            None => {
                let before = self.clause.start.checked_sub(1).map(WordId);
                let joined = analysis[self.verb].relation == Relation::Acl
                    && before
                        .is_some_and(|w| self.sentence.contains(w) && text.has_role(w, Role::That));
                let noun = analysis[self.verb].head.filter(|&n| joined && text.is_noun(n));
                noun.map(|n| text.noun_phrase(n))
            }
        };
        let quoted = text.quotations.holding(predicate).is_some();
        if target.is_none() && object.is_none() && !quoted && !self.entry.reflexive {
            return None;
        }
        let predicate = self.predicate_words(predicate)?;
        let mut content: Vec<WordRange> = target.into_iter().chain([predicate]).collect();
        content.sort_by_key(|c| c.start);
        if let [first, second] = content[..]
            && first.end >= second.start
        {
            content = vec![WordRange { start: first.start, end: first.end.max(second.end) }];
        }
        Some(content)
    }

    /// A quotation after *de* or *comme*, wherever the tree puts it.
    pub(super) fn quoted_predicate(&self) -> Option<WordRange> {
        let text = self.text;
        (self.last.0 + 1..self.sentence.end.min(self.last.0 + 9))
            .take_while(|&w| !text.is(w, &[",", ";", ":"]))
            .find_map(|w| {
                // *De « … »* or « *de …* ».
                let predicate = |w: u32| text.has_role(WordId(w), Role::Predicate);
                let opens = |w: u32| text.quotations.starting(WordId(w));
                if predicate(w) { opens(w + 1) } else { opens(w).filter(|_| predicate(w + 1)) }
            })
            .filter(|q| q.words.end <= self.sentence.end)
            .map(|q| WordRange { start: q.words.start, end: self.after_joined(q.words.end) })
    }

    /// Past a second quotation that a conjunction joins (*comme « lâche » et « barbare »*).
    fn after_joined(&self, end: u32) -> u32 {
        let text = self.text;
        let joint = WordId(end);
        if !self.sentence.contains(joint.next()) || text.analysis[joint].pos != Pos::Cconj {
            return end;
        }
        let second = text.quotations.starting(joint.next());
        second.map_or(end, |q| if q.words.end <= self.sentence.end { q.words.end } else { end })
    }

    /// The noun phrase of an object that stands between the cue and where a predicate begins.
    fn target_up_to(&self, object: WordId, predicate: u32) -> Option<WordRange> {
        let text = self.text;
        let named = object > self.last
            && object.0 < predicate
            && matches!(text.analysis[object].pos, Pos::Noun | Pos::Propn);
        let start = text.reach(object).start.max(self.last.0 + 1);
        // Its preposition goes with the predicate.
        let joint = predicate.saturating_sub(1);
        let end = if text.has_role(WordId(joint), Role::Predicate) { joint } else { predicate };
        let words = text.trim(WordRange { start, end });
        (named && words.contains(object)).then_some(words)
    }

    /// *Calls the raid a crime*, *called the vote "unfair"*: two noun phrases beside each
    /// other, or one and a quotation, which the tree takes for one or cannot place.
    fn predicate_by_place(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        if !self.entry.frames.pair {
            return None;
        }
        let start = self.last.0 + 1;
        if self.sentence.contains(WordId(start)) && analysis[WordId(start)].morphology.reflexive {
            return None;
        }
        let mut nouns = 0;
        for at in (start..self.sentence.end.min(start + 14)).map(WordId) {
            let word = &analysis[at];
            if nouns > 0 && text.is_mark(at.0) {
                let mut quotation = text.quotations.starting(at)?;
                // *"Cowardly" and "barbaric"*.
                let joined = WordId(quotation.words.end);
                if self.sentence.contains(joined)
                    && analysis[joined].pos == Pos::Cconj
                    && let Some(second) = text.quotations.starting(joined.next())
                {
                    quotation = second;
                }
                return (quotation.words.end <= self.sentence.end)
                    .then(|| self.finish(start, quotation.words.end))
                    .flatten();
            }
            // An article right after a noun opens a second phrase.
            if nouns > 0
                && word.pos == Pos::Det
                && word.morphology.definite == Some(Definite::Ind)
                && text.is_noun(WordId(at.0 - 1))
            {
                let head = analysis[at].head.filter(|&h| h > at)?;
                return self.finish(start, text.reach(head).end);
            }
            if matches!(word.pos, Pos::Verb | Pos::Aux | Pos::Sconj | Pos::Punct)
                || text.is_relative(at)
            {
                return None;
            }
            nouns += u32::from(text.is_noun(at));
        }
        None
    }

    /// The object, without the predicate if that stands in its subtree.
    fn target_before(&self, object: WordId, predicate: WordId) -> WordRange {
        let mut words = self.noun_range(object);
        let start = self.text.reach(predicate).start;
        if object.0 < start && start < words.end {
            words.end = start;
        }
        words
    }

    /// A predicate that the tree gives to the object (*qualifie les frappes d'« agression »*).
    fn predicate_in(&self, object: WordId) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        if object < self.verb || !self.entry.frames.of {
            return None;
        }
        analysis.children_by(object, Relation::Nmod).filter(|&c| c > object).last().filter(|&c| {
            analysis.children_by(c, Relation::Case).any(|d| text.has_role(d, Role::Of))
                && (text.quotations.holding(c).is_some()
                    || analysis.child_by(c, Relation::Det).is_none())
        })
    }

    /// The word that is said of the object: the Y of *qualifie X de Y*.
    pub(super) fn predicate_of(&self, verb: WordId) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        let object = analysis.child_by(verb, Relation::Obj);
        analysis.children(verb).iter().copied().filter(|&c| c > verb).find(|&c| {
            let joined = analysis.children(c).iter().any(|&d| {
                matches!(analysis[d].relation, Relation::Case | Relation::Mark | Relation::Advmod)
                    && text.has_role(d, Role::Predicate)
                    && (!text.has_role(d, Role::Of) || self.entry.frames.of)
                    && d < c
            });
            match analysis[c].relation {
                // *S'est dite « préoccupée » par …*
                Relation::Advcl
                    if self.entry.reflexive
                        && analysis[c].morphology.verb_form == Some(VerbForm::Part)
                        && text.reach(c).start <= self.last.0 + 2 =>
                {
                    true
                }
                // *Se dit sans nouvelles*: the state that somebody says to be in.
                Relation::Obl if self.entry.reflexive && self.is_state(c) => true,
                Relation::Obl | Relation::Advcl => joined,
                Relation::Xcomp => {
                    joined
                        || matches!(analysis[c].pos, Pos::Adj | Pos::Noun | Pos::Propn)
                            && (object.is_some_and(|o| o != c)
                                || self.passive
                                || self.entry.reflexive)
                        // *Se dit attaché à …*
                        || self.entry.reflexive
                            && analysis[c].morphology.verb_form == Some(VerbForm::Part)
                }
                _ => false,
            }
        })
    }

    /// Whether a complement right after the cue tells a state: a preposition of states with a noun
    /// that has no article.
    fn is_state(&self, complement: WordId) -> bool {
        let analysis = self.text.analysis;
        self.text.reach(complement).start == self.last.0 + 1
            && self.text.has_role(self.last.next(), Role::State)
            && analysis.child_by(complement, Relation::Det).is_none()
            && analysis.child_by(complement, Relation::Nummod).is_none()
    }

    pub(super) fn predicate_words(&self, predicate: WordId) -> Option<WordRange> {
        let text = self.text;
        let reach = text.reach(predicate);
        let mut start = reach.start.max(self.last.0 + 1);
        if text.has_role(WordId(start), Role::Predicate) && start < predicate.0 {
            start += 1;
        }
        let words = self.finish(start, reach.end)?;
        let quoted = text.quotations.ending(WordId(words.end - 1)).is_some();
        let end = if quoted { self.after_joined(words.end) } else { words.end };
        Some(WordRange { start: words.start, end })
    }

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

    /// *Revendique X*, *condemns X*.
    pub(super) fn object(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        // (*Blamed outside agitators*, which the tree may take for an adverbial.)
        let bare = || {
            analysis.children_by(self.verb, Relation::Obl).find(|&o| {
                o > self.last
                    && text.reach(o).start == self.last.0 + 1
                    && analysis[o].pos == Pos::Noun
                    && analysis[o].subtype == Subtype::Plain
                    && analysis.child_by(o, Relation::Case).is_none()
                    && text.can_speak(o)
            })
        };
        let object = analysis
            .children_by(self.verb, Relation::Obj)
            .find(|&o| self.subject != Subject::Head(o))
            .or_else(bare)?;
        if object < self.verb {
            if !text.is_relative(object) {
                // *Les autorités l'imputent aux rebelles.*
                let whom = self.put_down_to()?;
                return self.finish(text.reach(whom).start, text.reach(whom).end);
            }
            let noun = text.antecedent(self.verb)?;
            // *…, ce qu'a confirmé X*: what stands before the comma.
            if analysis[noun].pos == Pos::Pron
                && text.lexicon.lemma_has(analysis, noun, Role::Thing)
            {
                let before = WordRange { start: self.floor.max(self.sentence.start), end: noun.0 };
                let told = super::super::quotation::has_finite_verb(analysis, before);
                return (told && text.is(noun.0.wrapping_sub(1), &[","]))
                    .then(|| text.trim(text.with_whole_quotations(text.trim(before))));
            }
            return Some(text.noun_phrase(noun));
        }
        // *What he called a massacre*, *ce qu'il a appelé un massacre*.
        if analysis[object].pos == Pos::Pron
            && let Some(clause) = analysis.child_by(object, Relation::Acl)
            && text.is_finite(clause)
        {
            return self.finish(object.0, text.reach(object).end);
        }
        let pronoun =
            analysis[object].pos == Pos::Pron && analysis[object].morphology.person.is_some();
        // Who is accused or spoken to is not what is said; *blamed the rebels* says that it was
        // they.
        let blamed = self.entry.force == Force::Accuse && self.entry.frames.object && !self.passive;
        if pronoun || self.entry.frames.addressee && text.can_speak(object) && !blamed {
            return None;
        }
        // Who is thanked or blamed is said something of only with what for.
        let somebody = text.can_speak(object) && !text.is_document(object);
        if somebody && matches!(self.entry.force, Force::Praise | Force::Condemn) {
            let what_for = analysis.children(self.verb).iter().copied().find(|&c| {
                c > object && matches!(analysis[c].relation, Relation::Obl | Relation::Advcl)
            });
            let start = self.noun_range(object).start;
            return match what_for {
                Some(c) => self.finish(start, text.reach(c).end),
                None if self.entry.force == Force::Praise => None,
                None => Some(self.noun_range(object)),
            };
        }
        if let Some(content) = self.level(object) {
            return Some(content);
        }
        if self.entry.frames.topic {
            // *The situation in Kashmir*: the tree may hang on the verb what belongs to it.
            let words = self.noun_range(object);
            let place = analysis.children_by(self.verb, Relation::Obl).map(|c| text.reach(c));
            let end = place.filter(|p| p.start == words.end).map(|p| p.end).next();
            return self.finish(words.start, end.unwrap_or(words.end));
        }
        // *Rejected suggestions that the truce had failed*: with what is suggested.
        let that = WordId(self.noun_range(object).end);
        if text.lexicon.noun(analysis, object).is_some()
            && object.next() == that
            && self.sentence.contains(that)
            && text.has_role(that, Role::That)
            && analysis[that].relation == Relation::Mark
        {
            return self.finish(self.noun_range(object).start, self.clause_end(that));
        }
        // *Criticised the failure to prosecute the guards*: the tree hangs on the verb what the
        // noun is followed by.
        let words = self.noun_range(object);
        if !text.can_speak(object)
            && let Some(to_do) = analysis.children_by(self.verb, Relation::Advcl).find(|&c| {
                text.reach(c).start == words.end
                    && analysis[c].morphology.verb_form == Some(VerbForm::Inf)
                    && text.has_role(WordId(words.end), Role::To)
            })
        {
            return self.finish(words.start, text.reach(to_do).end);
        }
        // *Reported twelve strikes in Kormal and two in Barzeh*: the tree hangs on the verb where.
        if let Some(place) = self.place_after(object) {
            return self.finish(self.noun_range(object).start, place);
        }
        // Of two objects beside each other, one is a part of the other (*today's brutal,
        // senseless attack*).
        let last = analysis
            .children_by(self.verb, Relation::Obj)
            .filter(|&o| o > object && self.subject != Subject::Head(o))
            .find(|&o| text.reach(o).start <= text.reach(object).end + 1);
        if let Some(last) = last {
            let first = self.noun_range(object);
            return self.finish(first.start, self.noun_range(last).end);
        }
        Some(self.noun_range(object))
    }

    /// The end of a name of a place that stands right after the object, with what is joined to it.
    fn place_after(&self, object: WordId) -> Option<u32> {
        let text = self.text;
        let analysis = text.analysis;
        let end = self.noun_range(object).end;
        let place = analysis.children_by(self.verb, Relation::Obl).find(|&c| {
            let reach = text.reach(c);
            object < c
                && reach.start <= end
                && end <= reach.end
                && analysis.name_of(c).is_some_and(|n| n.kind == NameKind::Location)
        })?;
        let joined = analysis.child_by(place, Relation::Conj).is_some();
        joined.then(|| text.reach(place).end)
    }

    /// *Put the number of dead at twelve, attribue l'attaque à X*: the object with what it is set
    /// at or put down to.
    fn level(&self, object: WordId) -> Option<WordRange> {
        let text = self.text;
        let what = self.put_down_to().filter(|&c| c > object)?;
        self.finish(self.noun_range(object).start, text.reach(what).end)
    }

    /// What something is set at or put down to.
    fn put_down_to(&self) -> Option<WordId> {
        let analysis = self.text.analysis;
        let preposition = self.entry.frames.onto?;
        analysis.children_by(self.verb, Relation::Obl).find(|&c| {
            c > self.verb
                && analysis
                    .children_by(c, Relation::Case)
                    .any(|case| &*analysis[case].lemma == preposition)
        })
    }

    /// What follows the cue where the tree sees no object (*condemns in the strongest
    /// terms both …*): the phrases up to the end of what hangs on the verb.
    pub(super) fn object_by_place(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let start = self.clause.end.max(self.last.0 + 1);
        if start >= self.sentence.end || self.entry.frames.addressee {
            return None;
        }
        let of_people = |w: WordId| {
            text.can_speak(w)
                && text.reach(w).end == w.0 + 1
                && matches!(self.entry.force, Force::Praise | Force::Condemn)
        };
        let partitive = analysis
            .children(self.verb)
            .iter()
            .any(|&c| text.reach(c).start == start && self.is_partitive(c));
        let opens =
            partitive || matches!(analysis[WordId(start)].pos, Pos::Det | Pos::Num | Pos::Cconj);
        let noun = (start..self.sentence.end.min(start + 8))
            .map(WordId)
            .take_while(|&w| !matches!(analysis[w].pos, Pos::Verb | Pos::Aux | Pos::Punct))
            .find(|&w| matches!(analysis[w].pos, Pos::Noun | Pos::Propn))?;
        let top = analysis
            .ancestors(noun)
            .take(6)
            .take_while(|&w| w > self.verb && text.is_noun(w))
            .last()?;
        let own = analysis.children(self.verb).contains(&top);
        (opens && own && !of_people(top)).then(|| self.finish(start, text.reach(top).end)).flatten()
    }

    /// A quotation right after the cue, with the article or preposition before it.
    pub(super) fn quotation_as_object(&self) -> Option<WordRange> {
        let text = self.text;
        let mut at = self.clause.end.max(self.last.0 + 1);
        if text.is(at, &[","]) {
            at += 1;
        }
        let quotation = (at..at + 3)
            .take_while(|&w| {
                w == at
                    || matches!(
                        text.analysis.words.get(w as usize - 1).map(|w| w.pos),
                        Some(Pos::Adp | Pos::Det)
                    )
            })
            .find_map(|w| text.quotations.starting(WordId(w)))?;
        (quotation.words.end <= self.sentence.end)
            .then_some(WordRange { start: at, end: quotation.words.end })
    }

    /// *A publié une lettre de X affirmant que …*: somebody else's statement as a whole.
    pub(super) fn document(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let object = analysis.children_by(self.verb, Relation::Obj).find(|&o| o > self.verb)?;
        let of_other = text.speaker_of(object) != object;
        let says = text.reach(object).iter().take(60).any(|w| {
            w > object
                && analysis[w].pos == Pos::Verb
                && analysis[w].relation == Relation::Acl
                && text.lexicon.verb(analysis, w).is_some_and(|(c, _)| c.frames.that)
        });
        if !of_other {
            return None;
        }
        let range = self.noun_range(object);
        if says {
            return Some(range);
        }
        // A participle right after it, which the tree hangs on the verb.
        let next = WordId(text.reach(object).end);
        let participle = next.0 < self.sentence.end
            && matches!(analysis[next].relation, Relation::Advcl | Relation::Acl)
            && analysis[next].pos == Pos::Verb
            && analysis[next].morphology.verb_form != Some(VerbForm::Fin)
            && text.lexicon.verb(analysis, next).is_some_and(|(c, _)| c.frames.that);
        participle.then(|| WordRange { start: range.start, end: text.reach(next).end })
    }
}
