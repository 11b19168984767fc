// What a column of a general-ledger file may hold.

/// A value that the journal has for a column. A document is what the general ledger posts as one: an entry, or the
/// entries of a day, in one entity and one currency.
public enum LayoutField: String, Sendable, Hashable, CaseIterable {
    // The batch.
    case batchID = "batch-id"
    case batchNumber = "batch-number"
    case businessDate = "business-date"
    case organisation

    // The document.
    case documentID = "document-id"
    /// Counted from 1 in the batch.
    case documentNumber = "document-number"
    /// Sum of its debits, equal to that of its credits.
    case documentTotal = "document-total"
    case documentLines = "document-lines"

    // The entry.
    case journalID = "journal-id"
    case effectiveDate = "effective-date"
    /// The day of what happened: the effective date, but for what came after its period was closed.
    case originalDate = "original-date"
    case description
    case event
    case matchID = "match-id"
    case arrivalID = "arrival-id"

    // The line.
    /// Counted from 1 in the entry; 0 on a line that balances a part of a long entry.
    case lineNumber = "line-number"
    /// Counted from 1 in the document.
    case documentLine = "document-line"
    /// Journal id and line number: the same at every export.
    case lineID = "line-id"
    case account
    case accountCode = "account-code"
    case accountType = "account-type"
    case entity
    case costCenter = "cost-center"
    case fund
    /// Empty on a credit line.
    case debit
    /// Empty on a debit line.
    case credit
    /// Debit positive, credit negative.
    case amount
    /// `debit` or `credit`.
    case side
    case currency

    // The end of the file, one row for each currency.
    case totalLines = "total-lines"
    case totalDebit = "total-debit"
    case totalCredit = "total-credit"

    enum Nature { case text, date, number, amount }

    var nature: Nature {
        switch self {
        case .businessDate, .effectiveDate, .originalDate: .date
        case .documentTotal, .debit, .credit, .amount, .totalDebit, .totalCredit: .amount
        case .batchNumber, .documentNumber, .documentLines, .arrivalID, .lineNumber, .documentLine, .totalLines: .number
        default: .text
        }
    }

    /// Whether only the end of the file knows it.
    public var isTotal: Bool { self == .totalLines || self == .totalDebit || self == .totalCredit }

    /// Whether the end of the file knows it too.
    public var isKnownAtEnd: Bool {
        switch self {
        case .batchID, .batchNumber, .businessDate, .organisation, .currency: true
        default: isTotal
        }
    }

    /// Whether a date pattern may go with it.
    public var isDate: Bool { nature == .date }
    /// Whether decimals and digits may go with it.
    public var isAmount: Bool { nature == .amount }
}
