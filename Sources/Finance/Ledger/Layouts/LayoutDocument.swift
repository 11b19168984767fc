// What a general ledger posts as one: lines of one entity and one currency that balance.

import Facts
import Money

/// One document of a file.
struct LayoutDocument {
    struct Line {
        let entry: JournalEntry
        /// Counted from 1 in the entry; 0 on a line that balances a part.
        let number: Int
        let line: JournalLine
    }

    /// The entry's id where the entry is one document; with `-2`, `-3` ... for its further ones.
    let id: String
    /// Counted from 1 in the batch.
    let number: Int
    let lines: [Line]
    /// Sum of the debits.
    let total: Int64
}

/// Makes documents of entries, one after the other. Holds one document at most.
struct DocumentDivision {
    private struct Book: Equatable {
        let entity: String
        let currency: Currency
    }

    private let grouping: LedgerLayout.Grouping
    private let most: Int?
    private let clearingAccount: String
    private let batchID: String
    private let entity: String?
    private var count = 0
    private var pending: [LayoutDocument.Line] = []

    /// - Parameter entity: whose lines are wanted; nil for all. Lines keep their numbers in the entry.
    init(_ layout: LedgerLayout, batchID: String, entity: String? = nil) {
        self.entity = entity
        grouping = layout.grouping
        most = layout.documentLines
        clearingAccount = layout.clearingAccount
        self.batchID = batchID
    }

    /// The documents that are complete once this entry has come.
    mutating func add(_ entry: JournalEntry) throws(LedgerRefusal) -> [LayoutDocument] {
        var documents: [LayoutDocument] = []
        var part = 0
        for lines in DocumentDivision.books(of: entry) {
            if let entity, lines.first?.line.dimensions.entity != entity { continue }
            if grouping == .day && lines.count <= most ?? .max {
                if !fits(lines) { documents += try flush() }
                pending += lines
                continue
            }
            documents += try flush()
            for piece in DocumentDivision.pieces(of: lines, atMost: most ?? .max, clearingAccount) {
                part += 1
                documents.append(try document(piece, id: part == 1 ? entry.id : "\(entry.id)-\(part)"))
            }
        }
        return documents
    }

    /// What is left at the end.
    mutating func flush() throws(LedgerRefusal) -> [LayoutDocument] {
        if pending.isEmpty { return [] }
        let lines = pending
        pending.removeAll(keepingCapacity: true)
        return [try document(lines, id: "\(batchID)-\(count + 1)")]
    }

    private func fits(_ lines: [LayoutDocument.Line]) -> Bool {
        guard let last = pending.last, let next = lines.first else { return true }
        return last.entry.effectiveOn == next.entry.effectiveOn
            && DocumentDivision.book(last.line) == DocumentDivision.book(next.line)
            && pending.count + lines.count <= most ?? .max
    }

    private mutating func document(
        _ lines: [LayoutDocument.Line], id: String
    ) throws(LedgerRefusal) -> LayoutDocument {
        var debits = CheckedSum()
        for line in lines where line.line.side == .debit { debits.add(line.line.amount.minorUnits) }
        guard let total = debits.total else {
            throw LedgerRefusal(
                rule: LedgerRules.sumTooLarge, journalID: lines.first?.entry.id ?? "", lineNumber: 0, column: "",
                sentence: "The debits of the document do not fit 64 bits.")
        }
        count += 1
        return LayoutDocument(id: id, number: count, lines: lines, total: total)
    }

    private static func book(_ line: JournalLine) -> Book {
        Book(entity: line.dimensions.entity, currency: line.amount.currency)
    }

    /// The lines of each entity and currency, in the order of first mention; each balances, as entries do.
    private static func books(of entry: JournalEntry) -> [[LayoutDocument.Line]] {
        var books: [(book: Book, lines: [LayoutDocument.Line])] = []
        for (index, line) in entry.lines.enumerated() {
            let numbered = LayoutDocument.Line(entry: entry, number: index + 1, line: line)
            if let place = books.firstIndex(where: { $0.book == book(line) }) {
                books[place].lines.append(numbered)
            } else {
                books.append((book(line), [numbered]))
            }
        }
        return books.map(\.lines)
    }

    /// Parts of at most so many lines, each balanced by a line of the clearing account. Over all parts that account is
    /// zero, because the lines as a whole balance.
    private static func pieces(
        of lines: [LayoutDocument.Line], atMost most: Int, _ clearingAccount: String
    ) -> [[LayoutDocument.Line]] {
        if lines.count <= most || most < 3 { return [lines] }
        var pieces: [[LayoutDocument.Line]] = []
        var start = 0
        while start < lines.count {
            let end = min(start + most - 1, lines.count)
            var piece = Array(lines[start..<end])
            if let balancing = balancing(piece, clearingAccount) { piece.append(balancing) }
            pieces.append(piece)
            start = end
        }
        return pieces
    }

    /// Nil where the lines balance already. A sum that does not fit shows when the document's total is made.
    private static func balancing(
        _ lines: [LayoutDocument.Line], _ account: String
    ) -> LayoutDocument.Line? {
        guard let first = lines.first else { return nil }
        var sum = CheckedSum()
        for line in lines {
            sum.add(line.line.side == .debit ? line.line.amount.minorUnits : -line.line.amount.minorUnits)
        }
        guard let units = sum.total, units != 0, units != .min else { return nil }
        return LayoutDocument.Line(
            entry: first.entry, number: 0,
            line: JournalLine(
                account: account, side: units > 0 ? .credit : .debit,
                amount: Money(minorUnits: abs(units), currency: first.line.amount.currency),
                dimensions: Dimensions(entity: first.line.dimensions.entity)))
    }
}
