// Folds the write-ahead log into the database file beside the writer, on a connection and a thread of its own: what a big posting
// wrote is copied while it goes on writing.
// Relies on SQLite's passive checkpoint, which waits for nobody and which nobody waits for; it makes the log durable before it
// copies from it, as the writer's own would.

import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

final class Checkpointing: Sendable {
    /// Bytes of the log after which they are folded in, 64 MiB: once and not after every few thousand rows.
    private static let due = 64 << 20
    /// Bytes from which on the writer folds in what is left itself, 256 MiB: only without a writer does a log begin anew.
    private static let most = 256 << 20

    private let connection: DatabaseQueue
    private let queue: DispatchQueue
    private let pageSize: Int
    private let isRunning = Atomic<Bool>(false)
    /// Pages of the log when the last folding began.
    private let folded = Atomic<Int>(0)

    /// - Parameter pageSize: bytes of a page of this file, asked elsewhere: this connection waits for nobody.
    init(path: String, pageSize: Int) throws {
        connection = try DatabaseQueue(path: path)
        self.pageSize = pageSize
        queue = DispatchQueue(label: "hms-ach.checkpoint")
    }

    /// Watches the commits of a connection. The connection must be closed before this is.
    func watch(_ writer: GRDB.Database) {
        sqlite3_wal_hook(
            writer.sqliteConnection,
            { context, connection, schema, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<Checkpointing>.fromOpaque(context).takeUnretainedValue()
                    .committed(Int(pages), connection, schema)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func committed(_ pages: Int, _ writer: OpaquePointer?, _ schema: UnsafePointer<CChar>?) {
        let before = folded.load(ordering: .relaxed)
        if pages < before { folded.store(0, ordering: .relaxed) }
        if (pages - (pages < before ? 0 : before)) * pageSize < Self.due { return }
        folded.store(pages, ordering: .relaxed)
        if pages * pageSize >= Self.most {
            sqlite3_wal_checkpoint_v2(writer, schema, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            return
        }
        guard isRunning.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else { return }
        queue.async {
            // What fails here is tried again after the next pages; a disk that is full fails the writer, who tells of it.
            _ = try? self.connection.writeWithoutTransaction { try $0.checkpoint(.passive) }
            self.isRunning.store(false, ordering: .releasing)
        }
    }

    func close() throws {
        queue.sync {}
        try connection.close()
    }
}
