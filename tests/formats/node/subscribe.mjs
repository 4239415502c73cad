// A calendar that subscribes, held by ical.js: for each line on the standard input it fetches the address
// there and takes in what is new as RFC 5546 says: an event replaces the one with its UID where its
// SEQUENCE is higher. Then it prints what it holds. What is fetched is read by node-ical, too, which
// must hold the same.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const held = new ICAL.Component(["vcalendar", [], []]);

for await (const address of createInterface({ input: process.stdin })) {
  const text = await (await fetch(address)).text();
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.register(calendar.getFirstSubcomponent("vtimezone"));
  for (const event of calendar.getAllSubcomponents("vevent")) {
    const uid = event.getFirstPropertyValue("uid");
    const known = held.getAllSubcomponents("vevent").find((one) => one.getFirstPropertyValue("uid") === uid);
    if (known && known.getFirstPropertyValue("sequence") >= event.getFirstPropertyValue("sequence")) continue;
    if (known) held.removeSubcomponent(known);
    held.addSubcomponent(event);
  }
  const others = Object.values(nodeIcal.sync.parseICS(text)).filter(({ type }) => type === "VEVENT");
  const events = held.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const start = event.startDate.toJSDate();
    const other = others.find(({ uid }) => uid === event.uid);
    assert.equal(other?.start.getTime(), start.getTime(), "two libraries read the same time");
    assert.equal(other.status, component.getFirstPropertyValue("status"));
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      status: component.getFirstPropertyValue("status"),
      url: component.getFirstPropertyValue("url"),
      start: start.toISOString(),
    };
  });
  console.log(JSON.stringify(events));
}
