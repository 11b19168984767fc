// What a file amounts to, and what tells it from another: figures for people, identity for duplicates.

import Money
public import Parsing

/// The figures of a file as its records give them (not as its control records say). Amounts are decimal text in dollars.
public struct NACHASummary: Sendable, Hashable, Encodable {
    public internal(set) var batches = 0
    public internal(set) var entries = 0
    public internal(set) var addenda = 0
    /// `1250.00`.
    public internal(set) var debits = "0.00"
    public internal(set) var credits = "0.00"
    /// Each class once, in the order of the alphabet.
    public internal(set) var secCodes: [String] = []
    public internal(set) var returns = 0
    public internal(set) var changes = 0
    public internal(set) var prenotes = 0
    /// Cents.
    public internal(set) var debitCents: Int64 = 0
    public internal(set) var creditCents: Int64 = 0

    enum CodingKeys: String, CodingKey {
        case batches, entries, addenda, debits, credits, returns, changes, prenotes
        case secCodes = "sec_codes"
    }
}

/// What two files must share to be taken for the same file (operators compare the header and the totals).
public struct NACHAFileIdentity: Sendable, Hashable {
    /// Columns 4-13, 14-23, 24-29, 30-33 and 34 of the file header, blanks cut.
    public let destination: String
    public let origin: String
    public let creationDate: String
    public let creationTime: String
    public let idModifier: String
    public let batches: Int
    public let entriesAndAddenda: Int
    public let entryHash: Int64
    /// Cents.
    public let debits: Int64
    public let credits: Int64

    /// The header alone: a second file with the same key and other content is to be held.
    public var headerKey: String {
        [destination, origin, creationDate, creationTime, idModifier].joined(separator: "|")
    }
}

/// What one pass over a file gave.
public struct NACHAReport: Sendable {
    public let summary: NACHASummary
    public let findings: FindingLog
    /// Nil where the file has no file header.
    public let header: NACHAFileHeader?
    public let identity: NACHAFileIdentity?
    public var verdict: Verdict { findings.verdict }
}
