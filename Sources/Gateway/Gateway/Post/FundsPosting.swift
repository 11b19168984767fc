// Money on statements against remittances, ACH entries, deposits and transfers.
// What is open is gathered from the store, the engine decides, and what follows is compared with what stands.

import Facts
import Ledger
import Money
import Reconciliation
import Store

struct FundsPosting {
    private static let categories: [ExceptionCategory] = [
        .remittanceWithoutFunds, .fundsWithoutRemittance, .amountDiffers, .unmatchedBankLine, .ambiguous,
        .duplicateRemittance,
    ]

    let posting: StagedPosting
    let bookkeeping: Bookkeeping

    func post() throws {
        let input = try gather()
        if input.lines.isEmpty && input.remittances.isEmpty { return }
        let outcome = FundsMatching.decide(input)
        let fresh = try posting.database.read { session in
            try outcome.matches.filter { try !session.matchExists($0.id) }
        }
        try posting.stage(matches: fresh)
        try posting.stage(entries: try entries(for: fresh, outcome.differences, input))
        try withdraw(outcome.withdrawn)
        try settle(outcome.exceptions, fresh, input)
    }

    /// Ends matches that later evidence overturned, and mirrors what they had booked.
    private func withdraw(_ matches: [Match]) throws {
        var mirrors: [JournalEntry] = []
        for match in matches {
            try posting.database.write { try $0.stageMatchWithdrawal(match.id, posting: posting.number) }
            if let entry = try posting.database.read({ try $0.journalEntry("M\(match.id)") }) {
                mirrors.append(try bookkeeping.mirror(of: entry, on: entry.effectiveOn))
            }
        }
        try posting.stage(entries: mirrors)
    }

    private func gather() throws -> FundsMatching.Input {
        try posting.database.read { session in
            let scope = posting.scope
            var input = FundsMatching.Input(businessDate: try session.businessDate(in: scope))
            input.remittances = try session.remittancesWithoutFunds(in: scope)
            input.lines = try session.bankLinesWithoutOwner(in: scope)
            for (line, standing) in try session.batchLinesToFill(in: scope) {
                input.lines.append(line)
                input.standing += standing
            }
            try addOwnedLines(to: &input, session)
            input.achItems = try achItems(for: input, session)
            input.items = try items(for: input.lines, session)
            for item in input.items where item.kind != .cashierDeposit {
                input.applied[item.id] = try session.applied(to: item.evidence, currency: item.amount.currency)
            }
            return input
        }
    }

    /// A bank's detail may come after the money was matched: the lines that it names are offered their entries.
    private func addOwnedLines(to input: inout FundsMatching.Input, _ session: Session) throws {
        guard let arrival = posting.arrival else { return }
        let known = Set(input.lines.map(\.evidence))
        for line in try session.linesNamedByACHItems(of: arrival, in: posting.scope)
        where !known.contains(line.evidence) {
            input.lines.append(line)
            input.standing += try session.matches(onLine: line.evidence)
        }
    }

    /// Entries that a remittance's trace, or a line's trace or batch, names.
    private func achItems(for input: FundsMatching.Input, _ session: Session) throws -> [ACHItem] {
        var found: Set<ACHItem> = []
        for key in Set(input.remittances.map(\.traceKey)).union(input.lines.compactMap(\.traceKey)) where !key.isEmpty {
            found.formUnion(try session.achItems(traceKey: key, in: posting.scope))
        }
        for trace in Set(input.lines.compactMap(\.achTrace)) {
            found.formUnion(try session.achItems(achTrace: trace, in: posting.scope))
        }
        for line in input.lines {
            guard let batch = line.achBatchNumber else { continue }
            found.formUnion(
                try session.achItems(
                    batchNumber: batch, from: line.bookedOn.advanced(byDays: -7).description,
                    to: line.bookedOn.advanced(byDays: 7).description, in: posting.scope))
        }
        return found.sorted { $0.evidence < $1.evidence }
    }

    private func items(for lines: [BankLine], _ session: Session) throws -> [OpenItem] {
        var found: Set<OpenItem> = []
        for key in Set(lines.flatMap(\.references)) {
            found.formUnion(try session.openItems(reference: key, in: posting.scope).filter { $0.kind != .claim })
        }
        for key in Set(lines.compactMap(\.partyNameKey)) {
            found.formUnion(try session.openItems(partyName: key, in: posting.scope))
        }
        found.formUnion(try session.openCashierDeposits(in: posting.scope))
        return found.sorted { $0.evidence < $1.evidence }
    }

    private func entries(
        for matches: [Match], _ differences: [CashDifference], _ input: FundsMatching.Input
    ) throws -> [JournalEntry] {
        let lines = Dictionary(input.lines.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let kinds = Dictionary(input.items.map { ($0.evidence, $0.kind) }, uniquingKeysWith: { first, _ in first })
        var entries: [JournalEntry] = []
        for match in matches {
            switch match.kind {
            case .cashierDeposit:
                guard let place = match.right.evidence, let line = lines[place] else { continue }
                if let entry = try bookkeeping.cashierDeposit(match, line: line) { entries.append(entry) }
            case .invoicePayment:
                guard let place = match.left.evidence, let line = lines[place], let item = match.right.evidence,
                    let kind = kinds[item]
                else { continue }
                if let entry = try bookkeeping.transfer(match, line: line, kind: kind) { entries.append(entry) }
            case .remittanceFunds, .achBankline, .claimPayment, .rule: continue
            }
        }
        for difference in differences {
            guard let line = lines[difference.line] else { continue }
            if let entry = try bookkeeping.cashDifference(difference.amount, line: line) { entries.append(entry) }
        }
        return entries
    }

    /// Both parts of each match whose later part was there, by its own date, before the window of the other closed.
    private func partsOnTime(
        of matches: [Match], _ remittances: [Evidence: Remittance], _ lines: [Evidence: BankLine],
        _ input: FundsMatching.Input
    ) -> Set<Evidence> {
        let issued = Dictionary(input.items.map { ($0.evidence, $0.issuedOn) }, uniquingKeysWith: { first, _ in first })
        var onTime: Set<Evidence> = []
        for match in matches {
            guard let left = match.left.evidence, let right = match.right.evidence else { continue }
            let isOnTime: Bool
            if match.kind == .remittanceFunds, let remittance = remittances[left], let line = lines[right] {
                isOnTime = abs(remittance.effectiveOn.days(to: line.bookedOn)) <= input.windows.fundsDays
            } else if let line = lines[left] ?? lines[right], let issuedOn = issued[left] ?? issued[right] {
                isOnTime = line.bookedOn.days(to: issuedOn) <= input.windows.fundsDays
            } else {
                continue
            }
            if isOnTime { onTime.formUnion([left, right]) }
        }
        return onTime
    }

    /// Opens what is new and closes what has gone. An exception whose missing part turns out to lie inside the window never
    /// should have been: it is withdrawn, so that late delivery of a file leaves no trace in the books.
    private func settle(
        _ exceptions: [ReconciliationException], _ matches: [Match], _ input: FundsMatching.Input
    ) throws {
        let ids = Set(exceptions.map { posting.key(of: $0) })
        let remittances = Dictionary(
            input.remittances.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let lines = Dictionary(input.lines.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let onTime = partsOnTime(of: matches, remittances, lines, input)
        let open = try posting.database.read { try $0.openExceptions(in: Self.categories) }
        for known in open where !ids.contains(known.subjectKey) {
            guard let evidence = known.exception.evidence else { continue }
            let isAboutFunds = remittances[evidence] != nil || lines[evidence] != nil
            guard isAboutFunds, known.exception.category != .duplicateRemittance else { continue }
            try posting.close(known.id, as: onTime.contains(evidence) ? .withdrawn : .resolved)
        }
        try posting.stage(exceptions: exceptions)
    }
}
