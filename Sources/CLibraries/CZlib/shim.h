// zlib, as Debian's zlib1g-dev installs it.
#include <zlib.h>

// inflateInit2 is a macro, which Swift does not import; 31 asks for the gzip form (RFC 1952).
static inline int hms_inflate_gzip_begin(z_stream *stream) {
    return inflateInit2(stream, 31);
}

// inflateInit and deflateInit are macros too: the zlib form (RFC 1950).
static inline int hms_inflate_begin(z_stream *stream) {
    return inflateInit(stream);
}

static inline int hms_deflate_begin(z_stream *stream, int level) {
    return deflateInit(stream, level);
}

// deflateInit2 is a macro too; -15 asks for the bare form (RFC 1951) that zip holds.
static inline int hms_deflate_bare_begin(z_stream *stream) {
    return deflateInit2(stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}
