"""The partner of the tests: one process that speaks AS2 by pyas2lib, told what to do by lines of JSON on standard input.

    python3 peer.py FOLDER            makes identities in FOLDER, starts its server, says {"port": …}

    {"do": "send", "cases": […], "at-once": 4}      one report a case (sending.py)
    {"do": "records", "count": 3, "seconds": 20}    what its server saw, once there are so many or the time is over
    {"do": "receipts", "count": 1, "seconds": 20}   bodies of asynchronous receipts that came, as digests
    {"do": "refuse-receipts", "times": 2}           answers 503 to the next asynchronous receipts
    {"do": "forget"}                                empties records and receipts
    {"do": "post", "url": …, "fields": [[…]], "body": base64}

Each answer is one line. Ends with its standard input.
"""
import base64
import concurrent.futures
import hashlib
import json
import sys

import identities
import sending
import wire
from server import Server


def main():
    folder = sys.argv[1]
    identities.make(folder)
    known = identities.Identities(folder)
    server = Server(known).start()
    say({"port": server.server_port})
    for line in sys.stdin:
        try:
            say(perform(json.loads(line), known, server))
        except Exception as error:  # pylint: disable=broad-except
            say({"error": f"{type(error).__name__}: {error}"})


def say(answer):
    print(json.dumps(answer), flush=True)


def perform(told, known, server):
    act = told["do"]
    if act == "send":
        with concurrent.futures.ThreadPoolExecutor(told.get("at-once", 4)) as pool:
            return {"reports": list(pool.map(lambda case: sending.send(case, known, server), told["cases"]))}
    if act == "records":
        server.wait(lambda: len(server.records) >= told.get("count", 0), told.get("seconds", 0))
        with server.changed:
            return {"records": server.records[told.get("from", 0):]}
    if act == "receipts":
        server.wait(lambda: len(server.received_receipts) >= told.get("count", 0), told.get("seconds", 0))
        with server.changed:
            return {"receipts": [hashlib.sha256(octets.split(b"\r\n\r\n", 1)[1]).hexdigest()
                                 for octets in server.received_receipts]}
    if act == "refuse-receipts":
        server.refuse_receipts = told["times"]
        return {}
    if act == "forget":
        with server.changed:
            server.records.clear()
            server.received_receipts.clear()
        return {}
    if act == "post":
        answer = wire.post(told["url"], told["fields"], base64.b64decode(told["body"]), **told.get("transport", {}))
        return {"status": answer.status, "text": answer.body[:500].decode("latin-1")}
    raise ValueError(f"nobody knows how to {act}")


if __name__ == "__main__":
    main()
