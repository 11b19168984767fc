// The table of arrivals: one row a file that came in. Rows are never deleted and move by compare-and-set.

/// One file as it came in.
public struct ArrivalRecord: Sendable, Hashable {
    public var id: Int64 = 0
    public var partner: String
    public var channel: String
    /// The folder the file was taken from, relative to the root.
    public var folder: String
    /// The name as received, escaped for display where it is no plain text.
    public var name: String
    /// The name under which the original lies in `done/` or `rejected/`.
    public var filedName: String
    /// Where the original lies.
    public var filed: FilingPlace
    public var bytes: Int64
    public var sha256: String
    public var receivedAt: String
    public var receivedOn: String
    public var device: Int64
    public var inode: Int64
    /// Sealed file in the spool that holds the bytes as received.
    public var spool: String
    /// Sealed file that holds the unwrapped content; the same as `spool` when nothing wrapped it.
    public var openedSpool: String?
    public var sidecarName: String?
    public var sidecar: [UInt8] = []
    /// Primary fingerprint of the key that signed it.
    public var signer: String?
    public var kind = "unknown"
    public var documentDate: String?
    public var state = ArrivalState.taken
    public var reason = ""
    public var duplicateOf: Int64?

    public init(
        partner: String, channel: String, folder: String, name: String, bytes: Int64, sha256: String,
        receivedAt: String, receivedOn: String, device: Int64, inode: Int64, spool: String
    ) {
        self.partner = partner
        self.channel = channel
        self.folder = folder
        self.name = name
        self.filedName = name
        self.filed = .inbox
        self.bytes = bytes
        self.sha256 = sha256
        self.receivedAt = receivedAt
        self.receivedOn = receivedOn
        self.device = device
        self.inode = inode
        self.spool = spool
    }

    init(_ row: StoredRow) {
        self.init(
            partner: row.text(1), channel: row.text(2), folder: row.text(3), name: row.text(4), bytes: row.integer(7),
            sha256: row.text(8), receivedAt: row.text(9), receivedOn: row.text(10), device: row.integer(11),
            inode: row.integer(12), spool: row.text(13))
        id = row.integer(0)
        filedName = row.text(5)
        filed = FilingPlace(rawValue: row.text(6)) ?? .inbox
        openedSpool = row.optionalText(14)
        sidecarName = row.optionalText(15)
        sidecar = row.bytes(16)
        signer = row.optionalText(17)
        kind = row.text(18)
        documentDate = row.optionalText(19)
        state = ArrivalState(rawValue: row.text(20)) ?? .held
        reason = row.text(21)
        duplicateOf = row.optionalInteger(22)
    }
}

extension ArrivalRecord {
    /// Bytes a filed name may have, so that `.reason.txt` and a prefix still fit into the 255 of a file system.
    static let longestFiledName = 200

    /// A name to file the original under where its own cannot be had; `prefix` makes it unlike any other.
    public func otherFiledName(_ prefix: String) -> String {
        var end = name
        while end.utf8.count > Self.longestFiledName { end.removeLast() }
        return "\(prefix)-\(end)"
    }

    /// The name under which the checksum file lies beside the filed original.
    public var filedSidecarName: String? {
        guard let sidecarName, sidecarName.hasPrefix(name) else { return nil }
        return filedName + sidecarName.dropFirst(name.count)
    }
}

/// Where an arrival's original lies.
public enum FilingPlace: String, Sendable, Hashable {
    case inbox, done, rejected
    /// Taken away after the time that the configuration keeps it.
    case removed
    /// On the partner's server, where its channel files it.
    case server
}

extension Session {
    private static var arrivalColumns: String {
        """
        id, partner, channel, folder, name, filed_name, filed, bytes, sha256, received_at, received_on, device, inode,
        spool, opened_spool, sidecar_name, sidecar, signer, kind, document_date, state, reason, duplicate_of
        """
    }

    /// Records an arrival as taken; returns it with its id. The filed name is the file's own, or one with the id before
    /// it where a file of that name came on that day before or where the name is too long to get endings.
    public func insertArrival(_ arrival: ArrivalRecord) throws -> ArrivalRecord {
        var arrival = arrival
        arrival.id = try number("SELECT COALESCE(MAX(id), 0) + 1 FROM arrivals")
        let namesakes = try number(
            "SELECT COUNT(*) FROM arrivals WHERE folder = $1 AND received_on = $2 AND name = $3",
            [.text(arrival.folder), .text(arrival.receivedOn), .text(arrival.name)])
        let isFree = namesakes == 0 && arrival.name.utf8.count <= ArrivalRecord.longestFiledName
        arrival.filedName = isFree ? arrival.name : arrival.otherFiledName("\(arrival.id)")
        try execute(
            """
            INSERT INTO arrivals (id, partner, channel, folder, name, filed_name, filed, bytes, sha256, received_at,
                received_on, device, inode, spool, sidecar_name, sidecar, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """,
            [
                .integer(arrival.id), .text(arrival.partner), .text(arrival.channel), .text(arrival.folder),
                .text(arrival.name), .text(arrival.filedName), .text(arrival.filed.rawValue), .integer(arrival.bytes),
                .text(arrival.sha256), .text(arrival.receivedAt), .text(arrival.receivedOn), .integer(arrival.device),
                .integer(arrival.inode), .text(arrival.spool), .optional(arrival.sidecarName), .bytes(arrival.sidecar),
                .text(arrival.state.rawValue),
            ])
        return arrival
    }

    public func arrival(_ id: Int64) throws -> ArrivalRecord? {
        try first("SELECT \(Self.arrivalColumns) FROM arrivals WHERE id = $1", [.integer(id)], ArrivalRecord.init)
    }

    /// All arrivals in the order they came, or those received in a span of days (both ends included).
    public func arrivals(since: String? = nil, until: String? = nil) throws -> [ArrivalRecord] {
        try rows(
            """
            SELECT \(Self.arrivalColumns) FROM arrivals WHERE received_on >= $1 AND received_on <= $2 ORDER BY id
            """, [.text(since ?? ""), .text(until ?? "9999")], ArrivalRecord.init)
    }

    public func arrivals(named name: String) throws -> [ArrivalRecord] {
        try rows(
            "SELECT \(Self.arrivalColumns) FROM arrivals WHERE name = $1 OR filed_name = $1 ORDER BY id",
            [.text(name)], ArrivalRecord.init)
    }

    /// The arrival that comes next to be carried on: the oldest that is in progress.
    public func nextArrivalInProgress() throws -> ArrivalRecord? {
        try first(
            """
            SELECT \(Self.arrivalColumns) FROM arrivals WHERE state IN ('taken', 'opened', 'checked')
            ORDER BY id LIMIT 1
            """, [], ArrivalRecord.init)
    }

    /// Arrivals whose original does not lie where their state wants it.
    public func arrivalsToFile() throws -> [ArrivalRecord] {
        try rows(
            """
            SELECT \(Self.arrivalColumns) FROM arrivals
            WHERE filed = 'inbox' OR (filed IN ('done', 'server') AND state IN ('rejected', 'quarantined'))
                OR (filed = 'rejected' AND state NOT IN ('rejected', 'quarantined')) ORDER BY id
            """, [], ArrivalRecord.init)
    }

    /// The first arrival of the partner with these bytes that came before `id` and was not refused, or that came after it
    /// and is posted: an arrival that goes its way again finds what took its place meanwhile.
    public func earlierArrival(partner: String, sha256: String, before id: Int64) throws -> ArrivalRecord? {
        try first(
            """
            SELECT \(Self.arrivalColumns) FROM arrivals
            WHERE partner = $1 AND sha256 = $2 AND (
                (id < $3 AND state NOT IN ('duplicate', 'rejected', 'quarantined'))
                OR (id > $3 AND state IN ('posted', 'answered')))
            ORDER BY id LIMIT 1
            """, [.text(partner), .text(sha256), .integer(id)], ArrivalRecord.init)
    }

    /// Moves an arrival by compare-and-set. Throws `StateConflict` when it is not in `from` or the move does not exist.
    public func moveArrival(_ id: Int64, from: ArrivalState, to: ArrivalState, reason: String? = nil) throws {
        let conflict = StateConflict(subject: "arrival \(id)", expected: from.rawValue, wanted: to.rawValue)
        guard from.successors.contains(to) else { throw conflict }
        let changed = try execute(
            "UPDATE arrivals SET state = $1, reason = COALESCE($2, reason) WHERE id = $3 AND state = $4",
            [.text(to.rawValue), .optional(reason), .integer(id), .text(from.rawValue)])
        if changed != 1 { throw conflict }
    }

    public func setArrivalOpened(_ id: Int64, openedSpool: String, signer: String?) throws {
        try execute(
            "UPDATE arrivals SET opened_spool = $1, signer = $2 WHERE id = $3",
            [.text(openedSpool), .optional(signer), .integer(id)])
    }

    public func setArrivalContent(_ id: Int64, kind: String, documentDate: String?) throws {
        try execute(
            "UPDATE arrivals SET kind = $1, document_date = $2 WHERE id = $3",
            [.text(kind), .optional(documentDate), .integer(id)])
    }

    public func setArrivalDuplicate(_ id: Int64, of original: Int64) throws {
        try execute("UPDATE arrivals SET duplicate_of = $1 WHERE id = $2", [.integer(original), .integer(id)])
    }

    public func setArrivalFiled(_ id: Int64, at place: FilingPlace) throws {
        try execute("UPDATE arrivals SET filed = $1 WHERE id = $2", [.text(place.rawValue), .integer(id)])
    }

    public func setArrivalFiledName(_ id: Int64, _ name: String) throws {
        try execute("UPDATE arrivals SET filed_name = $1 WHERE id = $2", [.text(name), .integer(id)])
    }

    public func setArrivalPosting(_ id: Int64, _ posting: Int64) throws {
        try execute("UPDATE arrivals SET posting = $1 WHERE id = $2", [.integer(posting), .integer(id)])
    }

    /// Every sealed file that an arrival needs.
    public func arrivalSpools() throws -> [String] {
        try rows("SELECT spool FROM arrivals UNION SELECT opened_spool FROM arrivals WHERE opened_spool IS NOT NULL") {
            $0.text(0)
        }
    }

    public func arrivalCounts() throws -> [(state: String, count: Int64)] {
        try rows("SELECT state, COUNT(*) FROM arrivals GROUP BY state ORDER BY state") { ($0.text(0), $0.integer(1)) }
    }
}
