//! [`BuildProgress`]: progress bars and timings of a build.

use super::stopwatch::Stopwatch;
use super::terminal_output::{Progress, Terminal};
use crate::diagnostic::Text;
use crate::phrase;
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
            Stage::Read => phrase!("read and parsed"),
            Stage::Pair => phrase!("paired"),
            Stage::Index => phrase!("indexed"),
            Stage::Check => phrase!("checked"),
        });
    }

    /// The measured times.
    pub fn into_stopwatch(self) -> Stopwatch {
        let stopwatch = self.stopwatch.into_inner();
        stopwatch.unwrap_or_else(PoisonError::into_inner)
    }

    fn lap(&self, stage: Text) {
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
            PublishStage::Pictures => phrase!("making smaller pictures"),
            PublishStage::Pages => phrase!("writing pages"),
            PublishStage::Commit => return,
        };
        self.show(Some(self.terminal.progress(&label, Some(steps))));
    }

    fn step(&self) {
        let bar = self.bar.read().unwrap_or_else(PoisonError::into_inner);
        bar.iter().for_each(Progress::step);
    }

    fn end(&self, stage: PublishStage) {
        self.show(None);
        self.lap(match stage {
            PublishStage::Pictures => phrase!("pictures made"),
            PublishStage::Pages => phrase!("rendered and written"),
            PublishStage::Commit => phrase!("put in place"),
        });
    }
}
