// libxml2's push parser and SAX2 interface, as Debian's libxml2-dev installs it.
// Debian builds it with ICU, and its headers then bring in ICU's, which clash with the copy that Foundation carries.
// ICU shows only inside a structure for encodings that nobody here touches, so its headers are kept out.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
