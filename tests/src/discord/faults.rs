//! What goes wrong on purpose: answers that fail, limits on how often, and requests held back.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use tokio::{sync::oneshot, time::timeout};

use super::{Request, Route};

/// How a request fails.
#[derive(Clone, Debug)]
pub enum Fault {
    /// 429, to be tried again after this time; `global` holds for every route.
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
        /// Whether the limit is on everything the bot does.
        global: bool,
    },
    /// 500, and nothing was done.
    ServerError,
    /// 500, though it was done all the same.
    ServerErrorAfterwards,
    /// This status with this code of Discord's (50001 for missing access, 10008 for an unknown
    /// message …), and nothing was done.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's code.
        code: u32,
    },
    /// The connection is cut without an answer, and nothing was done.
    Cut,
    /// The connection is cut without an answer, though it was done all the same.
    CutAfterwards,
    /// Done at once, and answered only after this time.
    Slow(Duration),
    /// Done, and answered with 200 and something that is no JSON.
    Garbage,
}

/// When a request is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// When it has arrived and nothing has been done.
    Arrived,
    /// When it has been carried out and not been answered.
    CarriedOut,
}

/// A request to be held back: wait for it with [`Held::came`], then let it go on with
/// [`Held::release`]. Dropping this cuts its connection; what was held on arrival is then never
/// carried out. So a bot can be ended exactly before and exactly after what it does took effect.
#[derive(Debug)]
pub struct Held {
    came: oneshot::Receiver<Request>,
    release: oneshot::Sender<()>,
}

impl Held {
    /// Waits until the request has come so far.
    ///
    /// # Panics
    /// When that takes longer than `within`.
    pub async fn came(&mut self, within: Duration) -> Request {
        let came = timeout(within, &mut self.came).await;
        came.expect("the request to hold back comes").expect("the stand-in runs")
    }

    /// Whether the request has come so far. Only the first call can be true.
    #[must_use]
    pub fn has_come(&mut self) -> bool {
        self.came.try_recv().is_ok()
    }

    /// Lets it go on as if nothing had been.
    pub fn release(self) {
        let _ = self.release.send(());
    }
}

/// The stand-in's end of a [`Held`].
#[derive(Debug)]
pub(super) struct Hold {
    pub(super) moment: Moment,
    came: oneshot::Sender<Request>,
    released: oneshot::Receiver<()>,
}

impl Hold {
    /// Tells the test, and waits for its word: whether to go on.
    pub(super) async fn back(self, request: &Request) -> bool {
        let _ = self.came.send(request.clone());
        self.released.await.is_ok()
    }
}

type Matching = Box<dyn Fn(&Request) -> bool + Send>;

struct PlannedHold {
    matching: Matching,
    /// How many that match pass before it.
    before: usize,
    hold: Hold,
}

/// So many requests in so long a time, for each channel.
#[derive(Clone, Copy, Debug)]
struct Limit {
    requests: u32,
    per: Duration,
}

#[derive(Debug)]
struct Window {
    since: Instant,
    used: u32,
}

/// How a request stands with its route's limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    pub(super) limit: u32,
    pub(super) remaining: u32,
    pub(super) reset_after: Duration,
    /// Whether it came although nothing remained.
    pub(super) exceeded: bool,
}

/// What the test has planned.
#[derive(Default)]
pub(super) struct Plans {
    faults: Vec<(Route, Fault)>,
    outage: Option<Fault>,
    holds: Vec<PlannedHold>,
    limits: Vec<(Route, Limit)>,
    windows: BTreeMap<(Route, u64), Window>,
}

impl std::fmt::Debug for Plans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plans").field("faults", &self.faults).finish_non_exhaustive()
    }
}

impl Plans {
    pub(super) fn fail_next(&mut self, route: Route, fault: Fault) {
        self.faults.push((route, fault));
    }

    pub(super) fn outage(&mut self, fault: Option<Fault>) {
        self.outage = fault;
    }

    pub(super) fn next_fault(&mut self, route: Route) -> Option<Fault> {
        match self.faults.iter().position(|(planned, _)| *planned == route) {
            Some(index) => Some(self.faults.remove(index).1),
            None => self.outage.clone(),
        }
    }

    pub(super) fn hold(&mut self, matching: Matching, before: usize, moment: Moment) -> Held {
        let (tell, came) = oneshot::channel();
        let (release, released) = oneshot::channel();
        let hold = Hold { moment, came: tell, released };
        self.holds.push(PlannedHold { matching, before, hold });
        Held { came, release }
    }

    /// The hold a request that has just arrived runs into.
    pub(super) fn next_hold(&mut self, request: &Request) -> Option<Hold> {
        let mut due = None;
        for (index, planned) in self.holds.iter_mut().enumerate() {
            if !(planned.matching)(request) {
                continue;
            }
            if planned.before == 0 {
                due = due.or(Some(index));
            } else {
                planned.before -= 1;
            }
        }
        due.map(|index| self.holds.remove(index).hold)
    }

    pub(super) fn limit(&mut self, route: Route, requests: u32, per: Duration) {
        self.limits.push((route, Limit { requests, per }));
    }

    /// Counts a request against its route's limit, if it has one. `place` is the id that Discord
    /// counts by, the first in the path.
    pub(super) fn count(&mut self, route: Route, place: u64) -> Option<Allowance> {
        let (_, limit) = self.limits.iter().find(|(limited, _)| *limited == route)?;
        let now = Instant::now();
        let fresh = || Window { since: now, used: 0 };
        let window = self.windows.entry((route, place)).or_insert_with(fresh);
        if now - window.since >= limit.per {
            *window = fresh();
        }
        let exceeded = window.used >= limit.requests;
        window.used += u32::from(!exceeded);
        Some(Allowance {
            limit: limit.requests,
            remaining: limit.requests - window.used,
            reset_after: (window.since + limit.per).saturating_duration_since(now),
            exceeded,
        })
    }
}
