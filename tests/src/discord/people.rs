//! What people do: they say things, use commands, press buttons and fill in forms.

use serde_json::{Value, json};

use super::{
    ANNA, BOT, CHANNEL, DIRECT, Discord, Interaction, Permissions,
    interactions::Used,
    shapes::{
        interactions::{self as shapes, Circumstances},
        messages,
    },
};

const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const AUTOCOMPLETE: u64 = 4;
const MODAL: u64 = 5;

/// What somebody says.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// Who says it.
    pub person: u64,
    /// Where: [`CHANNEL`], or [`DIRECT`] for a direct message.
    pub channel: u64,
    /// What, as Discord sends it: a mention of the bot is `<@1000>`.
    pub content: &'a str,
    /// The message it replies to, pinging its author.
    pub replies_to: Option<u64>,
}

/// Somebody, where they are and in what language they read Discord.
///
/// They can do what Discord's own program lets them do, and a test that has them do anything else
/// fails: use what is registered and offered there, press buttons they see.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    discord: &'a Discord,
    circumstances: Circumstances<'a>,
}

impl Discord {
    /// Anna mentions the bot in the channel and says this. Gives the message's id.
    pub fn mention(&self, text: &str) -> u64 {
        self.person(ANNA).mentions(text)
    }

    /// Anna writes this to the bot in private. Gives the message's id.
    pub fn direct_message(&self, text: &str) -> u64 {
        self.person(ANNA).at(DIRECT).says(text)
    }

    /// Somebody says something. Gives the message's id.
    pub fn say(&self, said: &Said<'_>) -> u64 {
        let mut known = self.state.known();
        let id = known.new_id();
        let replied = said.replies_to.and_then(|id| known.messages.get(id).cloned());
        let message = messages::said(id, said, known.places.is_in_guild(said.channel), replied);
        known.messages.keep(id, message.clone(), None);
        known.messages.keep_words(id, said.content);
        known.link.happens("MESSAGE_CREATE", message);
        id
    }

    /// Anna uses a slash command in the channel, with Discord in Swedish.
    pub fn slash(&self, name: &str, options: &[(&str, &str)]) -> Interaction {
        self.person(ANNA).uses(name, options)
    }

    /// Anna uses a slash command with Discord in the language of this locale.
    pub fn slash_in(&self, locale: &str, name: &str, options: &[(&str, &str)]) -> Interaction {
        self.person(ANNA).reading(locale).uses(name, options)
    }

    /// Somebody in [`CHANNEL`], with Discord in Swedish, who may do what everybody may.
    #[must_use]
    pub fn person(&self, person: u64) -> Person<'_> {
        let permissions = Permissions::EVERYBODY.0;
        let circumstances =
            Circumstances { person, channel: CHANNEL, locale: "sv-SE", permissions };
        Person { discord: self, circumstances }
    }
}

impl<'a> Person<'a> {
    /// In another channel.
    #[must_use]
    pub fn at(mut self, channel: u64) -> Self {
        self.circumstances.channel = channel;
        self
    }

    /// In their direct messages with the bot.
    ///
    /// # Panics
    /// For somebody the stand-in has none of.
    #[must_use]
    pub fn in_private(self) -> Self {
        let direct = self.discord.state.known().places.direct_of(self.circumstances.person);
        self.at(direct.expect("the stand-in has their direct messages"))
    }

    /// With Discord in the language of this locale.
    #[must_use]
    pub fn reading(mut self, locale: &'a str) -> Self {
        self.circumstances.locale = locale;
        self
    }

    /// Who may do this, too.
    #[must_use]
    pub fn with(mut self, permissions: Permissions) -> Self {
        self.circumstances.permissions |= permissions.0;
        self
    }

    /// Says this. Gives the message's id.
    pub fn says(&self, text: &str) -> u64 {
        self.say(text, None)
    }

    /// Says this to the bot by its name. Gives the message's id.
    pub fn mentions(&self, text: &str) -> u64 {
        self.says(&format!("<@{BOT}> {text}"))
    }

    /// Replies to a message, and pings who wrote it. Gives the reply's id.
    pub fn replies(&self, message: u64, text: &str) -> u64 {
        self.say(text, Some(message))
    }

    fn say(&self, content: &str, replies_to: Option<u64>) -> u64 {
        let Circumstances { person, channel, .. } = self.circumstances;
        self.discord.say(&Said { person, channel, content, replies_to })
    }

    /// Uses a slash command with these options, as they are written: `talare` or `finsam kanal`.
    /// Numbers, yes and no (`true`, `false`), people and channels (their ids) become what the command
    /// asks for.
    ///
    /// # Panics
    /// When the bot has not registered such a command for such a place, or when it has no such
    /// option, or lacks one.
    pub fn uses(&self, command: &str, options: &[(&str, &str)]) -> Interaction {
        let form = self.form(command);
        for option in form.options.iter().filter(|option| option["required"] == true) {
            let given = options.iter().any(|(name, _)| option["name"] == **name);
            assert!(given, "/{command} needs {}", option["name"]);
        }
        let options = options.iter().map(|(name, text)| form.filled(name, text)).collect();
        let data = shapes::command(&form.registered, &form.path, options);
        self.interact(COMMAND, Used::Command, &data)
    }

    /// Writes this into an option that completes what is written; `filled` is what stands in others.
    ///
    /// # Panics
    /// See [`Person::uses`]; and when the option is not one that is completed.
    pub fn types(
        &self,
        command: &str,
        option: &str,
        text: &str,
        filled: &[(&str, &str)],
    ) -> Interaction {
        let form = self.form(command);
        let mut options: Vec<_> =
            filled.iter().map(|(name, text)| form.filled(name, text)).collect();
        let registered = form.option(option);
        assert_eq!(registered["autocomplete"], true, "{option} of /{command} is not completed");
        // Whatever it will be, it is text while it is being written.
        options.push(json!({
            "name": option, "type": registered["type"], "value": text, "focused": true,
        }));
        let data = shapes::command(&form.registered, &form.path, options);
        self.interact(AUTOCOMPLETE, Used::Autocomplete, &data)
    }

    /// Uses a command in the menu of a message.
    ///
    /// # Panics
    /// When the bot has not registered such a command, or when they do not see the message.
    pub fn uses_on(&self, message: u64, command: &str) -> Interaction {
        let registered = self.registered(command, 3);
        let message = self.seen(message);
        self.interact(COMMAND, Used::Command, &shapes::message_command(&registered, &message))
    }

    /// Presses a button.
    ///
    /// # Panics
    /// When they see no such button under this message, or one that cannot be pressed.
    pub fn presses(&self, message: u64, custom_id: &str) -> Interaction {
        self.chooses(message, custom_id, &[])
    }

    /// Presses the button that says this.
    ///
    /// # Panics
    /// See [`Person::presses`].
    pub fn presses_label(&self, message: u64, label: &str) -> Interaction {
        let named = |component: &Value| component["label"] == *label;
        let component = self.component(message, &named);
        let custom_id = component["custom_id"].as_str().expect("a button that is no link");
        self.presses(message, custom_id)
    }

    /// Chooses these values in a menu under a message.
    ///
    /// # Panics
    /// See [`Person::presses`].
    pub fn chooses(&self, message: u64, custom_id: &str, values: &[&str]) -> Interaction {
        let component = self.component(message, &|component| component["custom_id"] == *custom_id);
        assert_ne!(component["disabled"], true, "{custom_id} cannot be pressed");
        let data = shapes::component(&component, values);
        self.interact(COMPONENT, Used::Component(message), &data)
    }

    /// Fills in the form that something opened, and sends it.
    ///
    /// # Panics
    /// When it opened none.
    pub fn submits(&self, opened_by: &Interaction, values: &[(&str, &str)]) -> Interaction {
        let (modal, message) = {
            let known = self.discord.state.known();
            let opened = known.interactions.get(opened_by.id).expect("an interaction");
            (opened.modal.clone().expect("a form is open"), opened.used.message())
        };
        let data = shapes::modal(&modal["custom_id"], values);
        self.interact(MODAL, Used::Modal(message), &data)
    }

    fn interact(&self, kind: u64, used: Used, data: &Value) -> Interaction {
        let Circumstances { person, channel, .. } = self.circumstances;
        let mut known = self.discord.state.known();
        let id = known.new_id();
        let interaction = Interaction { id, token: format!("interaction-{id}") };
        known.interactions.expect(&interaction, used, person, channel);
        let mut event =
            shapes::interaction(&interaction, self.circumstances, &known.places, kind, data);
        if let Some(message) = used.message().and_then(|message| known.messages.get(message)) {
            event["message"] = message.clone();
        }
        known.link.happens("INTERACTION_CREATE", event);
        interaction
    }

    /// A message they see.
    fn seen(&self, message: u64) -> Value {
        let known = self.discord.state.known();
        let person = self.circumstances.person;
        assert!(known.messages.is_seen_by(person, message), "{person} does not see {message}");
        known.messages.in_full(message).expect("it is seen")
    }

    fn component(&self, message: u64, wanted: &dyn Fn(&Value) -> bool) -> Value {
        let message = self.seen(message);
        let rows = message["components"].as_array().into_iter().flatten();
        let mut all = rows.filter_map(|row| row["components"].as_array()).flatten();
        let found = all.find(|component| wanted(component));
        found.unwrap_or_else(|| panic!("no such thing under {message}")).clone()
    }

    fn registered(&self, name: &str, kind: u64) -> Value {
        let known = self.discord.state.known();
        let mut named = known.commands.iter().filter(|command| command["name"] == *name);
        let found = named.find(|command| command["type"] == kind);
        let found = found.unwrap_or_else(|| panic!("{name} is not registered")).clone();
        let places = &known.places;
        let here = places.context(self.circumstances.channel);
        let offered = found["contexts"].as_array().is_none_or(|all| all.contains(&json!(here)));
        assert!(offered, "{name} is not offered here: {}", found["contexts"]);
        // Where the bot is not, somebody has it with them.
        let by_person =
            found["integration_types"].as_array().is_some_and(|by| by.contains(&json!(1)));
        let is_there = places.is_there(self.circumstances.channel);
        assert!(is_there || by_person, "{name} cannot be brought along");
        found
    }

    /// The slash command at the end of a path like `finsam kanal`.
    fn form(&self, command: &str) -> Form {
        let mut words = command.split(' ');
        let registered = self.registered(words.next().unwrap_or_default(), 1);
        let mut options = options_of(&registered);
        let mut path = Vec::new();
        for word in words {
            let found = options.iter().find(|option| option["name"] == *word);
            let found = found.unwrap_or_else(|| panic!("/{command} is not registered")).clone();
            path.push((word.to_owned(), found["type"].as_u64().expect("an option has a type")));
            options = options_of(&found);
        }
        Form { registered, path, options }
    }
}

fn options_of(of: &Value) -> Vec<Value> {
    of["options"].as_array().cloned().unwrap_or_default()
}

/// A slash command, ready to be filled in.
struct Form {
    registered: Value,
    /// The subcommands that lead to the options, with their types.
    path: Vec<(String, u64)>,
    options: Vec<Value>,
}

impl Form {
    fn option(&self, name: &str) -> &Value {
        let found = self.options.iter().find(|option| option["name"] == *name);
        found.unwrap_or_else(|| panic!("{} has no option {name}", self.registered["name"]))
    }

    /// An option with what somebody writes into it, as Discord understands that.
    fn filled(&self, name: &str, text: &str) -> Value {
        let option = self.option(name);
        let choices = option["choices"].as_array().map_or(&[][..], Vec::as_slice);
        let value = match option["type"].as_u64() {
            Some(4) => json!(text.parse::<i64>().expect("a whole number")),
            Some(5) => json!(text.parse::<bool>().expect("true or false")),
            Some(10) => json!(text.parse::<f64>().expect("a number")),
            _ => json!(text),
        };
        let offered = choices.is_empty() || choices.iter().any(|choice| choice["value"] == value);
        assert!(offered, "{name} has no choice {text}");
        json!({ "name": name, "type": option["type"], "value": value })
    }
}
