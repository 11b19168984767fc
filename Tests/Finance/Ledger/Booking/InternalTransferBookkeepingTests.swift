import Facts
import Money
import Testing

@testable import Ledger

@Suite("Journal entries of transfers between our own accounts")
struct InternalTransferBookkeepingTests {
    private func line(_ number: Int, _ cents: Int64, on day: Int32, category: BankLineCategory? = nil) -> BankLine {
        BankLine(
            evidence: Evidence(arrival: ArrivalID(Int64(number)), ordinal: 1), reference: "FB\(number)",
            account: LookupKey(high: 1, low: UInt64(number)), amount: .dollars(cents: cents),
            bookedOn: CalendarDate(dayNumber: 20_514 + day), isReversal: false, bankCode: "", category: category,
            traceKey: nil, tracePayerID: nil, achTrace: nil, achBatchNumber: nil, checkNumber: nil, references: [],
            partyNameKey: nil)
    }

    private func entry(_ from: BankLine, _ to: BankLine, kind: MatchKind = .internalTransfer) throws -> JournalEntry? {
        let match = Match(
            kind: kind, left: MatchSide(evidence: from.evidence, reference: from.reference),
            right: MatchSide(evidence: to.evidence, reference: to.reference), amount: to.amount, rule: "r",
            explanation: "e")
        return try Bookkeeping(chart: .standard).internalTransfer(match, from: from, to: to)
    }

    private func shape(_ entry: JournalEntry?) -> [String] {
        (entry?.lines ?? []).map { "\($0.account) \($0.side == .debit ? "+" : "-")\($0.amount.decimalText)" }
    }

    @Test("Two sweeps are booked by their rules already, two plain lines cancel each other")
    func nothing() throws {
        let (from, to) = (line(1, -500, on: 0), line(2, 500, on: 1))
        #expect(try entry(from, to) == nil)
        let swept = BankLineCategory.zeroBalanceTransfer
        #expect(try entry(line(1, -500, on: 0, category: swept), line(2, 500, on: 1, category: swept)) == nil)
    }

    @Test("The side that is no sweep goes from the unapplied money into the sweeps' clearing, on the later day")
    func oneSide() throws {
        let swept = BankLineCategory.zeroBalanceTransfer
        let came = try entry(line(1, -500, on: 0, category: swept), line(2, 500, on: 1))
        // The sweep has debited clearing.
        #expect(shape(came) == ["2010 +5.00", "1040 -5.00"])
        #expect(came?.effectiveOn == CalendarDate(dayNumber: 20_515))
        let went = try entry(line(1, -500, on: 2), line(2, 500, on: 1, category: swept))
        #expect(shape(went) == ["2010 -5.00", "1040 +5.00"])
        #expect(went?.effectiveOn == CalendarDate(dayNumber: 20_516))
    }

    @Test("Another kind of match is no transfer")
    func otherKind() {
        #expect(throws: BookkeepingError.wrongKind(.settlement)) {
            try entry(line(1, -500, on: 0), line(2, 500, on: 0), kind: .settlement)
        }
    }
}
