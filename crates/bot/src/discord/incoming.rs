//! From Discord's events to what the bot understands.

use std::collections::BTreeMap;

use serenity::all::{
    CommandDataOption, CommandDataOptionValue, CommandInteraction, ComponentInteraction, Message,
    MessageFlags, MessageInteractionMetadata,
};

use crate::{asker::Asker, bot::Completion, commands::Invocation, texts::Language};

/// A command somebody used.
pub(super) fn invocation(command: &CommandInteraction) -> Invocation {
    let (name, options) = named(command);
    let options = options
        .iter()
        .filter_map(|option| Some((option.name.clone(), option.value.as_str()?.to_owned())))
        .collect::<BTreeMap<_, _>>();
    let target = command
        .data
        .target_id
        .and_then(|target| command.data.resolved.messages.get(&target.to_message_id()).map(words));
    Invocation { asker: asker_of_command(command), name, options, target }
}

/// An option somebody is writing into; none where Discord does not say which.
pub(super) fn completion(command: &CommandInteraction) -> Option<Completion> {
    let (name, options) = named(command);
    let typed = options.iter().find_map(|option| match &option.value {
        CommandDataOptionValue::Autocomplete { value, .. } => Some(value.clone()),
        _ => None,
    })?;
    Some(Completion { asker: asker_of_command(command), name, typed })
}

/// Who pressed a button.
pub(super) fn presser(component: &ComponentInteraction) -> Asker {
    let may = component.member.as_ref().and_then(|member| member.permissions);
    Asker {
        person: component.user.id.get(),
        channel: component.channel_id.get(),
        guild: component.guild_id.map(|guild| guild.get()),
        language: Language::of_locale(&component.locale),
        may: may.map_or(0, |may| may.bits()),
        we_may: component.app_permissions.map(|may| may.bits()),
    }
}

/// Whether the message a button is under is the presser's own: nobody else sees it, or it answers
/// a command of theirs.
pub(super) fn is_own(component: &ComponentInteraction) -> bool {
    let message = &component.message;
    let is_ephemeral = message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    let user = message.interaction_metadata.as_deref().and_then(|made_by| match made_by {
        MessageInteractionMetadata::Command(by) => Some(by.user.id),
        MessageInteractionMetadata::Component(by) => Some(by.user.id),
        _ => None,
    });
    component.guild_id.is_none() || is_ephemeral || user == Some(component.user.id)
}

/// Who says something to us. What they may do in the channel does not matter there.
pub(super) fn author(message: &Message, language: Language) -> Asker {
    Asker {
        person: message.author.id.get(),
        channel: message.channel_id.get(),
        guild: message.guild_id.map(|guild| guild.get()),
        language,
        may: 0,
        we_may: None,
    }
}

fn asker_of_command(command: &CommandInteraction) -> Asker {
    let may = command.member.as_ref().and_then(|member| member.permissions);
    Asker {
        person: command.user.id.get(),
        channel: command.channel_id.get(),
        guild: command.guild_id.map(|guild| guild.get()),
        language: Language::of_locale(&command.locale),
        may: may.map_or(0, |may| may.bits()),
        we_may: command.app_permissions.map(|may| may.bits()),
    }
}

/// A command's name with its sub-command's, and the options of whichever it is.
fn named(command: &CommandInteraction) -> (String, &[CommandDataOption]) {
    let data = &command.data;
    if let [CommandDataOption { name, value: CommandDataOptionValue::SubCommand(options), .. }] =
        data.options.as_slice()
    {
        return (format!("{} {name}", data.name), options);
    }
    (data.name.clone(), &data.options)
}

/// The words of a message, those in its embeds included.
fn words(message: &Message) -> String {
    let embeds = message.embeds.iter().flat_map(|embed| [&embed.title, &embed.description]);
    let parts = [Some(&message.content)].into_iter().chain(embeds.map(Option::as_ref)).flatten();
    parts.map(String::as_str).collect::<Vec<_>>().join("\n")
}
