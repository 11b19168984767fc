// Writes a batch of the journal in one of its forms, streaming from the store; the same batch gives the same bytes.

import Compression
import Configuration
import Facts
import Ledger
import Money
import Store

struct LedgerRendering {
    /// What a batch holds, as one reading of its lines finds it.
    struct Contents {
        var currencies: Set<Currency> = []
        var entities: Set<String> = []
        var lines: Int64 = 0
        var firstDay: CalendarDate?
        var lastDay = CalendarDate(dayNumber: 0)
    }

    /// Bytes that are gathered before they are handed on.
    private static let bufferSize = 1 << 18

    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    func contents(from first: Int64, to last: Int64) throws -> Contents {
        var contents = Contents()
        try installation.database.read { session in
            try session.forEachJournalRow(from: first, to: last) { row in
                contents.lines += 1
                contents.currencies.insert(row.currency)
                contents.entities.insert(row.dimensions.entity)
                contents.firstDay = min(contents.firstDay ?? row.effectiveOn, row.effectiveOn)
                contents.lastDay = max(contents.lastDay, row.effectiveOn)
            }
        }
        return contents
    }

    func head(_ batch: LedgerBatch) -> LedgerBatchHead {
        LedgerBatchHead(
            number: batch.number, businessDate: batch.businessDate,
            organisation: installation.configuration.organisation.name)
    }

    /// Hands out the file of a batch piece by piece. Throws `LedgerRefusal` where the form cannot take an entry; what was
    /// handed out then is no file.
    ///
    /// - Parameter entity: whose part is wanted; nil for the whole batch.
    func write(
        _ batch: LedgerBatch, _ contents: Contents, as form: GeneralLedgerForm, of entity: String? = nil,
        _ body: (RawSpan) throws -> Void
    ) throws -> ControlTotals {
        guard let inner = form.innerFile else { return try writePlain(batch, contents, as: form, entity, body) }
        let (year, month, day) = batch.businessDate.components
        var zip = try ZipWriter(name: inner, year: year, month: month, day: day)
        try zip.begin(body)
        let totals = try writePlain(batch, contents, as: form, entity) { try zip.write($0, body) }
        try zip.finish(body)
        return totals
    }

    private func writePlain(
        _ batch: LedgerBatch, _ contents: Contents, as form: GeneralLedgerForm, _ entity: String?,
        _ body: (RawSpan) throws -> Void
    ) throws -> ControlTotals {
        var file = GeneralLedgerFile(
            form, chart: installation.configuration.chartOfAccounts, batch: head(batch), entity: entity)
        var buffer: [UInt8] = []
        try file.begin(currencies: contents.currencies.sorted(), firstDay: contents.firstDay, to: &buffer)
        var rows: [JournalRow] = []
        try installation.database.read { session in
            try session.forEachJournalRow(from: batch.firstSequence, to: batch.lastSequence) { row in
                if let first = rows.first, first.id != row.id {
                    if let entry = JournalRows.entry(rows) { try file.append(entry, to: &buffer) }
                    rows.removeAll(keepingCapacity: true)
                    if buffer.count > Self.bufferSize {
                        try body(buffer.span.bytes)
                        buffer.removeAll(keepingCapacity: true)
                    }
                }
                rows.append(row)
            }
        }
        if let entry = JournalRows.entry(rows) { try file.append(entry, to: &buffer) }
        try file.end(to: &buffer)
        try body(buffer.span.bytes)
        return file.totals
    }
}
