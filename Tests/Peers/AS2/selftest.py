"""Sender against receiver over loopback, both by pyas2lib: shows what the peer can judge before it judges anybody.

    python3 selftest.py
"""
import itertools
import sys
import tempfile

import identities
import sending
from server import Server


def matrix():
    for sign, encrypt, compress in itertools.product((False, True), (False, True), ("none", "before", "after")):
        layers = (["compress"] if compress == "before" else []) + (["sign"] if sign else [])
        layers += (["compress"] if compress == "after" else []) + (["encrypt"] if encrypt else [])
        for receipt, digest, cipher, builder in itertools.product(
                (("sync", True), ("sync", False), ("async", True), ("none", False)), ("sha1", "sha256", "sha512"),
                ("3des", "aes128", "aes256") if encrypt else ("aes256",), ("octets", "pyas2lib", "openssl")):
            if builder == "pyas2lib" and compress == "after":
                continue
            yield {
                "name": " ".join([*layers, *map(str, receipt), digest, cipher, builder]), "layers": layers,
                "receipt": receipt[0], "signed-receipt": receipt[1], "digest": digest, "cipher": cipher,
                "builder": builder}


def main():
    with tempfile.TemporaryDirectory() as folder:
        identities.make(folder)
        known = identities.Identities(folder)
        here, there = Server(known).start(), Server(known.swapped()).start()
        wrong, cases = 0, list(matrix())
        for case in cases:
            case.update({"url": there.address + "/as2/ok", "from": "Partner One", "to": "Hospital", "timeout": 10})
            report = sending.send(case, known, here)
            answer = (report["answers"] or [{}])[0]
            receipt = answer.get("receipt") or {}
            seen = there.records[-1] if there.records else {}
            fits = "error" not in report and seen.get("payload") == report["payload"]
            if case["receipt"] != "none":
                fits = fits and receipt.get("disposition") == "processed" and receipt["micEqual"]
                fits = fits and receipt["original"] and receipt["names"]
                fits = fits and (not case["signed-receipt"] or receipt["verified"] == case["digest"])
            if not fits:
                wrong += 1
                print(case["name"], report, seen, file=sys.stderr)
        print(f"{len(cases)} cases, {wrong} wrong")
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
