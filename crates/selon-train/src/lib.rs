//! Trains and scores the models and the reader of Selon. Not shipped to users.

pub mod conllu;
pub mod draft;
pub mod gazetteer;
pub mod lemma;
pub mod neural;
pub mod recognizers;
pub mod score;
pub mod segmentation;
pub mod ud_eval;
