//! Measures how long a build takes, stage by stage and as a whole, on a generated site.
//!
//!     scripts/bench [STORIES [RUNS]]
//!
//! Hugo builds an equal site for comparison, if `$HUGO` names it or `hugo` is installed. `$GRIOT`
//! names another Griot program to measure, such as that of `scripts/release fastest`. Times are medians;
//! every run writes into a new folder. All folders are deleted at the end. For five minutes after
//! that, ext4 is slow to create files: wait before you measure again.

#![expect(
    clippy::disallowed_methods,
    reason = "a bench reads the clock, the disk and the environment"
)]

mod corpus;
mod stages;
mod whole;

use corpus::Generator;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let stories = numbers.next().unwrap_or(1_000);
    let runs = numbers.next().unwrap_or(5).max(1);
    let work = tempfile::tempdir().expect("a folder to work in");
    let ours = work.path().join("griot");
    corpus::write(Generator::Griot, stories, &ours);
    println!(
        "{stories} stories in two languages, {} article pages, {runs} runs\n",
        2 * stories
    );
    let (floor, total) = in_one_process(&ours, work.path(), runs);
    println!(
        "{:<24} {:>9.2} × the floor\n",
        "all stages",
        ratio(total, floor)
    );
    whole_programs(&ours, work.path(), stories, runs);
}

/// Prints the time of each stage. Returns the floor and the sum of the stages.
fn in_one_process(site: &Path, work: &Path, runs: usize) -> (Duration, Duration) {
    let mut times: BTreeMap<usize, (&str, Vec<Duration>)> = BTreeMap::new();
    let mut floors = Vec::new();
    for run in 0..runs {
        let laps = stages::stages(site, &work.join(format!("stages-{run}")));
        for (at, lap) in laps.into_iter().enumerate() {
            let times = times.entry(at).or_insert((lap.stage, Vec::new()));
            times.1.push(lap.time);
        }
        floors.push(stages::floor(site, &work.join(format!("floor-{run}"))));
    }
    let mut total = Duration::ZERO;
    for (stage, times) in times.into_values() {
        let time = median(times);
        total += time;
        print(stage, time);
    }
    print("all stages", total);
    let floor = median(floors);
    print("the floor", floor);
    (floor, total)
}

fn whole_programs(ours: &Path, work: &Path, stories: usize, runs: usize) {
    let griot = whole::griot(ours);
    let hugo = whole::hugo().map(|program| {
        let theirs = work.join("hugo");
        corpus::write(Generator::Hugo, stories, &theirs);
        whole::configure_hugo(&theirs);
        whole::build_by_hugo(program, &theirs)
    });
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for run in 0..=runs {
        let times =
            |command: &whole::Build, name: &str| command.run(&work.join(format!("{name}-{run}")));
        whole::remove_cache(ours);
        let ours = times(&griot, "griot-out");
        let theirs = hugo.as_ref().map(|hugo| times(hugo, "hugo-out"));
        // the first run fills the disk cache of the system
        if run > 0 {
            our_times.push(ours);
            their_times.extend(theirs);
        }
    }
    let last = work.join(format!("griot-out-{runs}"));
    let unchanged = median((0..runs).map(|_| griot.run(&last)).collect());
    let ours_time = median(our_times);
    print("griot build", ours_time);
    print("again, nothing changed", unchanged);
    let changed = |_| {
        whole::touch_one(ours);
        griot.run(&last)
    };
    print(
        "again, one changed",
        median((0..runs).map(changed).collect()),
    );
    match hugo {
        None => println!("Hugo is not here: set $HUGO to compare"),
        Some(_) => {
            let theirs = median(their_times);
            print("hugo", theirs);
            println!(
                "{:<24} {:>9.2} × the time",
                "hugo takes",
                ratio(theirs, ours_time)
            );
        }
    }
}

fn print(what: &str, time: Duration) {
    println!("{what:<24} {:>9.1} ms", time.as_secs_f64() * 1e3);
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
