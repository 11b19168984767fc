// Ties between ACH entries and bank lines: by trace, by batch, by the payment that both belong to, by amount and day.

import Facts
import Money

extension FundsMatcher {
    /// How far an entry's effective date may lie from the day its line was booked. Trace numbers come again after a
    /// while.
    private static let traceDays = 10

    /// By the 15-digit trace, amounts equal without regard to sign, unique both ways. A return owns its line.
    mutating func tieByTrace() {
        var byTrace: [String: [Int]] = [:]
        for (index, item) in achItems.enumerated() where !isTied[index] {
            byTrace[item.achTrace, default: []].append(index)
        }
        var candidates: [(left: Int, rights: [Int])] = []
        for (index, line) in lines.enumerated() {
            guard let trace = line.achTrace, let block = byTrace[trace] else { continue }
            let fits = block.filter { isSameMoney(achItems[$0], line) }
            lineACH[index] = fits
            candidates.append((index, fits))
        }
        for (line, item) in Pairing(candidates).pairs {
            let isReturn = achItems[item].returnCode != nil
            tie(
                item, line, rule: "ach-trace",
                isReturn
                    ? "The line carries the trace of the returned entry, and the amounts are equal."
                    : "The line carries the trace of the entry, and the amounts are equal; no other entry has both.")
            if isReturn, isOpen(line: line) { lineState[line] = .owned }
        }
    }

    private func isSameMoney(_ item: ACHItem, _ line: BankLine) -> Bool {
        item.amount.magnitude == line.amount.magnitude
            && abs(item.effectiveOn.days(to: line.bookedOn)) <= FundsMatcher.traceDays
    }

    /// By batch number: one line stands for all entries of the batch, their sum is the line.
    mutating func tieBatches() {
        struct Batch: Hashable {
            let arrival: ArrivalID
            let number: String
        }
        var members: [Batch: [Int]] = [:]
        for (index, item) in achItems.enumerated() where item.returnCode == nil {
            members[Batch(arrival: item.evidence.arrival, number: item.batchNumber), default: []].append(index)
        }
        let batches = members.keys.sorted { ($0.arrival, $0.number) < ($1.arrival, $1.number) }
        var byNumber: [String: [Int]] = [:]
        for (index, batch) in batches.enumerated() { byNumber[batch.number, default: []].append(index) }
        var candidates: [(left: Int, rights: [Int])] = []
        for (index, line) in lines.enumerated() {
            guard let number = line.achBatchNumber, let block = byNumber[number] else { continue }
            let fits = block.filter { isWhole(members[batches[$0]] ?? [], line) }
            candidates.append((index, fits))
        }
        for (line, batch) in Pairing(candidates).pairs {
            let entries = members[batches[batch]] ?? []
            lineACH[line] = entries
            for item in entries where !isTied[item] {
                tie(
                    item, line, rule: "ach-batch",
                    "The line stands for ACH batch \(batches[batch].number), whose \(entries.count) entries sum to it.")
            }
            fundBatch(line, entries)
        }
    }

    private func isWhole(_ entries: [Int], _ line: BankLine) -> Bool {
        var sum = CheckedSum()
        for index in entries {
            let item = achItems[index]
            guard item.amount.currency == line.amount.currency, PayerID.mayAgree(line.tracePayerID, item.companyID),
                abs(item.effectiveOn.days(to: line.bookedOn)) <= FundsMatcher.traceDays
            else { return false }
            sum.add(item.amount.minorUnits)
        }
        return sum.total == line.amount.minorUnits
    }

    mutating func tie(_ item: Int, _ line: Int, rule: String, _ explanation: String) {
        let entry = achItems[item]
        isTied[item] = true
        if !lineACH[line].contains(item) { lineACH[line].append(item) }
        outcome.matches.append(
            Match(
                kind: .achBankline, left: MatchSide(evidence: entry.evidence, reference: entry.achTrace),
                right: side(line), amount: entry.amount.magnitude, rule: rule, explanation: explanation))
    }

    /// Forward entries without line, by amount.
    func freeEntries() -> AmountBlocks {
        AmountBlocks(
            achItems.indices.filter {
                !isTied[$0] && achItems[$0].returnCode == nil && !crowded.contains(achItems[$0].evidence)
            }.map { (achItems[$0].amount, achItems[$0].effectiveOn, $0) })
    }

    /// The free entries that may be a line's by amount and day; nil where there are too many.
    func freeEntries(for index: Int, in free: AmountBlocks) -> [Int]? {
        if crowded.contains(lines[index].evidence) { return nil }
        return free.near(lines[index].amount, lines[index].bookedOn, days: windows.nearDays)
    }

    /// Whether a line could take one more entry: it names no trace and no batch, and has none.
    func lacksEntry(_ index: Int) -> Bool {
        lines[index].achTrace == nil && lines[index].achBatchNumber == nil && lineACH[index].isEmpty
            && !hasStandingEntry.contains(index) && lines[index].amount.minorUnits > 0
    }

    /// By TRN and amount where the line names no trace: the TRN is that of the remittance which the line pays, else
    /// its own.
    mutating func tieByPayment() {
        let free = freeEntries()
        var candidates: [(left: Int, rights: [Int])] = []
        for index in lines.indices where lacksEntry(index) {
            guard let block = freeEntries(for: index, in: free) else { continue }
            candidates.append((index, block.filter { isSamePayment(achItems[$0], index) }))
        }
        for (line, item) in Pairing(candidates).pairs {
            tie(
                item, line, rule: "trn+amount",
                "Line and entry have the same payment trace and amount; the line names no ACH "
                    + "trace, and no other entry fits."
            )
        }
    }

    func isSamePayment(_ item: ACHItem, _ index: Int) -> Bool {
        let line = lines[index]
        guard let trace = item.traceKey, windows.isNear(line.bookedOn, item.effectiveOn) else { return false }
        if let known = lineTrace[index] {
            return known.trace == trace && PayerID.mayAgree(known.payer, item.tracePayerID)
        }
        guard let own = line.traceKey, PayerID.mayAgree(line.tracePayerID, item.tracePayerID ?? item.companyID) else {
            return false
        }
        return own == trace || TraceForm.isPart(own, trace, atLeast: TraceForm.strongLength)
    }

    /// By amount and day alone, where neither names anything that contradicts; only when the line's window has closed.
    mutating func tieByAmount() {
        let free = freeEntries()
        var candidates: [(left: Int, rights: [Int])] = []
        for (index, line) in lines.enumerated()
        where lacksEntry(index) && line.isElectronic && lineTrace[index] == nil && isOpen(line: index) {
            guard let block = freeEntries(for: index, in: free) else { continue }
            candidates.append((index, block.filter { mayBeSame(achItems[$0], line) }))
        }
        for (line, item) in Pairing(candidates).pairs where hasClosed(windows.closing(of: lines[line])) {
            tie(
                item, line, rule: "amount+day",
                "Amount and day agree, nothing contradicts, and until the window closed no rival came on either side.")
        }
    }

    func mayBeSame(_ item: ACHItem, _ line: BankLine) -> Bool {
        guard windows.isNear(line.bookedOn, item.effectiveOn),
            PayerID.mayAgree(line.tracePayerID, item.tracePayerID ?? item.companyID)
        else { return false }
        guard let own = line.traceKey, let trace = item.traceKey else { return true }
        return own == trace || TraceForm.isPart(own, trace, atLeast: TraceForm.weakLength)
    }
}
