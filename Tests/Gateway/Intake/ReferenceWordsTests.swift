import Testing

@testable import Intake

@Suite struct ReferenceWordsTests {
    @Test(arguments: ["2026", "2026-03-05", "20260305", "03052026", "05.03.2026", "1999"])
    func daysAreNoReferences(word: String) {
        #expect(ReferenceWords.isDay(Substring(word).utf8))
    }

    @Test(arguments: ["4012", "20263205", "INV2026", "2026000062", "0004012", "1026", "20260332"])
    func numbersAre(word: String) {
        #expect(!ReferenceWords.isDay(Substring(word).utf8))
    }

    @Test func aHeraldMakesADayAReference() throws {
        func line(_ text: String, bai: String = "195") throws -> [String] {
            let line = try StatementIntakeTests.line(
                StatementIntakeTests.entry(bai: bai, details: StatementIntakeTests.detail("10.00", text: text)))
            return ["2026", "20260305", "77120", "12", "4012"].filter {
                line.references.contains(TestKeys().key(.reference, $0))
            }
        }
        #expect(try line("RENT MARCH 2026 UNIT 77120") == ["77120"])
        #expect(try line("INVOICE 2026 OF 2026-03-05") == ["2026"])
        #expect(try line("INV NO. 20260305") == ["20260305"])
        // Counters that are only zeros before: a deposit's sum has to agree as well, a transfer's need not.
        #expect(try line("PAYMENT 0012") == [])
        #expect(try line("SLIP 0012", bai: "301") == ["12"])
    }
}
