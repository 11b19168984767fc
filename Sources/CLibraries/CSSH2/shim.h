// libssh2, as Debian's libssh2-1-dev installs it.
#include <libssh2.h>
