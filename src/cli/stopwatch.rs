//! The time that each stage of a build takes, for `--verbose`.

#![expect(clippy::disallowed_methods, reason = "the shell measures time")]

use super::terminal_output::Terminal;
use crate::diagnostic::Text;
use std::time::{Duration, Instant};

/// Runs from the moment when it is made. Each lap is the time of one stage.
pub struct Stopwatch {
    start: Instant,
    lap_start: Instant,
    laps: Vec<Lap>,
}

struct Lap {
    stage: Text,
    time: Duration,
}

impl Stopwatch {
    pub fn start() -> Self {
        let start = Instant::now();
        Stopwatch {
            start,
            lap_start: start,
            laps: Vec::new(),
        }
    }

    /// Ends a stage; the next one begins.
    pub fn lap(&mut self, stage: Text) {
        let now = Instant::now();
        let time = now - self.lap_start;
        self.laps.push(Lap { stage, time });
        self.lap_start = now;
    }

    pub fn total(&self) -> Duration {
        self.start.elapsed()
    }

    /// `read and parsed 94 ms, paired 3 ms, …`
    pub fn text(&self, terminal: &Terminal) -> String {
        let laps = self.laps.iter();
        let laps = laps.map(|lap| {
            let stage = terminal.render(&lap.stage);
            format!("{stage} {} ms", lap.time.as_millis())
        });
        laps.collect::<Vec<_>>().join(", ")
    }
}
