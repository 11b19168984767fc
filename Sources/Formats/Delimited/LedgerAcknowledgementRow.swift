// One row of a general ledger's acknowledgement: what became of an entry that we sent, or of a whole batch.
// Relies on RowFields.

import Parsing

/// A row of an acknowledgement file: `batch_id,journal_id,line_no,status,message`.
public struct LedgerAcknowledgementRow: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable, CaseIterable { case accepted, rejected }

    /// The batch's number: 7 for `gl-0007` or `7`.
    public let batch: Int64
    /// The entry's id; empty where the row is about the whole batch.
    public let journalID: String
    /// Counted from 1; 0 where the row is about the whole entry.
    public let lineNumber: Int64
    public let status: Status
    /// What the general ledger says; may be empty.
    public let message: String
    /// Line of the file on which the row begins.
    public let line: Int

    enum Column: Int, CaseIterable {
        case batch, journalID, lineNumber, status, message
    }

    /// The columns' names, in the order of `Column`.
    static let columns = ["batch_id", "journal_id", "line_no", "status", "message"]

    init(_ fields: inout RowFields) {
        let text = fields.required(Column.batch.rawValue)
        batch = LedgerAcknowledgementRow.number(ofBatch: text)
        if batch == 0 && !text.isEmpty {
            fields.report(
                DelimitedRules.kindUnknown, "The batch is none of ours, such as gl-0007.", Column.batch.rawValue)
        }
        journalID = fields.text(Column.journalID.rawValue)
        let number = fields.text(Column.lineNumber.rawValue)
        lineNumber = Int64(number) ?? 0
        if !number.isEmpty && lineNumber < 1 {
            fields.report(
                DelimitedRules.kindUnknown, "The line is no number from 1 on.", Column.lineNumber.rawValue)
        }
        let word = fields.required(Column.status.rawValue).lowercased()
        status = Status(rawValue: word) ?? .rejected
        if Status(rawValue: word) == nil && !word.isEmpty {
            fields.report(
                DelimitedRules.kindUnknown, "The status is accepted or rejected.", Column.status.rawValue)
        }
        message = fields.text(Column.message.rawValue)
        line = fields.row.line
    }

    private static func number(ofBatch text: String) -> Int64 {
        let digits = text.hasPrefix("gl-") ? text.dropFirst(3) : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return 0 }
        return Int64(digits) ?? 0
    }
}
