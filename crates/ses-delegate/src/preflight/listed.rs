//! Several things in one sentence.

use std::fmt::Display;

/// How many are named.
const NAMED: usize = 5;

/// `a`, `a and b`, `a, b and c`; of many the first five, and how many more.
pub(super) fn listed<T: Display>(items: &[T]) -> String {
    let (named, more) = items.split_at(items.len().min(NAMED));
    let mut named: Vec<_> = named.iter().map(T::to_string).collect();
    if !more.is_empty() {
        named.push(format!("{} more", more.len()));
    }
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn the_first_are_named_and_the_rest_counted() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&[1, 2, 3, 4, 5]), "1, 2, 3, 4 and 5");
        assert_eq!(listed(&[1, 2, 3, 4, 5, 6, 7]), "1, 2, 3, 4, 5 and 2 more");
    }
}
