// Everything about one exception: the row, the fact behind it, what people did, where its money stands.

import Casework
import Facts
import Money
import Store

struct CaseFile {
    let stored: StoredException
    let fact: CaseFact?
    let records: [CaseRecord]
    let state: CaseState
    let money: CaseMoney

    var id: String { stored.id }
    var exception: ReconciliationException { stored.exception }

    /// What a decision rests on: another version is another case.
    var version: String { "\(state.version)\(stored.closedAs == nil ? "" : " ended")" }

    /// Throws `CaseMissing`.
    static func load(_ id: String, _ session: Session) throws -> CaseFile {
        guard let stored = try session.exception(id) else { throw CaseMissing(what: "exception `\(id)`") }
        let fact = try stored.exception.evidence.flatMap { try session.caseFact(at: $0) }
        let records = try session.caseRecords(of: id)
        var state = CaseState(amount: stored.exception.amount, replaying: records.compactMap(event))
        if stored.closedAs != nil, !state.isClosed, let (ended, _) = try? state.after(.closedByEvidence) {
            state = ended
        }
        return CaseFile(
            stored: stored, fact: fact, records: records, state: state,
            money: Self.money(stored.exception.category, fact))
    }

    static func event(_ record: CaseRecord) -> CaseEvent? {
        switch record.event {
        case .settled:
            Settlement.Way(rawValue: record.way).map {
                .settled(Settlement(id: record.settlement, way: $0, amount: record.amount))
            }
        case .undone: .undone(settlement: record.settlement)
        case .assigned: .assigned(to: record.detail)
        case .noted: .noted(record.detail)
        }
    }

    /// Where the money of an exception stands. An item's own exceptions are about the receivable, all others about cash.
    private static func money(_ category: ExceptionCategory, _ fact: CaseFact?) -> CaseMoney {
        switch (category, fact) {
        case (.overpayment, .item(let item)?), (.creditBalance, .item(let item)?): .overpaid(item.kind)
        case (.denied, .item(let item)?): .owed(item.kind)
        case (.duplicateRemittance, _), (.outOfBalance, _), (.gapInStatements, _), (.missingFile, _),
            (.clearingOverdue, _), (.bankProof, _), (.ledgerRejected, _), (.unmatchedReversal, _), (.carriedBalance, _),
            (.unsettledBatch, _), (.returnedPayment, _), (.notificationOfChange, _), (.lateReturn, _),
            (.duplicateReturn, _),
            (.contestedReturn, _), (.unmatchedDishonor, _), (.unbookedLine, _), (.changeNotApplied, _):
            .none
        case (_, .bankLine?), (_, .remittanceLine?): .unapplied
        case (_, .remittance?): .promised
        default: .none
        }
    }
}
