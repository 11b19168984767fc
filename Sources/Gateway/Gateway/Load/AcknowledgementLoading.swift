// From a general ledger's acknowledgement to the store, in bounded batches; messages are sealed, since a ledger quotes what it
// refuses.

import Delimited
import Parsing
import Store
import Vault

enum AcknowledgementLoading {
    static let purpose = "ledger-message"

    static func load(_ source: inout some ByteSource, arrival: Int64, _ database: Database, _ vault: Vault) throws {
        var handler = AcknowledgementHandler(arrival: arrival, database: database, sealer: vault.sealer(for: purpose))
        _ = try DelimitedDocument.read(&source, into: &handler)
        try handler.flush()
    }
}

private struct AcknowledgementHandler: DelimitedHandler {
    private static let batchSize = 10_000

    let arrival: Int64
    let database: Database
    let sealer: ValueSealer
    private var pending: [LedgerAcknowledgement] = []
    private var ordinal = 0

    init(arrival: Int64, database: Database, sealer: ValueSealer) {
        self.arrival = arrival
        self.database = database
        self.sealer = sealer
    }

    mutating func acknowledgementRead(_ row: LedgerAcknowledgementRow) throws {
        pending.append(
            LedgerAcknowledgement(
                arrival: arrival, ordinal: ordinal, batch: row.batch, journalID: row.journalID,
                lineNumber: row.lineNumber, isAccepted: row.status == .accepted,
                sealedMessage: try sealer.seal(row.message.utf8)))
        ordinal += 1
        if pending.count == Self.batchSize { try flush() }
    }

    mutating func flush() throws {
        let rows = pending
        pending.removeAll(keepingCapacity: true)
        LaneProgress.advanced()
        try database.stage { try $0.stage(rows) }
    }
}
