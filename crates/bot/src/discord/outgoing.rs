//! From a reply to what Discord wants to be sent.

use serenity::all::{
    CreateAllowedMentions, CreateEmbed, CreateEmbedFooter, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, Message,
    MessageReference, MessageReferenceKind, Nonce,
};

use crate::reply::{Embed, Reply};

/// A message that refers to the one it answers. Its nonce is that message's id: sent twice by
/// mistake, it still appears once.
pub(super) fn message(reply: Reply, to: &Message) -> CreateMessage {
    // If the question has been deleted meanwhile, the answer stands by itself.
    let reference = MessageReference::new(MessageReferenceKind::Default, to.channel_id)
        .message_id(to.id)
        .fail_if_not_exists(false);
    let message = CreateMessage::new()
        .reference_message(reference)
        .allowed_mentions(nobody())
        .nonce(Nonce::String(to.id.to_string()))
        .enforce_nonce(true);
    match reply {
        Reply::Plain(text) => message.content(text),
        Reply::Embed(parts) => message.embed(embed(parts)),
    }
}

/// The promise of an answer. Discord wants it within three seconds of a command.
pub(super) fn acknowledgement() -> CreateInteractionResponse {
    CreateInteractionResponse::Defer(
        CreateInteractionResponseMessage::new().allowed_mentions(nobody()),
    )
}

/// What then takes the place of the acknowledgement.
pub(super) fn edit(reply: Reply) -> EditInteractionResponse {
    let edit = EditInteractionResponse::new().allowed_mentions(nobody());
    match reply {
        Reply::Plain(text) => edit.content(text),
        Reply::Embed(parts) => edit.embed(embed(parts)),
    }
}

fn embed(parts: Embed) -> CreateEmbed {
    let embed = CreateEmbed::new()
        .description(parts.description)
        .fields(parts.fields.into_iter().map(|(name, value)| (name, value, false)));
    let embed = match parts.title {
        Some(title) => embed.title(title),
        None => embed,
    };
    match parts.footer {
        Some(footer) => embed.footer(CreateEmbedFooter::new(footer)),
        None => embed,
    }
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}
