// GnuPG Made Easy, as Debian's libgpgme-dev installs it.
#include <gpgme.h>
