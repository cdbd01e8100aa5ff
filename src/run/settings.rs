//! The settings of this run, and the variables of the environment that they are read from.

use std::ffi::OsString;

use crate::{
    cli::Global,
    config::{Config, ConfigError, Places},
};

/// Takes the settings of this run together.
pub(super) fn load(global: &Global) -> Result<Config, ConfigError> {
    Config::load(global, &variable, &Places::of_system())
}

/// Returns a variable of the environment; one that is empty is none.
pub(super) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
