import Facts
import Intake
import Money
import Parsing
import Testing

@Suite struct OpenItemsIntakeTests {
    @Test func rowsBecomeItems() throws {
        let text =
            "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref\n"
            + "D1,cashier-deposit,CSH00,Main Lobby,0004-001,17.21,USD,2026-03-02,,\n"
            + "L1,loan-repayment,P2,,LN-1,5,EUR,2026-03-02,2026-04-02,\n"
        var collector = FactCollector()
        var source = MemoryByteSource(Array(text.utf8))
        let report = try OpenItemsIntake.load(&source, arrival: ArrivalID(9), keys: TestKeys(), into: &collector)
        #expect(report.findings.verdict == .accepted)
        #expect(collector.items.map(\.kind) == [.cashierDeposit, .loanRepayment])
        #expect(collector.items.map(\.evidence.description) == ["9.0", "9.1"])
        let item = try #require(collector.items.first)
        #expect(item.reference == TestKeys().key(.reference, "4001"))
        #expect(item.exactReference == TestKeys().key(.exactReference, "0004-001"))
        #expect(item.partyNameKey == TestKeys().key(.partyName, "MAINLOBBY"))
        #expect(item.amount == Money.dollars(cents: 1721))
        #expect(item.dueOn == nil)
        #expect(collector.items[1].partyNameKey == nil)
        #expect(collector.texts == ["0004-001 Main Lobby", "LN-1 "])
    }
}
