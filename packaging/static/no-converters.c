/* Debian's static libxml2 asks ICU for converters, and ICU brings 31 MB of tables. Assay hands libxml2 bytes and says
   what they are (ISO-8859-1, built in), so no converter is ever looked for: there are none, and ICU stays out. */
#include <libxml/xmlversion.h>

#ifdef LIBXML_ICU_ENABLED
#include <unicode/ucnv.h>

UConverter *ucnv_open(const char *name, UErrorCode *code) {
  (void)name;
  *code = U_FILE_ACCESS_ERROR;
  return 0;
}

void ucnv_close(UConverter *converter) { (void)converter; }

/* Without a converter nothing below is called; the linker wants the names. */

void ucnv_convertEx(UConverter *target, UConverter *source, char **out, const char *outEnd, const char **in,
                    const char *inEnd, UChar *pivot, UChar **pivotSource, UChar **pivotTarget, const UChar *pivotEnd,
                    UBool reset, UBool flush, UErrorCode *code) {
  (void)target, (void)source, (void)out, (void)outEnd, (void)in, (void)inEnd, (void)pivot, (void)pivotSource;
  (void)pivotTarget, (void)pivotEnd, (void)reset, (void)flush;
  *code = U_UNSUPPORTED_ERROR;
}

void ucnv_setFromUCallBack(UConverter *converter, UConverterFromUCallback action, const void *context,
                           UConverterFromUCallback *oldAction, const void **oldContext, UErrorCode *code) {
  (void)converter, (void)action, (void)context, (void)oldAction, (void)oldContext;
  *code = U_UNSUPPORTED_ERROR;
}

void ucnv_setToUCallBack(UConverter *converter, UConverterToUCallback action, const void *context,
                         UConverterToUCallback *oldAction, const void **oldContext, UErrorCode *code) {
  (void)converter, (void)action, (void)context, (void)oldAction, (void)oldContext;
  *code = U_UNSUPPORTED_ERROR;
}

void UCNV_FROM_U_CALLBACK_STOP(const void *context, UConverterFromUnicodeArgs *arguments, const UChar *units,
                               int32_t length, UChar32 point, UConverterCallbackReason reason, UErrorCode *code) {
  (void)context, (void)arguments, (void)units, (void)length, (void)point, (void)reason, (void)code;
}

void UCNV_TO_U_CALLBACK_STOP(const void *context, UConverterToUnicodeArgs *arguments, const char *units,
                             int32_t length, UConverterCallbackReason reason, UErrorCode *code) {
  (void)context, (void)arguments, (void)units, (void)length, (void)reason, (void)code;
}
#endif
