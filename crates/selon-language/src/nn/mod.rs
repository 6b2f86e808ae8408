//! The neural network of the language core, at reading time.
//!
//! Results are the same on every machine to the bit: each output of a matrix
//! product is summed in one fixed order with fused multiply-add, whatever the width
//! of the vector unit, and the activation functions are our own polynomials.

pub mod activation;
pub mod features;
pub mod matrix;
pub mod model;
pub mod names;
pub mod network;
pub mod packing;
pub mod quantised;
pub mod tree;
