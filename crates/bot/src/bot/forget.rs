//! Forgetting somebody, once they have said that they mean it.

use super::{Bot, Reply};
use crate::{
    asker::Asker,
    buttons::{self, Press, button},
    message::Message,
};

impl Bot {
    /// Tells what is kept, and asks.
    pub(super) async fn before_forgetting(&self, asker: &Asker) -> Reply {
        let language = asker.language;
        let (reminders, follows) = match tokio::try_join!(
            self.state.reminders_of(asker.person),
            self.state.follows_of(asker.person)
        ) {
            Ok((reminders, follows)) => (count(&reminders), count(&follows)),
            Err(why) => return self.broken(&why, language),
        };
        let mut message = Message::plain((language.personal().sure_to_forget)(reminders, follows));
        message.rows = buttons::rows(button(language.buttons().forget, &Press::Forget));
        message.into()
    }

    /// Forgets, and tells what.
    pub(super) async fn forget(&self, asker: &Asker) -> Reply {
        self.conversations().forget(asker.person);
        match self.state.forget(asker.person).await {
            Ok(gone) => {
                let texts = asker.language.personal();
                Reply::plain((texts.forgotten)(gone.reminders, gone.follows))
            }
            Err(why) => self.broken(&why, asker.language),
        }
    }
}

fn count<T>(kept: &[T]) -> u64 {
    u64::try_from(kept.len()).unwrap_or(u64::MAX)
}
