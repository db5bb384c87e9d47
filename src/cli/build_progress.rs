//! [`BuildProgress`]: progress bars and timings of a build.

use super::stopwatch::Stopwatch;
use super::terminal::{Progress as Bar, Terminal};
use crate::pipeline::Stage;
use crate::publish::{Progress, Work};
use std::sync::{Mutex, PoisonError, RwLock};

/// Shows how far a build is, and measures its stages.
pub struct BuildProgress<'t> {
    terminal: &'t Terminal,
    stopwatch: Mutex<Stopwatch>,
    bar: RwLock<Option<Bar>>,
}

impl<'t> BuildProgress<'t> {
    /// Starts the clock.
    pub fn start(terminal: &'t Terminal) -> Self {
        BuildProgress {
            terminal,
            stopwatch: Mutex::new(Stopwatch::start()),
            bar: RwLock::new(None),
        }
    }

    /// A stage of the pipeline has ended.
    pub fn stage(&self, stage: Stage) {
        self.lap(match stage {
            Stage::Read => "read and parsed",
            Stage::Pair => "paired",
            Stage::Index => "indexed",
            Stage::Check => "checked",
        });
    }

    /// The measured times.
    pub fn into_stopwatch(self) -> Stopwatch {
        let stopwatch = self.stopwatch.into_inner();
        stopwatch.unwrap_or_else(PoisonError::into_inner)
    }

    fn lap(&self, stage: &'static str) {
        let stopwatch = self.stopwatch.lock();
        stopwatch.unwrap_or_else(PoisonError::into_inner).lap(stage);
    }

    fn show(&self, bar: Option<Bar>) {
        *self.bar.write().unwrap_or_else(PoisonError::into_inner) = bar;
    }
}

impl Progress for BuildProgress<'_> {
    fn begin(&self, work: Work, steps: usize) {
        let label = match work {
            Work::Pictures => "making smaller pictures",
            Work::Pages => "writing pages",
            Work::Commit => return,
        };
        self.show(Some(self.terminal.progress(label, Some(steps))));
    }

    fn step(&self) {
        let bar = self.bar.read().unwrap_or_else(PoisonError::into_inner);
        bar.iter().for_each(Bar::step);
    }

    fn end(&self, work: Work) {
        self.show(None);
        self.lap(match work {
            Work::Pictures => "pictures made",
            Work::Pages => "rendered and written",
            Work::Commit => "put in place",
        });
    }
}
