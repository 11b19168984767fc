// What payers deny, and what banks return, against the limits that Nacha sets.

import Money
import Store

extension ReportMaker {
    private static let denialDays = 90
    private static let returnDays = 60
    /// Nacha Operating Rules, subsection 2.17.2: entry return rates over 60 days.
    private static let limits: [(name: String, codes: Set<String>?, hundredths: Int64)] = [
        ("unauthorised (R05, R07, R10, R11, R29, R51)", ["R05", "R07", "R10", "R11", "R29", "R51"], 50),
        ("administrative (R02, R03, R04)", ["R02", "R03", "R04"], 300),
        ("overall (all returns)", nil, 1500),
    ]

    func denials() throws -> Report {
        let span = span(days: Self.denialDays)
        var table = ReportTable(
            "Denied claim lines by payer and claim status",
            [
                .text("payer"), .text("claim status (CLP02)"), .number("denied"), .text("currency"),
                .number("charged"),
            ])
        table.nothing = "Nothing was denied in these days."
        struct Payer {
            var lines: Int64 = 0
            var denied: Int64 = 0
        }
        var payers: [String: Payer] = [:]
        var sums = CurrencySums()
        for sum in try installation.database.read({ try $0.denialSums(from: span.first, through: span.last) }) {
            payers[sum.payer, default: Payer()].lines += sum.count
            guard sum.isDenied else { continue }
            payers[sum.payer, default: Payer()].denied += sum.count
            table.rows.append([
                sum.payer, sum.status, String(sum.count), sum.charged.currency.code, sum.charged.decimalText,
            ])
            sums.add(sum.count, sum.charged)
        }
        table.totals = sums.all.map { ["total", "", String($0.count), $0.currency.code, $0.amount] }
        var rates = ReportTable(
            "Denial rate by payer", [.text("payer"), .number("lines"), .number("denied"), .number("per cent")])
        for (payer, sum) in payers.sorted(by: { $0.key < $1.key }) {
            rates.rows.append([
                payer, String(sum.lines), String(sum.denied), percentage(sum.denied, of: sum.lines),
            ])
        }
        return report(
            .denials, "Denials", [rates, try denialReasons(span), table],
            [
                "Lines: claims of advices (835) effective in the \(Self.denialDays) days up to the day, without reversals and repeated advices. Denied: CLP02 is 4, or nothing is paid and the charge stands in a denial reason of group CO.",
                "Payer is the identification of TRN03. Charged is CLP03. Reason: group and code of the largest adjustment (CAS) of the claim.",
            ])
    }

    func returnRates() throws -> Report {
        let span = span(days: Self.returnDays)
        var forward: Int64 = 0
        var codes: [String: (count: Int64, volume: CheckedSum)] = [:]
        for sum in try installation.database.read({ try $0.achSums(from: span.first, through: span.last) }) {
            if sum.code.isEmpty {
                if sum.isDebit { forward += sum.count }
            } else if sum.code.hasPrefix("R") {
                var known = codes[sum.code] ?? (0, CheckedSum())
                known.count += sum.count
                known.volume.add(sum.volume.minorUnits)
                codes[sum.code] = known
            }
        }
        var rates = ReportTable(
            "Return rates against Nacha's limits",
            [.text("class"), .number("returns"), .number("debits"), .number("per cent"), .number("limit"), .text("")])
        for limit in Self.limits {
            let count = codes.reduce(Int64(0)) { sum, code in
                limit.codes?.contains(code.key) ?? true ? sum + code.value.count : sum
            }
            let (scaled, overflow) = count.multipliedReportingOverflow(by: 10_000)
            let isOver = overflow || forward > 0 && scaled > limit.hundredths * forward
            rates.rows.append([
                limit.name, String(count), String(forward), percentage(count, of: forward),
                percentage(limit.hundredths, of: 10_000),
                forward == 0 ? "no debits" : isOver ? "OVER THE LIMIT" : "within",
            ])
        }
        var list = ReportTable("Returns by code", [.text("code"), .number("returns"), .number("amount")])
        list.nothing = "Nothing was returned in these days."
        for (code, sum) in codes.sorted(by: { $0.key < $1.key }) {
            list.rows.append([
                code, String(sum.count), sum.volume.total.map { Money.dollars(cents: $0).decimalText } ?? "too large",
            ])
        }
        return report(
            .returnRates, "Return rates", [rates, list],
            [
                "Returns: entries with a return code in NACHA files of the bank, effective in the \(Self.returnDays) days up to the day; notifications of change are none. Debits: forward debit entries in the NACHA files that the gateway holds, of the same days.",
                "Limits: 0.5 % unauthorised, 3 % administrative, 15 % overall (Nacha Operating Rules, subsection 2.17.2).",
            ])
    }
}
