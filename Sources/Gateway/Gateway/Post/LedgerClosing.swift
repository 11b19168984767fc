// Closes a batch of the journal: every line that no batch holds goes into the next, and the batch's files are staged for the
// general ledger's partner. A posting of its own, visible by one commit.

import Configuration
public import Facts
import Ledger
import Money
public import Store
import Vault

struct LedgerClosing {
    private let installation: Installation
    private let staging: DispatchStaging

    init(_ installation: Installation) {
        self.installation = installation
        staging = DispatchStaging(installation)
    }

    /// Closes a batch when there are lines for it and a partner to send it to; true when one was closed.
    @discardableResult
    func close() throws -> Bool {
        guard let name = installation.configuration.ledger.partner,
            let partner = installation.configuration.partner(named: name),
            let span = try installation.database.read({ try $0.openJournalSpan() })
        else { return false }
        let posting = try StagedPosting.begin(for: nil, in: installation)
        let number = try installation.database.read { try $0.nextLedgerBatchNumber() }
        let business = try installation.database.read { try $0.businessDate(in: posting.scope) }
        var last = CalendarDate(dayNumber: 0)
        var lines: Int64 = 0
        var currencies: Set<Currency> = []
        try installation.database.read { session in
            try session.forEachJournalRow(from: span.first, to: span.last) { row in
                last = max(last, row.effectiveOn)
                lines += 1
                currencies.insert(row.currency)
            }
        }
        let batch = LedgerBatch(
            number: number, businessDate: business ?? last, firstSequence: span.first, lastSequence: span.last,
            lines: lines)
        try stageFiles(batch, currencies.sorted(), partner, posting)
        try installation.database.write { try $0.stageLedgerBatch(batch, posting: posting.number) }
        DurableStep.ledgerStaged.reached()
        try installation.database.write { session in
            try session.commitPosting(posting.number)
            try installation.audit().record(
                "closed", "ledger batch \(number)", "\(lines) lines, \(batch.businessDate)", in: session)
        }
        DurableStep.ledgerCommitted.reached()
        installation.log.info("ledger.closed", metadata: ["batch": "\(number)", "lines": "\(lines)"])
        return true
    }

    private func stageFiles(
        _ batch: LedgerBatch, _ currencies: [Currency], _ partner: Partner, _ posting: StagedPosting
    ) throws {
        let digits = String(batch.number)
        let stem = "gl-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        for form in installation.configuration.ledger.forms {
            let format: GeneralLedgerFormat = form == .csv ? .csv : .hledger
            let label = form == .csv ? "journal.csv" : "hledger.journal"
            var totals = ControlTotals()
            let body = try installation.spool.seal { writer in
                totals = try write(batch, currencies, format, to: &writer)
            }
            try staging.stage(
                body: body, label: label, kind: "gl", to: partner, date: batch.businessDate, stem: stem, answering: nil,
                posting: posting.number)
            if form == .csv {
                let control = totals.sidecar(file: "\(stem)-\(label)", sha256: body.sha256)
                try staging.stage(
                    [Answer(label: "control.csv", kind: "gl", bytes: control)], to: partner, date: batch.businessDate,
                    stem: stem, answering: nil, posting: posting.number)
            }
        }
    }

    private func write(
        _ batch: LedgerBatch, _ currencies: [Currency], _ format: GeneralLedgerFormat, to writer: inout SealedFileWriter
    ) throws -> ControlTotals {
        var file = GeneralLedgerFile(format, chart: installation.configuration.chartOfAccounts)
        var buffer: [UInt8] = []
        file.begin(currencies: currencies, to: &buffer)
        var rows: [JournalRow] = []
        try installation.database.read { session in
            try session.forEachJournalRow(from: batch.firstSequence, to: batch.lastSequence) { row in
                if let first = rows.first, first.id != row.id {
                    if let entry = JournalRows.entry(rows) { file.append(entry, to: &buffer) }
                    rows.removeAll(keepingCapacity: true)
                    if buffer.count > 1 << 18 {
                        try writer.write(buffer.span.bytes)
                        buffer.removeAll(keepingCapacity: true)
                    }
                }
                rows.append(row)
            }
        }
        if let entry = JournalRows.entry(rows) { file.append(entry, to: &buffer) }
        try writer.write(buffer.span.bytes)
        return file.totals
    }
}

/// Journal rows and the entry they make.
public enum JournalRows {
    /// The entry of the rows of one id; nil unless they balance.
    public static func entry(_ rows: [JournalRow]) -> JournalEntry? {
        guard let first = rows.first else { return nil }
        return JournalEntry(
            id: first.id, event: first.event, effectiveOn: first.effectiveOn,
            lines: rows.map { row in
                JournalLine(
                    account: row.account, side: row.debit > 0 ? .debit : .credit,
                    amount: Money(minorUnits: max(row.debit, row.credit), currency: row.currency))
            }, description: first.description, matchID: first.matchID, arrival: ArrivalID(first.arrival))
    }
}
