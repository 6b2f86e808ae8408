//! Activation functions as polynomials, the same on every machine.

/// Runs the body with the widest vectors that the machine has.
#[doc(hidden)]
#[macro_export]
macro_rules! vectorised {
    ($(#[$meta:meta])* pub fn $name:ident($($arg:ident: $type:ty),*) $body:block) => {
        $(#[$meta])*
        pub fn $name($($arg: $type),*) {
            #[inline(always)]
            fn plain($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,fma")]
                #[allow(clippy::too_many_arguments)]
                fn avx512($($arg: $type),*) { plain($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $type),*) { plain($($arg),*) }
                if is_x86_feature_detected!("avx512f") {
                    // SAFETY: the feature is there.
                    return unsafe { avx512($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                    // SAFETY: the features are there.
                    return unsafe { avx2($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    };
}

/// The hyperbolic tangent, to about 1e-6: the quotient of polynomials of Eigen
/// (`generic_fast_tanh_float`).
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.905_311, 7.905_311);
    let s = x * x;
    let p = (-2.760_768_4e-16f32)
        .mul_add(s, 2.000_188e-13)
        .mul_add(s, -8.604_672e-11)
        .mul_add(s, 5.122_297_3e-8)
        .mul_add(s, 1.485_722_35e-5)
        .mul_add(s, 6.372_619_3e-4)
        .mul_add(s, 4.893_524_6e-3);
    let q = 1.198_258_4e-6f32
        .mul_add(s, 1.185_347_1e-4)
        .mul_add(s, 2.268_434_6e-3)
        .mul_add(s, 4.893_525e-3);
    x * p / q
}

/// The logistic function.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    tanh(0.5 * x).mul_add(0.5, 0.5)
}

/// e to the x, to about 1e-6 relative; 0 below -87, bounded above 88 (Cephes).
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let n = (x * std::f32::consts::LOG2_E).round_ties_even();
    let r = n.mul_add(-0.693_359_4, x);
    let r = n.mul_add(2.121_944_4e-4, r);
    let p = 1.987_569_1e-4f32
        .mul_add(r, 1.398_2e-3)
        .mul_add(r, 8.333_452e-3)
        .mul_add(r, 4.166_579_6e-2)
        .mul_add(r, 1.666_666_5e-1)
        .mul_add(r, 0.5);
    let e = p.mul_add(r * r, r) + 1.0;
    e * f32::from_bits(((n as i32 + 127) << 23) as u32)
}

crate::vectorised! {
    /// The hyperbolic tangent of each number.
    pub fn tanh_all(values: &mut [f32]) {
        for x in values { *x = tanh(*x); }
    }
}

crate::vectorised! {
    /// One step of the gates of an LSTM: `gates` holds the sums of input, forget and
    /// output gate and candidate, a block of `cell.len()` each, and keeps the gates'
    /// values; `cell` is updated; `hidden` is written.
    pub fn lstm_gates(gates: &mut [f32], cell: &mut [f32], hidden: &mut [f32]) {
        let n = cell.len();
        let (input, rest) = gates.split_at_mut(n);
        let (forget, rest) = rest.split_at_mut(n);
        let (output, rest) = rest.split_at_mut(n);
        let candidate = &mut rest[..n];
        let hidden = &mut hidden[..n];
        for j in 0..n {
            input[j] = sigmoid(input[j]);
            forget[j] = sigmoid(forget[j]);
            output[j] = sigmoid(output[j]);
            candidate[j] = tanh(candidate[j]);
            cell[j] = forget[j].mul_add(cell[j], input[j] * candidate[j]);
            hidden[j] = output[j] * tanh(cell[j]);
        }
    }
}

crate::vectorised! {
    /// The logarithm of the sum of exponentials is subtracted and the exponential
    /// taken: the numbers become probabilities.
    pub fn softmax(values: &mut [f32]) {
        let mut top = f32::NEG_INFINITY;
        for &x in values.iter() { top = top.max(x); }
        for x in values.iter_mut() { *x = exp(*x - top); }
        let mut sum = 0.0;
        for &x in values.iter() { sum += x; }
        let scale = 1.0 / sum;
        for x in values.iter_mut() { *x *= scale; }
    }
}

crate::vectorised! {
    /// `out += scale * row`, with a row of 8-bit integers.
    pub fn add_scaled(out: &mut [f32], row: &[i8], scale: f32) {
        for (o, &r) in out.iter_mut().zip(row) { *o = scale.mul_add(f32::from(r), *o); }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_functions() {
        for i in -2000..=2000 {
            let x = i as f32 / 100.0;
            assert!((tanh(x) - f32::tanh(x)).abs() < 2e-6, "tanh {x}");
            assert!((exp(x) / f32::exp(x) - 1.0).abs() < 2e-6, "exp {x}");
        }
    }

    #[test]
    fn probabilities_add_up() {
        let mut x = vec![1.0, 2.0, -300.0, 88.0];
        softmax(&mut x);
        assert!((x.iter().sum::<f32>() - 1.0).abs() < 1e-6 && x[3] > 0.99);
    }
}
