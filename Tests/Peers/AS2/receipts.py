"""What a sender makes of a receipt: by pyas2lib, by octets, and by `openssl cms -verify`."""
import email
import hashlib
import re

from entity import head_and_body, is_signed, mic
from library import Mdn, Message, Organization, Partner, cms


def first_part(content_type, body):
    """The octets between the first two delimiters."""
    boundary = re.search(r'boundary="?([^";]+)"?', content_type).group(1).encode()
    start = body.index(b"--" + boundary)
    start = body.index(b"\r\n", start) + 2
    return body[start:body.index(b"\r\n--" + boundary, start)]


def report_of(message):
    """The fields of the message/disposition-notification part, and the words of the first."""
    words, fields = "", {}
    for part in message.walk():
        if part.get_content_type() == "text/plain" and not words:
            words = part.get_payload()
        if part.get_content_type() == "message/disposition-notification":
            inner = part.get_payload()
            inner = inner[0] if isinstance(inner, list) else email.message_from_string(inner)
            fields = {name.lower(): value for name, value in inner.items()}
    return fields, words


def unquoted(name):
    if name is None or not name.startswith('"'):
        return name
    return re.sub(r"\\(.)", r"\1", name[1:-1])


class Expected:
    def __init__(self, request, case, identities):
        self.request, self.case, self.identities = request, case, identities

    def judge(self, octets):
        fields, body = head_and_body(octets)
        head = {name.lower(): value for name, value in fields}
        message = email.message_from_bytes(octets)
        isSigned = message.get_content_type() == "multipart/signed"
        told, words = report_of(message)
        disposition = told.get("disposition", "").split(";", 1)[-1].strip()
        value, _, algorithm = told.get("received-content-mic", "").partition(",")
        verdict = {
            "signed": isSigned, "disposition": disposition, "mic": value.strip(), "algorithm": algorithm.strip(),
            "words": words.strip()[:300], "micEqual": value.strip() in self._mics(algorithm),
            "original": told.get("original-message-id") == self.request.message_id,
            "names": [unquoted(head.get(name)) for name in ("as2-from", "as2-to")] == [
                unquoted(self._sent(name)) for name in ("AS2-To", "AS2-From")],
            "ownID": bool(re.fullmatch(r"<[^<>@ ]+@[^<>@ ]+>", head.get("message-id", ""))),
            "recipient": told.get("final-recipient", ""),
        }
        if isSigned:
            part = first_part(head["content-type"], body)
            signature = next(
                inner.get_payload(decode=True) for inner in message.walk()
                if "pkcs7-signature" in inner.get_content_type())
            verdict["verified"] = self._verified(part, signature)
            verdict["openssl"] = self._verified_by_command(part, signature)
        verdict["pyas2lib"] = list(self._by_library(octets))
        return verdict

    def _mics(self, algorithm):
        if self.request.mic is not None:
            return [self.request.mic]
        algorithm = algorithm.strip().lower().replace("-", "")
        return [mic(octets, algorithm) for octets in self.request.covered if algorithm in hashlib.algorithms_available]

    def _sent(self, name):
        return next((value for key, value in self.request.fields if key.lower() == name.lower()), None)

    def _verified(self, part, signature):
        try:
            return cms.verify_message(part, signature, self.identities.certificate("hospital"))
        except Exception as error:  # pylint: disable=broad-except
            return f"{error}"

    def _verified_by_command(self, part, signature):
        return is_signed(part, signature, self.identities, "hospital")

    def _by_library(self, octets):
        partner = Partner(
            self.case["to"], verify_cert=self.identities.pem("hospital"), validate_certs=False, mdn_mode="SYNC",
            mdn_digest_alg=self.case["digest"] if self.case["signed-receipt"] else None)
        message = Message(Organization(self.case["from"]), partner)
        message.message_id = self.request.message_id.strip("<>")
        message.mic = self.request.mic.encode() if self.request.mic else None
        return Mdn().parse(octets, lambda *_: message)
