"""Receipts as products in the field write them, put together octet by octet. Each is right by what it says, however it is said."""
import email.utils
import os

from entity import Layers, entity, head_and_body

# behaviour: the status of the answer to the post, where it is another than 200
STATUS = {"accepted": 202, "no-content": 204, "refused-in-the-answer": 400}
# behaviours whose receipt comes in the answer, whatever was asked for
IN_THE_ANSWER = {"in-the-answer", "refused-in-the-answer"}
NAMES = {
    "folded", "dressed", "no-algorithm", "short-algorithm", "more-parts", "latin", "sender-equals-receiver", "nameless",
    *STATUS, *IN_THE_ANSWER,
}


def made(identities, message, head, behaviour):
    """(fields, body)."""
    value, digest = message.mic.decode(), message.digest_alg or "sha256"
    disposition = "automatic-action/MDN-sent-automatically; processed"
    algorithm, original = f", {digest}", head["message-id"]
    if behaviour == "dressed":
        disposition = "Automatic-Action/mdn-sent-Automatically (by a program) ;  Processed ;"
        algorithm, original = f" ,{digest.upper().replace('SHA', 'SHA-')}", "\r\n " + original.strip("<>")
    if behaviour == "no-algorithm":
        algorithm = ""
    if behaviour == "short-algorithm":
        algorithm = f",rsa-{digest}"
    fields = [
        ("Reporting-UA", "A product 1.0"), ("original-recipient", "rfc822;" + head["as2-to"]),
        ("FINAL-RECIPIENT", "rfc822; " + head["as2-to"]), ("Original-Message-ID", original),
        ("Received-content-MIC", value + algorithm), ("Disposition", disposition)]
    if behaviour == "sender-equals-receiver":
        fields[-2:] = [("Disposition", "automatic-action/MDN-sent-automatically; failed/Failure: sender-equals-receiver")]
    if behaviour == "refused-in-the-answer":
        fields[-2:] = [("Disposition", "automatic-action/MDN-sent-automatically; processed/error: decryption-failed"),
                       ("Error", "no key")]
    report = report_of([(name, value) for name, value in fields], behaviour)
    digest = digest if digest != "sha1" else "sha256"
    about, body = head_and_body(Layers(identities, digest=digest).sign(report, "partner"))
    if behaviour == "folded":
        about = [(name, value.replace("; ", ";\r\n\t")) for name, value in about]
    named = [("AS2-From", head["as2-to"]), ("AS2-To", head["as2-from"]), ("AS2-Version", "1.1")]
    if behaviour != "nameless":
        named.append(("Message-ID", email.utils.make_msgid(domain="partner.example")))
    return named + about, body


def report_of(fields, behaviour):
    boundary = "report-" + os.urandom(8).hex()
    mark = b"--" + boundary.encode()
    words = entity([("Content-Type", "text/plain")], b"The message was received.\r\n")
    if behaviour == "latin":
        words = entity([("Content-Type", "text/plain; charset=ISO-8859-1"), ("Content-Transfer-Encoding", "8bit")],
                       "Die Nachricht wurde empfangen: grün.\r\n".encode("latin-1"))
    parts = [words, entity([("Content-Type", "message/disposition-notification")], entity(fields, b""))]
    if behaviour == "more-parts":
        parts = parts[::-1] + [
            entity([("Content-Type", "text/rfc822-headers")], b"AS2-To: x\r\nDisposition: none\r\n\r\n"),
            entity([("Content-Type", "text/html")], b"<p>processed</p>\r\n")]
    kind = f'multipart/report; Report-Type=disposition-notification; boundary="{boundary}"'
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"
    return entity([("Content-Type", kind)], body)
