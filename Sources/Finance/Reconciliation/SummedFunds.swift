// One remittance that several lines pay, and one line that pays several remittances without saying which.
// Source: reconciliation.md, sections 3 (a) 6 and 5: a group that the key proves first, then the sum of all open remittances of
// one payer and day; a subset that merely sums to the line is told to people and matches nothing.

public import Facts
import Money

extension FundsMatcher {
    /// Lines that name one remittance and sum to it: the payer or the bank has divided the payment. All lines that name it
    /// count, and none of them names another.
    mutating func matchByPartsOfPayment() {
        var parts: [Int: [Int]] = [:]
        var contested: Set<Int> = []
        for index in namingLines {
            let rights = named(by: index).filter { remittances[$0].amount.currency == lines[index].amount.currency }
            if rights.count == 1, let right = rights.first {
                parts[right, default: []].append(index)
            } else {
                contested.formUnion(rights)
            }
        }
        for (remittance, group) in parts.sorted(by: { $0.key < $1.key })
        where group.count > 1 && !contested.contains(remittance) {
            var sum = CheckedSum()
            for line in group { sum.add(lines[line].amount.minorUnits) }
            guard sum.total == remittances[remittance].amount.minorUnits else { continue }
            for line in group {
                fund(
                    remittance, line, amount: lines[line].amount, rule: "trn+sum",
                    "The line names this remittance, as do \(group.count - 1) other(s), and together they are its amount; "
                        + "none of them names another remittance.")
            }
        }
    }

    /// A line whose payer is known and whose amount is the sum of all that this payer has advised for one day and that has no
    /// money yet. Only when the windows of all have closed, and only where no other line and no other day fits.
    mutating func matchBySumOfPayer() {
        let groups = payerDays()
        var byPayer: [String: [Int]] = [:]
        for (index, group) in groups.enumerated() { byPayer[group.payer, default: []].append(index) }
        var candidates: [(left: Int, rights: [Int])] = []
        for index in lines.indices where mayPaySeveral(index) {
            guard let payer = lines[index].tracePayerID else { continue }
            let fits = (byPayer[PayerID.core(payer)] ?? []).filter {
                groups[$0].sum == lines[index].amount && windows.isNear(lines[index].bookedOn, groups[$0].day)
            }
            candidates.append((index, fits))
        }
        for (line, group) in Pairing(candidates).pairs {
            let parts = groups[group].parts
            let closing = parts.map { windows.closing(of: remittances[$0]) }.reduce(
                windows.closing(of: lines[line]), max)
            guard hasClosed(closing) else {
                let sentence =
                    "All open remittances of one payer and day sum to the line; a rival may still come until the window closes."
                lineState[line] = .held(closing, sentence)
                for part in parts { remittanceState[part] = .held(closing, sentence) }
                continue
            }
            for part in parts {
                fund(
                    part, line, amount: remittances[part].amount, rule: Match.payerSumRule,
                    "The line is the sum of all \(parts.count) remittances of its payer and this day that had no money; "
                        + "until all windows closed no other line and no other day fitted.")
            }
        }
    }

    private struct PayerDay {
        let payer: String
        let day: CalendarDate
        let parts: [Int]
        let sum: Money
    }

    /// All open remittances of a payer and day, where there are at least two.
    private func payerDays() -> [PayerDay] {
        struct Group: Hashable {
            let payer: String
            let day: CalendarDate
            let currency: Currency
        }
        var groups: [Group: [Int]] = [:]
        for (index, advice) in remittances.enumerated() where isOpen(remittance: index) && mayBePart(advice) {
            let group = Group(
                payer: PayerID.core(advice.payerID), day: advice.effectiveOn, currency: advice.amount.currency)
            groups[group, default: []].append(index)
        }
        return groups.compactMap { group, parts -> PayerDay? in
            guard parts.count > 1, parts.count <= FundsMatching.blockLimit else { return nil }
            var sum = CheckedSum()
            for part in parts { sum.add(remittances[part].amount.minorUnits) }
            return sum.total.map {
                PayerDay(
                    payer: group.payer, day: group.day, parts: parts,
                    sum: Money(minorUnits: $0, currency: group.currency))
            }
        }.sorted { ($0.payer, $0.day) < ($1.payer, $1.day) }
    }

    struct PayerMoney: Hashable {
        let payer: String
        let currency: Currency
    }

    /// Remittances that have no money and may be a part of what a line brings, by payer.
    func openParts() -> [PayerMoney: [Int]] {
        var found: [PayerMoney: [Int]] = [:]
        for (index, advice) in remittances.enumerated() where isOpen(remittance: index) && mayBePart(advice) {
            found[
                PayerMoney(payer: PayerID.core(advice.payerID), currency: advice.amount.currency), default: []
            ].append(index)
        }
        for payer in found.keys { found[payer]?.sort { remittances[$0].effectiveOn < remittances[$1].effectiveOn } }
        return found
    }

    private func mayBePart(_ advice: Remittance) -> Bool { advice.method.isTransfer && !advice.payerID.isEmpty }

    private func mayPaySeveral(_ index: Int) -> Bool {
        isOpen(line: index) && lines[index].mayPaySeveral && lineACH[index].isEmpty
    }

    /// What sums of the payer's open remittances say of a line that stays alone, for the person who has to find out; empty for
    /// any other line.
    func remittanceSums(_ index: Int, _ open: [PayerMoney: [Int]]) -> String {
        let line = lines[index]
        guard line.mayPaySeveral, let payer = line.tracePayerID else { return "" }
        var near: [Int] = []
        let all = open[PayerMoney(payer: PayerID.core(payer), currency: line.amount.currency)] ?? []
        let first = line.bookedOn.advanced(byDays: -windows.nearDays)
        let start = all.partitioningIndex { remittances[$0].effectiveOn >= first }
        for remittance in all[start...] {
            guard windows.isNear(line.bookedOn, remittances[remittance].effectiveOn) else { break }
            near.append(remittance)
            // More say nothing, however many there are.
            if near.count > BoundedSums.candidateLimit {
                return " Of the payer's open remittances near it too many choices are possible to try all."
            }
        }
        switch BoundedSums.find(line.amount.minorUnits, among: near.map { remittances[$0].amount.minorUnits }) {
        case .none: return ""
        case .one(let parts):
            let traces = parts.map { remittances[near[$0]].trace }.sorted().joined(separator: ", ")
            return " \(parts.count) of the payer's \(near.count) open remittances near it sum to it: \(traces)."
        case .ambiguous: return " Several choices among the payer's \(near.count) open remittances near it sum to it."
        case .undecided:
            return " Of the payer's \(near.count) open remittances near it too many choices are possible to try all."
        }
    }
}

extension BankLine {
    /// Whether the line may pay several remittances of a payer that it names: money in, without a key of one payment.
    public var mayPaySeveral: Bool {
        amount.minorUnits > 0 && traceKey == nil && checkNumber == nil && tracePayerID != nil
    }
}
