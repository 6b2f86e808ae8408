//! Matrix products in 16-bit integers, with sums of 32 bits: exact, so that every
//! machine gives the same result, and twice as fast as in floating point.
//!
//! A row of the left-hand matrix and a column of the right-hand one are each scaled so
//! that their largest number is [`STEPS`]. Pairs of rows of the right-hand matrix stand
//! together, as the instructions that multiply and add pairs want them.

use std::ops::Range;

use super::matrix::PANEL;

/// The largest number of a scaled row or column.
pub const STEPS: f32 = 2047.0;
/// No inner dimension may be larger: the sums would not fit.
pub const LARGEST: usize = 512;

/// Rows of scaled numbers; an odd length is filled up with a zero.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The numbers.
    pub values: Vec<i16>,
    /// The scale of each row.
    pub scales: Vec<f32>,
}

/// A length filled up to whole pairs.
pub fn even(k: usize) -> usize {
    k.next_multiple_of(2)
}

/// How many numbers a packed `k` × `n` matrix takes.
pub fn packed_len(k: usize, n: usize) -> usize {
    n.div_ceil(PANEL) * PANEL * even(k)
}

/// Scales and packs a `k` × `n` matrix stored row by row: panels of columns, in each the
/// pairs of rows in order. Gives the numbers, and the scale of each column, filled up.
pub fn pack(k: usize, n: usize, b: &[f32]) -> (Vec<i16>, Vec<f32>) {
    let panels = n.div_ceil(PANEL);
    let mut packed = vec![0; packed_len(k, n)];
    let mut scales = vec![0.0; panels * PANEL];
    for j in 0..n {
        let column = (0..k).map(|p| b[p * n + j]);
        let scale = column.clone().fold(1e-9f32, |top, x| top.max(x.abs())) / STEPS;
        scales[j] = scale;
        let panel = j / PANEL * PANEL * even(k);
        for (p, x) in column.enumerate() {
            let at = panel + p / 2 * 2 * PANEL + j % PANEL * 2 + p % 2;
            packed[at] = (x / scale).round_ties_even() as i16;
        }
    }
    (packed, scales)
}

/// To the nearest whole number, ties to even, by way of the last bits of a float; for
/// numbers that fit in 16 bits.
#[inline(always)]
fn round(x: f32) -> i16 {
    const SHIFT: f32 = 12_582_912.0; // 1.5 * 2^23: the unit is the last bit
    (x + SHIFT).to_bits().wrapping_sub(SHIFT.to_bits()) as i16
}

crate::vectorised! {
    /// Scales rows of length `k`; `out` is for as many rows of length `even(k)`.
    pub fn scale_rows(x: &[f32], k: usize, out: &mut [i16], scales: &mut [f32]) {
        const LANES: usize = 16;
        let rows = x.chunks_exact(k).zip(out.chunks_exact_mut(k.next_multiple_of(2)));
        for ((row, out), scale) in rows.zip(scales) {
            let mut tops = [1e-9f32; LANES];
            let mut most = row.chunks_exact(LANES);
            for part in &mut most {
                for (top, v) in tops.iter_mut().zip(part) {
                    let v = v.abs();
                    *top = if v > *top { v } else { *top };
                }
            }
            for (top, v) in tops.iter_mut().zip(most.remainder()) { *top = top.max(v.abs()); }
            let mut top = tops[0];
            for &t in &tops[1..] { top = top.max(t); }
            *scale = top / STEPS;
            let inverse = STEPS / top;
            for (o, &v) in out.iter_mut().zip(row) { *o = round(v * inverse); }
        }
    }
}

crate::vectorised! {
    /// Scales numbers between -1 and 1, all by [`STEPS`].
    pub fn scale_units(x: &[f32], out: &mut [i16]) {
        for (o, &v) in out.iter_mut().zip(x) { *o = round(v * STEPS); }
    }
}

impl Rows {
    /// Scales rows of length `k`.
    pub fn of(x: &[f32], k: usize) -> Rows {
        let n = x.len() / k;
        let mut rows = Rows { values: vec![0; n * even(k)], scales: vec![0.0; n] };
        scale_rows(x, k, &mut rows.values, &mut rows.scales);
        rows
    }

    /// Takes rows in another order: row i of the result is row `order[i]`.
    pub fn gather(&self, order: &[usize]) -> Rows {
        let width = self.values.len() / self.scales.len().max(1);
        let mut values = Vec::with_capacity(order.len() * width);
        for &row in order {
            values.extend_from_slice(&self.values[row * width..][..width]);
        }
        Rows { values, scales: order.iter().map(|&row| self.scales[row]).collect() }
    }
}

/// A packed matrix with the scales of its columns.
#[derive(Clone, Copy, Debug)]
pub struct Packed<'m> {
    /// The numbers, as [`pack`] orders them.
    pub values: &'m [i16],
    /// The scale of each column, filled up to whole panels.
    pub scales: &'m [f32],
}

/// What a product is added to.
#[derive(Clone, Copy)]
pub enum Start<'a> {
    /// The same row for all.
    Bias(&'a [f32]),
    /// Of these rows, that of this number for each row of the product.
    Rows(&'a [f32], &'a [u32]),
}

impl Start<'_> {
    /// Whether there are `m` rows of length `n`.
    fn holds(self, m: usize, n: usize) -> bool {
        match self {
            Start::Bias(row) => row.len() >= n,
            Start::Rows(rows, numbers) => {
                let last = numbers.iter().take(m).max().map_or(0, |&last| last as usize + 1);
                numbers.len() >= m && rows.len() >= last * n
            }
        }
    }

    /// The row that row `i` of length `n` begins from.
    #[inline(always)]
    fn row(&self, i: usize, n: usize) -> &[f32] {
        match self {
            Start::Bias(row) => row,
            Start::Rows(rows, numbers) => &rows[numbers[i] as usize * n..],
        }
    }
}

/// `out[m × n] = start[m × n] + a[m × k] · b[k × n]`; the rows of `a` are `even(k)` apart,
/// those of `out` `n`. Panics if a slice is too short or `k` above [`LARGEST`].
pub fn multiply(
    (m, n, k): (usize, usize, usize),
    a: &[i16],
    a_scales: &[f32],
    b: Packed,
    start: Start,
    out: &mut [f32],
) {
    let pairs = even(k) / 2;
    assert!(k <= LARGEST && a.len() >= m * pairs * 2 && a_scales.len() >= m);
    assert!(b.values.len() >= packed_len(k, n) && b.scales.len() >= n && out.len() >= m * n);
    assert!(start.holds(m, n));
    // A block of rows stays in the cache while all panels pass over it.
    for first in (0..m).step_by(BLOCK) {
        let rows = BLOCK.min(m - first);
        for p in 0..n.div_ceil(PANEL) {
            let panel = Panel {
                pairs,
                values: &b.values[p * PANEL * pairs * 2..(p + 1) * PANEL * pairs * 2],
                scales: &b.scales[p * PANEL..n.min((p + 1) * PANEL)],
                first: p * PANEL,
                n,
            };
            panel.multiply(first..first + rows, a, a_scales, start, out);
        }
    }
}

/// How many rows are worked on before the next.
const BLOCK: usize = 96;

#[cfg(target_arch = "x86_64")]
fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni")
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

/// One panel of columns.
struct Panel<'m> {
    pairs: usize,
    values: &'m [i16],
    /// The scales of its columns.
    scales: &'m [f32],
    /// Its first column.
    first: usize,
    /// The columns of the whole matrix.
    n: usize,
}

impl Panel<'_> {
    /// The product of these rows of `a`.
    fn multiply(
        &self,
        rows: Range<usize>,
        a: &[i16],
        a_scales: &[f32],
        start: Start,
        out: &mut [f32],
    ) {
        #[cfg(target_arch = "x86_64")]
        {
            if has_avx512() {
                // SAFETY: the features are there; `multiply` checked the lengths.
                return unsafe { x86::avx512(self, rows, a, a_scales, start, out) };
            }
            if has_avx2() {
                // SAFETY: as above.
                return unsafe { x86::avx2(self, rows, a, a_scales, start, out) };
            }
        }
        self.multiply_plain(rows, a, a_scales, start, out);
    }

    /// Writes the scaled sums of row `i` in the columns from `column`, as many as there are.
    #[inline(always)]
    fn write(
        &self,
        i: usize,
        column: usize,
        sums: &[i32],
        scale: f32,
        start: Start,
        out: &mut [f32],
    ) {
        let scales = &self.scales[column.min(self.scales.len())..];
        let from = &start.row(i, self.n)[self.first..self.first + self.scales.len()];
        let from = &from[column.min(from.len())..];
        let line = out[i * self.n + self.first + column..].iter_mut();
        for (((o, &sum), &column), &from) in line.zip(sums).zip(scales).zip(from) {
            *o = (sum as f32).mul_add(scale * column, from);
        }
    }

    fn multiply_plain(
        &self,
        rows: Range<usize>,
        a: &[i16],
        a_scales: &[f32],
        start: Start,
        out: &mut [f32],
    ) {
        for i in rows {
            let mut sums = [0i32; PANEL];
            let row = &a[i * self.pairs * 2..][..self.pairs * 2];
            for (pair, b) in row.chunks_exact(2).zip(self.values.chunks_exact(PANEL * 2)) {
                for (sum, b) in sums.iter_mut().zip(b.chunks_exact(2)) {
                    *sum += i32::from(pair[0]) * i32::from(b[0]);
                    *sum += i32::from(pair[1]) * i32::from(b[1]);
                }
            }
            self.write(i, 0, &sums, a_scales[i], start, out);
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;
    use std::ops::Range;

    use super::{PANEL, Panel, Start};

    #[target_feature(enable = "avx2,fma")]
    #[inline]
    fn pair_products_256(sum: __m256i, a: __m256i, b: __m256i) -> __m256i {
        _mm256_add_epi32(sum, _mm256_madd_epi16(a, b))
    }

    #[target_feature(enable = "avx512bw,avx512vnni,fma")]
    #[inline]
    fn pair_products_512(sum: __m512i, a: __m512i, b: __m512i) -> __m512i {
        _mm512_dpwssd_epi32(sum, a, b)
    }

    /// Panels with vectors of one kind, a group of rows at a time.
    macro_rules! panel {
        (
            $name:ident, $features:literal, $vectors:literal, $lanes:literal, [$($rows:literal),*],
            integers: $zero:ident, $load:ident, $store:ident, $repeat:ident, $products:ident,
            floats: $convert:ident, $load_f:ident, $store_f:ident, $repeat_f:ident,
                $times:ident, $fused:ident
        ) => {
            /// One panel.
            ///
            /// # Safety
            /// The instructions must be there, and all indices within the slices.
            #[target_feature(enable = $features)]
            pub unsafe fn $name(
                panel: &Panel,
                rows: Range<usize>,
                a: &[i16],
                a_scales: &[f32],
                start: Start,
                out: &mut [f32],
            ) {
                /// A group of `M` rows from row `first` in the columns from `column` on. Never
                /// inlined: the sums fill the registers, and in a larger function some would
                /// go by way of the stack.
                #[target_feature(enable = $features)]
                #[inline(never)]
                unsafe fn group<const M: usize>(
                    panel: &Panel,
                    column: usize,
                    first: usize,
                    a: &[i16],
                    a_scales: &[f32],
                    start: Start,
                    out: &mut [f32],
                ) {
                    // SAFETY: as of the whole function.
                    unsafe {
                        let mut rows = [a.as_ptr().cast::<i32>(); M];
                        for (i, row) in rows.iter_mut().enumerate() {
                            *row = row.add((first + i) * panel.pairs);
                        }
                        let b = panel.values.as_ptr().add(column * 2);
                        let mut sums = [[$zero(); $vectors]; M];
                        for p in 0..panel.pairs {
                            let line = b.add(p * PANEL * 2);
                            let mut columns = [$zero(); $vectors];
                            for (v, c) in columns.iter_mut().enumerate() {
                                *c = $load(line.add(v * $lanes * 2).cast());
                            }
                            for (sums, row) in sums.iter_mut().zip(&rows) {
                                let pair = $repeat(row.add(p).read_unaligned());
                                for (sum, &c) in sums.iter_mut().zip(&columns) {
                                    *sum = $products(*sum, pair, c);
                                }
                            }
                        }
                        if panel.scales.len() == PANEL {
                            let scales = panel.scales.as_ptr().add(column);
                            for (i, sums) in sums.iter().enumerate() {
                                let at = panel.first + column;
                                let from = start.row(first + i, panel.n).as_ptr().add(at);
                                let to = out.as_mut_ptr().add((first + i) * panel.n + at);
                                let scale = $repeat_f(a_scales[first + i]);
                                for (v, &sum) in sums.iter().enumerate() {
                                    let scale = $times(scale, $load_f(scales.add(v * $lanes)));
                                    let from = $load_f(from.add(v * $lanes));
                                    $store_f(
                                        to.add(v * $lanes),
                                        $fused($convert(sum), scale, from),
                                    );
                                }
                            }
                        } else {
                            for (i, sums) in sums.iter().enumerate() {
                                let mut tile = [0i32; $vectors * $lanes];
                                for (v, &sum) in sums.iter().enumerate() {
                                    $store(tile.as_mut_ptr().add(v * $lanes).cast(), sum);
                                }
                                let scale = a_scales[first + i];
                                panel.write(first + i, column, &tile, scale, start, out);
                            }
                        }
                    }
                }
                for column in (0..panel.scales.len()).step_by($vectors * $lanes) {
                    let mut at = rows.start;
                    $(while rows.end - at >= $rows {
                        // SAFETY: as of the whole function.
                        unsafe { group::<$rows>(panel, column, at, a, a_scales, start, out) };
                        at += $rows;
                    })*
                }
            }
        };
    }

    panel!(
        avx512,
        "avx512bw,avx512vnni,fma",
        2,
        16,
        [12, 8, 4, 2, 1],
        integers: _mm512_setzero_si512, _mm512_loadu_si512, _mm512_storeu_si512,
            _mm512_set1_epi32, pair_products_512,
        floats: _mm512_cvtepi32_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_set1_ps,
            _mm512_mul_ps, _mm512_fmadd_ps
    );
    panel!(
        avx2,
        "avx2,fma",
        2,
        8,
        [6, 5, 4, 3, 2, 1],
        integers: _mm256_setzero_si256, _mm256_loadu_si256, _mm256_storeu_si256,
            _mm256_set1_epi32, pair_products_256,
        floats: _mm256_cvtepi32_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_set1_ps,
            _mm256_mul_ps, _mm256_fmadd_ps
    );
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

    /// The product, with AVX2 or without.
    fn product(
        (m, n, k): (usize, usize, usize),
        rows: &Rows,
        packed: Packed,
        start: Start,
        avx2: bool,
    ) -> Vec<f32> {
        let pairs = even(k) / 2;
        let mut out = vec![f32::NAN; m * n];
        for p in 0..n.div_ceil(PANEL) {
            let panel = Panel {
                pairs,
                values: &packed.values[p * PANEL * pairs * 2..][..PANEL * pairs * 2],
                scales: &packed.scales[p * PANEL..n.min((p + 1) * PANEL)],
                first: p * PANEL,
                n,
            };
            #[cfg(target_arch = "x86_64")]
            if avx2 {
                // SAFETY: the caller asked for the features, and the sizes fit.
                unsafe { x86::avx2(&panel, 0..m, &rows.values, &rows.scales, start, &mut out) };
                continue;
            }
            panel.multiply_plain(0..m, &rows.values, &rows.scales, start, &mut out);
        }
        out
    }

    #[test]
    fn close_to_the_exact_product_and_the_same_on_every_path() {
        for (m, n, k) in
            [(1, 32, 6), (13, 96, 40), (25, 70, 33), (7, 31, 1), (2, 64, LARGEST), (203, 80, 16)]
        {
            let (a, b) = (numbers(m * k, 1), numbers(k * n, 2));
            let rows = Rows::of(&a, k);
            let (values, scales) = pack(k, n, &b);
            let packed = Packed { values: &values, scales: &scales };
            let base = numbers(m * n, 3);
            let turned: Vec<u32> = (0..m as u32).rev().collect();
            for start in [Start::Bias(&base), Start::Rows(&base, &turned)] {
                let mut out = vec![f32::NAN; m * n];
                multiply((m, n, k), &rows.values, &rows.scales, packed, start, &mut out);
                for (at, o) in out.iter().enumerate() {
                    let (i, j) = (at / n, at % n);
                    let exact = start.row(i, n)[j]
                        + (0..k).map(|p| a[i * k + p] * b[p * n + j]).sum::<f32>();
                    assert!((o - exact).abs() < 1e-3 * (k as f32).sqrt(), "{o} {exact}");
                }
                assert_eq!(out, product((m, n, k), &rows, packed, start, false));
                #[cfg(target_arch = "x86_64")]
                if has_avx2() {
                    assert_eq!(out, product((m, n, k), &rows, packed, start, true));
                }
            }
        }
    }

    #[test]
    fn rounding() {
        for (x, expected) in
            [(0.4, 0), (0.5, 0), (1.5, 2), (-0.5, 0), (-1.5, -2), (2047.0, 2047), (-2047.4, -2047)]
        {
            assert_eq!(round(x), expected, "{x}");
        }
    }

    #[test]
    fn sums_of_the_largest_numbers_fit() {
        let k = LARGEST;
        let (values, scales) = pack(k, 1, &vec![1.0; k]);
        let rows = Rows::of(&vec![1.0; k], k);
        let mut out = vec![0.0];
        let packed = Packed { values: &values, scales: &scales };
        let start = Start::Bias(&[0.0]);
        multiply((1, 1, k), &rows.values, &rows.scales, packed, start, &mut out);
        assert!((out[0] - k as f32).abs() < 0.1, "{}", out[0]);
    }
}
