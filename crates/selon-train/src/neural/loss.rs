//! The loss of what the network thinks of one word.

use selon_language::nn::activation::softmax;

use super::example::UNTOLD;

/// Turns logits into the gradient of the cross entropy; gives the loss. Nothing is learned
/// where the right answer is not known.
pub fn cross_entropy(logits: &mut [f32], gold: Option<u16>, scale: f32) -> f32 {
    let Some(gold) = gold.filter(|&g| g != UNTOLD) else {
        logits.fill(0.0);
        return 0.0;
    };
    softmax(logits);
    let gold = usize::from(gold);
    let loss = -logits[gold].max(1e-12).ln();
    logits[gold] -= 1.0;
    logits.iter_mut().for_each(|g| *g *= scale);
    loss
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_teaches_nothing() {
        let mut logits = [0.5, -1.0, 2.0];
        assert_eq!(cross_entropy(&mut logits, Some(UNTOLD), 1.0), 0.0);
        assert_eq!(logits, [0.0; 3]);
        let mut logits = [0.0, 0.0];
        let loss = cross_entropy(&mut logits, Some(1), 0.5);
        assert!((loss - 2f32.ln()).abs() < 1e-5, "{loss}");
        assert!((logits[0] - 0.25).abs() < 1e-5 && (logits[1] + 0.25).abs() < 1e-5, "{logits:?}");
    }
}
