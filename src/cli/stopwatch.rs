//! How long each stage of a build took, for `--verbose`.

#![expect(clippy::disallowed_methods, reason = "the shell measures time")]

use std::time::{Duration, Instant};

/// Runs from its making; each lap is a stage.
pub struct Stopwatch {
    start: Instant,
    lap: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub fn start() -> Self {
        let start = Instant::now();
        Stopwatch {
            start,
            lap: start,
            laps: Vec::new(),
        }
    }

    /// The stage is over that began when the last one was.
    pub fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.lap));
        self.lap = now;
    }

    pub fn total(&self) -> Duration {
        self.start.elapsed()
    }

    /// `read and parsed 94 ms, paired 3 ms, …`
    pub fn text(&self) -> String {
        let lap = |(stage, time): &(&str, Duration)| format!("{stage} {} ms", time.as_millis());
        self.laps.iter().map(lap).collect::<Vec<_>>().join(", ")
    }
}
