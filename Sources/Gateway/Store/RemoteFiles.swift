// The table of files on partners' servers: what was fetched, so that it is never fetched twice, and whether the server's side
// is finished. A file is known by channel, name, size and time together: a name alone may come again with other bytes.

/// One file on a server, recorded together with its arrival.
public struct RemoteFileRecord: Sendable, Hashable {
    public var channel: String
    /// The name as the server gave it.
    public var name: [UInt8]
    /// -1 where the server does not tell.
    public var bytes: Int64
    /// Seconds since 1970; -1 where the server does not tell.
    public var modifiedAt: Int64
    public var arrival: Int64
    public var sidecar: [UInt8]?
    public var marker: [UInt8]?
    /// Whether the file was archived, renamed or deleted there, as its channel wants it.
    public var isFiled = false

    public init(
        channel: String, name: [UInt8], bytes: Int64, modifiedAt: Int64, arrival: Int64, sidecar: [UInt8]?,
        marker: [UInt8]?
    ) {
        self.channel = channel
        self.name = name
        self.bytes = bytes
        self.modifiedAt = modifiedAt
        self.arrival = arrival
        self.sidecar = sidecar
        self.marker = marker
    }
}

extension Session {
    /// Everything that was ever fetched by a channel.
    public func remoteFiles(of channel: String) throws -> [RemoteFileRecord] {
        try rows(
            """
            SELECT channel, name, bytes, modified_at, arrival, sidecar, marker, filed FROM remote_files
            WHERE channel = $1
            """, [.text(channel)]
        ) { row in
            let (sidecar, marker) = (row.bytes(5), row.bytes(6))
            var record = RemoteFileRecord(
                channel: row.text(0), name: row.bytes(1), bytes: row.integer(2), modifiedAt: row.integer(3),
                arrival: row.integer(4), sidecar: sidecar.isEmpty ? nil : sidecar,
                marker: marker.isEmpty ? nil : marker)
            record.isFiled = row.flag(7)
            return record
        }
    }

    /// Records a file as fetched; one that was filed before and came again counts anew.
    public func insertRemoteFile(_ file: RemoteFileRecord) throws {
        try execute(
            """
            INSERT INTO remote_files (channel, name, bytes, modified_at, arrival, sidecar, marker, filed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
            ON CONFLICT (channel, name, bytes, modified_at)
            DO UPDATE SET arrival = excluded.arrival, sidecar = excluded.sidecar, marker = excluded.marker, filed = 0
            """,
            [
                .text(file.channel), .bytes(file.name), .integer(file.bytes), .integer(file.modifiedAt),
                .integer(file.arrival), file.sidecar.map { .bytes($0) } ?? .null,
                file.marker.map { .bytes($0) } ?? .null,
            ])
    }

    public func setRemoteFileFiled(_ file: RemoteFileRecord) throws {
        try execute(
            "UPDATE remote_files SET filed = 1 WHERE channel = $1 AND name = $2 AND bytes = $3 AND modified_at = $4",
            [.text(file.channel), .bytes(file.name), .integer(file.bytes), .integer(file.modifiedAt)])
    }
}
