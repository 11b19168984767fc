import ISO20022
import Money
import Testing

@Suite struct TargetCalendarTests {
    /// Closing days as the European Central Bank publishes them.
    @Test(arguments: [
        "2024-03-29", "2024-04-01", "2025-04-18", "2025-04-21", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01",
        "2026-12-25", "2027-03-26", "2027-03-29", "2026-03-07", "2026-03-08",
    ])
    func closingDays(text: String) throws {
        #expect(!TargetCalendar.isBankingDay(try #require(CalendarDate(iso: text))))
    }

    @Test(arguments: ["2026-03-09", "2026-07-03", "2026-11-11", "2026-11-26", "2026-04-02", "2026-04-07", "2026-12-24"])
    func bankingDays(text: String) throws {
        #expect(TargetCalendar.isBankingDay(try #require(CalendarDate(iso: text))))
    }

    /// Thanksgiving closes the Federal Reserve and not TARGET.
    @Test func eachRailGoesByItsOwnCalendar() throws {
        let thanksgiving = try #require(CalendarDate(iso: "2026-11-26"))
        func codes(_ type: PaymentType) throws -> [String] {
            var instruction = SampleOrder.instruction(type: type)
            instruction.execution = .on(thanksgiving)
            instruction.debtorAccount = PaymentAccount(.iban("GB82WEST12345698765432"))
            var transfer = SampleOrder.transfer()
            if type == .sepa {
                transfer.amount = .instructed(Money(minorUnits: 100, currency: .eur))
                transfer.creditorAccount = PaymentAccount(.iban("GB82WEST12345698765432"))
            }
            do {
                return try CreditTransferWriter(SampleOrder.profile()).check(SampleOrder.order([transfer], instruction))
                    .findings.kept.map(\.code)
            } catch let refused as OrderRefused {
                return refused.findings.kept.map(\.code)
            }
        }
        #expect(try codes(.sepa) == [])
        #expect(try codes(.realTime) == [])
        #expect(try codes(.wire) == ["pain.write.date-not-banking-day"])
        #expect(try codes(.ach(.corporate)) == ["pain.write.date-not-banking-day"])
    }
}
