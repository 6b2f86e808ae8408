//! Drawings that need no script: a map, bars of time, intervals.

pub mod interval;
pub mod map;
pub mod timeline;
