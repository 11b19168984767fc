// Renders journal entries by a layout, one at a time into a buffer that the caller drains. Holds one document at most.

import Facts
import Money

/// One file of rows in the making.
struct LayoutWriter: Sendable {
    /// What a row is about.
    private enum Subject {
        case line(LayoutDocument, Int)
        case total(Currency, ControlTotals)
    }

    private let layout: LedgerLayout
    private let chart: ChartOfAccounts
    private let batch: LedgerBatchHead
    private let form: CellForm
    private var division: DocumentDivision
    private var cell: [UInt8] = []

    init(_ layout: LedgerLayout, chart: ChartOfAccounts, batch: LedgerBatchHead, entity: String? = nil) {
        self.layout = layout
        self.chart = chart
        self.batch = batch
        form = CellForm(layout)
        division = DocumentDivision(layout, batchID: batch.id, entity: entity)
    }

    func begin(to out: inout [UInt8]) {
        var rows = layout.start
        if layout.hasHeader { rows.append(layout.line.map(\.name)) }
        for row in rows {
            for (index, text) in row.enumerated() {
                if index > 0 { out.append(layout.separator) }
                form.append(Array(text.utf8), to: &out)
            }
            endRow(&out)
        }
    }

    mutating func append(_ entry: JournalEntry, to out: inout [UInt8]) throws(LedgerRefusal) {
        for document in try division.add(entry) { try write(document, to: &out) }
    }

    mutating func end(_ totals: ControlTotals, to out: inout [UInt8]) throws(LedgerRefusal) {
        for document in try division.flush() { try write(document, to: &out) }
        if layout.end.isEmpty { return }
        for currency in totals.currencies { try row(layout.end, .total(currency, totals), to: &out) }
    }

    private mutating func write(_ document: LayoutDocument, to out: inout [UInt8]) throws(LedgerRefusal) {
        try checkSingleAccounts(document)
        if !layout.document.isEmpty { try row(layout.document, .line(document, 0), to: &out) }
        for index in document.lines.indices {
            let isFirst = index == 0 && !layout.firstLine.isEmpty
            try row(isFirst ? layout.firstLine : layout.line, .line(document, index), to: &out)
        }
        if !layout.documentEnd.isEmpty { try row(layout.documentEnd, .line(document, 0), to: &out) }
    }

    private func checkSingleAccounts(_ document: LayoutDocument) throws(LedgerRefusal) {
        if layout.singleAccounts.isEmpty { return }
        var seen: Set<String> = []
        for line in document.lines where layout.singleAccounts.contains(line.line.account) {
            if seen.insert(line.line.account).inserted { continue }
            throw LedgerRefusal(
                rule: LedgerRules.accountRepeated, journalID: line.entry.id, lineNumber: line.number, column: "",
                sentence: "The document has a second line of the account \(line.line.account).")
        }
    }

    private mutating func row(
        _ columns: [LayoutColumn], _ subject: Subject, to out: inout [UInt8]
    ) throws(LedgerRefusal) {
        for (index, column) in columns.enumerated() {
            if index > 0 { out.append(layout.separator) }
            switch column.source {
            case .fixed(let text):
                if text.isEmpty && layout.quoting != .always { continue }
                cell.removeAll(keepingCapacity: true)
                cell.append(contentsOf: text.utf8)
                form.append(cell, to: &out)
            case .field(let field):
                cell.removeAll(keepingCapacity: true)
                try fill(field, column, subject)
                if column.isRequired && cell.isEmpty { throw refusal(LedgerRules.valueMissing, column, subject) }
                form.append(cell, to: &out)
            }
        }
        endRow(&out)
    }

    private func endRow(_ out: inout [UInt8]) {
        if layout.lineEnd == .crlf { out.append(0x0D) }
        out.append(0x0A)
    }

    /// Puts the value of a field into the cell, within the column's limits.
    private mutating func fill(
        _ field: LayoutField, _ column: LayoutColumn, _ subject: Subject
    ) throws(LedgerRefusal) {
        switch field.nature {
        case .amount:
            guard let (units, currency) = try amount(field, column, subject) else { return }
            do throws(AmountForm.Fault) {
                try AmountForm.append(
                    units, exponent: currency.exponent, decimals: column.decimals, digits: column.digits,
                    mark: column.decimalMark, to: &cell)
            } catch {
                let rule = error == .tooWide ? LedgerRules.amountTooWide : LedgerRules.decimalsLost
                throw refusal(rule, column, subject)
            }
        case .date: column.date.append(date(field, subject), to: &cell)
        case .number:
            cell.append(contentsOf: String(number(field, subject)).utf8)
            try limit(column, subject)
        case .text:
            var value = text(field, subject)
            if !column.values.isEmpty {
                if let mapped = column.values[value] {
                    value = mapped
                } else {
                    switch column.unmapped {
                    case .keep: break
                    case .blank: value = ""
                    case .refuse: throw refusal(LedgerRules.valueUnmapped, column, subject)
                    }
                }
            }
            cell.append(contentsOf: value.utf8)
            form.prepare(text: &cell)
            try limit(column, subject)
        }
    }

    private mutating func limit(_ column: LayoutColumn, _ subject: Subject) throws(LedgerRefusal) {
        guard let length = column.length, cell.count > length, CellForm.length(of: cell) > length else { return }
        if column.overlength == .refuse { throw refusal(LedgerRules.textTooLong, column, subject) }
        CellForm.cut(&cell, to: length)
    }

    private func amount(
        _ field: LayoutField, _ column: LayoutColumn, _ subject: Subject
    ) throws(LedgerRefusal) -> (Int64, Currency)? {
        switch subject {
        case .line(let document, let index):
            let line = document.lines[index].line
            let units = line.amount.minorUnits
            switch field {
            case .debit: return line.side == .debit ? (units, line.amount.currency) : nil
            case .credit: return line.side == .credit ? (units, line.amount.currency) : nil
            case .amount: return (line.side == .debit ? units : -units, line.amount.currency)
            case .documentTotal: return (document.total, line.amount.currency)
            default: return nil
            }
        case .total(let currency, let totals):
            let sum = field == .totalDebit ? totals.debit(currency) : totals.credit(currency)
            guard let sum else { throw refusal(LedgerRules.sumTooLarge, column, subject) }
            return (sum.minorUnits, currency)
        }
    }

    private func date(_ field: LayoutField, _ subject: Subject) -> CalendarDate {
        guard case .line(let document, let index) = subject, field != .businessDate else { return batch.businessDate }
        let entry = document.lines[index].entry
        return field == .effectiveDate ? entry.effectiveOn : entry.occurredOn
    }

    private func number(_ field: LayoutField, _ subject: Subject) -> Int64 {
        if field == .batchNumber { return batch.number }
        switch subject {
        case .total(let currency, let totals): return Int64(totals.lines(currency))
        case .line(let document, let index):
            switch field {
            case .documentNumber: return Int64(document.number)
            case .documentLines: return Int64(document.lines.count)
            case .documentLine: return Int64(index + 1)
            case .lineNumber: return Int64(document.lines[index].number)
            default: return document.lines[index].entry.arrival.number
            }
        }
    }

    private func text(_ field: LayoutField, _ subject: Subject) -> String {
        if field == .batchID { return batch.id }
        if field == .organisation { return batch.organisation }
        guard case .line(let document, let index) = subject else {
            if case .total(let currency, _) = subject { return currency.code }
            return ""
        }
        let place = document.lines[index]
        switch field {
        case .documentID: return document.id
        case .journalID: return place.entry.id
        case .description: return place.entry.description
        case .event: return place.entry.event
        case .matchID: return place.entry.matchID
        case .lineID: return "\(place.entry.id)/\(place.number > 0 ? "\(place.number)" : "\(document.number)c")"
        case .account: return chart.name(of: place.line.account)
        case .accountCode: return place.line.account
        case .accountType: return chart.account(place.line.account)?.type.rawValue ?? ""
        case .entity: return place.line.dimensions.entity
        case .costCenter: return place.line.dimensions.costCenter
        case .fund: return place.line.dimensions.fund
        case .side: return place.line.side.rawValue
        case .currency: return place.line.amount.currency.code
        default: return ""
        }
    }

    private func refusal(_ rule: LedgerRule, _ column: LayoutColumn, _ subject: Subject) -> LedgerRefusal {
        var journalID = ""
        var lineNumber = 0
        if case .line(let document, let index) = subject {
            journalID = document.lines[index].entry.id
            lineNumber = document.lines[index].number
        }
        return LedgerRefusal(
            rule: rule, journalID: journalID, lineNumber: lineNumber, column: column.name,
            sentence: "The column `\(column.name)` of the layout \(layout.name) cannot take the value. \(rule.cure)")
    }
}
