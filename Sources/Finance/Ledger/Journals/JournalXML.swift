// The journal as XML, for transformations of one's own (XSLT). Its schema is Config/layouts/journal.xsd: an element for each
// entry, one within it for each line, control totals at the end.

import Facts
import Money

enum JournalXML {
    static let namespace = "urn:hms-ach:journal:1"

    static func head(_ batch: LedgerBatchHead, to out: inout [UInt8]) {
        out.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<journal xmlns=\"\(namespace)\"".utf8)
        append("batch", batch.id, to: &out)
        append("number", String(batch.number), to: &out)
        append("business-date", batch.businessDate.description, to: &out)
        append("organisation", batch.organisation, to: &out)
        out.append(contentsOf: ">\n".utf8)
    }

    static func append(_ entry: JournalEntry, _ chart: ChartOfAccounts, to out: inout [UInt8]) {
        out.append(contentsOf: "  <entry".utf8)
        append("id", entry.id, to: &out)
        append("event", entry.event, to: &out)
        append("effective-date", entry.effectiveOn.description, to: &out)
        append("original-date", entry.occurredOn.description, to: &out)
        append("match", entry.matchID, to: &out)
        append("arrival", String(entry.arrival.number), to: &out)
        append("description", entry.description, to: &out)
        out.append(contentsOf: ">\n".utf8)
        for (index, line) in entry.lines.enumerated() {
            out.append(contentsOf: "    <line".utf8)
            append("number", String(index + 1), to: &out)
            append("account", line.account, to: &out)
            append("account-name", chart.name(of: line.account), to: &out)
            append(line.side.rawValue, line.amount.decimalText, to: &out)
            append("currency", line.amount.currency.code, to: &out)
            append("entity", line.dimensions.entity, to: &out)
            append("cost-center", line.dimensions.costCenter, to: &out)
            append("fund", line.dimensions.fund, to: &out)
            out.append(contentsOf: "/>\n".utf8)
        }
        out.append(contentsOf: "  </entry>\n".utf8)
    }

    static func end(_ totals: ControlTotals, to out: inout [UInt8]) {
        for currency in totals.currencies {
            out.append(contentsOf: "  <total".utf8)
            append("currency", currency.code, to: &out)
            append("lines", String(totals.lines(currency)), to: &out)
            append("debit", totals.debit(currency)?.decimalText ?? "overflow", to: &out)
            append("credit", totals.credit(currency)?.decimalText ?? "overflow", to: &out)
            out.append(contentsOf: "/>\n".utf8)
        }
        out.append(contentsOf: "</journal>\n".utf8)
    }

    /// An attribute; none where the value is empty.
    private static func append(_ name: String, _ value: String, to out: inout [UInt8]) {
        if value.isEmpty { return }
        out.append(0x20)
        out.append(contentsOf: name.utf8)
        out.append(contentsOf: "=\"".utf8)
        escape(value, to: &out)
        out.append(0x22)
    }

    /// Characters that XML 1.0 does not allow become blanks.
    static func escape(_ value: String, to out: inout [UInt8]) {
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0x26: out.append(contentsOf: "&amp;".utf8)
            case 0x3C: out.append(contentsOf: "&lt;".utf8)
            case 0x3E: out.append(contentsOf: "&gt;".utf8)
            case 0x22: out.append(contentsOf: "&quot;".utf8)
            case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: out.append(0x20)
            default: out.append(contentsOf: String(scalar).utf8)
            }
        }
    }
}
