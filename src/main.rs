//! The newswire program.

fn main() {}
