//! The threads of everything that runs in parallel: as many as the machine has processors, or as
//! many as the system allows.

#![expect(clippy::disallowed_methods, reason = "the shell reads the environment")]

use std::io;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

/// Starts the threads. Where the system allows none, the calling thread does all the work, and
/// only waits of its own let it take up work of others.
///
/// # Errors
/// The reason why no thread could be started; work still goes on in the calling thread.
pub fn start() -> io::Result<()> {
    let (sender, receiver) = mpsc::channel::<rayon::ThreadBuilder>();
    let receiver = Arc::new(Mutex::new(receiver));
    let mut threads = 0;
    let mut refusal = None;
    // each thread is there before the pool is: a pool that cannot start one has no second try
    for number in 0..wanted() {
        let receiver = Arc::clone(&receiver);
        let work = move || {
            let builder = receiver
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            if let Ok(builder) = builder {
                builder.run();
            }
        };
        let name = format!("worker {number}");
        match thread::Builder::new().name(name).spawn(work) {
            Ok(_) => threads += 1,
            Err(error) => {
                refusal = Some(error);
                break;
            }
        }
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1));
    let built = match threads {
        0 => pool.use_current_thread().build_global(),
        _ => pool
            .spawn_handler(move |thread| {
                let sent = sender.send(thread);
                sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
            })
            .build_global(),
    };
    built.map_err(io::Error::other)?;
    match refusal {
        Some(error) if threads == 0 => Err(error),
        _ => Ok(()),
    }
}

/// The value of `RAYON_NUM_THREADS`, else the number of processors.
fn wanted() -> usize {
    let named = std::env::var("RAYON_NUM_THREADS").ok();
    let named = named.and_then(|value| value.parse::<usize>().ok());
    let processors = || thread::available_parallelism().map_or(1, NonZero::get);
    named
        .filter(|threads| *threads > 0)
        .unwrap_or_else(processors)
}
