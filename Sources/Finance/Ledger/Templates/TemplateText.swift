// Renders the entries of a batch by a template, one after the other.

import Facts
import Money
import Mustache

/// One file in the making.
struct TemplateText: Sendable {
    private let template: LedgerTemplate
    private let chart: ChartOfAccounts
    private let batch: LedgerBatchHead
    private let entryTemplate: MustacheTemplate?

    init(_ template: LedgerTemplate, chart: ChartOfAccounts, batch: LedgerBatchHead) {
        self.template = template
        self.chart = chart
        self.batch = batch
        entryTemplate = TemplateText.compiled(template.entry, template.escaping)
    }

    /// The pragma makes the escaping that of the file; with its line it leaves no text behind.
    private static func compiled(_ text: String, _ escaping: LedgerTemplate.Escaping) -> MustacheTemplate? {
        MustacheContentTypes.register(GuardedCells(), named: LedgerTemplate.Escaping.csv.rawValue)
        return try? MustacheTemplate(string: "{{% CONTENT_TYPE:\(escaping.rawValue)}}\n\(text)")
    }

    func head(to out: inout [UInt8]) throws(LedgerRefusal) {
        try render(TemplateText.compiled(template.head, template.escaping), batchValues, "", to: &out)
    }

    func append(_ entry: JournalEntry, to out: inout [UInt8]) throws(LedgerRefusal) {
        var values = batchValues
        values["journal-id"] = entry.id
        values["effective-date"] = entry.effectiveOn.description
        values["original-date"] = entry.occurredOn.description
        values["description"] = entry.description
        values["event"] = entry.event
        values["match-id"] = entry.matchID
        values["arrival-id"] = String(entry.arrival.number)
        values["lines"] = entry.lines.enumerated().map { index, line in self.values(line, index, of: entry) }
        try render(entryTemplate, values, entry.id, to: &out)
    }

    func end(_ totals: ControlTotals, to out: inout [UInt8]) throws(LedgerRefusal) {
        var values = batchValues
        let currencies = totals.currencies
        values["totals"] = currencies.enumerated().map { index, currency -> [String: Any] in
            [
                "currency": currency.code, "total-lines": String(totals.lines(currency)),
                "total-debit": totals.debit(currency)?.decimalText ?? "overflow",
                "total-credit": totals.credit(currency)?.decimalText ?? "overflow",
                "last": index == currencies.count - 1,
            ]
        }
        try render(TemplateText.compiled(template.tail, template.escaping), values, "", to: &out)
    }

    private var batchValues: [String: Any] {
        [
            "batch-id": batch.id, "batch-number": String(batch.number), "business-date": batch.businessDate.description,
            "organisation": batch.organisation,
        ]
    }

    /// Values that are empty are absent, so that `{{#debit}}` asks whether there is one.
    private func values(_ line: JournalLine, _ index: Int, of entry: JournalEntry) -> [String: Any] {
        let amount = line.amount.decimalText
        var values: [String: Any] = [
            "line-number": String(index + 1), "line-id": "\(entry.id)/\(index + 1)",
            "account": chart.name(of: line.account), "account-code": line.account,
            "account-type": chart.account(line.account)?.type.rawValue ?? "", "currency": line.amount.currency.code,
            "side": line.side.rawValue, line.side.rawValue: amount,
            "amount": line.side == .debit ? amount : "-\(amount)", "first": index == 0,
            "last": index == entry.lines.count - 1,
        ]
        for (name, value) in [
            ("entity", line.dimensions.entity), ("cost-center", line.dimensions.costCenter),
            ("fund", line.dimensions.fund),
        ] where !value.isEmpty {
            values[name] = value
        }
        return values
    }

    private func render(
        _ compiled: MustacheTemplate?, _ values: [String: Any], _ journalID: String, to out: inout [UInt8]
    ) throws(LedgerRefusal) {
        guard let compiled else {
            throw LedgerRefusal(
                rule: LedgerRules.templateFault, journalID: journalID, lineNumber: 0, column: "",
                sentence: "The template \(template.name) cannot be read.")
        }
        out.append(contentsOf: compiled.render(values).utf8)
    }
}
