use super::*;
use crate::neural::example::{Input, Tree};

fn small() -> (Network, Vec<Example>) {
    let shape = Shape {
        width: 6,
        hidden: 5,
        layers: 2,
        tag_hidden: 4,
        tag_layer: 0,
        arc: 4,
        relation: 3,
        name_hidden: 4,
        pos: 3,
        tags: 4,
        relations: 3,
        names: 3,
        rows: 8,
    };
    let network = Network::new(shape, &mut Random::new(11));
    let word = |a, b| Input { whole: vec![a], has_form: true, frequency: 1, pieces: vec![b, 7] };
    let tree = |n: u16| Tree {
        pos: (0..n).map(|i| i % 3).collect(),
        tags: (0..n).map(|i| i % 4).collect(),
        heads: (0..n).collect(),
        relations: (0..n).map(|i| i % 3).collect(),
    };
    let examples = vec![
        Example {
            words: vec![word(0, 1), word(2, 3), word(4, 5)],
            tree: Some(tree(3)),
            names: Some(vec![0, 1, 2]),
            own: true,
        },
        Example {
            words: vec![word(6, 1), word(0, 3)],
            tree: Some(tree(2)),
            names: None,
            own: true,
        },
        Example { words: vec![word(2, 2)], tree: None, names: Some(vec![1]), own: true },
    ];
    (network, examples)
}

fn total(loss: Loss) -> f32 {
    loss.pos + 0.5 * loss.tags + loss.heads + loss.relations + loss.names
}

/// Each gradient is held against the change of the loss.
#[test]
fn gradients_are_those_of_the_loss() {
    let (mut network, examples) = small();
    // The weight between dependents and heads begins at zero: move off it.
    let mut random = Random::new(3);
    network.arc_weight.value.iter_mut().for_each(|x| *x = 0.5 * random.normal());
    network.arc_bias.value.iter_mut().for_each(|x| *x = 0.5 * random.normal());
    let batch: Vec<&Example> = examples.iter().collect();
    let mut learned = network.clone();
    learned.learn(&batch, Dropout::NONE, 1.0, &mut Random::new(1));
    let grads: Vec<Vec<f32>> = learned.dense().iter().map(|d| d.grad.clone()).collect();
    let loss = |network: &Network| {
        total(network.clone().learn(&batch, Dropout::NONE, 1.0, &mut Random::new(1)))
    };
    let middle = loss(&network);
    let (mut compared, mut skipped) = (0, 0);
    for (p, grad) in grads.iter().enumerate() {
        for i in (0..grad.len()).step_by(grad.len() / 3 + 1) {
            let mut changed = network.clone();
            let e = 3e-3;
            changed.dense()[p].value[i] += e;
            let up = loss(&changed);
            changed.dense()[p].value[i] -= 2.0 * e;
            let down = loss(&changed);
            let slope = (up - down) / (2.0 * e);
            // Across the kink of a rectifier there is no slope to compare with.
            if (up + down - 2.0 * middle).abs() > 0.003 * e {
                skipped += 1;
                continue;
            }
            compared += 1;
            assert!(
                (slope - grad[i]).abs() < 2e-3 + 0.03 * slope.abs(),
                "parameter {p}, number {i}: {slope} and {}",
                grad[i]
            );
        }
    }
    assert!(compared > 5 * skipped, "{compared} compared, {skipped} skipped");
}
