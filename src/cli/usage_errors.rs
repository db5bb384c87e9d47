//! What clap refuses, in the words of the program: which word is wrong, and what to type instead.

use super::command_failure::CommandFailure;
use super::terminal_output::Terminal;
use crate::diagnostic::{Code, Diagnostic, English, Message, Text, nearest};
use crate::site_folder::SiteFolder;
use crate::text::fold::fold;
use crate::{message, phrase};
use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use std::ffi::OsString;
use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

/// Why the value of an option cannot be used.
#[derive(Debug, Clone)]
pub struct InvalidArgument(pub Text);

impl fmt::Display for InvalidArgument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.render(&English))
    }
}

impl std::error::Error for InvalidArgument {}

/// French names of commands and options, folded.
const FRENCH_NAMES: &[FrenchName] = &[
    french(&["construire", "generer", "publier"], "build"),
    french(&["servir", "apercu", "previsualiser"], "serve"),
    french(&["nouveau", "nouvelle", "creer", "article", "site"], "new"),
    french(&["importer"], "import"),
    french(&["traduire", "traduction"], "translate"),
    french(&["etat", "statut"], "status"),
    french(&["verifier", "controler"], "check"),
    french(&["accepter", "valider"], "accept"),
    french(&["partager"], "share"),
    french(&["hebergement"], "hosting"),
    french(&["schema"], "schema"),
    french(&["aide"], "help"),
    french(&["brouillon", "brouillons"], "drafts"),
    french(&["dossier", "racine"], "root"),
    french(&["sortie"], "out"),
    french(&["langue"], "lang"),
    french(&["langues"], "languages"),
    french(&["tout", "tous"], "all"),
    french(&["externe", "externes"], "external"),
    french(&["ouvrir"], "open"),
];

struct FrenchName {
    names: &'static [&'static str],
    english: &'static str,
}

const fn french(names: &'static [&'static str], english: &'static str) -> FrenchName {
    FrenchName { names, english }
}

/// The command or option of which a word is the French name, or nearly so.
fn english_name(word: &str) -> Option<&'static str> {
    let names = FRENCH_NAMES.iter().flat_map(|french| french.names);
    let near = nearest(&fold(word), names.copied())?;
    let mut french = FRENCH_NAMES.iter();
    let french = french.find(|french| french.names.contains(&near))?;
    Some(french.english)
}

/// Ends the program with the help that was asked for, or with what is wrong with the arguments
/// `words`. `command` is the whole definition.
pub fn end(error: &Error, command: &Command, words: &[OsString]) -> ExitCode {
    let status = error.exit_code();
    if status == 0 || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        if status != 0 {
            let _ = writeln!(std::io::stderr());
        }
        return ExitCode::from(u8::try_from(status).unwrap_or(1));
    }
    let is_json = words.iter().any(|word| word == "--json");
    let terminal = Terminal::new(false, false, is_json);
    let usage = UsageError::new(error, command, words);
    let failure = CommandFailure::Usage(usage.diagnostic());
    terminal.fail(&failure, &SiteFolder::new("."))
}

/// An error of clap, and the command that it is about.
struct UsageError<'a> {
    error: &'a Error,
    /// The command whose arguments are wrong.
    command: &'a Command,
    /// Its whole name: `griot new site`.
    name: String,
}

impl<'a> UsageError<'a> {
    fn new(error: &'a Error, root: &'a Command, words: &[OsString]) -> Self {
        let mut command = root;
        let mut name = "griot".to_string();
        for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
            if let Some(below) = command.find_subcommand(word) {
                command = below;
                name.push_str(&format!(" {word}"));
            }
        }
        UsageError {
            error,
            command,
            name,
        }
    }

    fn diagnostic(&self) -> Diagnostic {
        let argument = self.context(ContextKind::InvalidArg);
        match self.error.kind() {
            ErrorKind::InvalidSubcommand => self.unknown_command(),
            ErrorKind::UnknownArgument => self.unknown_argument(&argument),
            ErrorKind::MissingRequiredArgument => self.missing_argument(&argument),
            ErrorKind::ArgumentConflict => self.conflict(&argument),
            ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::TooManyValues => {
                self.invalid_value(&argument)
            }
            ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
                self.missing_value(&argument)
            }
            ErrorKind::InvalidUtf8 => problem(
                message!(Code::InvalidArgument, "an argument is not UTF-8"),
                self.help_hint(),
            ),
            _ => problem(
                message!(
                    Code::InvalidArgument,
                    "wrong usage: {reason}",
                    reason = self.error.kind().to_string()
                ),
                self.help_hint(),
            ),
        }
    }

    fn unknown_command(&self) -> Diagnostic {
        let word = self.context(ContextKind::InvalidSubcommand);
        let is_command = |name: &&str| self.command.find_subcommand(name).is_some();
        let near = self.first(ContextKind::SuggestedSubcommand).or_else(|| {
            let english = english_name(&word).filter(is_command);
            english.map(str::to_string)
        });
        let hint = match near {
            Some(near) => phrase!(
                "did you mean `{near}`?",
                near = format!("{} {near}", self.name)
            ),
            None => phrase!(
                "`{command} --help` lists the commands",
                command = self.name.as_str()
            ),
        };
        let message = message!(
            Code::UnknownCommand,
            "unknown command `{word}`",
            word = word
        );
        problem(message, hint)
    }

    fn unknown_argument(&self, argument: &str) -> Diagnostic {
        let name = option_name(argument);
        let is_option = |name: &&str| {
            let mut own = self.command.get_arguments();
            own.any(|own| own.get_long() == Some(*name))
        };
        let near = self.first(ContextKind::SuggestedArg).or_else(|| {
            let word = name.strip_prefix("--")?;
            let english = english_name(word).filter(is_option)?;
            Some(format!("--{english}"))
        });
        let hint = match near {
            Some(near) => phrase!("did you mean `{near}`?", near = option_name(&near)),
            None => self.help_hint(),
        };
        let message = match name.starts_with('-') {
            true => message!(
                Code::UnknownOption,
                "unknown option `{option}`",
                option = name
            ),
            false => message!(
                Code::UnexpectedArgument,
                "`{command}` does not expect `{word}`",
                command = self.name.as_str(),
                word = argument
            ),
        };
        problem(message, hint)
    }

    fn missing_argument(&self, argument: &str) -> Diagnostic {
        let message = message!(
            Code::MissingArgument,
            "`{command}` needs more: {names}",
            command = self.name.as_str(),
            names = argument.replace(['<', '>'], "")
        );
        let usage = self.command.clone().render_usage().to_string();
        let usage = usage.split_once(": ").map_or("", |(_, usage)| usage);
        let usage = usage.replace("[OPTIONS] ", "").replace(['<', '>'], "");
        problem(message, phrase!("write `{usage}`", usage = usage))
    }

    fn conflict(&self, argument: &str) -> Diagnostic {
        let first = option_name(argument);
        let other = self.first(ContextKind::PriorArg).unwrap_or_default();
        let other = option_name(&other);
        if first == other || other.is_empty() {
            let message = message!(
                Code::RepeatedOption,
                "`{option}` is there twice",
                option = first
            );
            return problem(message, phrase!("write it once"));
        }
        let message = message!(
            Code::ConflictingOptions,
            "`{first}` and `{other}` exclude each other",
            first = first,
            other = other
        );
        problem(message, phrase!("write only one of them"))
    }

    fn invalid_value(&self, argument: &str) -> Diagnostic {
        let value = self.context(ContextKind::InvalidValue);
        if value.is_empty() {
            return self.missing_value(argument);
        }
        let message = message!(
            Code::InvalidArgument,
            "`{value}` is no value for {argument}",
            value = value,
            argument = self.shown(argument)
        );
        let source = std::error::Error::source(self.error);
        let reason = source.and_then(|source| source.downcast_ref::<InvalidArgument>());
        let values = self.list(ContextKind::ValidValue);
        let hint = match (reason, self.first(ContextKind::SuggestedValue)) {
            (Some(InvalidArgument(reason)), _) => reason.clone(),
            (None, Some(near)) => phrase!("did you mean `{near}`?", near = near),
            (None, None) if !values.is_empty() => {
                phrase!("known here: `{names}`", names = values.join("`, `"))
            }
            (None, None) => self.meaning(argument),
        };
        problem(message, hint)
    }

    fn missing_value(&self, argument: &str) -> Diagnostic {
        let message = message!(
            Code::MissingArgument,
            "a value is missing after {argument}",
            argument = self.shown(argument)
        );
        let values = self.list(ContextKind::ValidValue);
        let hint = match values.is_empty() {
            true => self.meaning(argument),
            false => phrase!("known here: `{names}`", names = values.join("`, `")),
        };
        problem(message, hint)
    }

    /// An option in backticks; the name of an argument as it is.
    fn shown(&self, argument: &str) -> String {
        let name = option_name(argument);
        match name.starts_with('-') {
            true => format!("`{name}`"),
            false => name.replace(['<', '>', '[', ']'], ""),
        }
    }

    /// The help of an argument, else of its command.
    fn meaning(&self, argument: &str) -> Text {
        let name = option_name(argument);
        let mut known = self.command.get_arguments();
        let known = known.find(|arg| arg.get_long() == name.strip_prefix("--"));
        let help = known.and_then(|arg| arg.get_help());
        match help {
            Some(help) => phrase!(
                "{argument}: {meaning}",
                argument = self.shown(argument),
                meaning = help.to_string()
            ),
            None => self.help_hint(),
        }
    }

    fn help_hint(&self) -> Text {
        phrase!(
            "`{command} --help` says what it understands",
            command = self.name.as_str()
        )
    }

    fn context(&self, kind: ContextKind) -> String {
        self.list(kind).join(", ")
    }

    fn first(&self, kind: ContextKind) -> Option<String> {
        self.list(kind).into_iter().next()
    }

    fn list(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }
}

/// `--port` of `--port <PORT>`.
fn option_name(argument: &str) -> String {
    let end = argument
        .find([' ', '='])
        .filter(|_| argument.starts_with('-'));
    argument[..end.unwrap_or(argument.len())].to_string()
}

fn problem(message: Message, hint: Text) -> Diagnostic {
    Diagnostic::error("", message).hint(hint)
}
