//! Trains the network of the language core: tags, dependency tree and names by one
//! bidirectional LSTM.
//!
//! After Dozat & Manning (2017, deep biaffine attention), smaller, without pretrained
//! vectors, with tags and names learned jointly.

pub mod data;
pub mod evaluate;
pub mod example;
pub mod export;
pub mod layers;
pub mod lists;
pub mod loss;
pub mod network;
pub mod news;
pub mod parameters;
pub mod random;
pub mod reports;
pub mod statements;
pub mod train;
