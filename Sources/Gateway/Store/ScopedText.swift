// Texts of look-ups that are made for fact after fact: written once, and their statements found by a number instead of by the text.
// What every fact's text would ask anew, whether its arrival counts and whether people decided about it, is asked once for an arrival
// and once for a transaction.

import GRDB
import GRDBSQLite
import Synchronization

extension FactScope {
    /// One text for facts that are visible, one with those being posted, and one that leaves both to who reads.
    struct Text {
        private static let count = Atomic<Int>(0)

        private let visible: String
        private let posting: String
        /// Without the scope's condition; nil where the text counts rows by a limit, and one too many would cost another its place.
        private let unchecked: String?
        /// Of the first text; the others have the next ones.
        private let number: Int

        init(_ text: (FactScope) -> String) {
            visible = text(FactScope(arrivalBeingPosted: nil))
            posting = text(FactScope(arrivalBeingPosted: 0))
            unchecked = posting.contains("LIMIT") ? nil : text(FactScope.unchecked)
            number = Self.count.add(3, ordering: .relaxed).oldValue
        }

        subscript(scope: FactScope) -> String { scope.posting == nil ? visible : posting }

        /// The text without the scope's condition, and its number.
        var bare: (text: String, number: Int)? { unchecked.map { ($0, number + 2) } }

        func number(_ scope: FactScope) -> Int { scope.posting == nil ? number : number + 1 }
    }
}

/// The statements of such texts that a session has used: GRDB finds one by hashing its text, which costs as much as the look-up.
/// And what the session's one view of the database says of arrivals.
final class StatementShelf {
    private var statements: [Int: Statement] = [:]
    private var countsVisible: [Int64: Bool] = [:]
    private var countsPosting: [Int64: Bool] = [:]
    private var hasHands: Bool?

    /// The statement with a number; one of its own where another reader of the same text has not finished.
    func statement(_ number: Int, _ text: String, in database: GRDB.Database) throws -> Statement {
        let known = try statements[number] ?? database.cachedStatement(sql: text)
        statements[number] = known
        if sqlite3_stmt_busy(known.sqliteStatement) == 0 { return known }
        return try database.makeStatement(sql: text)
    }

    /// What was asked may be otherwise now: the transaction has written.
    func forget() {
        if hasHands == nil && countsVisible.isEmpty && countsPosting.isEmpty { return }
        hasHands = nil
        countsVisible = [:]
        countsPosting = [:]
    }

    /// Whether an arrival's facts are in scope.
    fileprivate func counts(_ arrival: Int64, _ scope: FactScope, _ session: Session) throws -> Bool {
        let known = scope.posting == nil ? countsVisible[arrival] : countsPosting[arrival]
        if let known { return known }
        let counts = try session.number(
            "SELECT \(FactScope(arrivalBeingPosted: scope.posting.map { _ in 0 }).arrivalCondition("$1"))",
            [.integer(arrival)])
        if scope.posting == nil { countsVisible[arrival] = counts > 0 } else { countsPosting[arrival] = counts > 0 }
        return counts > 0
    }

    fileprivate func hasHands(_ session: Session) throws -> Bool {
        if let hasHands { return hasHands }
        let has = try session.hasFactsInHands()
        hasHands = has
        return has
    }
}

/// A look-up that is made for many values: its statement, and what it leaves to be asked of its rows' arrivals.
struct ScopedLookUp: ~Copyable {
    private let statement: PreparedStatement
    private let session: Session
    private let scope: FactScope
    private let isChecked: Bool

    init(_ text: FactScope.Text, _ scope: FactScope, _ session: Session) throws {
        let shelf = session.shelf
        let leavesToPeople = try scope.posting != nil && shelf.hasHands(session)
        let bare = leavesToPeople ? nil : text.bare
        let chosen = bare ?? (text[scope], text.number(scope))
        let known = try shelf.statement(chosen.number, chosen.text, in: session.database)
        statement = PreparedStatement(known, session.database, chosen.text)
        isChecked = bare == nil
        self.session = session
        self.scope = scope
    }

    /// Every row in scope that it finds for these values; its first column is the fact's arrival.
    borrowing func forEach(_ values: (inout RowBinder) -> Void, _ body: (StoredRow) throws -> Void) throws {
        if isChecked { return try statement.forEach(values, body) }
        let (session, scope) = (session, scope)
        try statement.forEach(values) { row in
            if try session.shelf.counts(row.integer(0), scope, session) { try body(row) }
        }
    }
}

extension Session {
    /// Every row of a look-up, mapped; its first column is the fact's arrival.
    func rows<Element>(
        _ text: FactScope.Text, in scope: FactScope, _ values: [SQLValue], _ map: (StoredRow) throws -> Element
    ) throws -> [Element] {
        let lookUp = try ScopedLookUp(text, scope, self)
        var found: [Element] = []
        try lookUp.forEach {
            for value in values { $0.bind(value) }
        } _: {
            found.append(try map($0))
        }
        return found
    }
}
