// Debian's libxml2 is built with ICU, so its headers include ICU's, whose module clashes with the one that Foundation
// brings (whole-module builds of tests fail on it). Nothing here needs libxml2's converters; the only layout that
// depends on the macro is that of a struct behind a pointer, which is never looked into.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
