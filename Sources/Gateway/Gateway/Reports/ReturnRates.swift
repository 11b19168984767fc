// How many of our debits come back, against the limits that Nacha sets.

import Intake
import Money
import Store

extension ReportMaker {
    private static let returnDays = 60

    /// Nacha Operating Rules, subsection 2.17.2: return rates of debits over 60 days.
    private enum Limit: CaseIterable {
        case unauthorized, administrative, overall

        var hundredths: Int64 {
            switch self {
            case .unauthorized: 50
            case .administrative: 300
            case .overall: 1500
            }
        }

        func counts(_ sum: ReturnSum) -> Bool {
            switch self {
            case .unauthorized: ReturnTerms.all[sum.code]?.isUnauthorized ?? false
            case .administrative: ReturnTerms.all[sum.code]?.isAdministrative ?? false
            case .overall: !sum.isRepresentedCheck
            }
        }

        var name: String {
            func codes(_ counts: (String) -> Bool) -> String {
                ReturnTerms.all.keys.filter(counts).sorted().joined(separator: ", ")
            }
            return switch self {
            case .unauthorized: "unauthorised (\(codes { ReturnTerms.all[$0]?.isUnauthorized ?? false }))"
            case .administrative: "administrative (\(codes { ReturnTerms.all[$0]?.isAdministrative ?? false }))"
            case .overall: "overall (all returns but of re-presented checks)"
            }
        }
    }

    func returnRates() throws -> Report {
        let span = span(days: Self.returnDays)
        let (debits, sums) = try installation.database.read { session in
            (
                try session.originatedDebitCount(from: span.first, through: span.last),
                try session.returnSums(from: span.first, through: span.last)
            )
        }
        var rates = ReportTable(
            "Return rates against Nacha's limits",
            [.text("class"), .number("returns"), .number("debits"), .number("per cent"), .number("limit"), .text("")])
        for limit in Limit.allCases {
            let count = sums.reduce(Int64(0)) { limit.counts($1) ? $0 + $1.count : $0 }
            let forward = limit == .overall ? debits.all - debits.representedChecks : debits.all
            let (scaled, overflow) = count.multipliedReportingOverflow(by: 10_000)
            let isOver = overflow || forward > 0 && scaled > limit.hundredths * forward
            rates.rows.append([
                limit.name, String(count), String(forward), percentage(count, of: forward),
                percentage(limit.hundredths, of: 10_000),
                forward == 0 ? "no debits" : isOver ? "OVER THE LIMIT" : "within",
            ])
        }
        var list = ReportTable("Returns of debits by code", [.text("code"), .number("returns"), .number("amount")])
        list.nothing = "Nothing was returned in these days."
        for sum in sums { list.rows.append([sum.code, String(sum.count), sum.volume.decimalText]) }
        return report(
            .returnRates, "Return rates", [rates, list],
            [
                "Returns: debits of ours that came back in the \(Self.returnDays) days up to the day, by the day on which the return settled. What is answered to a return (R61 to R77), returned credits, prenotes and notifications of change are none.",
                "Debits: debit entries of the files that departments order by (`originates`), of the same days.",
                "Limits: 0.5 % unauthorised, 3 % administrative, 15 % overall (Nacha Operating Rules, subsection 2.17.2), for each originator: where several order here, this is their sum.",
            ])
    }
}
