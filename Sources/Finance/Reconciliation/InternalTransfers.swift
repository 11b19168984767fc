// Money that goes from one of our accounts to another: each bank shows its own side, and the two belong together.
// Source: reconciliation.md, section 3 (e): sweeps that both accounts must show; internal transfers, two lines of opposite amount
// on the same day or a banking day apart.

public import Facts
import Money

extension FundsMatcher {
    /// Pairs what leaves one account with what comes to another: by a reference that both name, then where both are sweeps or
    /// transfers by their code. Only what is each other's only candidate; amounts and days alone say nothing.
    mutating func pairTransfers() {
        let leaving = lines.indices.filter { mayMove($0) && lines[$0].amount.minorUnits < 0 }
        if leaving.isEmpty { return }
        let coming = Dictionary(
            grouping: lines.indices.filter { mayMove($0) && lines[$0].amount.minorUnits > 0 }, by: { lines[$0].amount })
        var paired: Set<Int> = []
        for tier in TransferEvidence.allCases {
            let candidates = leaving.filter { !paired.contains($0) }.map { line in
                let opposite = lines[line].amount.negated.flatMap { coming[$0] } ?? []
                return (
                    left: line,
                    rights: opposite.filter { !paired.contains($0) && isTransfer(from: line, to: $0, by: tier) }
                )
            }
            let pairing = Pairing(candidates)
            for (from, to) in pairing.pairs {
                paired.formUnion([from, to])
                join(from, to, tier)
            }
            // What fits several by a reference is not told apart by less.
            for (line, rights) in pairing.ties {
                paired.formUnion([line] + rights)
                transferRivals[line, default: []].formUnion(rights)
                for right in rights { transferRivals[right, default: []].insert(line) }
            }
        }
    }

    /// A transfer of which nobody can tell the other side.
    mutating func exceptTransfer(_ index: Int, _ rivals: Set<Int>, on closing: CalendarDate) {
        let named = rivals.map { lines[$0].reference }.sorted().prefix(5).joined(separator: ", ")
        except(
            .ambiguous, line: index, openedOn: closing,
            "The line is a transfer between accounts of ours, and its other side is one of several: \(rivals.count) line(s) "
                + "of another account fit it (\(named)), or fit others as well. Match it by hand.")
    }

    /// How two lines show that they are one transfer, the strongest first.
    private enum TransferEvidence: String, CaseIterable {
        case reference = "reference+amount+day"
        case code = "transfer+amount+day"

        var words: String {
            switch self {
            case .reference: "Both lines name one reference"
            case .code: "Both lines are transfers by their bank's code or text"
            }
        }
    }

    private func mayMove(_ index: Int) -> Bool {
        let line = lines[index]
        return line.mayBeTransferred && !movedSweeps.contains(index)
            && (isOpen(line: index) || line.ruleCategory == .zeroBalanceTransfer)
    }

    private func isTransfer(from: Int, to: Int, by evidence: TransferEvidence) -> Bool {
        let (left, right) = (lines[from], lines[to])
        let calendar = BankingCalendar.federalReserve
        let (first, last) = (min(left.bookedOn, right.bookedOn), max(left.bookedOn, right.bookedOn))
        // Banking days are counted one by one: not across years.
        guard left.account != right.account, first.days(to: last) <= BankLine.transferReach,
            calendar.bankingDays(from: first, to: last) <= 1
        else { return false }
        switch evidence {
        case .reference: return !Set(left.references).isDisjoint(with: right.references)
        case .code: return left.isTransferByCode && right.isTransferByCode
        }
    }

    private mutating func join(_ from: Int, _ to: Int, _ evidence: TransferEvidence) {
        for index in [from, to] where isOpen(line: index) { lineState[index] = .owned }
        let (left, right) = (lines[from], lines[to])
        outcome.matches.append(
            Match(
                kind: .internalTransfer, left: side(from), right: side(to), amount: right.amount,
                rule: evidence.rawValue,
                explanation:
                    "\(evidence.words), on two accounts of ours; the money leaves one on \(left.bookedOn) and is on the "
                    + "other on \(right.bookedOn), with the same amount, and no other line within a banking day fits either."
            ))
    }
}

extension BankLine {
    /// How many days a transfer's two sides may lie apart at most: one banking day over a long weekend.
    public static let transferReach = 4

    /// BAI2: automatic, book and zero-balance transfers between accounts.
    private static let transferCodes: Set<String> = ["201", "501", "206", "506", "275", "575"]
    /// Those that say nothing of where the money comes from: money transfers, miscellaneous, none.
    private static let openCodes: Set<String> = ["", "195", "495", "399", "699"]

    /// Whether its bank calls the line a transfer between accounts.
    var isTransferByCode: Bool {
        category == .zeroBalanceTransfer || BankLine.transferCodes.contains(bankCode)
    }

    /// Whether the line could be one side of a transfer of our own: it carries no key of a payment, and its code does not say
    /// that it is anything else.
    public var mayBeTransferred: Bool {
        !isReversal && traceKey == nil && achTrace == nil && achBatchNumber == nil && checkNumber == nil
            && (category == nil || category == .zeroBalanceTransfer)
            && (isTransferByCode || BankLine.openCodes.contains(bankCode))
    }
}
