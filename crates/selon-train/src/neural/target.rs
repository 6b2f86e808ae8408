//! What is to be learned of one word, and the loss of what the network thinks of it.

use selon_language::nn::activation::softmax;

/// What is to be learned of one word: the right answer, what teachers hold likely, or
/// both (Hinton, Vinyals & Dean 2015).
#[derive(Clone, Copy)]
pub struct Target<'a> {
    gold: Option<u16>,
    taught: Option<&'a [f32]>,
}

/// The share of the right answer where teachers are heard too.
const GOLD_SHARE: f32 = 0.5;
/// What a word weighs of which only teachers tell.
pub const TAUGHT_WEIGHT: f32 = 0.5;

impl<'a> Target<'a> {
    /// For word `i`, of `width` answers.
    pub fn of(gold: Option<&[u16]>, taught: Option<&'a [f32]>, i: usize, width: usize) -> Self {
        let taught = taught.filter(|t| !t.is_empty()).map(|t| &t[i * width..][..width]);
        Target { gold: gold.map(|g| g[i]), taught }
    }

    /// Turns logits into the gradient of the cross entropy; gives the loss.
    pub fn cross_entropy(self, logits: &mut [f32], scale: f32) -> f32 {
        let (gold, taught) = match (self.gold, self.taught) {
            (Some(_), None) => (1.0, 0.0),
            (Some(_), Some(_)) => (GOLD_SHARE, 1.0 - GOLD_SHARE),
            (None, Some(_)) => (0.0, TAUGHT_WEIGHT),
            (None, None) => {
                logits.fill(0.0);
                return 0.0;
            }
        };
        softmax(logits);
        let loss = |p: f32| -p.max(1e-12).ln();
        let mut sum = 0.0;
        if let Some(g) = self.gold {
            sum += gold * loss(logits[usize::from(g)]);
        }
        if let Some(t) = self.taught {
            sum += taught * t.iter().zip(&*logits).map(|(t, &p)| t * loss(p)).sum::<f32>();
        }
        logits.iter_mut().for_each(|p| *p *= gold + taught);
        if let Some(g) = self.gold {
            logits[usize::from(g)] -= gold;
        }
        if let Some(t) = self.taught {
            logits.iter_mut().zip(t).for_each(|(p, t)| *p -= taught * t);
        }
        logits.iter_mut().for_each(|g| *g *= scale);
        sum
    }
}
