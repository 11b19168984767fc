// The log under systemd: fields to the journal, by which it can be searched and explained. What the journal does not take
// goes to standard error, as a JSON line.

import Glibc
public import Logging

/// Writes each event to the journal.
public struct JournalLog: LogHandler {
    public static let address = "/run/systemd/journal/socket"

    public var logLevel: Logger.Level {
        get { fallback.logLevel }
        set { fallback.logLevel = newValue }
    }
    public var metadata: Logger.Metadata = [:]
    private let socket: DatagramSocket
    private var fallback: EventLog

    /// - Parameters:
    ///   - stream: what JOURNAL_STREAM holds, device and inode of the stream that systemd made for us.
    ///   - address: the journal's socket.
    /// - Returns: nil where standard error is not that stream (somebody reads it elsewhere), or there is no journal.
    public init?(stream: String?, address: String = JournalLog.address, level: Logger.Level, clock: any Clock) {
        var status = stat()
        guard let stream, fstat(2, &status) == 0, stream == "\(status.st_dev):\(status.st_ino)",
            let socket = DatagramSocket(path: address)
        else { return nil }
        self.socket = socket
        fallback = EventLog(level: level, clock: clock)
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let message = JournalMessage(
            event: "\(event.message)", level: event.level, metadata: metadata.merging(event.metadata ?? [:]) { $1 })
        if !socket.send(message.bytes) {
            var fallback = fallback
            fallback.metadata = metadata
            fallback.log(event: event)
        }
    }
}
