// Lines that banks announce (PDNG) beside those that they book. Nothing is matched or booked by an announcement: it is shown
// until the booked line takes its place, and told where that does not come. Pure.
// Source: camt.md (entry status PDNG: may vanish, or come back booked).

public import Facts
public import Money

public enum AnnouncedLines {
    /// In days: how long after the day for which it was announced the booked line of the same reference may come.
    public static let reach = 30
    /// In days: how long the same, where only account and amount tell it.
    static let amountReach = 7
    /// Banking days after which an announced line that is not booked is told.
    static let patience = 2

    public struct Outcome: Sendable, Hashable {
        /// What is announced and not booked, each line once however often the bank announced it; by day and amount.
        public var open: [AnnouncedLine] = []
        /// Those of them that should have been booked by now.
        public var exceptions: [ReconciliationException] = []
        /// Those that have been and are over: the line was booked after all, but late.
        public var solved: [ReconciliationException] = []

        public init() {}

        fileprivate mutating func book(_ line: AnnouncedLine, on day: CalendarDate) {
            if day > AnnouncedLines.closing(of: line) { solved.append(AnnouncedLines.exception(line)) }
        }
    }

    /// - Parameters:
    ///   - announced: lines of one account, from all its reports.
    ///   - booked: booked lines of the account, at least those with an amount or reference of an announced one.
    ///   - business: the latest day for which a statement of the account was posted; nil before the first.
    public static func decide(
        _ announced: [AnnouncedLine], booked: [BankLine], business: CalendarDate?
    ) -> Outcome {
        let references = Dictionary(grouping: booked, by: \.reference)
        let amounts = Dictionary(grouping: booked, by: \.amount)
        var (outcome, left) = (Outcome(), [Kind: [AnnouncedLine]]())
        for line in distinct(announced) {
            let named = line.reference.isEmpty ? [] : references[line.reference] ?? []
            if let day = named.filter({ near($0, line, reach) }).map(\.bookedOn).min() {
                outcome.book(line, on: day)
            } else {
                left[Kind(amount: line.amount, day: line.expectedOn), default: []].append(line)
            }
        }
        let names = Set(announced.map(\.reference))
        for (kind, lines) in left {
            // Lines that bear the reference of another announcement are that one's.
            let others = (amounts[kind.amount] ?? []).filter { line in
                !names.contains(line.reference) && lines.first.map { near(line, $0, amountReach) } ?? false
            }
            let days = others.map(\.bookedOn).sorted()
            let ordered = lines.sorted { ($0.reference, $0.evidence) < ($1.reference, $1.evidence) }
            for (line, day) in zip(ordered, days) { outcome.book(line, on: day) }
            outcome.open += ordered.dropFirst(days.count)
        }
        outcome.open.sort {
            ($0.expectedOn, $0.amount.minorUnits, $0.reference, $0.evidence)
                < ($1.expectedOn, $1.amount.minorUnits, $1.reference, $1.evidence)
        }
        outcome.exceptions = outcome.open.filter { line in business.map { closing(of: line) <= $0 } ?? false }.map(
            exception)
        outcome.solved.sort { ($0.openedOn, $0.subject) < ($1.openedOn, $1.subject) }
        return outcome
    }

    /// The day after which an announced line is told.
    fileprivate static func closing(of line: AnnouncedLine) -> CalendarDate {
        let calendar = BankingCalendar.federalReserve
        return calendar.advance(calendar.bankingDay(onOrAfter: line.expectedOn), byBankingDays: patience)
    }

    private struct Kind: Hashable {
        let amount: Money
        let day: CalendarDate
    }

    private static func near(_ booked: BankLine, _ line: AnnouncedLine, _ days: Int) -> Bool {
        (-1...days).contains(line.expectedOn.days(to: booked.bookedOn))
    }

    /// The same line in several reports is one. Lines without reference are as many as the report that has most of them says.
    private static func distinct(_ announced: [AnnouncedLine]) -> [AnnouncedLine] {
        struct Name: Hashable {
            let reference: String
            let kind: Kind?
            let number: Int
        }
        struct Report: Hashable {
            let arrival: ArrivalID
            let kind: Kind
        }
        var counts: [Report: Int] = [:]
        var found: [Name: AnnouncedLine] = [:]
        for line in announced.sorted(by: { ($0.expectedOn, $0.evidence) < ($1.expectedOn, $1.evidence) }) {
            let kind = Kind(amount: line.amount, day: line.expectedOn)
            if line.reference.isEmpty {
                let report = Report(arrival: line.evidence.arrival, kind: kind)
                let number = counts[report, default: 0]
                counts[report] = number + 1
                let name = Name(reference: "", kind: kind, number: number)
                if found[name] == nil { found[name] = line }
            } else {
                // Of announcements that differ the latest day holds.
                found[Name(reference: line.reference, kind: nil, number: 0)] = line
            }
        }
        return Array(found.values)
    }

    fileprivate static func exception(_ line: AnnouncedLine) -> ReconciliationException {
        let closing = closing(of: line)
        let name =
            line.reference.isEmpty
            ? "\(line.accountMask)/\(line.expectedOn)/\(line.amount.decimalText)" : line.reference
        return ReconciliationException(
            category: .unbookedLine, subject: name, evidence: line.evidence, amount: line.amount, openedOn: closing,
            explanation:
                "The bank announced the line for \(line.expectedOn) and has not booked it by \(closing), two banking days later: "
                + "ask the bank whether it still comes. Nothing is booked for it here.")
    }
}
