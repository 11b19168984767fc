// libxml2's push parser and SAX2 interface, as Debian's libxml2-dev installs it.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
