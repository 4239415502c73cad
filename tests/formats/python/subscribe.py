"""The same calendar as in node/subscribe.mjs, held by the library icalendar."""

import json
import sys
from datetime import timezone
from urllib.request import urlopen

from icalendar import Calendar

held = Calendar()

for line in sys.stdin:
    with urlopen(line.strip()) as response:
        calendar = Calendar.from_ical(response.read())
    for event in calendar.walk("VEVENT"):
        known = [one for one in held.walk("VEVENT") if one["UID"] == event["UID"]]
        if known and known[0]["SEQUENCE"] >= event["SEQUENCE"]:
            continue
        held.subcomponents = [one for one in held.subcomponents if one not in known]
        held.add_component(event)
    print(json.dumps([
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "summary": str(event["SUMMARY"]),
            "status": str(event["STATUS"]),
            "url": str(event["URL"]),
            "start": event.start.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        }
        for event in held.walk("VEVENT")
    ]), flush=True)
