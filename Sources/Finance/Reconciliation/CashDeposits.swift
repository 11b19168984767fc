// Cashiers' logs and the deposits in which they reach the bank: by deposit slip, else by location and exact sum.

import Facts
import Money

extension FundsMatcher {
    /// What a deposit may be over or short and still be the slip's: 20.00 in the currency's minor units of two
    /// decimals.
    static let overShortLimit: Int64 = 2000
    /// BAI2 code of a commercial deposit.
    static let depositCode = "301"

    mutating func depositCash() {
        var slips = openSlips()
        var named: [LookupKey: [Int]] = [:]
        for (index, slip) in slips.enumerated() { named[slip.reference, default: []].append(index) }
        var bySlip: [(left: Int, rights: [Int])] = []
        var withoutSlip: [Int] = []
        for (index, line) in lines.enumerated() where isOpen(line: index) && mayBeDeposit(line) {
            let fits = Set(line.references.flatMap { named[$0] ?? [] })
                .filter { slips[$0].isOfTime(line.bookedOn) && slips[$0].sum.currency == line.amount.currency }
            if !fits.isEmpty, line.bankCode == FundsMatcher.depositCode || !namesItem(line) {
                bySlip.append((index, meant(by: line, fits.sorted(), among: &slips)))
            } else if line.bankCode == FundsMatcher.depositCode, fits.isEmpty {
                withoutSlip.append(index)
            }
        }
        var taken: Set<Int> = []
        let claims = withOverlaps(bySlip, slips)
        let pairing = Pairing(claims)
        for (line, slip) in pairing.pairs {
            taken.formUnion([slip] + slips[slip].parts)
            deposit(line, slips[slip])
        }
        for (line, rights) in pairing.ties {
            taken.formUnion(rights)
            let exact = rights.filter { slips[$0].sum == lines[line].amount }
            if rights.count == 1, exact.count == 1, isOnlyExact(line, exact[0], claims, slips) {
                deposit(line, slips[exact[0]])
                continue
            }
            except(
                .ambiguous, line: line,
                "The text names \(rights.count) deposit slip(s) that another deposit names too, or "
                    + "several slips; tell them apart by hand."
            )
        }
        depositBySum(
            withoutSlip, slips.indices.filter { !taken.contains($0) && slips[$0].parts.isEmpty }.map { slips[$0] })
    }

    /// Several places may use one slip's number: the place that the line names is meant, else all of them where they sum to
    /// the line, else the only one that does.
    private func meant(by line: BankLine, _ fits: [Int], among slips: inout [CashSlip]) -> [Int] {
        if fits.count < 2 { return fits }
        let ofPlace = fits.filter { line.partyNameKey != nil && slips[$0].location == line.partyNameKey }
        if !ofPlace.isEmpty { return ofPlace }
        if Set(fits.map { slips[$0].reference }).count == 1, let whole = CashSlip(joining: fits, of: slips),
            whole.sum == line.amount
        {
            slips.append(whole)
            return [slips.count - 1]
        }
        let exact = fits.filter { slips[$0].sum == line.amount }
        return exact.count == 1 ? exact : fits
    }

    /// Where one line means several places' slips together and another means one of these, each is the other's rival.
    private func withOverlaps(_ claims: [(left: Int, rights: [Int])], _ slips: [CashSlip]) -> [(
        left: Int, rights: [Int]
    )] {
        var wholesOf: [Int: Set<Int>] = [:]
        for whole in Set(claims.flatMap(\.rights)) where !slips[whole].parts.isEmpty {
            for part in slips[whole].parts + [whole] { wholesOf[part, default: []].insert(whole) }
        }
        if wholesOf.isEmpty { return claims }
        var claimants: [Int: Set<Int>] = [:]
        for claim in claims {
            for whole in Set(claim.rights.flatMap { wholesOf[$0] ?? [] }) {
                claimants[whole, default: []].insert(claim.left)
            }
        }
        return claims.map { claim in
            var rights = Set(claim.rights)
            for whole in Set(claim.rights.flatMap { wholesOf[$0] ?? [] }) where (claimants[whole]?.count ?? 0) > 1 {
                rights.formUnion([whole] + slips[whole].parts)
            }
            return (claim.left, rights.sorted())
        }
    }

    private func isOnlyExact(_ line: Int, _ slip: Int, _ candidates: [(left: Int, rights: [Int])], _ slips: [CashSlip])
        -> Bool
    {
        candidates.filter { $0.rights.contains(slip) && lines[$0.left].amount == slips[slip].sum }.map(\.left) == [line]
    }

    private func mayBeDeposit(_ line: BankLine) -> Bool {
        line.amount.minorUnits > 0 && !line.isElectronic && line.checkNumber == nil
    }

    /// Whether a reference of the line is that of an item other than a cashier's log.
    private func namesItem(_ line: BankLine) -> Bool {
        line.references.contains { reference in payable[reference] != nil }
    }

    /// Slips of logs that no deposit has taken.
    private func openSlips() -> [CashSlip] {
        let open = items.indices.filter { index in
            let item = items[index]
            return item.kind == .cashierDeposit && !takenLogs.contains(index) && applied[item.id]?.isZero ?? true
        }
        let places = Dictionary(
            open.map { (items[$0].evidence, $0) }, uniquingKeysWith: { first, _ in first })
        return CashSlip.groups(of: open.map { items[$0] }).compactMap { logs in
            CashSlip(logs, at: logs.compactMap { places[$0.evidence] })
        }
    }

    /// The deposit names the slip. An exact sum is taken at once, a difference within the limit when the window has
    /// closed: until then a log may still come.
    private mutating func deposit(_ line: Int, _ slip: CashSlip) {
        guard let difference = lines[line].amount.subtracting(slip.sum) else { return }
        let closing = windows.closing(ofDeposit: lines[line])
        if difference.magnitude.minorUnits > FundsMatcher.overShortLimit {
            let sentence =
                "The deposit slip agrees, but its \(slip.logs.count) log(s) sum to \(slip.sum) and not to this deposit."
            if hasClosed(closing) {
                except(
                    .unmatchedBankLine, line: line, openedOn: closing,
                    sentence + " Ask the cashier for the missing log.")
            } else {
                lineState[line] = .held(closing, sentence)
            }
            return
        }
        if !difference.isZero, !hasClosed(closing) {
            lineState[line] = .held(
                closing, "The deposit slip agrees, the sum of its logs differs by \(difference); a log may still come.")
            return
        }
        let count = slip.logs.count
        take(
            line, slip, rule: difference.isZero ? "slip+sum" : "slip+over-short",
            difference.isZero
                ? "The deposit slip agrees, and its \(count) log(s) sum to the deposit."
                : "The deposit slip agrees; the deposit differs from the sum of its \(count) log(s) by \(difference).")
        if difference.isZero { return }
        outcome.differences.append(CashDifference(line: lines[line].evidence, amount: difference))
        except(
            .amountDiffers, line: line, amount: difference, openedOn: closing,
            "The deposit differs from the sum of its logs by \(difference), within the limit for "
                + "over and short; the logs are matched."
        )
    }

    private mutating func take(_ line: Int, _ slip: CashSlip, rule: String, _ explanation: String) {
        lineState[line] = .owned
        for index in slip.logs {
            let log = items[index]
            outcome.matches.append(
                Match(
                    kind: .cashierDeposit, left: MatchSide(evidence: log.evidence, reference: log.id),
                    right: side(line),
                    amount: log.amount, rule: rule, explanation: explanation))
        }
    }

    /// Without a slip: exact sum of all logs of a slip, near in time, the location where the line names one that the
    /// logs know; unique both ways when the window has closed.
    private mutating func depositBySum(_ deposits: [Int], _ slips: [CashSlip]) {
        // Also of logs that are taken: a line that names their place is not another place's.
        let known = Set(items.lazy.filter { $0.kind == .cashierDeposit }.compactMap(\.partyNameKey))
        var bySum: [Money: [Int]] = [:]
        for (index, slip) in slips.enumerated() { bySum[slip.sum, default: []].append(index) }
        var candidates: [(left: Int, rights: [Int])] = []
        for index in deposits {
            let line = lines[index]
            let named = line.partyNameKey.flatMap { known.contains($0) ? $0 : nil }
            guard let block = bySum[line.amount], block.count <= FundsMatching.blockLimit else { continue }
            let fits = block.filter { slip in
                slips[slip].lastDay <= line.bookedOn && windows.isNear(line.bookedOn, slips[slip].firstDay)
                    && (named == nil || slips[slip].location == named)
            }
            candidates.append((index, fits))
        }
        let pairing = Pairing(candidates)
        for (line, slip) in pairing.pairs {
            let closing = windows.closing(ofDeposit: lines[line])
            guard hasClosed(closing) else {
                lineState[line] = .held(
                    closing, "One slip's logs sum to this deposit; a rival may still come until the window closes.")
                continue
            }
            let named = lines[line].partyNameKey.map { known.contains($0) } ?? false
            take(
                line, slips[slip], rule: named ? "location+sum" : "day+sum",
                "No slip is named; \(named ? "location, " : "")day and the sum of "
                    + "\(slips[slip].logs.count) log(s) agree, and no rival came."
            )
        }
        for (line, rights) in pairing.ties {
            let closing = windows.closing(ofDeposit: lines[line])
            guard hasClosed(closing) else {
                lineState[line] = .held(closing, "More than one slip or deposit fits by day and sum.")
                continue
            }
            except(
                .ambiguous, line: line, openedOn: closing,
                "No slip is named, and \(rights.count) slip(s) fit by day and sum, or another "
                    + "deposit fits the same one."
            )
        }
    }

    /// Slips that no deposit has taken, here or before, in the order of their days.
    func untakenSlips() -> [CashSlip] {
        let taken = Set(outcome.matches.lazy.filter { $0.kind == .cashierDeposit }.compactMap(\.left.evidence))
        return openSlips().filter { slip in !slip.logs.contains { taken.contains(items[$0].evidence) } }
            .sorted { $0.lastDay < $1.lastDay }
    }

    /// What the open slips of the days before a deposit say of it together, for the person who has to find out; empty for
    /// any other line. A sum alone matches nothing.
    func slipSums(_ index: Int, _ slips: [CashSlip]) -> String {
        let line = lines[index]
        guard line.bankCode == FundsMatcher.depositCode, mayBeDeposit(line) else { return "" }
        let first = line.bookedOn.advanced(byDays: -windows.nearDays)
        let start = slips.partitioningIndex { $0.lastDay >= first }
        let near = slips[start...].prefix { $0.lastDay <= line.bookedOn }.filter {
            $0.sum.currency == line.amount.currency && windows.isNear(line.bookedOn, $0.firstDay)
        }
        switch BoundedSums.find(line.amount.minorUnits, among: near.map(\.sum.minorUnits)) {
        case .none: return ""
        case .one(let parts):
            let logs = parts.flatMap { near[$0].logs }.map { items[$0].id }.sorted().joined(separator: ", ")
            return " \(parts.count) of the \(near.count) open slips near it sum to it: logs \(logs)."
        case .ambiguous: return " Several choices among the \(near.count) open slips near it sum to it."
        case .undecided: return " Of the \(near.count) open slips near it too many choices are possible to try all."
        }
    }
}
