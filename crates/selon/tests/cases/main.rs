//! Reads the texts of `cases/` and checks what they say must come out.
//!
//! `cargo test -p selon --test cases` checks all; with `CASES=fr/conditional` only
//! those whose file or heading has these words. `CASES_SHOW=1` prints what was read
//! out of each, in the notation of the cases; `cases/README.md` tells it.

#![allow(clippy::unwrap_used)]

mod check;
mod notation;
mod parse;

use std::env;

use check::check;

#[test]
fn what_the_cases_say_comes_out() {
    let only = env::var("CASES").unwrap_or_default();
    let show = env::var_os("CASES_SHOW").is_some();
    let mut failed = String::new();
    let (mut count, mut checked, mut pending) = (0, 0, 0);
    for case in parse::all() {
        if !case.name().contains(&only) {
            continue;
        }
        let outcome = check(&case);
        count += 1;
        checked += case.expectations.len();
        pending += outcome.pending;
        for passed in &outcome.passes_now {
            println!("{}: passes now, so `not yet` can go: {passed}", case.name());
        }
        if !outcome.wrong.is_empty() {
            failed.push_str(&outcome.diff(&case));
        } else if show {
            println!("{}", outcome.diff(&case));
        }
    }
    println!("{count} texts, {checked} expectations, {pending} of them not yet met");
    assert!(count > 0, "no case has {only:?} in its file or heading");
    assert!(failed.is_empty(), "\n{failed}");
}
