// What an exception could be matched with, and what speaks for it. Hints for people: none of them is enough for a match.

import Facts
import Money
import Reconciliation
import Store

struct Candidate {
    let name: String
    let reason: String
}

struct Candidates {
    private static let limit = 5

    private let session: Session

    init(_ session: Session) { self.session = session }

    func candidates(for file: CaseFile) throws -> [Candidate] {
        switch file.fact {
        case .bankLine(let line)?: try candidates(for: line, open: file.state.open)
        case .remittance(let remittance)?: try candidates(for: remittance)
        case .remittanceLine(let line)?: try candidates(for: line)
        case .item?, .achItem?, nil: []
        }
    }

    private func candidates(for line: BankLine, open: Money) throws -> [Candidate] {
        var found: [Candidate] = []
        for key in line.references.prefix(Self.limit) {
            for item in try session.caseItems(reference: key, limit: Self.limit) {
                found.append(try candidate(item, "the line's text names its reference"))
            }
        }
        for remittance in try session.remittancesWithoutMoney(amount: line.amount, limit: Self.limit) {
            let days = remittance.effectiveOn.days(to: line.bookedOn)
            found.append(
                Candidate(
                    name: remittance.trace,
                    reason: "remittance of payer \(remittance.payerID) without money, the same amount, "
                        + "effective \(abs(days)) days \(days < 0 ? "after" : "before") the line"))
        }
        found += try own(line)
        if open.minorUnits > 0 {
            for item in try session.caseItems(amount: open, limit: Self.limit) {
                found.append(try candidate(item, "the same amount"))
            }
        }
        return distinct(found)
    }

    /// Batches of ours that the line could settle, and lines of other accounts that could be its other side.
    private func own(_ line: BankLine) throws -> [Candidate] {
        let visible = FactScope(arrivalBeingPosted: nil)
        let days = DaySpan(
            line.bookedOn.advanced(byDays: -Settlements.daysAfter),
            line.bookedOn.advanced(byDays: Settlements.daysBefore))
        let batches = try session.originatedBatches(in: days, visible).filter { batch in
            guard Settlements.amounts(of: [batch]).contains(line.amount) else { return false }
            return try session.matches(onLeft: batch.evidence).allSatisfy { $0.kind != .settlement }
        }
        guard let opposite = line.amount.negated, line.mayBeTransferred else { return batches.map(candidate) }
        let near = DaySpan(
            line.bookedOn.advanced(byDays: -BankLine.transferReach),
            line.bookedOn.advanced(byDays: BankLine.transferReach))
        let sides = try session.looseLines(amount: opposite, in: near, visible, limit: Self.limit).map(\.fact).filter {
            $0.account != line.account && $0.mayBeTransferred
        }
        return batches.prefix(Self.limit).map(candidate)
            + sides.map {
                Candidate(
                    name: $0.reference,
                    reason: "bank line of another account, the opposite amount, booked \($0.bookedOn)")
            }
    }

    private func candidate(_ batch: OriginatedBatch) -> Candidate {
        Candidate(
            name: batch.reference,
            reason: "batch of ours, effective \(batch.effectiveOn), of this amount and not settled")
    }

    private func candidates(for remittance: Remittance) throws -> [Candidate] {
        try session.bankLinesWithoutMatch(amount: remittance.amount, limit: Self.limit).map { line in
            let days = remittance.effectiveOn.days(to: line.bookedOn)
            return Candidate(
                name: line.reference,
                reason:
                    "bank line of the same amount, booked \(abs(days)) days \(days < 0 ? "before" : "after") the advice is effective"
            )
        }
    }

    private func candidates(for line: RemittanceLine) throws -> [Candidate] {
        var found: [Candidate] = []
        for item in try session.caseItems(reference: line.reference, limit: Self.limit) {
            found.append(try candidate(item, "its reference agrees in normal form"))
        }
        for item in try session.caseItems(amount: line.charged, limit: Self.limit) {
            found.append(try candidate(item, "its amount is what the line charges"))
        }
        return distinct(found)
    }

    private func candidate(_ item: OpenItem, _ reason: String) throws -> Candidate {
        let open = try session.openAmount(of: item)
        let due = item.dueOn.map { ", due \($0)" } ?? ""
        return Candidate(
            name: item.id, reason: "\(item.kind.rawValue) of party \(item.partyID), \(open) open\(due): \(reason)")
    }

    /// One line for each, the reasons together.
    private func distinct(_ candidates: [Candidate]) -> [Candidate] {
        var order: [String] = []
        var reasons: [String: String] = [:]
        for candidate in candidates {
            if let known = reasons[candidate.name] {
                let last = candidate.reason.split(separator: ": ").last.map(String.init) ?? candidate.reason
                reasons[candidate.name] = "\(known); \(last)"
            } else {
                order.append(candidate.name)
                reasons[candidate.name] = candidate.reason
            }
        }
        return order.map { Candidate(name: $0, reason: reasons[$0] ?? "") }
    }
}
