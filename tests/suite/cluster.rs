//! The cluster that other tests stand on does what they take for granted.

use std::time::Instant;

use finsam_tests::cluster::{Cluster, PATIENCE};
use tokio::{process::Command, time::timeout};

const ROWS: &str = "SELECT row FROM rows ORDER BY row";

/// What `psql` answers.
async fn sql(url: &str, statement: &str) -> String {
    let mut psql = Command::new("psql");
    psql.args([
        "--no-psqlrc",
        "--tuples-only",
        "--no-align",
        "--quiet",
        "--command",
        statement,
        url,
    ]);
    psql.kill_on_drop(true);
    let output = timeout(PATIENCE, psql.output()).await.expect("the database answers");
    let output = output.expect("psql is installed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{statement}: {said}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A primary dies; another takes writes and has what was acknowledged before; the dead one comes
/// back as a replica.
#[tokio::test]
async fn fails_over() {
    let mut cluster = Cluster::start(3).await;
    let writable = format!("{}?target_session_attrs=read-write", cluster.url());
    sql(&writable, "CREATE TABLE rows (row int)").await;

    let dead = cluster.primary().await;
    sql(&cluster.url_of(dead), "INSERT INTO rows VALUES (1)").await;
    cluster.kill(dead);

    let primary = cluster.until_primary(dead).await;
    sql(&writable, "INSERT INTO rows VALUES (2)").await;
    assert_eq!(sql(&cluster.url_of(primary), ROWS).await, "1\n2");

    cluster.revive(dead);
    cluster.until_whole().await;
    assert_eq!(cluster.primary().await, primary);
    assert_eq!(sql(&cluster.url_of(dead), "SHOW transaction_read_only").await, "on");
    let started = Instant::now();
    while sql(&cluster.url_of(dead), ROWS).await != "1\n2" {
        assert!(started.elapsed() < PATIENCE, "it never heard what it missed");
    }
}
