//! `selon-train`: trains and scores the models and the reader of Selon.

fn main() {}
