//! `newswire alert`: what the reader is alerted to, and what of alerts works here.

use std::io::{self, IsTerminal, Write};

use tokio::runtime;

use super::library::Library;
use crate::{
    app::alert::{Notification, When},
    cli::AlertAction,
    config::{AlertChannel, Config},
    model::{Clean, alert::Scope},
    run::{
        desktop::notify::{
            bus::{BusError, Notice, Service},
            means::{self, Means, Surroundings},
        },
        failure::Failure,
    },
};

/// Shows the rules, or tries what works.
pub(super) fn alert(
    action: AlertAction,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match action {
        AlertAction::List => list(config, out),
        AlertAction::Test => test(config, out),
    }
}

/// Lists the rules: those of the settings, then those that were asked for in a live blog.
fn list(config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let library = Library::open(config)?;
    let wishes = library.wishes()?;
    library.close()?;
    for rule in &config.alerts.rules {
        let scope = match rule.scope() {
            Scope::All => "all live blogs".to_owned(),
            Scope::Blog(page) => page.to_string(),
            Scope::Tag(tag) => format!("live blogs tagged {tag}"),
        };
        writeln!(
            out,
            "{}\n     {scope} · from the settings",
            rule.wish().describe()
        )?;
    }
    for (address, wish) in &wishes {
        writeln!(out, "{}\n     {address}", wish.describe())?;
    }
    if config.alerts.rules.is_empty() && wishes.is_empty() {
        super::tell(
            "There are no rules yet: press ! in a live blog, or write some under [alerts] in the settings.",
        );
    }
    if config.alerts.to == AlertChannel::Off {
        super::tell("Alerts are off: to = \"off\" under [alerts] in the settings.");
    }
    Ok(())
}

/// Says by what the reader would be told, and tells them something.
fn test(config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let around = Surroundings::here();
    let means = means::choose(config.alerts.to, around);
    let Desktop { service, shown } = desktop(means == Some(Means::Desktop))?;
    let terminal = match around.osc {
        Some(osc) => format!("shows notifications (OSC {})", osc.number()),
        None if around.tmux => {
            "tmux, which passes notifications on with set -g allow-passthrough on; \
            set to under [alerts] to what your terminal shows: \"osc99\", \"osc777\" or \"osc9\""
                .to_owned()
        }
        None => "no notifications that newswire knows of".to_owned(),
    };
    writeln!(out, "Terminal: {terminal}.")?;
    match &service {
        Ok(name) => writeln!(out, "Desktop: {name} shows notifications.")?,
        Err(why) => writeln!(out, "Desktop: no notifications, {why}.")?,
    }
    if around.tmux && config.alerts.when == When::Unfocused {
        writeln!(
            out,
            "Focus: tmux reports it only with set -g focus-events on; otherwise you count as away after five minutes without a key."
        )?;
    }
    let rules = config.alerts.rules.len();
    writeln!(
        out,
        "Rules in the settings: {rules}; newswire alert list shows all."
    )?;
    let told = match means {
        None => "Alerts are off: to = \"off\" under [alerts] in the settings.",
        Some(Means::Desktop) => match shown {
            Ok(()) => "Sent to the desktop: you should see a notification.",
            Err(_) => "The desktop shows no notifications: alerts ring the bell.",
        },
        Some(_) if !io::stdout().is_terminal() => {
            "Alerts go through the terminal, and this is not one."
        }
        Some(Means::Terminal(osc)) => {
            write!(out, "{}", osc.sequence(&example(), around.tmux))?;
            "Sent to the terminal: you should see a notification, unless it hides those of the window in front of you."
        }
        Some(Means::Bell) => {
            write!(out, "\x07")?;
            "Rang the bell."
        }
    };
    Ok(writeln!(out, "{told}")?)
}

/// What came of asking the desktop's service.
struct Desktop {
    /// What it is called.
    service: Result<Clean, BusError>,
    /// Whether it showed a notification, where it was to.
    shown: Result<(), BusError>,
}

/// Asks the desktop's service what it is called; shows a notification where that is what alerts do.
fn desktop(shows: bool) -> Result<Desktop, Failure> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    Ok(runtime.block_on(async {
        let mut service = match Service::connect().await {
            Ok(service) => service,
            Err(why) => {
                return Desktop {
                    service: Err(why),
                    shown: Err(BusError::NoBus),
                };
            }
        };
        let name = service.name().await;
        let shown = if shows {
            let example = example();
            let notice = Notice {
                number: example.number,
                title: example.title,
                lines: example.lines,
                is_urgent: false,
            };
            service.notify(&notice).await
        } else {
            Ok(())
        };
        Desktop {
            service: name,
            shown,
        }
    }))
}

fn example() -> Notification {
    Notification {
        number: 0,
        title: Clean::line("newswire"),
        lines: vec![Clean::line("This is what an alert looks like.")],
        is_breaking: false,
        raised: Vec::new(),
    }
}
