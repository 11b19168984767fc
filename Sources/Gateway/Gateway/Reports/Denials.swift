// What payers deny.

import Money
import Store

extension ReportMaker {
    private static let denialDays = 90

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
}
