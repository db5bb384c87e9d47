//! [`BuildProgress`]: progress bars and timings of a build.

use super::stopwatch::Stopwatch;
use super::terminal_output::{Progress, Terminal};
use crate::pipeline::Stage;
use crate::publish::{PublishProgress, PublishStage};
use std::sync::{Mutex, PoisonError, RwLock};

/// Shows how far a build is, and measures its stages.
pub struct BuildProgress<'t> {
    terminal: &'t Terminal,
    stopwatch: Mutex<Stopwatch>,
    bar: RwLock<Option<Progress>>,
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
    pub fn end_pipeline_stage(&self, stage: Stage) {
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

    fn show(&self, bar: Option<Progress>) {
        *self.bar.write().unwrap_or_else(PoisonError::into_inner) = bar;
    }
}

impl PublishProgress for BuildProgress<'_> {
    fn begin(&self, stage: PublishStage, steps: usize) {
        let label = match stage {
            PublishStage::Pictures => "making smaller pictures",
            PublishStage::Pages => "writing pages",
            PublishStage::Commit => return,
        };
        self.show(Some(self.terminal.progress(label, Some(steps))));
    }

    fn step(&self) {
        let bar = self.bar.read().unwrap_or_else(PoisonError::into_inner);
        bar.iter().for_each(Progress::step);
    }

    fn end(&self, stage: PublishStage) {
        self.show(None);
        self.lap(match stage {
            PublishStage::Pictures => "pictures made",
            PublishStage::Pages => "rendered and written",
            PublishStage::Commit => "put in place",
        });
    }
}
