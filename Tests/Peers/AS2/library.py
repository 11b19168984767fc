"""pyas2lib, made to import: oscrypto 1.3.0 reads OpenSSL's version with one digit a place and refuses 3.0.10 and later."""
import logging
import re
import warnings

_search = re.search


def _tolerant(pattern, *arguments, **options):
    if isinstance(pattern, str):
        pattern = pattern.replace(r"(\d\.\d\.\d[a-z]*)", r"(\d+\.\d+\.\d+[a-z]*)")
    return _search(pattern, *arguments, **options)


warnings.filterwarnings("ignore")
re.search = _tolerant
try:
    from oscrypto import asymmetric  # noqa: F401
    from pyas2lib import as2, cms  # noqa: F401
    from pyas2lib.as2 import Mdn, Message, Organization, Partner  # noqa: F401
finally:
    re.search = _search
logging.getLogger("pyas2lib").setLevel(logging.CRITICAL)
