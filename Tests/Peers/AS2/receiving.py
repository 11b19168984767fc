"""Takes one message with pyas2lib, keeps what it saw, and answers as the path says:

    ok                 the receipt that was asked for
    negative/WHY       processed/error with that modifier
    other-digest       the right MIC, by SHA-384 and not by the digest that was asked for
    wrong-mic, unsigned, wrong-signer, wrong-id, bad-signature
    no-mic             as pyas2lib answers an unsigned message: without one
    fail/N             503 for the first N posts of a message; error/N: 500
    status/N           that status, for ever
    drop/N             takes the body, then hangs up, for the first N posts
    reset/N            hangs up before the body is read... by its length, then answers nothing
    redirect           307 to /as2/ok
    slow/N             answers after N seconds
    empty              200 without a receipt, where one was asked for in the answer
    page               200 with words for people
    early              the asynchronous receipt comes before the answer to the post
    late/N             the asynchronous receipt comes after N seconds
    never              no asynchronous receipt
    never/N            none for the first N posts
    twice              the asynchronous receipt comes twice
    contradict         first processed, then an error for the same message

and as handmade.py has it.
"""
import copy
import email
import hashlib
import threading
import time
import urllib.parse

import handmade
import receipts
import wire
from asn1crypto import cms as syntax
from entity import entity, head_and_body, is_signed, mic
from entity import opened as unwrapped
from library import Mdn, Message, Organization, Partner, cms


def take(handler, fields, body, octets):
    server = handler.server
    parts = handler.path.split("/")[2:]
    behaviour = parts[0]
    number = parts[1] if len(parts) > 1 else ""
    head = {name.lower(): value for name, value in fields}
    message_id = head.get("message-id", "")
    post = server.count((handler.path, message_id))
    entry = {
        "path": handler.path, "messageID": message_id, "post": post, "bytes": len(body),
        "body": hashlib.sha256(body).hexdigest(),
        "fields": [[name, value] for name, value in fields if name.lower() not in ("host", "connection")],
        "status": None,
    }
    if behaviour in ("fail", "error", "drop") and post <= int(number or 1):
        entry["status"] = behaviour
        server.record(entry)
        if behaviour == "drop":
            handler.close_connection = True
            return
        return handler.answer(503 if behaviour == "fail" else 500, [("Retry-After", "1")], b"not now")
    if behaviour == "status":
        server.record(entry)
        return handler.answer(int(number), [], b"no")
    if behaviour == "redirect":
        server.record(entry)
        return handler.answer(307, [("Location", server.address + "/as2/ok")])
    message = opened(server.identities, octets, entry)
    server.record(entry)
    if behaviour == "other-digest":
        message.signed_part = signed_part(octets, server.identities)
    if behaviour == "slow":
        time.sleep(float(number))
    answer(handler, message, entry, behaviour, number, post)


def opened(identities, octets, entry):
    """The message as pyas2lib parses it; `entry` gets what it says of itself."""
    ours = lambda name: Organization(name, sign_key=identities.both("partner"), decrypt_key=identities.both("partner"))
    theirs = lambda name: Partner(name, verify_cert=identities.pem("hospital"), validate_certs=False)
    message = Message()
    status, (error, _), _ = message.parse(without_gcm(octets, identities), ours, theirs)
    entry["status"] = status
    entry["error"] = None if error is None else f"{type(error).__name__}: {error}"
    entry["modifier"] = getattr(error, "disposition_modifier", None)
    entry["layers"] = layers(octets, identities)
    if status == "processed":
        content = message.content
        content = content if isinstance(content, bytes) else content.encode()
        entry["payload"] = hashlib.sha256(content).hexdigest()
        entry["filename"] = message.payload.get_filename()
        entry["contentType"] = message.payload.get_content_type()
    entry["digest"] = message.digest_alg
    entry["libraryMIC"] = message.mic.decode() if message.mic else None
    if message.mic is None and status == "processed":
        wanted = (message.headers.get("disposition-notification-options") or "sha1").split(",")[-1].strip()
        message.unsigned_mic = unsigned_mic(without_gcm(octets, identities), identities, wanted), wanted
    return message


def without_gcm(octets, identities):
    """The message without its outer layer where that is AES-GCM, which pyas2lib cannot read; the command can."""
    fields, body = head_and_body(octets)
    kind = next((value for name, value in fields if name.lower() == "content-type"), "")
    if "authenveloped-data" not in kind.lower():
        return octets
    about, inner = head_and_body(unwrapped(body, identities, "partner"))
    kept = [(name, value) for name, value in fields if not name.lower().startswith("content-")]
    return entity(kept + about, inner)


def layers(octets, identities):
    """The wrapping from the outside in, taken off and verified by `openssl cms`."""
    found = []
    for _ in range(6):
        fields, body = head_and_body(octets)
        head = {name.lower(): value for name, value in fields}
        kind = head.get("content-type", "").lower()
        if head.get("content-transfer-encoding", "").lower() == "base64":
            body = email.message_from_bytes(octets).get_payload(decode=True)
        try:
            if "pkcs7-mime" in kind:
                info = syntax.ContentInfo.load(body)
                content = info["content"]
                if info["content_type"].native == "compressed_data":
                    found.append("compressed")
                    octets = content.decompressed
                    continue
                if info["content_type"].native == "authenticated_enveloped_data":
                    found.append("encrypted with authentication")
                    octets = unwrapped(body, identities, "partner")
                    continue
                cipher = content["encrypted_content_info"]["content_encryption_algorithm"]["algorithm"].native
                found.append("encrypted " + cipher)
                octets = unwrapped(body, identities, "partner")
                continue
            if kind.startswith("multipart/signed"):
                message = email.message_from_bytes(octets)
                signature = message.get_payload()[1].get_payload(decode=True)
                signer = syntax.ContentInfo.load(signature)["content"]["signer_infos"][0]
                octets = receipts.first_part(head["content-type"], body)
                if not is_signed(octets, signature, identities, "hospital"):
                    raise ValueError("openssl does not confirm the signature")
                found.append("signed " + signer["digest_algorithm"]["algorithm"].native)
                continue
        except Exception as error:  # pylint: disable=broad-except
            found.append(f"unreadable {type(error).__name__}: {error}")
        break
    return found


def signed_part(octets, identities):
    """The octets that an encrypted message's signature is over."""
    fields, body = head_and_body(unwrapped(head_and_body(octets)[1], identities, "partner"))
    kind = next(value for name, value in fields if name.lower() == "content-type")
    return receipts.first_part(kind, body)


def unsigned_mic(octets, identities, digest):
    """RFC 5402 4.2 and 4.3: over the part with its header once it is opened; RFC 4130: the body of a plain message."""
    entity, wrapped = octets, False
    while True:
        fields, body = head_and_body(entity)
        head = {name.lower(): value for name, value in fields}
        if "pkcs7-mime" not in head.get("content-type", "").lower():
            return mic(entity if wrapped else body, digest)
        if head.get("content-transfer-encoding", "").lower() == "base64":
            body = email.message_from_bytes(entity).get_payload(decode=True)
        info = syntax.ContentInfo.load(body)
        wrapped = True
        if info["content_type"].native == "compressed_data":
            entity = info["content"].decompressed
        else:
            entity = cms.decrypt_message(body, identities.pair("partner"))[1]


def answer(handler, message, entry, behaviour, number, post):
    server = handler.server
    if not message.headers.get("disposition-notification-to") or behaviour == "empty":
        return handler.answer(200)
    if behaviour == "page":
        return handler.answer(200, [("Content-Type", "text/html")], b"<html>Thank you</html>")
    url = message.headers.get("receipt-delivery-option")
    if behaviour in handmade.NAMES:
        return answer_by_hand(handler, message, entry, behaviour, url)
    receipt = made(server.identities, message, entry, behaviour, number)
    if not url:
        return handler.answer(200, receipt[0], receipt[1])
    posts = [receipt]
    if behaviour == "twice":
        posts = [receipt, receipt]
    if behaviour == "contradict":
        posts = [receipt, made(server.identities, message, entry, "negative", "unexpected-processing-error")]
    if behaviour == "never" and post <= int(number or 1 << 30):
        posts = []
    if behaviour == "early":
        deliver(entry, url, posts, 0)
        return handler.answer(200)
    handler.answer(200)
    wait = float(number) if behaviour == "late" else 0
    threading.Thread(target=deliver, args=(entry, url, posts, wait), daemon=True).start()


def answer_by_hand(handler, message, entry, behaviour, url):
    head = {name.lower(): value for name, value in entry["fields"]}
    receipt = handmade.made(handler.server.identities, message, head, behaviour)
    status = handmade.STATUS.get(behaviour, 200)
    if not url or behaviour in handmade.IN_THE_ANSWER:
        return handler.answer(status, *receipt)
    handler.answer(status)
    threading.Thread(target=deliver, args=(entry, url, [receipt], 0), daemon=True).start()


def deliver(entry, url, posts, wait):
    time.sleep(wait)
    for fields, body in posts:
        for _ in range(20):
            try:
                status = wire.post(url, fields, body, timeout=30).status
            except OSError as error:
                status = f"{error}"
            entry.setdefault("receiptAnswers", []).append(str(status))
            if status == 200:
                break
            time.sleep(0.5)


def made(identities, message, entry, behaviour, number):
    """(fields, body) of the receipt, with its trouble."""
    message = copy.copy(message)
    message.payload = copy.deepcopy(message.payload)
    status, modifier = entry["status"], entry.get("modifier")
    if behaviour == "negative":
        status, modifier = "processed/error", number or "unexpected-processing-error"
        message.mic = None
    elif message.mic is None and behaviour != "no-mic" and hasattr(message, "unsigned_mic"):
        message.mic, message.digest_alg = message.unsigned_mic[0].encode(), message.unsigned_mic[1]
    if behaviour == "other-digest":
        message.mic, message.digest_alg = mic(message.signed_part, "sha384").encode(), "sha384"
    if behaviour == "wrong-mic":
        message.mic = mic(b"something else", message.digest_alg or "sha256").encode()
        message.digest_alg = message.digest_alg or "sha256"
    if behaviour == "unsigned":
        del message.payload["disposition-notification-options"]
    if behaviour == "wrong-signer":
        message.receiver.sign_key = identities.pair("stranger")
    if behaviour == "next-signer":
        message.receiver.sign_key = identities.pair("next")
    if behaviour == "wrong-id":
        message.message_id = "nobody-sent-this@partner.example"
    receipt = Mdn()
    receipt.build(message=message, status=status, detailed_status=modifier)
    fields, body = list(receipt.headers.items()), receipt.content
    for name in ("AS2-From", "AS2-To"):
        # pyas2lib quotes a name once more that came quoted.
        swapped = message.headers.get("as2-to" if name == "AS2-From" else "as2-from")
        fields = [(key, swapped if key.lower() == name.lower() else value) for key, value in fields]
    if behaviour == "bad-signature":
        body = body.replace(b"MDN-sent-automatically", b"mdn-sent-automatically")
    return fields, body
