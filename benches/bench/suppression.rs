//! Keeping a state's published cube safe: five levels of places, with classes and months, 50,000 cells.

use std::hint::black_box;

use analytics::suppression::{Axis, CubeCell, CubeTable, Rule, protect};
use criterion::{BatchSize, Criterion};

const RULE: Rule = Rule {
    threshold: 5,
    least: 1,
};

/// Parts of each place, level by level below the state.
const PARTS: [usize; 4] = [20, 3, 5, 10];

/// The first release, and one after it in which a block told one month anew.
pub fn of_a_state(criterion: &mut Criterion) {
    let axes = [places(), Axis::whole_and_parts(2), quarter()];
    let leaves: usize = axes.iter().map(Axis::leaves).product();
    let values: Vec<i64> = (0..leaves).map(value).collect();
    let first = release(&axes, &values, None, 1);
    let mut group = criterion.benchmark_group("suppression");
    let cells = first.cells().len();
    group.bench_function(format!("a first release of {cells} cells"), |bencher| {
        bencher.iter_batched(
            || cube(&axes, &values, None, 1),
            |mut cube| black_box(protect(&mut cube)),
            BatchSize::LargeInput,
        );
    });
    let mut changed = values.clone();
    for told_anew in changed.iter_mut().take(60) {
        *told_anew += 1;
    }
    group.bench_function("the next release, a block told anew", |bencher| {
        bencher.iter_batched(
            || cube(&axes, &changed, Some(&first), 2),
            |mut cube| black_box(protect(&mut cube)),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn release(axes: &[Axis], values: &[i64], before: Option<&CubeTable>, number: u64) -> CubeTable {
    let mut cube = cube(axes, values, before, number);
    protect(&mut cube);
    cube
}

fn cube(axes: &[Axis], values: &[i64], before: Option<&CubeTable>, number: u64) -> CubeTable {
    let mut index = 0;
    CubeTable::new(axes.to_vec(), |nodes| {
        let kept = before.map(|table| &table.cells()[index]);
        index += 1;
        CubeCell::in_release(kept, Some(sum(axes, nodes, values)), true, RULE, number)
    })
}

fn sum(axes: &[Axis], nodes: &[usize], values: &[i64]) -> i64 {
    let [places, classes, times] = axes else {
        unreachable!("the cube has three dimensions")
    };
    let mut sum = 0;
    for place in places.below(nodes[0]) {
        for class in classes.below(nodes[1]) {
            for time in times.below(nodes[2]) {
                sum += values[(place * classes.leaves() + class) * times.leaves() + time];
            }
        }
    }
    sum
}

/// One in eight is small, as where a programme reaches most villages.
fn value(at: usize) -> i64 {
    let mixed = (at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    let value = if mixed.is_multiple_of(8) {
        mixed / 8 % 5
    } else {
        5 + mixed % 60
    };
    i64::try_from(value).expect("it is small")
}

fn places() -> Axis {
    let mut chains: Vec<Vec<usize>> = vec![vec![0]];
    let mut nodes = 1;
    for parts in PARTS {
        let mut next = Vec::with_capacity(chains.len() * parts);
        for chain in &chains {
            for _ in 0..parts {
                next.push([&[nodes][..], chain.as_slice()].concat());
                nodes += 1;
            }
        }
        chains = next;
    }
    Axis::new(nodes, chains)
}

/// Three months, the year to the second and to the third.
fn quarter() -> Axis {
    Axis::new(5, vec![vec![0, 3, 4], vec![1, 3, 4], vec![2, 4]])
}
