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
        try settle(outcome.exceptions, fresh, input)
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
            input.achItems = try achItems(for: input, session)
            input.items = try items(for: input.lines, session)
            for item in input.items where item.kind != .cashierDeposit {
                input.applied[item.id] = try session.applied(to: item.evidence, currency: item.amount.currency)
            }
            return input
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

    /// Opens what is new and closes what has gone. An exception whose missing part turns out to lie inside the window never
    /// should have been: it is withdrawn, so that late delivery of a file leaves no trace in the books.
    private func settle(
        _ exceptions: [ReconciliationException], _ matches: [Match], _ input: FundsMatching.Input
    ) throws {
        let ids = Set(exceptions.map { posting.key(of: $0) })
        let remittances = Dictionary(
            input.remittances.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let lines = Dictionary(input.lines.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        var onTime: Set<Evidence> = []
        // Items have no day of their own on which they came: one that fits was always there.
        for match in matches where match.kind == .invoicePayment || match.kind == .cashierDeposit {
            onTime.formUnion([match.left.evidence, match.right.evidence].compactMap { $0 })
        }
        for match in matches where match.kind == .remittanceFunds {
            guard let left = match.left.evidence, let right = match.right.evidence, let remittance = remittances[left],
                let line = lines[right]
            else { continue }
            if abs(remittance.effectiveOn.days(to: line.bookedOn)) <= input.windows.fundsDays {
                onTime.formUnion([left, right])
            }
        }
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
