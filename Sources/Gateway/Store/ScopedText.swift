// Texts of look-ups that are made for fact after fact: written once, and their statements found by a number instead of by the text.

import GRDB
import GRDBSQLite
import Synchronization

extension FactScope {
    /// One text for facts that are visible and one with those being posted.
    struct Text {
        private static let count = Atomic<Int>(0)

        private let visible: String
        private let posting: String
        /// Of the first text; the second has the next one.
        private let number: Int

        init(_ text: (FactScope) -> String) {
            visible = text(FactScope(arrivalBeingPosted: nil))
            posting = text(FactScope(arrivalBeingPosted: 0))
            number = Self.count.add(2, ordering: .relaxed).oldValue
        }

        subscript(scope: FactScope) -> String { scope.posting == nil ? visible : posting }

        func number(_ scope: FactScope) -> Int { scope.posting == nil ? number : number + 1 }
    }
}

/// The statements of such texts that a session has used: GRDB finds one by hashing its text, which costs as much as the look-up.
final class StatementShelf {
    private var statements: [Int: Statement] = [:]

    /// The statement of a text; one of its own where another reader of the same text has not finished.
    func statement(_ text: FactScope.Text, _ scope: FactScope, in database: GRDB.Database) throws -> Statement {
        let number = text.number(scope)
        let known = try statements[number] ?? database.cachedStatement(sql: text[scope])
        statements[number] = known
        if sqlite3_stmt_busy(known.sqliteStatement) == 0 { return known }
        return try database.makeStatement(sql: text[scope])
    }
}

extension Session {
    /// Every row of a look-up, mapped.
    func rows<Element>(
        _ text: FactScope.Text, in scope: FactScope, _ values: [SQLValue], _ map: (StoredRow) throws -> Element
    ) throws -> [Element] {
        let statement = PreparedStatement(try shelf.statement(text, scope, in: database), database, "")
        var found: [Element] = []
        try statement.forEach {
            for value in values { $0.bind(value) }
        } _: {
            found.append(try map($0))
        }
        return found
    }
}
