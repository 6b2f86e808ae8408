//! Dependency relations of Universal Dependencies.

/// The universal relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Relation {
    Acl,
    Advcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    Case,
    Cc,
    Ccomp,
    Clf,
    Compound,
    Conj,
    Cop,
    Csubj,
    Dep,
    Det,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    Nsubj,
    Nummod,
    Obj,
    Obl,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Root,
    Vocative,
    Xcomp,
}

const RELATIONS: [(&str, Relation); 37] = [
    ("acl", Relation::Acl),
    ("advcl", Relation::Advcl),
    ("advmod", Relation::Advmod),
    ("amod", Relation::Amod),
    ("appos", Relation::Appos),
    ("aux", Relation::Aux),
    ("case", Relation::Case),
    ("cc", Relation::Cc),
    ("ccomp", Relation::Ccomp),
    ("clf", Relation::Clf),
    ("compound", Relation::Compound),
    ("conj", Relation::Conj),
    ("cop", Relation::Cop),
    ("csubj", Relation::Csubj),
    ("dep", Relation::Dep),
    ("det", Relation::Det),
    ("discourse", Relation::Discourse),
    ("dislocated", Relation::Dislocated),
    ("expl", Relation::Expl),
    ("fixed", Relation::Fixed),
    ("flat", Relation::Flat),
    ("goeswith", Relation::Goeswith),
    ("iobj", Relation::Iobj),
    ("list", Relation::List),
    ("mark", Relation::Mark),
    ("nmod", Relation::Nmod),
    ("nsubj", Relation::Nsubj),
    ("nummod", Relation::Nummod),
    ("obj", Relation::Obj),
    ("obl", Relation::Obl),
    ("orphan", Relation::Orphan),
    ("parataxis", Relation::Parataxis),
    ("punct", Relation::Punct),
    ("reparandum", Relation::Reparandum),
    ("root", Relation::Root),
    ("vocative", Relation::Vocative),
    ("xcomp", Relation::Xcomp),
];

impl Relation {
    /// As Universal Dependencies writes it, without a subtype.
    pub fn as_str(self) -> &'static str {
        RELATIONS[self as usize].0
    }

    /// From what Universal Dependencies writes before the colon.
    pub fn from_ud(text: &str) -> Option<Relation> {
        RELATIONS.binary_search_by_key(&text, |(name, _)| name).ok().map(|i| RELATIONS[i].1)
    }
}

/// The subtypes that Selon uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subtype {
    /// None.
    Plain,
    /// `:pass`, of subjects and auxiliaries of a passive.
    Passive,
    /// `:agent`, who does it, of a passive.
    Agent,
    /// `:relcl`, a relative clause.
    Relative,
    /// `:tense`, an auxiliary of tense.
    Tense,
    /// `:caus`, of a causative.
    Causative,
    /// `:tmod` or `:unmarked` of a time.
    Temporal,
    /// `:poss`, whose.
    Possessive,
    /// `:mod`, an adverbial (French).
    Modifier,
    /// `:arg`, an argument (French).
    Argument,
    /// `:cleft`, of a cleft sentence.
    Cleft,
    /// `:name`, parts of a name.
    Name,
    /// Any other.
    Other,
}

impl Subtype {
    /// From what Universal Dependencies writes after the colon.
    pub fn from_ud(text: &str) -> Subtype {
        match text {
            "" => Subtype::Plain,
            "pass" => Subtype::Passive,
            "agent" => Subtype::Agent,
            "relcl" => Subtype::Relative,
            "tense" => Subtype::Tense,
            "caus" => Subtype::Causative,
            "tmod" | "unmarked" => Subtype::Temporal,
            "poss" => Subtype::Possessive,
            "mod" => Subtype::Modifier,
            "arg" => Subtype::Argument,
            "cleft" => Subtype::Cleft,
            "name" => Subtype::Name,
            _ => Subtype::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_has_its_name() {
        for (name, relation) in RELATIONS {
            assert_eq!(relation.as_str(), name);
            assert_eq!(Relation::from_ud(name), Some(relation));
        }
    }
}
