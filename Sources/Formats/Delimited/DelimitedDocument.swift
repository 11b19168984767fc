// Reads an open-items or payments file, or a general ledger's acknowledgement: header by name, rows into typed values, findings with line and column.
// Relies on DelimitedReader for rows; OpenItemRow, PaymentRow and LedgerAcknowledgementRow say what
// their columns mean.

import Money
public import Parsing

/// Which of them a file is, named as `hms-ach inspect` names it.
public enum DelimitedKind: String, Sendable, Hashable, Codable {
    case openItems = "open-items"
    case payments
    case ledgerAcknowledgement = "gl-acknowledgement"
}

/// Takes the rows of a file in their order. The methods do nothing unless implemented. Rows with errors are not
/// handed on. A file whose reading ends with errors must be undone.
public protocol DelimitedHandler {
    mutating func openItemRead(_ row: OpenItemRow) throws
    mutating func paymentRead(_ row: PaymentRow) throws
    mutating func acknowledgementRead(_ row: LedgerAcknowledgementRow) throws
}

extension DelimitedHandler {
    public mutating func openItemRead(_ row: OpenItemRow) throws {}
    public mutating func paymentRead(_ row: PaymentRow) throws {}
    public mutating func acknowledgementRead(_ row: LedgerAcknowledgementRow) throws {}
}

/// The figures of a file: rows, and the sum of their amounts by currency as decimal strings.
public struct DelimitedSummary: Sendable, Hashable, Encodable {
    public let rows: Int
    public let amount: [String: String]
}

/// What reading a file found out. `kind` is nil where the header names none of the kinds.
public struct DelimitedReport: Sendable {
    public let kind: DelimitedKind?
    public let summary: DelimitedSummary
    public let findings: FindingLog
}

/// Reads delimited files in one pass; memory grows only by eight bytes a row, for repeated ids, up to a bound.
public enum DelimitedDocument {
    /// Reads and checks. Throws only what the source throws.
    public static func read(_ source: inout some ByteSource) throws -> DelimitedReport {
        var none = IgnoringHandler()
        return try read(&source, into: &none)
    }

    /// Reads, checks, and hands sound rows to the handler. Throws what source and handler throw.
    public static func read(
        _ source: inout some ByteSource, into handler: inout some DelimitedHandler
    ) throws -> DelimitedReport {
        var reader = DelimitedReader()
        var table = DelimitedTable()
        try source.forEachPiece { piece in
            try reader.push(piece) { row in try table.take(row, &handler) }
        }
        try reader.finish { row in try table.take(row, &handler) }
        return table.report(reader.findings)
    }
}

private struct IgnoringHandler: DelimitedHandler {}

/// The header and what the rows below it come to.
struct DelimitedTable {
    private(set) var findings = FindingLog()
    private var hasHeader = false
    private(set) var kind: DelimitedKind?
    private var width = 0
    /// Place in the row of each column of the format, -1 where it is missing.
    private var places: [Int] = []
    private var rows = 0
    private var sums: [Currency: CheckedSum] = [:]
    private var ids = ReferenceSet(limit: 3_000_000)

    mutating func take(_ row: DelimitedRow, _ handler: inout some DelimitedHandler) throws {
        if !hasHeader {
            hasHeader = true
            readHeader(row)
            return
        }
        guard let kind else { return }
        rows += 1
        if row.isBroken { return }
        if row.count != width {
            findings.add(
                DelimitedRules.ragged, "The row has \(row.count) fields, and the header has \(width).",
                at: Location(offset: row.offset, line: row.line))
            return
        }
        var fields = RowFields(row: row, places: places, names: names(of: kind), findings: findings)
        switch kind {
        case .openItems:
            let item = OpenItemRow(&fields)
            checkID(item.id, &fields, column: OpenItemRow.Column.id.rawValue)
            findings = fields.findings
            if let amount = item.amount { sums[amount.currency, default: CheckedSum()].add(amount.minorUnits) }
            if fields.isSound { try handler.openItemRead(item) }
        case .payments:
            let payment = PaymentRow(&fields)
            checkID(payment.id, &fields, column: PaymentRow.Column.id.rawValue)
            findings = fields.findings
            if let amount = payment.amount { sums[amount.currency, default: CheckedSum()].add(amount.minorUnits) }
            if fields.isSound { try handler.paymentRead(payment) }
        case .ledgerAcknowledgement:
            let acknowledgement = LedgerAcknowledgementRow(&fields)
            findings = fields.findings
            if fields.isSound { try handler.acknowledgementRead(acknowledgement) }
        }
    }

    private func names(of kind: DelimitedKind) -> [String] {
        switch kind {
        case .openItems: OpenItemRow.columns
        case .payments: PaymentRow.columns
        case .ledgerAcknowledgement: LedgerAcknowledgementRow.columns
        }
    }

    private mutating func readHeader(_ row: DelimitedRow) {
        width = row.count
        let header = (0..<row.count).map { row.text($0).trimmingBlanks() }
        let location = Location(offset: row.offset, line: row.line)
        if header.contains("item_id") {
            kind = .openItems
        } else if header.contains("batch_id") && header.contains("status") {
            kind = .ledgerAcknowledgement
        } else if header.contains("payment_id") {
            kind = .payments
        } else {
            findings.add(
                DelimitedRules.unknownHeader, "The header names neither item_id nor payment_id.", at: location)
            return
        }
        guard let kind else { return }
        let names = names(of: kind)
        places = names.map { header.firstIndex(of: $0) ?? -1 }
        for (name, place) in zip(names, places) where place < 0 {
            findings.add(
                DelimitedRules.columnMissing, "The column \(name) is missing.",
                at: Location(offset: row.offset, line: row.line, record: name))
        }
        for (index, name) in header.enumerated() {
            if header[..<index].contains(name) {
                findings.add(
                    DelimitedRules.columnRepeated, "The name of column \(index + 1) came before.", at: location)
            } else if !names.contains(name) {
                findings.add(
                    DelimitedRules.columnUnknown, "Column \(index + 1) is none of the format's; it is not read.",
                    at: location)
            }
        }
    }

    private mutating func checkID(_ id: String, _ fields: inout RowFields, column: Int) {
        if id.isEmpty { return }
        if ids.isFull {
            if fields.findings.counts[DelimitedRules.duplicatesUnchecked.code] == nil {
                fields.report(
                    DelimitedRules.duplicatesUnchecked, "Repeated ids were looked for up to this row.", column)
            }
            return
        }
        var hasher = Hasher()
        hasher.combine(id)
        if ids.insert(UInt64(bitPattern: Int64(hasher.finalize())), mark: 0) != .first {
            fields.report(DelimitedRules.idRepeated, "The id came before in this file.", column)
        }
    }

    func report(_ form: FindingLog) -> DelimitedReport {
        var all = form
        for finding in findings.kept { all.add(finding) }
        // Findings that were counted but not kept still count.
        for (code, count) in findings.counts {
            guard let example = findings.kept.first(where: { $0.code == code }) else { continue }
            let kept = findings.kept.count { $0.code == code }
            for _ in kept..<max(kept, count) { all.add(example.rule, "", at: example.location) }
        }
        if !hasHeader {
            all.add(DelimitedRules.empty, "The file is empty.", at: Location(offset: 0, line: 1))
        } else if kind != nil, rows == 0 {
            all.add(DelimitedRules.noRows, "The file has no rows.", at: Location(offset: 0, line: 1))
        }
        var amount: [String: String] = [:]
        for (currency, sum) in sums {
            amount[currency.code] = sum.total.map { Money(minorUnits: $0, currency: currency).decimalText }
        }
        return DelimitedReport(kind: kind, summary: DelimitedSummary(rows: rows, amount: amount), findings: all)
    }
}
