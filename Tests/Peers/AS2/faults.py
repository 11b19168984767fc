"""Trouble that a sender makes, by name: inside (before and while it is wrapped) or outside (on the built request)."""
import os

import spellings
from entity import entity, head_and_body, payload_part


def flip(octets, position=None):
    position = len(octets) // 2 if position is None else position
    return octets[:position] + bytes([octets[position] ^ 1]) + octets[position + 1:]


def altered_body(octets):
    fields, body = head_and_body(octets)
    return entity(fields, flip(body))


def two_attachments(_, layers):
    boundary = "related-" + os.urandom(8).hex()
    mark = b"--" + boundary.encode()
    parts = b"".join(
        mark + b"\r\n" + payload_part(f"part {number}".encode(), filename=f"part{number}.bin") + b"\r\n"
        for number in (1, 2))
    kind = f'multipart/related; boundary="{boundary}"; type="application/octet-stream"'
    return entity([("Content-Type", kind)], parts + mark + b"--\r\n")


def named(name):
    def rename(octets, _):
        fields, body = head_and_body(octets)
        return entity(
            [(key, f'attachment; filename="{name}"' if key == "Content-Disposition" else value)
             for key, value in fields], body)
    return rename


def lf_header(octets, _):
    fields, body = head_and_body(octets)
    return entity(fields, body, b"\n")


INNER = {
    "two-attachments": two_attachments,
    "path-name": named("../../etc/passwd"),
    "backslash-name": named("C:\\\\temp\\\\..\\\\secret.835"),
    "dots-name": named(".."),
    "long-name": named("n" * 400 + ".835"),
    "lf-header": lf_header,
    "bomb": lambda _, layers: layers.bomb(200),
    "empty-payload": lambda _, __: payload_part(b"", filename="empty.bin"),
}
HOOKS = {
    "bad-signature": {"spoil": lambda octets: flip(octets, len(octets) - 20)},
    "garbled-signature": {"spoil": lambda octets: b"\x30\x80" + octets[4:]},
    "altered-body": {"alter": altered_body},
    "odd-micalg-name": {"micalg": "rsa-sha256"},
    "lf-lines": {"line": b"\n"},
}


def inside(fault, inner, layers):
    """(the entity to wrap, more arguments for signing)."""
    if fault in spellings.INNER:
        inner = spellings.INNER[fault](inner, layers)
    return INNER[fault](inner, layers) if fault in INNER else inner, HOOKS.get(fault, {})


def without(name):
    return lambda request: request.replace(name, None)


def lower_case(request):
    request.fields = [(name.lower(), value) for name, value in request.fields]


def folded(request):
    request.fields = [(name, value.replace("; ", ";\r\n ")) for name, value in request.fields]


def truncated(request):
    request.body = request.body[:len(request.body) * 2 // 3]


def header_bomb(request):
    request.fields += [(f"X-Filler-{number}", "f" * 1_000) for number in range(2_000)]


def transport(**arguments):
    return lambda request: request.transport.update(arguments)


OUTER = {
    "no-as2-to": without("AS2-To"), "no-as2-from": without("AS2-From"), "no-message-id": without("Message-ID"),
    "no-content-type": without("Content-Type"),
    "lower-case": lower_case, "folded": folded, "truncated-body": truncated, "header-bomb": header_bomb,
    "garbled-cms": lambda request: setattr(request, "body", os.urandom(len(request.body))),
    "no-boundary": lambda request: request.replace("Content-Type", "multipart/signed; micalg=sha256"),
    "unknown-micalg": lambda request: request.replace(
        "Disposition-Notification-Options",
        "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, whirlpool"),
    "micalg-list": lambda request: request.replace(
        "Disposition-Notification-Options",
        "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha1, md5, sha256"),
    "unknown-protocol": lambda request: request.replace(
        "Disposition-Notification-Options",
        "signed-receipt-protocol=required, pgp; signed-receipt-micalg=required, sha256"),
    "bare-options": lambda request: request.replace("Disposition-Notification-Options", ";;=,,"),
    "x-pkcs7": lambda request: request.replace(
        "Content-Type", next(value for name, value in request.fields if name == "Content-Type")
        .replace("application/pkcs7", "application/x-pkcs7")),
    "no-smime-type": lambda request: request.replace("Content-Type", "application/pkcs7-mime"),
    "chunked": transport(chunked=True),
    "expect": transport(expect=True),
    "short-body": transport(cut=700),
    "get": transport(method="GET"),
    "oversize": transport(length=9_000_000_000_000, cut=10_000, ends=False),
    "oversize-expected": transport(length=9_000_000_000_000, expect=True, cut=0),
    "no-length": transport(length="none"),
    "slow-loris": transport(slow=0.5),
    "lf-head": transport(line=b"\n"),
}


def outside(fault, request):
    for table in (OUTER, spellings.OUTER):
        if fault in table:
            table[fault](request)
