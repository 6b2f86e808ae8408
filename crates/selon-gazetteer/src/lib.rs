//! Places and their names, and how to look them up.
//!
//! This crate knows nothing of texts or readings: it answers what places a name
//! may mean.
