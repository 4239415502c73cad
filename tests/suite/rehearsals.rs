//! Days played in seconds by the real bot over the real API: what is told unasked, in which order,
//! and that nothing is told twice or lost whatever happens to the bot meanwhile.

mod digests;
mod kills;
mod outbox;
mod play;
mod year;

use finsam_tests::finsam::{Server, Tree};

use play::{EDITS, Play};

/// Two weeks with an edit of each kind, as a channel and two people see them.
#[tokio::test]
async fn two_weeks_as_discord_would_show_them() {
    let tree = Tree::twin();
    let server = Server::start(&tree, play::CLOCK).await;
    let play = Play::new(&tree, EDITS);
    let told = play.on_paper(&server, "2032-09-20", "2032-10-05").await;
    let told = told.replace(server.address(), "https://exempel.test");
    insta::assert_snapshot!(told);
}

/// The bot was away while everything changed: it tells what changed, not what it missed telling.
#[tokio::test]
async fn after_a_time_away_it_goes_on_where_it_was() {
    let tree = Tree::twin();
    let server = Server::start(&tree, play::CLOCK).await;
    let play = Play::new(&tree, "");
    let first = play.on_paper_remembering(&server, "2032-09-20", "2032-09-20").await;
    assert!(first.contains("Måndag i mellanläget"), "{first}");
    // The API's journal is lost with it: all is compared with what the bot knew.
    assert!(server.stop().await.success());
    tree.replace("seminars/rundgang-en-karta-2032.md", "2032-09-22T18:00", "2032-09-22T17:00");
    tree.delete("seminars/ratt-bakom-ratten-2032.md");
    let server = Server::start(&tree, play::CLOCK).await;
    let then = play.on_paper_remembering(&server, "2032-09-21", "2032-09-21").await;
    assert!(then.contains("Ny tid: ") && then.contains("kl. 17.00"), "{then}");
    assert!(then.contains("Borttaget ur programmet: "), "{then}");
    assert_eq!(then.matches("──\n").count(), 4, "{then}");
}
