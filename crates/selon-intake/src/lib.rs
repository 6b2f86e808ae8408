//! Bytes to reports. This crate reads no language: it only decodes, and finds
//! what a file says of itself.
