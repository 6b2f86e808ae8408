//! Matrix products in single precision.
//!
//! The right-hand matrix is *packed* into panels of [`PANEL`] columns, so that the
//! inner loop reads it in order. Each output is `fma(a[k], b[k], sum)` for k = 0, 1,
//! 2 …: the order does not depend on the vector width, so AVX-512, AVX2 and plain
//! code give the same bits.

/// Columns of a panel.
pub const PANEL: usize = 32;

/// How many numbers the packed form of a `k` × `n` matrix takes.
pub fn packed_len(k: usize, n: usize) -> usize {
    n.div_ceil(PANEL) * PANEL * k
}

/// Packs a `k` × `n` matrix whose element (r, c) is `b[r * row + c * column]`.
pub fn pack(k: usize, n: usize, b: &[f32], row: usize, column: usize, packed: &mut Vec<f32>) {
    packed.clear();
    packed.resize(packed_len(k, n), 0.0);
    for (p, panel) in packed.chunks_exact_mut((PANEL * k).max(1)).enumerate() {
        let first = p * PANEL;
        let width = PANEL.min(n - first);
        for (r, line) in panel.chunks_exact_mut(PANEL).enumerate() {
            if column == 1 {
                let from = r * row + first;
                line[..width].copy_from_slice(&b[from..from + width]);
            } else {
                for (c, x) in line[..width].iter_mut().enumerate() {
                    *x = b[r * row + (first + c) * column];
                }
            }
        }
    }
}

/// The left-hand matrix: element (r, c) is `values[r * row + c * column]`.
#[derive(Clone, Copy)]
pub struct Left<'a> {
    /// The numbers.
    pub values: &'a [f32],
    /// From one row to the next.
    pub row: usize,
    /// From one column to the next.
    pub column: usize,
}

impl<'a> Left<'a> {
    /// A matrix stored row by row with rows of this length.
    pub fn rows(values: &'a [f32], width: usize) -> Left<'a> {
        Left { values, row: width, column: 1 }
    }
}

/// `out[m × n] += a[m × k] · b[k × n]`, with `b` packed and the rows of `out`
/// `out_row` apart. Panics if a slice is too short.
pub fn multiply_add(
    (m, n, k): (usize, usize, usize),
    a: Left,
    b: &[f32],
    out: &mut [f32],
    out_row: usize,
) {
    if m == 0 || n == 0 || k == 0 {
        return;
    }
    assert!((m - 1) * a.row + (k - 1) * a.column < a.values.len());
    assert!(b.len() >= packed_len(k, n));
    assert!((m - 1) * out_row + n <= out.len());
    for p in 0..n.div_ceil(PANEL) {
        let panel = &b[p * PANEL * k..(p + 1) * PANEL * k];
        let width = PANEL.min(n - p * PANEL);
        let out = &mut out[p * PANEL..];
        #[cfg(target_arch = "x86_64")]
        {
            if width == PANEL && is_x86_feature_detected!("avx512f") {
                // SAFETY: the feature is there; the bounds were checked above.
                unsafe { x86::panel_avx512(m, k, a, panel, out, out_row) };
                continue;
            }
            if width == PANEL && is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
            {
                // SAFETY: as above.
                unsafe { x86::panel_avx2(m, k, a, panel, out, out_row) };
                continue;
            }
            if is_x86_feature_detected!("fma") {
                // SAFETY: the feature is there.
                unsafe { x86::panel_fma(m, k, a, panel, out, out_row, width) };
                continue;
            }
        }
        panel_plain(m, k, a, panel, out, out_row, width);
    }
}

#[inline(always)]
fn panel_plain(
    m: usize,
    k: usize,
    a: Left,
    panel: &[f32],
    out: &mut [f32],
    out_row: usize,
    width: usize,
) {
    for i in 0..m {
        let line = &mut out[i * out_row..i * out_row + width];
        let mut sum = [0.0f32; PANEL];
        sum[..width].copy_from_slice(line);
        for (p, b) in panel.chunks_exact(PANEL).enumerate().take(k) {
            let x = a.values[i * a.row + p * a.column];
            for j in 0..PANEL {
                sum[j] = x.mul_add(b[j], sum[j]);
            }
        }
        line.copy_from_slice(&sum[..width]);
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{Left, PANEL};

    /// Panels of full width with vectors of one kind: two vectors of columns and a block
    /// of rows at a time stay in registers.
    macro_rules! panel {
        (
            $name:ident, $features:literal, $lanes:literal, [$($rows:literal),*],
            $zero:ident, $load:ident, $store:ident, $repeat:ident, $fused:ident
        ) => {
            /// One panel, full width.
            ///
            /// # Safety
            /// The vectors must be there, and all indices within the slices.
            #[target_feature(enable = $features)]
            pub unsafe fn $name(
                m: usize,
                k: usize,
                a: Left,
                panel: &[f32],
                out: &mut [f32],
                out_row: usize,
            ) {
                #[target_feature(enable = $features)]
                #[inline]
                unsafe fn block<const M: usize>(
                    k: usize,
                    a: *const f32,
                    row: usize,
                    column: usize,
                    b: *const f32,
                    out: *mut f32,
                    out_row: usize,
                ) {
                    unsafe {
                        let mut sum = [[$zero(); 2]; M];
                        for (i, s) in sum.iter_mut().enumerate() {
                            s[0] = $load(out.add(i * out_row));
                            s[1] = $load(out.add(i * out_row + $lanes));
                        }
                        for p in 0..k {
                            let b0 = $load(b.add(p * PANEL));
                            let b1 = $load(b.add(p * PANEL + $lanes));
                            for (i, s) in sum.iter_mut().enumerate() {
                                let x = $repeat(*a.add(i * row + p * column));
                                s[0] = $fused(x, b0, s[0]);
                                s[1] = $fused(x, b1, s[1]);
                            }
                        }
                        for (i, s) in sum.iter().enumerate() {
                            $store(out.add(i * out_row), s[0]);
                            $store(out.add(i * out_row + $lanes), s[1]);
                        }
                    }
                }
                for part in (0..PANEL).step_by(2 * $lanes) {
                    let (b, o) = (panel[part..].as_ptr(), out[part..].as_mut_ptr());
                    let left = a.values.as_ptr();
                    let mut i = 0;
                    $(while m - i >= $rows {
                        // SAFETY: as of the whole function.
                        unsafe {
                            let (x, y) = (left.add(i * a.row), o.add(i * out_row));
                            block::<$rows>(k, x, a.row, a.column, b, y, out_row);
                        }
                        i += $rows;
                    })*
                }
            }
        };
    }

    panel!(
        panel_avx512,
        "avx512f",
        16,
        [12, 4, 1],
        _mm512_setzero_ps,
        _mm512_loadu_ps,
        _mm512_storeu_ps,
        _mm512_set1_ps,
        _mm512_fmadd_ps
    );
    panel!(
        panel_avx2,
        "avx2,fma",
        8,
        [6, 2, 1],
        _mm256_setzero_ps,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_set1_ps,
        _mm256_fmadd_ps
    );

    /// One panel of any width.
    ///
    /// # Safety
    /// FMA must be there.
    #[target_feature(enable = "avx,fma")]
    pub unsafe fn panel_fma(
        m: usize,
        k: usize,
        a: Left,
        panel: &[f32],
        out: &mut [f32],
        out_row: usize,
        width: usize,
    ) {
        super::panel_plain(m, k, a, panel, out, out_row, width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize, seed: u32) -> Vec<f32> {
        let mut x = seed;
        (0..n)
            .map(|_| {
                x = x.wrapping_mul(1664525).wrapping_add(1013904223);
                (x >> 8) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect()
    }

    #[test]
    fn every_path_gives_the_same_bits() {
        for (m, n, k) in [(1, 32, 5), (13, 96, 40), (25, 70, 33), (7, 31, 1)] {
            let a = numbers(m * k, 1);
            let b = numbers(k * n, 2);
            let mut packed = Vec::new();
            pack(k, n, &b, n, 1, &mut packed);
            let mut fast = numbers(m * n, 3);
            let mut plain = fast.clone();
            multiply_add((m, n, k), Left::rows(&a, k), &packed, &mut fast, n);
            for i in 0..m {
                for j in 0..n {
                    for p in 0..k {
                        plain[i * n + j] = a[i * k + p].mul_add(b[p * n + j], plain[i * n + j]);
                    }
                }
            }
            assert_eq!(fast, plain);
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && n % PANEL == 0
            {
                let mut other = numbers(m * n, 3);
                for p in 0..n / PANEL {
                    let panel = &packed[p * PANEL * k..(p + 1) * PANEL * k];
                    // SAFETY: the features are there, and the sizes fit.
                    unsafe {
                        x86::panel_avx2(m, k, Left::rows(&a, k), panel, &mut other[p * PANEL..], n)
                    };
                }
                assert_eq!(other, plain);
            }
        }
    }

    #[test]
    fn a_transposed_left_hand_matrix() {
        let (m, n, k) = (5, 32, 3);
        let a = numbers(k * m, 1);
        let b = numbers(k * n, 2);
        let mut packed = Vec::new();
        pack(k, n, &b, n, 1, &mut packed);
        let mut out = vec![0.0; m * n];
        multiply_add((m, n, k), Left { values: &a, row: 1, column: m }, &packed, &mut out, n);
        let expected = a[m + 2].mul_add(b[n + 7], a[2] * b[7]);
        assert!((out[2 * n + 7] - a[2 * m + 2].mul_add(b[2 * n + 7], expected)).abs() < 1e-6);
    }
}
