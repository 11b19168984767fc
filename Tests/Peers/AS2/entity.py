"""MIME entities as octets and the layers around them; CMS by pyas2lib, or by the command `openssl cms`."""
import base64
import hashlib
import os
import subprocess
import tempfile
import zlib

from asn1crypto import cms as syntax

from library import cms

CIPHERS = {
    "3des": ("tripledes_192_cbc", "-des3"), "aes128": ("aes_128_cbc", "-aes128"), "aes192": ("aes_192_cbc", "-aes192"),
    "aes256": ("aes_256_cbc", "-aes256"), "aes256-gcm": (None, "-aes-256-gcm"), "aes128-gcm": (None, "-aes-128-gcm"),
}


def transferred(octets, transfer):
    return base64.encodebytes(octets).replace(b"\n", b"\r\n") if transfer == "base64" else octets


def entity(fields, body, line=b"\r\n"):
    return b"".join(f"{name}: {value}".encode() + line for name, value in fields if value is not None) + line + body


def head_and_body(octets):
    """([(name, value)], body) of an entity with CRLF or LF header lines."""
    for line in (b"\r\n", b"\n"):
        if line + line in octets:
            head, body = octets.split(line + line, 1)
            fields = []
            for text in head.decode("utf-8", "replace").split(line.decode()):
                if text[:1] in " \t" and fields:
                    fields[-1] = (fields[-1][0], fields[-1][1] + " " + text.strip())
                else:
                    name, _, value = text.partition(":")
                    fields.append((name, value.strip()))
            return fields, body
    return [], octets


def payload_part(payload, content_type="application/octet-stream", filename=None, transfer="binary", line=b"\r\n"):
    named = f'attachment; filename="{filename}"' if filename is not None else None
    return entity(
        [("Content-Type", content_type), ("Content-Transfer-Encoding", None if transfer == "none" else transfer),
         ("Content-Disposition", named)], transferred(payload, transfer), line)


def openssl(arguments, octets):
    done = subprocess.run(["openssl", "cms", *arguments], input=octets, capture_output=True, check=False, timeout=120)
    if done.returncode != 0:
        raise RuntimeError(f"openssl cms {arguments[0]}: {done.stderr.decode()[-300:]}")
    return done.stdout


def opened(octets, identities, name):
    """EnvelopedData or AuthEnvelopedData, by the command."""
    return openssl(
        ["-decrypt", "-inform", "DER", "-binary", "-recip", identities.path(name), "-inkey",
         identities.path(name, "key")], octets)


def is_signed(part, signature, identities, name):
    """Whether `openssl cms -verify` confirms the detached signature by that certificate and no other."""
    with tempfile.NamedTemporaryFile() as content, tempfile.NamedTemporaryFile() as proof:
        content.write(part)
        proof.write(signature)
        content.flush()
        proof.flush()
        try:
            openssl(
                ["-verify", "-inform", "DER", "-in", proof.name, "-content", content.name, "-binary", "-nointern",
                 "-certfile", identities.path(name), "-CAfile", identities.path(name), "-purpose", "any", "-out",
                 "/dev/null"], b"")
        except RuntimeError:
            return False
    return True


def compressed_data(squeezed):
    """CompressedData (RFC 3274) around a zlib stream."""
    content = syntax.CompressedData({
        "version": "v0", "compression_algorithm": {"algorithm": "zlib"},
        "encap_content_info": {"content_type": "data", "content": syntax.ParsableOctetString(squeezed)}})
    return syntax.ContentInfo({"content_type": "compressed_data", "content": content}).dump()


class Layers:
    """Wraps entities. `by`: pyas2lib or openssl. `transfer`: binary, base64 or none, of the CMS objects."""

    def __init__(self, identities, by="pyas2lib", transfer="binary", digest="sha256", cipher="aes256"):
        self.identities, self.by, self.transfer = identities, by, transfer
        self.digest, self.cipher = digest, cipher

    def _cms(self, kind, octets, ending):
        return entity(
            [("Content-Type", f'application/pkcs7-mime; smime-type={kind}; name="smime.{ending}"'),
             ("Content-Transfer-Encoding", None if self.transfer == "none" else self.transfer),
             ("Content-Disposition", f'attachment; filename="smime.{ending}"')], transferred(octets, self.transfer))

    def compress(self, octets):
        return self._cms("compressed-data", cms.compress_message(octets), "p7z")

    def bomb(self, megabytes):
        """A compressed entity that is tiny here and huge inside."""
        squeeze = zlib.compressobj(9)
        parts = [squeeze.compress(payload_part(b"", filename="bomb.bin"))]
        parts += [squeeze.compress(bytes(1 << 20)) for _ in range(megabytes)]
        squeezed = b"".join(parts) + squeeze.flush()
        return self._cms("compressed-data", compressed_data(squeezed), "p7z")

    def signature(self, octets, signer):
        if self.by == "openssl":
            return openssl(
                ["-sign", "-binary", "-outform", "DER", "-md", self.digest, "-signer", self.identities.path(signer),
                 "-inkey", self.identities.path(signer, "key")], octets)
        return cms.sign_message(octets, self.digest, self.identities.pair(signer))

    def sign(self, octets, signer="partner", alter=None, spoil=None, micalg=None, line=b"\r\n"):
        """alter: changes the part after it was signed. spoil: changes the signature."""
        signature = self.signature(octets, signer)
        signature = spoil(signature) if spoil else signature
        octets = alter(octets) if alter else octets
        boundary = "----=_part-" + os.urandom(12).hex()
        transfer = "base64" if self.transfer != "binary" else "binary"
        proof = entity(
            [("Content-Type", 'application/pkcs7-signature; name="smime.p7s"'), ("Content-Transfer-Encoding", transfer),
             ("Content-Disposition", 'attachment; filename="smime.p7s"')], transferred(signature, transfer), line)
        mark = b"--" + boundary.encode()
        body = mark + line + octets + line + mark + line + proof + line + mark + b"--" + line
        kind = f'multipart/signed; protocol="application/pkcs7-signature"; micalg="{micalg or self.digest}"; '
        return entity([("Content-Type", kind + f'boundary="{boundary}"')], body)

    def encrypt(self, octets, to="hospital"):
        name, option = CIPHERS[self.cipher]
        if self.by == "openssl" or name is None:
            ciphered = openssl(
                ["-encrypt", "-binary", "-stream", "-outform", "DER", option, self.identities.path(to)], octets)
        else:
            ciphered = cms.encrypt_message(octets, name, self.identities.certificate(to))
        kind = "authEnveloped-data" if self.cipher.endswith("gcm") else "enveloped-data"
        return self._cms(kind, ciphered, "p7m")


def mic(octets, digest):
    return base64.b64encode(hashlib.new(digest.replace("-", ""), octets).digest()).decode()
