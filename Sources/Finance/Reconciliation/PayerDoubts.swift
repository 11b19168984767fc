// What people should know of money and advice that have each other's TRN and amount, but not the same payer: a payer's agent
// may pay for it, or two payers may count alike. It ties nothing.
// Source: reconciliation.md, section 3 (a) 1: TRN02 is unique for its payer only.

import Facts
import Money

extension RemittanceMethod {
    /// Whether the money comes as an electronic payment, which an amount may show on a statement. Checks come by their
    /// number; what cards pay comes among the card processor's settlements.
    var isTransfer: Bool {
        switch self {
        case .ach, .wire, .financialInstitutionOption: true
        case .check, .none, .other: false
        }
    }
}

extension FundsMatcher {
    /// For a line that stays alone: the open advice that has its TRN and amount and another payer; empty without one.
    func adviceOfOtherPayer(_ index: Int) -> String {
        let line = lines[index]
        guard let trace = line.traceKey, let payer = line.tracePayerID else { return "" }
        let others = (remittancesByTrace[trace] ?? []).filter {
            isOpen(remittance: $0) && remittances[$0].amount == line.amount
                && KeyReach.covers(line.bookedOn, remittances[$0].effectiveOn)
                && !PayerID.mayAgree(payer, remittances[$0].payerID)
        }
        if others.isEmpty { return "" }
        return
            " \(others.count) open remittance(s) with this TRN and amount name another payer: compare the payers' ids."
    }

    /// For a remittance that stays alone: the open lines that have its TRN and amount and another payer; empty without one.
    func lineOfOtherPayer(_ index: Int, among named: [Int]) -> String {
        let advice = remittances[index]
        let others = named.filter {
            lines[$0].amount == advice.amount && !PayerID.mayAgree(lines[$0].tracePayerID, advice.payerID)
                && KeyReach.covers(lines[$0].bookedOn, advice.effectiveOn) && isUnexplained($0)
        }
        if others.isEmpty { return "" }
        let references = others.prefix(5).map { lines[$0].reference }.joined(separator: ", ")
        return " Bank line(s) \(references) have its TRN and amount and another payer: compare the payers' ids."
    }

    /// Lines that show a TRN, by it.
    func linesByTrace() -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        for (index, line) in lines.enumerated() {
            if let trace = line.traceKey { found[trace, default: []].append(index) }
        }
        return found
    }

    private func isUnexplained(_ line: Int) -> Bool {
        if case .owned = lineState[line] { return false }
        return true
    }

    /// What to do about advised money that has not come.
    func search(for remittance: Remittance) -> String {
        switch remittance.method {
        case .check: "ask the lockbox for the check, then the payer to stop it"
        case .other: "it is paid neither by ACH, wire nor check: look among the card processor's settlements"
        case .ach, .wire, .financialInstitutionOption, .none: "start the payer's trace procedure"
        }
    }
}
