// The logs that one deposit slip covers: those of one number, place and time. Counters begin anew, and two places may count
// alike, so a number alone does not say which logs belong together.
// Relies on Facts only.

public import Facts
import Money

/// Cashiers' logs that go to the bank together.
public struct CashSlip {
    /// A number that comes again after more days than this is another slip's.
    private static let restDays = 14
    /// How many days a deposit may lie from its logs where it names their slip.
    private static let reach = 30

    let reference: LookupKey
    /// Positions of the logs.
    let logs: [Int]
    let sum: Money
    let firstDay: CalendarDate
    let lastDay: CalendarDate
    let location: LookupKey?
    /// The slips of several places that this one joins; empty for one place.
    let parts: [Int]

    /// Nil without logs, or where their sum is beyond what can be counted.
    init?(_ items: [OpenItem], at positions: [Int]) {
        var sum = CheckedSum()
        for item in items { sum.add(item.amount.minorUnits) }
        let days = items.map(\.issuedOn)
        guard let item = items.first, let total = sum.total, let first = days.min(), let last = days.max() else {
            return nil
        }
        reference = item.reference
        logs = positions
        self.sum = Money(minorUnits: total, currency: item.amount.currency)
        firstDay = first
        lastDay = last
        location = item.partyNameKey
        parts = []
    }

    /// Slips of one number at several places as one.
    init?(joining positions: [Int], of slips: [CashSlip]) {
        let joined = positions.map { slips[$0] }
        var sum = CheckedSum()
        for slip in joined { sum.add(slip.sum.minorUnits) }
        guard let one = joined.first, let total = sum.total, let first = joined.map(\.firstDay).min(),
            let last = joined.map(\.lastDay).max()
        else { return nil }
        reference = one.reference
        logs = joined.flatMap(\.logs).sorted()
        self.sum = Money(minorUnits: total, currency: one.sum.currency)
        firstDay = first
        lastDay = last
        location = nil
        parts = positions
    }

    /// Whether a deposit of this day may be the slip's.
    func isOfTime(_ day: CalendarDate) -> Bool {
        min(abs(firstDay.days(to: day)), abs(lastDay.days(to: day))) <= CashSlip.reach
    }

    /// Logs by slip, in an order that depends on the logs alone; each group in the order of the evidence.
    public static func groups(of logs: [OpenItem]) -> [[OpenItem]] {
        struct Series: Hashable {
            let slip: LookupKey
            let currency: Currency
            let location: LookupKey?
        }
        let series = Dictionary(grouping: logs) {
            Series(slip: $0.reference, currency: $0.amount.currency, location: $0.partyNameKey)
        }
        var groups: [[OpenItem]] = []
        for members in series.values {
            var group: [OpenItem] = []
            for log in members.sorted(by: { ($0.issuedOn, $0.evidence) < ($1.issuedOn, $1.evidence) }) {
                if let last = group.last, last.issuedOn.days(to: log.issuedOn) > restDays {
                    groups.append(group)
                    group.removeAll()
                }
                group.append(log)
            }
            groups.append(group)
        }
        return groups.map { $0.sorted { $0.evidence < $1.evidence } }.sorted { left, right in
            guard let one = left.first, let other = right.first else { return false }
            return (one.reference, one.evidence) < (other.reference, other.evidence)
        }
    }
}
