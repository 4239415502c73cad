"""Reads what a server serves at /q with the libraries icalendar, vobject and feedparser. The address is the
first argument, then the paths to read."""

import csv
import io
import sys
from urllib.request import urlopen

import feedparser
import vobject
from icalendar import Calendar


def calendar(body: bytes) -> str:
    parsed = Calendar.from_ical(body)
    for part in parsed.walk():
        assert not part.errors, part.errors
    events = list(parsed.walk("VEVENT"))
    for event in events:
        for required in ("UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "STATUS", "URL"):
            assert required in event, f"{required} is missing"
    assert parsed["VERSION"] == "2.0" and "PRODID" in parsed
    other = vobject.readOne(body.decode(), validate=True)
    found = other.contents.get("vevent", [])
    assert len(found) == len(events), "both find as many"
    for one, another in zip(events, found):
        assert str(one["SUMMARY"]) == another.summary.value
        assert str(one["DESCRIPTION"]) == another.description.value
    return f"{len(events)} events"


def feed(body: bytes) -> str:
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.feed.title and parsed.feed.language.startswith("sv"), parsed.feed
    for entry in parsed.entries:
        assert entry.id.startswith("urn:uuid:") and entry.link.startswith("http"), entry
        assert entry.get("published_parsed") or entry.get("updated_parsed"), entry
    return f"{parsed.version}, {len(parsed.entries)} entries"


def sheet(body: bytes) -> str:
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    for row in rows:
        assert None not in row and None not in row.values(), row
    return f"{len(rows)} rows"


READERS = {
    "text/calendar": calendar,
    "application/rss+xml": feed,
    "application/atom+xml": feed,
    "text/csv": sheet,
}

address, *paths = sys.argv[1:]
for path in paths:
    with urlopen(address + path) as response:
        kind = response.headers.get_content_type()
        print(path, READERS[kind](response.read()))
