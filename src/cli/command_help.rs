//! The commands and options as clap reads them, with their help in the language of the user.
//!
//! Takes the derived definition, whose doc comments are English, and a catalog. The doc comment is
//! the key of its translation. The help of a command lists its own options, and names the others.

use super::Arguments;
use crate::diagnostic::{Catalog, Text};
use crate::phrase;
use clap::{Arg, ArgAction, Command, CommandFactory as _};

/// The options of [`super::CommonArguments`] that the help of each command lists; that of `griot`
/// lists them all.
const LISTED: &[ListedOptions] = &[
    ListedOptions {
        command: "build",
        options: &["out", "base_url", "drafts", "future", "strict"],
    },
    ListedOptions {
        command: "deploy",
        options: &["out", "base_url", "strict"],
    },
    ListedOptions {
        command: "check",
        options: &["drafts", "future", "strict"],
    },
    ListedOptions {
        command: "import",
        options: &["out", "base_url"],
    },
    ListedOptions {
        command: "share",
        options: &["base_url"],
    },
    ListedOptions {
        command: "hosting",
        options: &["base_url"],
    },
];

/// The place of `--help` and `--version` among the options.
const LAST: usize = 10_000;

struct ListedOptions {
    /// A command; its subcommands have the same options.
    command: &'static str,
    options: &'static [&'static str],
}

/// The definition of the command line, with its help in the language of `catalog`.
pub fn command(catalog: &dyn Catalog) -> Command {
    let mut command = localized(catalog);
    command.build();
    localize_help_command(
        command,
        &phrase!("Print the help of a command").render(catalog),
    )
}

/// The definition for manual pages, without the commands `help` that clap adds.
pub fn command_for_manual(catalog: &dyn Catalog) -> Command {
    without_help_command(localized(catalog))
}

fn without_help_command(command: Command) -> Command {
    let command = command.disable_help_subcommand(true);
    command.mut_subcommands(without_help_command)
}

fn localized(catalog: &dyn Catalog) -> Command {
    let command = Arguments::command();
    let shared = command.get_arguments().filter(|arg| arg.is_global_set());
    let localizer = Localizer {
        shared: shared.cloned().collect(),
        catalog,
    };
    let version = localizer.flag("version", 'V', ArgAction::Version);
    localizer
        .localize(command, None)
        .version(env!("CARGO_PKG_VERSION"))
        .arg(version.help(phrase!("Print the version").render(catalog)))
}

/// The English texts of the help, which are keys of its translation: of commands, options, arguments
/// and their values.
pub fn help_texts() -> Vec<String> {
    let mut texts = Vec::new();
    collect_texts(&Arguments::command(), &mut texts);
    texts
}

fn collect_texts(command: &Command, texts: &mut Vec<String>) {
    texts.extend(command.get_about().map(ToString::to_string));
    for arg in command.get_arguments() {
        texts.extend(arg.get_help().map(ToString::to_string));
        let names = arg.get_value_names().unwrap_or_default();
        let takes_values = arg.get_action().takes_values();
        texts.extend(
            names
                .iter()
                .filter(|_| takes_values)
                .map(ToString::to_string),
        );
    }
    command
        .get_subcommands()
        .for_each(|command| collect_texts(command, texts));
}

struct Localizer<'c> {
    /// The options that every command has.
    shared: Vec<Arg>,
    catalog: &'c dyn Catalog,
}

impl Localizer<'_> {
    /// Localizes a command and those below it. `family` is the command below `griot` that it
    /// belongs to.
    fn localize(&self, mut command: Command, family: Option<&str>) -> Command {
        let about = command
            .get_about()
            .map(|about| self.translation(&about.to_string()));
        if let Some(about) = about {
            command = command.about(about);
        }
        command = command.mut_args(|arg| self.localize_arg(arg));
        if let Some(family) = family {
            let shared = self.shared.iter().map(|arg| {
                let arg = self.localize_arg(arg.clone());
                let is_listed = is_listed(family, arg.get_id().as_str());
                arg.hide(!is_listed)
            });
            let shared: Vec<Arg> = shared.collect();
            command = command.args(shared).after_help(
                phrase!("`griot --help` lists the options that every command has")
                    .render(self.catalog),
            );
        }
        let help = self.flag("help", 'h', ArgAction::HelpShort);
        let command = command
            .disable_help_flag(true)
            .disable_version_flag(true)
            .arg(help.help(phrase!("Print help").render(self.catalog)));
        let command = self.with_headings(command);
        command.mut_subcommands(|below| {
            let name = below.get_name().to_string();
            self.localize(below, Some(family.unwrap_or(&name)))
        })
    }

    fn flag(&self, name: &'static str, short: char, action: ArgAction) -> Arg {
        let flag = Arg::new(name).short(short).long(name).action(action);
        let flag = flag.display_order(LAST);
        flag.help_heading(self.heading(&phrase!("Options:")))
    }

    /// Gives the parts of a help their headings.
    fn with_headings(&self, command: Command) -> Command {
        let style = *command.get_styles().get_usage();
        let usage = phrase!("Usage:").render(self.catalog);
        command
            .subcommand_help_heading(self.heading(&phrase!("Commands:")))
            .subcommand_value_name(phrase!("COMMAND").render(self.catalog))
            .help_template(format!(
                "{{about-with-newline}}\n{style}{usage}{style:#} {{usage}}\n\n{{all-args}}{{after-help}}"
            ))
    }

    /// A heading without its colon, which clap adds.
    fn heading(&self, heading: &Text) -> String {
        let heading = heading.render(self.catalog);
        heading.trim_end_matches(':').to_string()
    }

    fn localize_arg(&self, arg: Arg) -> Arg {
        let heading = match arg.is_positional() {
            true => phrase!("Arguments:"),
            false => phrase!("Options:"),
        };
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let mut help = self.translation(&help);
        let arg = arg.help_heading(self.heading(&heading));
        if !arg.get_action().takes_values() {
            return arg.help(help);
        }
        if let Some(note) = note_on_values(&arg) {
            help.push_str(&format!(" [{}]", note.render(self.catalog)));
        }
        let arg = arg
            .help(help)
            .hide_default_value(true)
            .hide_possible_values(true);
        let names = arg.get_value_names().unwrap_or_default().iter();
        let names: Vec<String> = names.map(|name| self.translation(name)).collect();
        match names.is_empty() {
            true => arg,
            false => arg.value_names(names),
        }
    }

    fn translation(&self, english: &str) -> String {
        let translation = self.catalog.translation(english, None);
        translation.unwrap_or(english).to_string()
    }
}

/// Localizes the commands `help`, which clap adds.
fn localize_help_command(command: Command, about: &str) -> Command {
    command.mut_subcommands(|below| match below.get_name() {
        "help" => below.about(about.to_string()),
        _ => localize_help_command(below, about),
    })
}

/// What the help says of the values of an argument besides its text.
fn note_on_values(arg: &Arg) -> Option<Text> {
    let values = arg.get_possible_values();
    if !values.is_empty() {
        let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        return Some(phrase!("values: {values}", values = values.join(", ")));
    }
    let defaults = arg.get_default_values().iter();
    let defaults: Vec<_> = defaults.map(|value| value.to_string_lossy()).collect();
    let defaults = Some(defaults).filter(|defaults| !defaults.is_empty());
    defaults.map(|defaults| phrase!("default: {value}", value = defaults.join(",")))
}

fn is_listed(family: &str, option: &str) -> bool {
    let mut listed = LISTED.iter();
    let of_family = listed.find(|listed| listed.command == family);
    of_family.is_some_and(|listed| listed.options.contains(&option))
}
