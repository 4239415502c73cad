// Reads what a server serves at /q with other people's readers; the address is the argument, then the
// paths to read. Prints what was read, and ends badly at the first fault.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import jsonld from "jsonld";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";

const [address, ...paths] = process.argv.slice(2);

/** What schema.org says that things of each type have, out of the types made of its vocabulary. */
async function vocabulary() {
  const url = new URL("node_modules/schema-dts/dist/schema.d.ts", import.meta.url);
  const text = await readFile(url, "utf8");
  const bases = new Map();
  for (const [, name, parents, body] of text.matchAll(
    /^(?:export )?interface (\w+)(?: extends ([^{]+?))? \{$([\s\S]*?)^\}$/gm,
  )) {
    const own = [...body.matchAll(/^    "([^"]+)"\??:/gm)].map(([, key]) => key);
    bases.set(name, { own, parents: parents?.split(",").map((one) => one.trim().replace(/^Partial<|>$/g, "")) ?? [] });
  }
  const all = (name, seen = new Set()) => {
    const base = bases.get(name);
    if (!base) return seen;
    base.own.forEach((key) => seen.add(key));
    base.parents.forEach((parent) => all(parent, seen));
    return seen;
  };
  // A type without properties of its own has no base, and one of roles no leaf.
  return (type) => {
    const name = [`${type}Leaf`, `${type}Base`].find((name) => bases.has(name));
    return name ? all(name) : null;
  };
}

const properties = await vocabulary();
assert(properties("EducationEvent").has("eventAttendanceMode"), "the vocabulary cannot be read");
assert(!properties("EducationEvent").has("roleName"), "everything is in the vocabulary");

function checkTerms(thing) {
  if (Array.isArray(thing)) return thing.forEach(checkTerms);
  if (thing === null || typeof thing !== "object") return;
  const known = properties(thing["@type"]);
  assert(known, `schema.org has no ${thing["@type"]}`);
  for (const [key, value] of Object.entries(thing)) {
    // A role stands between a thing and what it has, and goes by the same name there.
    const isRole = thing["@type"] === "OrganizationRole" && key === "affiliation";
    if (!key.startsWith("@") && !isRole) assert(known.has(key), `${thing["@type"]} has no ${key}`);
    checkTerms(value);
  }
}

/** The words of schema.org, without asking for them: only which of them are addresses and lists. */
const CONTEXT = { "@context": { "@vocab": "https://schema.org/", url: { "@type": "@id" }, sameAs: { "@type": "@id" } } };
const documentLoader = async (url) => {
  assert.equal(url, "https://schema.org");
  return { documentUrl: url, document: CONTEXT, contextUrl: null };
};

async function checkLinkedData(text) {
  const data = JSON.parse(text);
  const [expanded] = await jsonld.expand(data, { documentLoader, safe: true });
  assert(expanded["@id"].startsWith("http"), "its id is an address");
  const quads = await jsonld.toRDF(data, { documentLoader, format: "application/n-quads", safe: true });
  checkTerms(data);
  const things = data["@type"] === "ItemList" ? data.itemListElement.map(({ item }) => item) : [data];
  for (const event of things.filter((thing) => thing["@type"] === "EducationEvent")) {
    assert(event.name && event.startDate, "an event has a name and a start");
    assert.match(event.startDate, /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?$/);
    assert.match(event.eventStatus, /^https:\/\/schema\.org\/Event(Scheduled|Rescheduled|Postponed|Cancelled|MovedOnline)$/);
  }
  return `${things.length} things, ${quads.split("\n").length - 1} statements`;
}

function checkCalendar(text) {
  assert(text.endsWith("\r\n") && !/[^\r]\n/.test(text), "every line ends with CR LF");
  for (const line of text.split("\r\n")) assert(Buffer.byteLength(line) <= 75, `${line} is too long`);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  for (const event of events) assert(event.uid && event.startDate && event.summary, "an event is whole");
  const held = Object.values(nodeIcal.sync.parseICS(text)).filter(({ type }) => type === "VEVENT");
  assert.equal(held.length, events.length, "both find as many");
  for (const event of events.filter((event) => !event.startDate.isDate)) {
    const other = held.find(({ uid }) => uid === event.uid);
    ICAL.TimezoneService.register(calendar.getFirstSubcomponent("vtimezone"));
    assert.equal(event.startDate.toJSDate().getTime(), other.start.getTime(), `both agree on ${event.summary}`);
  }
  return `${events.length} events`;
}

function checkFeed(feed, entries) {
  assert(feed.title, "a feed has a title");
  const ids = entries.map((entry) => entry.guid?.value ?? entry.id);
  assert.equal(new Set(ids).size, ids.length, "no two entries have the same id");
  ids.forEach((id) => assert.match(id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
  return `${entries.length} entries`;
}

const readers = {
  "text/calendar": checkCalendar,
  "application/ld+json": checkLinkedData,
  "application/rss+xml": (text) => ((feed) => checkFeed(feed, feed.items ?? []))(parseRssFeed(text)),
  "application/atom+xml": (text) => ((feed) => checkFeed(feed, feed.entries ?? []))(parseAtomFeed(text)),
  "application/feed+json": (text) => {
    assert.equal(JSON.parse(text).version, "https://jsonfeed.org/version/1.1");
    return ((feed) => checkFeed(feed, feed.items ?? []))(parseJsonFeed(text));
  },
};

for (const path of paths) {
  const response = await fetch(address + path);
  assert.equal(response.status, 200, `${path}: ${response.status}`);
  const type = response.headers.get("content-type").split(";")[0];
  try {
    console.log(path, await readers[type](await response.text()));
  } catch (fault) {
    console.error(path, fault);
    process.exit(1);
  }
}
