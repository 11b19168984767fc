import Facts
import Money
import Testing

@testable import Reconciliation

/// Announced for a day of March 2026, counted as in `day`.
private func announced(
    _ number: Int, _ cents: Int64, for date: Int = 1, reference: String = "", report: Int64 = 600
) -> AnnouncedLine {
    AnnouncedLine(
        evidence: evidence(report, number), reference: reference, account: key("account"), accountMask: "•••3456",
        amount: .dollars(cents: cents), expectedOn: day(date))
}

private func decide(
    _ lines: [AnnouncedLine], _ booked: [BankLine] = [], through business: Int? = nil
) -> AnnouncedLines.Outcome {
    AnnouncedLines.decide(lines, booked: booked, business: business.map(day))
}

/// Day 1 is a Monday.
@Suite("Lines that banks announce")
struct AnnouncedLineTests {
    @Test("The booked line takes the place of the announced one: by reference, else by amount within a week")
    func booked() {
        let line = announced(1, 100, reference: "FB1")
        #expect(decide([line]).open == [line])
        #expect(decide([line], [bankLine(1, 90)]).open.isEmpty)
        #expect(decide([line], [bankLine(2, 100, on: 2)]).open.isEmpty)
        #expect(decide([line], [bankLine(2, 100, on: 9)]).open == [line])
        #expect(decide([line], [bankLine(1, 100, on: 40)]).open == [line])
        #expect(decide([line], [bankLine(2, 101)]).open == [line])
        // A line that another announcement names is not this one's.
        #expect(decide([line, announced(2, 100, reference: "FB2")], [bankLine(2, 100)]).open == [line])
    }

    @Test("However often it is announced, a line is one")
    func repeated() {
        let morning = [announced(1, 100, reference: "FB1"), announced(2, 50), announced(3, 50)]
        let noon = [
            announced(1, 100, reference: "FB1", report: 601), announced(2, 50, report: 601),
            announced(3, 50, report: 601),
            announced(4, 50, report: 601),
        ]
        #expect(decide(morning + noon).open.map(\.amount.minorUnits) == [50, 50, 50, 100])
        #expect(decide(noon + morning) == decide(morning + noon))
        #expect(decide(morning + noon, [bankLine(9, 50), bankLine(8, 50)]).open.map(\.amount.minorUnits) == [50, 100])
    }

    @Test("What is not booked two banking days after its day is told, and is over when it is booked late")
    func overdue() {
        let line = announced(1, 100, for: 5, reference: "FB1")
        #expect(decide([line], through: 8).exceptions.isEmpty)
        let told = decide([line], through: 9).exceptions
        #expect(told.map { "\($0.category.rawValue) \($0.subject) \($0.openedOn)" } == ["unbooked-line FB1 2026-03-10"])
        #expect(decide([line], [bankLine(1, 100, on: 9)], through: 9).solved.isEmpty)
        let late = decide([line], [bankLine(1, 100, on: 10)], through: 10)
        #expect(late.exceptions.isEmpty && late.solved.map(\.subject) == ["FB1"] && late.open.isEmpty)
        #expect(decide([announced(1, 100)], through: 9).exceptions.map(\.subject) == ["•••3456/2026-03-02/1.00"])
    }
}
