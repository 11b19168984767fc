"""Builds one message of the matrix, with its trouble where one is asked for, posts it and judges the receipt.

A case is a dictionary; what it leaves out is the ordinary: see DEFAULTS. `layers` names the wrapping from the inside out.
`builder`: `pyas2lib` is that library's own way with a message (it compresses before it signs), `octets` and `openssl` put the
octets together here, the CMS by pyas2lib or by the command.
"""
import base64
import email.utils
import hashlib
import os
import threading

import faults
import receipts
import wire
from entity import CIPHERS, Layers, head_and_body, payload_part
from library import Message, Organization, Partner, as2

DEFAULTS = {
    "layers": ["sign", "encrypt"], "builder": "octets", "digest": "sha256", "cipher": "aes256", "transfer": "binary",
    "part-transfer": "binary", "receipt": "sync", "signed-receipt": True, "content-type": "application/octet-stream",
    "filename": "payload.bin", "size": 1500, "signer": "partner", "fault": None, "posts": 1, "timeout": 60,
}
_building = threading.Lock()


class Request:
    """What goes over the wire. `covered`: octets of which a receipt's MIC may be. `transport`: arguments of wire.post."""

    def __init__(self, fields, body, covered, payload, message_id):
        self.fields, self.body, self.covered = fields, body, covered
        self.payload, self.message_id = payload, message_id
        self.mic, self.transport = None, {}

    def replace(self, name, value):
        """None takes the field away."""
        kept = [(key, old) for key, old in self.fields if key.lower() != name.lower()]
        self.fields = kept if value is None else kept + [(name, value)]


def quoted(name):
    if any(character in ' "\\' for character in name):
        return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return name


def payload_of(case):
    if case["fault"] == "empty-payload":
        return b""
    if "payload" in case:
        return base64.b64decode(case["payload"])
    return hashlib.sha256(case["name"].encode()).hexdigest().encode() + os.urandom(max(0, case["size"] - 64))


def receipt_fields(case, here):
    if case["receipt"] == "none":
        return []
    fields = [("Disposition-Notification-To", "edi@partner.example")]
    if case["signed-receipt"]:
        fields.append((
            "Disposition-Notification-Options",
            "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, " + case["digest"]))
    if case["receipt"] == "async":
        fields.append(("Receipt-Delivery-Option", case.get("receipt-url") or here + "/receipts"))
    return fields


def build(case, identities, here):
    payload = payload_of(case)
    if case["builder"] == "pyas2lib":
        return by_library(case, identities, here, payload)
    layers = Layers(
        identities, "openssl" if case["builder"] == "openssl" else "pyas2lib", case["transfer"], case["digest"],
        case["cipher"])
    inner = case.get("entity") or payload_part(payload, case["content-type"], case["filename"], case["part-transfer"])
    inner, hooks = faults.inside(case["fault"], inner, layers)
    signed, octets = None, inner
    for layer in case["layers"]:
        if layer == "sign":
            signed = octets
            octets = layers.sign(octets, case["signer"], **hooks)
        elif layer == "encrypt":
            octets = layers.encrypt(octets, case.get("recipient", "hospital"))
        else:
            octets = layers.compress(octets)
    message_id = case.get("message-id") or email.utils.make_msgid(domain="partner.example")
    fields, body = head_and_body(octets)
    head = [
        ("AS2-Version", "1.2"), ("EDIINT-Features", "multiple-attachments, AS2-Reliability"),
        ("AS2-From", quoted(case["from"])), ("AS2-To", quoted(case["to"])), ("Message-ID", message_id),
        ("Subject", "Test"), ("Date", email.utils.formatdate(usegmt=True)), ("MIME-Version", "1.0")]
    request = Request(
        head + fields + receipt_fields(case, here), body, covered(signed, inner, case["layers"]), payload, message_id)
    faults.outside(case["fault"], request)
    return request


def covered(signed, inner, layers):
    if signed is not None:
        return [signed]
    return [inner] if layers else [head_and_body(inner)[1], inner]


def by_library(case, identities, here, payload):
    """The message exactly as pyas2lib builds it."""
    partner = Partner(
        case["to"], encrypt_cert=identities.pem("hospital"), validate_certs=False, compress="compress" in case["layers"],
        encrypt="encrypt" in case["layers"], enc_alg=CIPHERS[case["cipher"]][0], sign="sign" in case["layers"],
        digest_alg=case["digest"], mdn_mode={"none": None, "sync": "SYNC", "async": "ASYNC"}[case["receipt"]],
        mdn_digest_alg=case["digest"] if case["signed-receipt"] and case["receipt"] != "none" else None)
    sender = Organization(
        case["from"], sign_key=identities.both(case["signer"]), mdn_url=case.get("receipt-url") or here + "/receipts",
        domain="partner.example")
    message = Message(sender, partner)
    wrapped = []
    with _building:
        # What it hands to its own CMS functions is the entity that the MIC of an unsigned message covers.
        kept = as2.compress_message, as2.encrypt_message
        as2.compress_message = lambda octets: (wrapped.append(octets), kept[0](octets))[1]
        as2.encrypt_message = lambda octets, *more: (wrapped.append(octets), kept[1](octets, *more))[1]
        try:
            message.build(payload, filename=case["filename"], content_type=case["content-type"])
        finally:
            as2.compress_message, as2.encrypt_message = kept
    body = message.content
    # A signed message's MIC is the library's own affair; it says none of another.
    request = Request(
        list(message.headers.items()), body, wrapped[:1] or [body], payload, f"<{message.message_id}>")
    request.mic = message.mic.decode() if message.mic else None
    faults.outside(case["fault"], request)
    return request


def send(case, identities, server):
    """Posts the case's message, as often as it says, and reports what came back."""
    case = {**DEFAULTS, **case}
    report = {"name": case["name"], "answers": []}
    try:
        request = server.kept.get(case["again"]) if "again" in case else build(case, identities, server.address)
        if "again" in case:
            case["digest"] = request.digest
        request.digest = case["digest"]
        server.kept[case["name"]] = request
        report["messageID"] = request.message_id
        report["payload"] = hashlib.sha256(request.payload).hexdigest()
        expected = receipts.Expected(request, case, identities)
        for _ in range(case["posts"]):
            if case["receipt"] == "async":
                server.await_receipt(request.message_id)
            answer = wire.post(case["url"], request.fields, request.body, timeout=case["timeout"], **request.transport)
            told = {"status": answer.status, "interim": list(answer.interim), "receipt": None,
                    "text": answer.body[:200].decode("latin-1"), "retryAfter": answer.field("Retry-After")}
            octets = answer.octets
            if case["receipt"] == "async" and answer.status < 300:
                octets = server.receipt_for(request.message_id, case["timeout"])
            if octets is not None and b"disposition-notification" in octets:
                told["receipt"] = expected.judge(octets)
                told["digest"] = hashlib.sha256(octets.split(b"\r\n\r\n", 1)[1]).hexdigest()
            report["answers"].append(told)
    except Exception as error:  # pylint: disable=broad-except
        report["error"] = f"{type(error).__name__}: {error}"
    return report
