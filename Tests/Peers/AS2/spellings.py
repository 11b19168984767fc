"""What products in the field write differently, by name, and what must be taken all the same: of the request as it is built.
Those that need the outermost entity to be multipart/signed are for messages that are signed and nothing else."""
import os
import re

from entity import entity, head_and_body

CONTENT_TYPE = "Content-Type"


def field(request, name):
    return next((value for key, value in request.fields if key.lower() == name.lower()), None)


def with_type(change):
    return lambda request: request.replace(CONTENT_TYPE, change(field(request, CONTENT_TYPE)))


def with_boundary(text, quoted=None):
    """Another boundary, in header and body."""
    def change(request):
        old = re.search(r'boundary="([^"]+)"', field(request, CONTENT_TYPE)).group(1)
        request.body = request.body.replace(b"--" + old.encode(), b"--" + text.encode())
        request.replace(CONTENT_TYPE, field(request, CONTENT_TYPE).replace(f'"{old}"', quoted or f'"{text}"'))
    return change


def micalg(name):
    return with_type(lambda kind: re.sub(r'micalg="[^"]*"', f"micalg={name}", kind))


def around(before=b"", after=b""):
    def change(request):
        request.body = before + request.body + after
    return change


def identified(text):
    def change(request):
        request.replace("Message-ID", text)
        request.message_id = text.strip()
    return change


def options(text):
    return lambda request: request.replace("Disposition-Notification-Options", text)


def headed(*fields):
    return lambda request: request.fields.extend(fields)


def transport(**arguments):
    return lambda request: request.transport.update(arguments)


def by_mendelson(request):
    """Names in small letters, the type folded with a tab, and fields that nobody needs."""
    request.fields = [(name.lower(), value) for name, value in request.fields]
    kind = field(request, CONTENT_TYPE)
    request.replace(CONTENT_TYPE, None)
    request.fields += [
        ("content-type", kind.replace("; ", ";\r\n\t")), ("recipient-address", "http://hospital.example:8080/as2"),
        ("ediint-features", "multiple-attachments, CEM"), ("user-agent", "mendelson opensource AS2"),
        ("content-disposition", 'attachment; filename="smime.p7m"'), ("connection", "close, TE"), ("te", "trailers"),
        ("accept-encoding", "gzip,deflate"), ("from", "edi@partner.example")]


def bringing(payload, change=None):
    """What is delivered in the end."""
    def do(request):
        request.payload = payload
        if change:
            change(request)
    return do


def sent_with_bare_line_feeds(request):
    """Signed in the canonical form of text, sent with the sender's own line ends (RFC 5751, section 3.1.1)."""
    _, first, rest = request.body.split(
        b"--" + re.search(r'boundary="([^"]+)"', field(request, CONTENT_TYPE)).group(1).encode(), 2)
    mark = request.body[:request.body.index(b"\r\n")]
    request.body = mark + first.replace(b"\r\n", b"\n") + mark + rest


def without(*names):
    def change(request):
        for name in names:
            request.replace(name, None)
    return change


OUTER = {
    "mendelson": by_mendelson,
    "type with comments": with_type(lambda kind: kind.replace(
        "multipart/signed;", "Multipart/Signed (made by a program) ; charset=us-ascii ;").replace(
        "boundary=", "BOUNDARY =  ")),
    "type the other way round": with_type(lambda kind: "; ".join(
        [kind.split("; ")[0], *reversed(kind.split("; ")[1:])]).replace(
        'protocol="application/pkcs7-signature"', "Protocol=application/pkcs7-signature")),
    "type without protocol": with_type(lambda kind: kind.replace('protocol="application/pkcs7-signature"; ', "")),
    "boundary of specials": with_boundary("=_(a'b)+,./:=?c d--"),
    "boundary that needs no quotes": with_boundary("----Part_1.2_3", "----Part_1.2_3"),
    "boundary that begins alike": with_boundary("x"),
    "preamble and epilogue": around(b"This is a message in MIME.\r\n\r\n", b"\r\nThe end.\r\n"),
    "no last line end": lambda request: setattr(request, "body", request.body.rstrip()),
    "micalg sha-256": micalg("sha-256"), "micalg SHA256": micalg("SHA256"), "micalg wrong": micalg("rsa-sha1"),
    "micalg md5": micalg('"md5"'), "micalg unknown": micalg("unknown"), "micalg list": micalg('"sha1,sha-256"'),
    "id without brackets": identified("20261121.17.1@partner"), "id without at": identified("<just-a-number-17>"),
    "id with blanks": identified("<Partner One 17@partner example>"),
    "id that is long": identified("<" + "i" * 700 + "@partner.example>"),
    "names in quotes": lambda request: [
        request.replace(name, '"' + field(request, name).strip('"') + '"') for name in ("AS2-From", "AS2-To")],
    "names without quotes": lambda request: [
        request.replace(name, field(request, name).strip('"')) for name in ("AS2-From", "AS2-To")],
    "options of SHA-1": options(
        "signed-receipt-protocol=optional,pkcs7-signature;signed-receipt-micalg=optional,sha1"),
    "options in capitals": options(
        "SIGNED-RECEIPT-PROTOCOL=REQUIRED,PKCS7-SIGNATURE ; SIGNED-RECEIPT-MICALG=REQUIRED,\"SHA-256\""),
    "version 1.0": lambda request: request.replace("AS2-Version", "1.0"),
    "version 1.1": lambda request: request.replace("AS2-Version", "1.1"),
    "little is said": without("AS2-Version", "EDIINT-Features", "Subject", "Date", "MIME-Version"),
    "bare line feeds": bringing(b"ISA*00*\n~GS*HP\n", sent_with_bare_line_feeds),
    "quoted-printable": bringing(b"ISA*00*~GS*=~\r\n"),
    "trailers": transport(chunked=True, trailer=b"X-Checked: yes\r\n"),
    "chunk extensions": transport(chunked=True, extension=b";name=value"),
    "http 1.0": transport(version="1.0"), "absolute address": transport(absolute=True),
    "expects in capitals": transport(expect=True, expectation="100-Continue"),
    "expects and does not wait": headed(("Expect", "100-continue")),
    "body at once and in pieces": transport(pieces=1_000),
    # What is coded in a way that was not agreed is not taken for the message.
    "gzip": headed(("Content-Encoding", "gzip")), "identity": headed(("Content-Encoding", "identity")),
    "coded transfer": transport(chunked=True, coding="gzip, chunked"),
    "two lengths": headed(("Content-Length", "3")),
}


def named(disposition):
    def rename(octets, _):
        fields, body = head_and_body(octets)
        return entity(
            [(key, disposition if key == "Content-Disposition" else value) for key, value in fields], body)
    return rename


def multipart(kind, *names, ending=b""):
    """Several documents, or one that is wrapped as if there were."""
    def wrap(octets, _):
        boundary = "inner-" + os.urandom(8).hex()
        mark = b"--" + boundary.encode()
        parts = b"".join(
            mark + b"\r\n" + named(f'attachment; filename="{name}"')(octets, None) + b"\r\n" for name in names)
        return entity([(CONTENT_TYPE, f'{kind}; boundary="{boundary}"')], parts + mark + b"--\r\n" + ending)
    return wrap


def text(transfer, body):
    fields = [("Content-Type", "text/plain; charset=us-ascii"), ("Content-Transfer-Encoding", transfer)]
    return lambda _, __: entity(fields, body)


INNER = {
    "name in quotes with blanks": named('attachment; filename="Remittance of March 9.835"'),
    "name with blanks": named("attachment; filename=Remittance of March 9.835"),
    "name as encoded words": named('attachment; filename="=?UTF-8?B?w5xiZXJ3ZWlzdW5nLzEuODM1?="'),
    "name in UTF-8": named("attachment; filename*=UTF-8''%C3%9Cberweisung.835; filename=\"U.835\""),
    "name in pieces": named('attachment; filename*0="Remit"; filename*1="tance.835"'),
    "quoted-printable": text("quoted-printable", b"ISA*00*=\r\n~GS*=3D~\r\n"),
    "bare line feeds": text("7bit", b"ISA*00*\r\n~GS*HP\r\n"),
    "related": multipart('multipart/related; type="application/edi-x12"', "a.835", "b.pdf"),
    "mixed": multipart("multipart/mixed", "a.835", "b.835"),
    "related of one": multipart("multipart/related", "a.835"),
}
