// SQLite, as Debian's libsqlite3-dev installs it.
#include <sqlite3.h>

// sqlite3_config takes a list of arguments, which Swift does not import. Each gives SQLITE_OK, or SQLITE_MISUSE where SQLite
// has begun already.
static inline int hms_sqlite_count_memory(int counts) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, counts); }

static inline int hms_sqlite_small_pieces(int size, int count) {
    return sqlite3_config(SQLITE_CONFIG_LOOKASIDE, size, count);
}
