// How SQLite uses memory, told before the first database is opened.
// Relies on sqlite3_config, which counts only before SQLite has begun: whoever opened a database before us leaves it as it is.

import CSQLite

enum SQLiteMemory {
    /// Bytes of a piece that a connection keeps ready: most texts of a row fit.
    private static let pieceSize: Int32 = 1200
    /// Pieces of each connection, 600 KB.
    private static let pieces: Int32 = 500

    /// Once for the process. SQLite counts what it uses under one lock for all connections, which a thread that reads and one that
    /// writes then wait for at every value; nobody here asks for the count. And it keeps pieces ready for a hundred values
    /// at most, where a posting binds more.
    static let isSet: Bool = {
        let counted = hms_sqlite_count_memory(0)
        let kept = hms_sqlite_small_pieces(pieceSize, pieces)
        return counted == SQLITE_OK && kept == SQLITE_OK
    }()
}
