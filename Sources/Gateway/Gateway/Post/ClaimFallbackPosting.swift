// Lines whose claim number nobody knows, against the claims that the payer's own number or patient, day and charge tell.
// Comes behind ItemPosting, which knows references only: what that calls unknown is decided here, anew whenever something that
// could tell it has come or gone, or its window has closed, so the order of arrival cannot matter.

import Facts
import Ledger
import Money
import Reconciliation
import Store

struct ClaimFallbackPosting {
    private static let categories: Set<ExceptionCategory> = [.unknownItem, .denied]

    let posting: StagedPosting
    let bookkeeping: Bookkeeping

    func post(_ arrival: Int64) throws {
        let scope = posting.scope
        let (opened, touched, before, business) = try posting.database.read { session in
            (
                try session.unknownClaims(openedBy: posting.number),
                try session.unknownClaims(touchedBy: arrival, posting.number),
                try session.businessDate(in: FactScope(arrivalBeingPosted: nil)),
                try session.businessDate(in: scope)
            )
        }
        try list(opened)
        var places = Set(opened).union(touched)
        if let business, before.map({ $0 < business }) ?? true {
            let first = before ?? CalendarDate(dayNumber: 0)
            places.formUnion(
                try posting.database.read {
                    try $0.unknownClaims(closingAfter: first.description, through: business.description)
                })
        }
        if places.isEmpty { return }
        places.formUnion(try posting.database.read { try rivals(of: places, $0) })
        for place in places.sorted() { try decide(place, business) }
    }

    private func list(_ places: [Evidence]) throws {
        if places.isEmpty { return }
        let found = try posting.database.read { session in
            try places.compactMap { place -> (UnknownClaim, CalendarDate)? in
                guard let claim = try session.claimLine(at: place, in: posting.scope), claim.keys != .none,
                    let remittance = try session.remittance(at: claim.line.remittance)
                else { return nil }
                return (claim, MatchingWindows.standard.closing(of: remittance))
            }
        }
        try posting.inBatches(found) { session, batch in
            for (claim, closing) in batch { try session.listUnknownClaim(claim, closesOn: closing.description) }
        }
    }

    /// Unknown lines that have patient, day and charge of one of these.
    private func rivals(of places: Set<Evidence>, _ session: Session) throws -> Set<Evidence> {
        var found: Set<Evidence> = []
        for place in places.sorted() {
            guard let claim = try session.claimLine(at: place, in: posting.scope) else { continue }
            found.formUnion(try session.unknownClaims(printed: claim.keys))
        }
        return found
    }

    /// What is known of an unknown line, and what stands on it.
    private struct Case {
        let line: RemittanceLine
        let effectiveOn: CalendarDate
        let standing: Match?
        let open: [StoredException]
        let match: Match?
    }

    private func decide(_ place: Evidence, _ business: CalendarDate?) throws {
        guard let found = try posting.database.read({ try look(at: place, business, $0) }) else { return }
        if found.standing?.id != found.match?.id || found.standing?.rule != found.match?.rule { try replace(found) }
        try tell(found)
    }

    /// Ends what stands on the line, and stages what follows now.
    private func replace(_ found: Case) throws {
        var entries: [JournalEntry] = []
        if let standing = found.standing { entries = try posting.withdraw([standing], bookkeeping) }
        if let match = found.match {
            try posting.stage(matches: [match])
            let entry = try bookkeeping.payment(match, line: found.line, kind: .claim, effectiveOn: found.effectiveOn)
            if let entry { entries.append(entry) }
        }
        try posting.stage(entries: entries)
    }

    private func look(at place: Evidence, _ business: CalendarDate?, _ session: Session) throws -> Case? {
        guard let claim = try session.claimLine(at: place, in: posting.scope) else { return nil }
        let (line, keys) = (claim.line, claim.keys)
        let standing = try session.itemMatch(ofLine: place)
        if let standing, !ClaimFallback.rules.contains(standing.rule) { return nil }
        let open = try session.openExceptions(on: place).filter { Self.categories.contains($0.exception.category) }
        guard standing != nil || open.contains(where: { $0.exception.category == .unknownItem }),
            let remittance = try session.remittance(at: line.remittance)
        else { return nil }
        let closing = MatchingWindows.standard.closing(of: remittance)
        let clues = ClaimFallback.Clues(
            numbered: try numbered(keys, session), printed: try session.claims(printed: keys, in: posting.scope),
            rivals: try rivals(of: line, keys, session), windowHasClosed: business.map { closing <= $0 } ?? false)
        return Case(
            line: line, effectiveOn: remittance.effectiveOn, standing: standing, open: open,
            match: ClaimFallback.decide(line, clues))
    }

    /// Lines of the payer's number that their own references tie to claims.
    private func numbered(_ keys: ClaimKeys, _ session: Session) throws -> [ClaimFallback.Known] {
        guard let number = keys.payerClaim else { return [] }
        return try session.remittanceLines(payerClaim: number, in: posting.scope).compactMap { line in
            guard let match = try session.itemMatch(ofLine: line.evidence), match.kind == .claimPayment,
                !ClaimFallback.rules.contains(match.rule), let place = match.right.evidence,
                let item = try session.openItem(at: place, in: posting.scope)
            else { return nil }
            return ClaimFallback.Known(line: line, item: item)
        }
    }

    /// How many other unknown lines speak of another claim, and have patient, day and charge of this one.
    private func rivals(of line: RemittanceLine, _ keys: ClaimKeys, _ session: Session) throws -> Int {
        try Set(session.unknownClaims(printed: keys)).filter { place in
            guard place != line.evidence, let other = try session.claimLine(at: place, in: posting.scope)?.line,
                other.reference != line.reference || other.payerID != line.payerID
            else { return false }
            let match = try session.itemMatch(ofLine: place)
            return match.map { ClaimFallback.rules.contains($0.rule) } ?? true
        }.count
    }

    /// Opens what is told of the line now, and closes what no longer holds.
    private func tell(_ found: Case) throws {
        let told = try ItemPosting(
            posting: posting, bookkeeping: bookkeeping, arrival: found.line.evidence.arrival.number
        )
        .completed(ClaimFallback.exceptions(found.line, matchedTo: found.match, on: found.effectiveOn))
        let keys = Set(told.map { posting.key(of: $0) })
        try posting.close(found.open.filter { !keys.contains($0.subjectKey) }.map { ($0.id, .withdrawn) })
        try posting.stage(exceptions: told)
    }
}
