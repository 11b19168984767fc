"""Certificates and keys for both sides, made anew: PEM files NAME.pem, NAME.key and NAME.both in one folder."""
import datetime
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from library import asymmetric

NAMES = ("hospital", "partner", "next", "stranger")


def make(folder, names=NAMES):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.datetime.now(datetime.timezone.utc)
    for name in names:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{name}.example")])
        certificate = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=900))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256()))
        shown = certificate.public_bytes(serialization.Encoding.PEM)
        kept = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / f"{name}.pem").write_bytes(shown)
        (folder / f"{name}.key").write_bytes(kept)
        (folder / f"{name}.both").write_bytes(kept + shown)


class Identities:
    """What lies in the folder, as pyas2lib wants it."""

    def __init__(self, folder, are_swapped=False):
        self.folder = pathlib.Path(folder)
        self._names = {"hospital": "partner", "partner": "hospital"} if are_swapped else {}
        self._loaded = {}

    def swapped(self):
        """Those of the other side, for a hospital that is played."""
        return Identities(self.folder, not self._names)

    def path(self, name, ending="pem"):
        return str(self.folder / f"{self._names.get(name, name)}.{ending}")

    def pem(self, name):
        return pathlib.Path(self.path(name)).read_bytes()

    def both(self, name):
        return pathlib.Path(self.path(name, "both")).read_bytes()

    def certificate(self, name):
        return self._load(name)[1]

    def pair(self, name):
        """(private key, certificate)."""
        return self._load(name)

    def _load(self, name):
        if name not in self._loaded:
            self._loaded[name] = (
                asymmetric.load_private_key(pathlib.Path(self.path(name, "key")).read_bytes()),
                asymmetric.load_certificate(self.pem(name)))
        return self._loaded[name]
