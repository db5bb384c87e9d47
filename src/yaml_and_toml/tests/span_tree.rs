//! The places of our scan against libyaml's own marks, on texts put together at random.

use super::super::{Format, Node, Value};
use super::{printed, read};
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Where libyaml says that the value at the end of `path` begins, as a byte.
fn mark(text: &str, path: &[usize]) -> Option<usize> {
    let probe = Probe { path };
    let error = probe
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    let index = error.location()?.index();
    error.to_string().contains("here").then_some(index)
}

/// Fails with `here` at one value.
#[derive(Clone, Copy)]
struct Probe<'p> {
    path: &'p [usize],
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! here {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E: Error>(self, _: $type) -> Result<(), E> {
            if self.path.is_empty() { Err(E::custom("here")) } else { Ok(()) }
        })*
    };
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("anything")
    }

    here!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_bool(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((at, path)) = self.path.split_first() else {
            return Err(A::Error::custom("here"));
        };
        for _ in 0..*at {
            items.next_element::<IgnoredAny>()?;
        }
        items.next_element_seed(Probe { path })?;
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((at, path)) = self.path.split_first() else {
            return Err(A::Error::custom("here"));
        };
        for _ in 0..*at {
            entries.next_entry::<IgnoredAny, IgnoredAny>()?;
        }
        entries.next_key::<IgnoredAny>()?;
        entries.next_value_seed(Probe { path })?;
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Compares every value below `node` whose place is known; gives how many there were.
fn compare(text: &str, node: Node, path: &mut Vec<usize>) -> usize {
    let mut known = 0;
    if node.is_exact && !path.is_empty() && !node.is_null() {
        known += 1;
        let start = node.span().start;
        assert_eq!(mark(text, path), Some(start), "{path:?} of\n{text}");
        let scalar = !node.is_list() && !node.is_mapping();
        if scalar && !node.source().contains('\n') {
            assert_eq!(reread(node), *node.value(), "{path:?} of\n{text}");
        }
    }
    for (at, child) in children(node).into_iter().enumerate() {
        path.push(at);
        known += compare(text, child, path);
        path.pop();
    }
    known
}

fn children(node: Node) -> Vec<Node> {
    match node.value() {
        Value::Mapping(_) => {
            let entries = node.entries_if_mapping();
            entries.into_iter().map(|entry| entry.value).collect()
        }
        _ => node.items(),
    }
}

/// What the bytes of a scalar say on their own, outside or inside brackets.
fn reread(node: Node) -> Value {
    let source = node.source();
    let alone: Result<Value, _> = serde_yaml::from_str(&format!(" {source}"));
    let inside: Result<Value, _> = serde_yaml::from_str(&format!("[{source}]"));
    match (alone, inside) {
        (Ok(value), _) if value == *node.value() => value,
        (_, Ok(Value::Sequence(mut items))) if items.len() == 1 => items.remove(0),
        (Ok(value), _) => value,
        (Err(error), _) => Value::String(error.to_string()),
    }
}

/// A small generator of numbers (Vigna's splitmix64), so that a failure can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

const PARTS: &[&str] = &[
    "a",
    "b: ",
    "c:",
    "key: ",
    "é: ",
    "'q': ",
    "\"q q\": ",
    "- ",
    "- ",
    "-",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    ">-",
    "|-",
    " #x",
    "#y",
    "'it''s'",
    "\"a\\\"b\"",
    "'a\n b'",
    "1.10",
    "true",
    "x: y",
    "word two",
    "🚀",
    "http://a.b:80/c",
    ":",
    "?",
    "a#b",
    "-1",
    "\r\n",
    " ",
    "\t",
    "\n\n",
    "\n# note\n",
    "{a: 1}",
    "[x, y]",
    "\"k\":v",
    "a:b",
    "e\n  f",
    "\nz: ",
    "\ny: ",
    "%",
    "@",
];

#[test]
fn places_are_those_of_libyaml() {
    let mut random = Random(7);
    let (mut read_texts, mut known) = (0, 0);
    for _ in 0..ROUNDS {
        let mut text = String::from(["", "t: ", "- ", "t:\n  "][random.below(4)]);
        for _ in 0..random.below(14) {
            text.push_str(PARTS[random.below(PARTS.len())]);
        }
        match read(Format::Yaml, &text) {
            Ok(document) => {
                read_texts += 1;
                known += compare(&text, document.root(), &mut Vec::new());
            }
            Err(errors) => assert!(printed(&errors, &text).starts_with("error: ")),
        }
    }
    assert!(
        read_texts > ROUNDS / 20,
        "only {read_texts} texts could be read"
    );
    assert!(
        known > read_texts / 2,
        "only {known} places are known in {read_texts} texts"
    );
}

const ROUNDS: usize = 20_000;
