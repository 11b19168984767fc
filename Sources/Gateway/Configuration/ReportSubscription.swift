// Which reports a partner gets, in which form and when: `reports` in its file.

/// The reports that there are, by the names that the command and the configuration use.
public enum ReportName: String, Sendable, Hashable, CaseIterable {
    case dailyReconciliation = "daily-reconciliation"
    case discrepancies
    case unappliedCash = "unapplied-cash"
    case agedItems = "aged-items"
    case denials
    case daysInReceivables = "days-in-receivables"
    case paymentLag = "payment-lag"
    case returnRates = "return-rates"
    case matchRate = "match-rate"
    case cashPosition = "cash-position"
}

/// How a report is written.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    case html, text, csv, json

    /// Ending of a file's name.
    public var ending: String { self == .text ? "txt" : rawValue }
}

/// One report for one partner.
public struct ReportSubscription: Sendable, Hashable {
    public enum Occasion: String, Sendable, Hashable, CaseIterable {
        /// When a statement was posted.
        case afterStatement = "after-statement"
        /// When the business date has moved on.
        case daily
        /// When the business date has come into another month: for the month that ended.
        case monthly
    }

    public var report: ReportName
    public var format: ReportFormat
    public var occasion: Occasion

    static func read(_ section: Section, _ partner: Partner) -> ReportSubscription? {
        section.allow("report", "format", "when")
        if !section.has("report") { section.complain("`report` is missing") }
        if partner.send.isEmpty { section.complain("reports need a channel under `send`", at: "report") }
        guard let report = section.choice("report", ReportName.self) else { return nil }
        let format = section.has("format") ? section.choice("format", ReportFormat.self) : .html
        let occasion = section.has("when") ? section.choice("when", Occasion.self) : .daily
        guard let format, let occasion else { return nil }
        return ReportSubscription(report: report, format: format, occasion: occasion)
    }
}
