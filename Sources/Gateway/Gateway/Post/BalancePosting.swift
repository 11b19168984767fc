// Adjustments of whole remittances against what they name: balances carried forward and taken later, recoveries and their
// claims. Whatever shares a reference is decided together and anew, so the order of arrival cannot matter; what follows is
// compared with what stands. Nothing is booked here: each remittance has booked its own adjustments.

import Facts
import Reconciliation
import Store

struct BalancePosting {
    /// Adjustments that are decided together at most; more share a reference only where it names nothing.
    private static let limit = 1_000

    let posting: StagedPosting

    /// Decides what the arrival's adjustments, or claims that others name, change.
    func post(_ arrival: Int64) throws {
        let scope = posting.scope
        var waiting = try posting.database.read { session in
            try session.adjustments(of: arrival, in: scope) + session.adjustments(namingClaimsOf: arrival, in: scope)
        }
        while let first = waiting.first {
            let group = try posting.database.read { try sharing(with: first, $0) }
            waiting.removeAll { group.contains($0) }
            if group.count <= Self.limit { try decide(group) }
        }
    }

    /// All adjustments that are reached from one by references.
    private func sharing(with first: ProviderAdjustment, _ session: Session) throws -> Set<ProviderAdjustment> {
        var group: Set<ProviderAdjustment> = [first]
        var asked: Set<LookupKey> = []
        var queue = first.keys
        while let key = queue.popLast(), group.count <= Self.limit {
            guard asked.insert(key).inserted else { continue }
            for found in try session.adjustments(reference: key, in: posting.scope)
            where group.insert(found).inserted {
                queue += found.keys
            }
        }
        return group
    }

    private func decide(_ group: Set<ProviderAdjustment>) throws {
        let places = Set(group.map(\.remittance)).sorted()
        let (claims, standing, exceptions) = try posting.database.read { session in
            (
                try Set(group.flatMap(\.references)).sorted().flatMap {
                    try session.openItems(reference: $0, in: posting.scope)
                },
                try places.flatMap { try session.matches(onLeft: $0) }.filter {
                    [.carriedBalance, .recoupment].contains($0.kind)
                },
                try places.flatMap { try session.openExceptions(on: $0) }.filter {
                    $0.exception.category == .carriedBalance
                }
            )
        }
        let outcome = CarriedBalances.decide(Array(group), claims: claims)
        let decided = Dictionary(outcome.matches.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        // A remittance may have adjustments of other groups: what stands for those is theirs.
        let own = standing.filter { isOf(group, $0, claims) }
        let gone = own.filter { decided[$0.id]?.amount != $0.amount }
        try posting.withdraw(gone.map(\.id))
        let kept = Set(own.map(\.id)).subtracting(gone.map(\.id))
        try posting.stage(matches: outcome.matches.filter { !kept.contains($0.id) })
        let told = Set(outcome.exceptions.map { posting.key(of: $0) })
        let subjects = Set(group.map { posting.key(of: CarriedBalances.subject(of: $0)) })
        for known in exceptions where subjects.contains(known.subjectKey) && !told.contains(known.subjectKey) {
            try posting.close(known.id, as: .withdrawn)
        }
        try posting.stage(exceptions: outcome.exceptions)
    }

    private func isOf(_ group: Set<ProviderAdjustment>, _ match: Match, _ claims: [OpenItem]) -> Bool {
        guard let right = match.right.evidence else { return false }
        return match.kind == .recoupment
            ? claims.contains { $0.evidence == right } : group.contains { $0.remittance == right }
    }
}
