// The catalogue of what a general ledger's file cannot take from the journal. Codes are stable.

/// A rule of a general ledger's format.
public struct LedgerRule: Sendable, Hashable {
    public let code: String
    public let meaning: String
    public let cure: String

    init(_ code: String, meaning: String, cure: String) {
        self.code = code
        self.meaning = meaning
        self.cure = cure
    }
}

/// Where and why a batch cannot be written in a form. Holds no text of the journal.
public struct LedgerRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    public let rule: LedgerRule
    public let journalID: String
    /// Counted from 1; 0 where it is about the whole entry.
    public let lineNumber: Int
    public let column: String
    public let sentence: String

    public var description: String {
        let line = lineNumber > 0 ? ", line \(lineNumber)" : ""
        let place = journalID.isEmpty ? "" : "entry \(journalID)\(line): "
        return "\(rule.code): \(place)\(sentence)"
    }
}

public enum LedgerRules {
    public static let textTooLong = LedgerRule(
        "ledger.text-too-long", meaning: "A text is longer than the general ledger's column.",
        cure: "Let the layout cut it (`too-long: cut`), or map the value to a shorter one (`values`).")
    public static let amountTooWide = LedgerRule(
        "ledger.amount-too-wide", meaning: "An amount has more digits than the general ledger's column takes.",
        cure: "Post the entry in the general ledger by hand, or use a form without this limit.")
    public static let decimalsLost = LedgerRule(
        "ledger.decimals-lost", meaning: "The column has fewer decimals than the amount, and a digit would be lost.",
        cure: "Give the column the currency's own decimals in the layout.")
    public static let valueUnmapped = LedgerRule(
        "ledger.value-unmapped", meaning: "The layout maps this column's values and does not name this one.",
        cure: "Add the value to the column's `values`, or say what becomes of others (`unmapped: keep` or `blank`).")
    public static let valueMissing = LedgerRule(
        "ledger.value-missing", meaning: "The general ledger needs a value here, and the journal has none.",
        cure: "Give the account, event or bank account its dimension in the chart of accounts, or a fixed value here.")
    public static let accountRepeated = LedgerRule(
        "ledger.account-repeated", meaning: "The general ledger takes one line of this account in a document.",
        cure: "Post to another account in the chart, or take the account out of the layout's `single-accounts`.")
    public static let sumTooLarge = LedgerRule(
        "ledger.sum-too-large", meaning: "The sum of a document or of the file does not fit 64 bits of minor units.",
        cure: "Close a smaller batch, or documents of single entries (`document: { of: entry }`).")
    public static let accountNameTaken = LedgerRule(
        "ledger.account-name-taken",
        meaning: "Two accounts would have the same name in the form's own spelling (beancount).",
        cure: "Give one of them another name in the chart of accounts.")
    public static let templateFault = LedgerRule(
        "ledger.template-fault", meaning: "The template cannot be rendered for this entry.",
        cure: "Correct the template in Config/templates; `hms-ach check` reads it.")

    public static let all: [LedgerRule] = [
        textTooLong, amountTooWide, decimalsLost, valueUnmapped, valueMissing, accountRepeated, sumTooLarge,
        accountNameTaken, templateFault,
    ]
}
