//! Has the program compiled again when the theme that is part of it changes.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
}
