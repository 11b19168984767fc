// The rows of a bank statement: one for each entry, and one for each of its details where there are several (a batch
// booking). The texts of a single detail stand in the entry's own row.
// Relies on ISO20022's entries. Amounts are unsigned, as the message writes them; the direction stands beside.

import ISO20022
import Money

/// Decimals of a currency, remembered: a statement is of one.
struct CurrencyDecimals {
    private var currency = Currency.usd
    private var decimals = 2

    mutating func of(_ other: Currency) -> Int {
        if other != currency {
            currency = other
            decimals = other.exponent
        }
        return decimals
    }
}

/// The texts of an entry or detail that have a column.
private struct TransactionTexts {
    var domain = ""
    var family = ""
    var subFamily = ""
    var proprietaryCode = ""
    var entryReference = ""
    var servicerReference = ""
    var batchID = ""
    var endToEndID = ""
    var transactionID = ""
    var clearingReference = ""
    var checkNumber = ""
    var debtor = ""
    var creditor = ""
    var remittance = ""
    var creditorReference = ""
    var returnCode = ""
    var returnText = ""
    var information = ""

    /// The first text of a field counts; remittance texts are joined by blanks.
    mutating func take(_ field: EntryField, _ text: String) {
        switch field {
        case .domain: set(&domain, text)
        case .family: set(&family, text)
        case .subFamily: set(&subFamily, text)
        case .proprietaryCode: set(&proprietaryCode, text)
        case .entryReference: set(&entryReference, text)
        case .servicerReference: set(&servicerReference, text)
        case .batchID: set(&batchID, text)
        case .endToEndID: set(&endToEndID, text)
        case .transactionID: set(&transactionID, text)
        case .clearingReference: set(&clearingReference, text)
        case .checkNumber: set(&checkNumber, text)
        case .debtorName: set(&debtor, text)
        case .creditorName: set(&creditor, text)
        case .unstructured, .documentNumber, .remittanceInformation:
            if remittance.isEmpty { remittance = text } else { remittance += " " + text }
        case .creditorReference: set(&creditorReference, text)
        case .returnCode: set(&returnCode, text)
        case .returnText: set(&returnText, text)
        case .information: set(&information, text)
        default: break
        }
    }

    private func set(_ place: inout String, _ text: String) { if place.isEmpty { place = text } }

    /// `PMNT/RCDT/ESCT`.
    var bankCode: String { domain.isEmpty ? "" : [domain, family, subFamily].joined(separator: "/") }
}

extension RowVisitor {
    mutating func take(_ entry: StatementEntry, _ header: StatementHeader) throws {
        var texts = TransactionTexts()
        entry.forEachText { field, span in texts.take(field, Self.string(span)) }
        if entry.details.count == 1 {
            entry.forEachText(detail: 0) { field, span in texts.take(field, Self.string(span)) }
        }
        begin(row: "entry", entry, nil, header)
        append(entry.amount, isCredit: entry.isCredit, entry)
        append(texts)
        try emit()
        guard entry.details.count > 1 else { return }
        for (index, detail) in entry.details.enumerated() {
            var texts = TransactionTexts()
            entry.forEachText(detail: index) { field, span in texts.take(field, Self.string(span)) }
            begin(row: "detail", entry, index, header)
            append(detail.amount, isCredit: detail.isCredit, entry)
            append(texts)
            try emit()
        }
    }

    private mutating func begin(row: String, _ entry: StatementEntry, _ detail: Int?, _ header: StatementHeader) {
        cells.append(.optional(statementID(header)))
        cells.append(.optional(header.account))
        cells.append(.text(row))
        cells.append(.integer(entry.ordinal + 1))
        cells.append(detail.map { .integer($0 + 1) } ?? .none)
        cells.append(.text("\(entry.status)"))
        cells.append(.optional(entry.bookedOn))
        cells.append(.optional(entry.valueOn))
    }

    /// Banks make statement ids of account numbers: there too it stands masked.
    private func statementID(_ header: StatementHeader) -> String {
        if accounts == .revealed || header.account.count < 5 { return header.id }
        return header.id.replacing(header.account, with: AccountDots.text(header.account))
    }

    private mutating func append(_ amount: Money?, isCredit: Bool, _ entry: StatementEntry) {
        cells.append(.text(isCredit ? "credit" : "debit"))
        cells.append(amount.map { .amount($0.minorUnits, decimals: decimals.of($0.currency)) } ?? .none)
        cells.append(amount.map { .text($0.currency.code) } ?? .none)
        cells.append(.flag(entry.isReversal))
    }

    private mutating func append(_ texts: TransactionTexts) {
        for text in [
            texts.bankCode, texts.proprietaryCode, texts.entryReference, texts.servicerReference, texts.batchID,
            texts.endToEndID, texts.transactionID, texts.clearingReference, texts.checkNumber, texts.debtor,
            texts.creditor, texts.remittance, texts.creditorReference, texts.returnCode, texts.returnText,
            texts.information,
        ] {
            cells.append(.optional(text))
        }
    }

    private static func string(_ span: RawSpan) -> String {
        span.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while let last = rest.last, last <= 0x20 { rest.removeLast() }
            while let first = rest.first, first <= 0x20 { rest.removeFirst() }
            return String(decoding: rest, as: UTF8.self)
        }
    }
}
