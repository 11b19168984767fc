// A report as a value: tables of text, and what each figure counts. Rendering knows nothing of where the figures come from.

public import Configuration
public import Money

/// One table of a report.
public struct ReportTable: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public let title: String
        /// Numbers stand to the right.
        public let isNumber: Bool

        static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    public let title: String
    public let columns: [Column]
    public var rows: [[String]] = []
    /// Sums, one row for each currency.
    public var totals: [[String]] = []
    /// What is said where there is no row.
    public var nothing = "Nothing."

    init(_ title: String, _ columns: [Column]) {
        self.title = title
        self.columns = columns
    }
}

/// One report.
public struct Report: Sendable, Hashable {
    public let name: ReportName
    public let title: String
    public let organisation: String
    public let asOf: CalendarDate
    public var tables: [ReportTable]
    /// What is counted, one sentence each.
    public var definitions: [String]
}

extension Report {
    /// What holds for all reports.
    static let commonDefinitions = [
        "The business date is the latest day for which a bank statement was posted; ages and days are counted up to it or to the day asked for.",
        "Matches, exceptions and what people decided are counted as they stand when the report is made; figures by date hold for all that was booked up to the day.",
        "Amounts are never added across currencies. References are those of `hms-ach export`; names of patients occur nowhere.",
    ]

    /// The bytes of a report in a form.
    public func rendered(_ format: ReportFormat) -> [UInt8] {
        switch format {
        case .html: Array(ReportHTML.render(self).utf8)
        case .text: Array(ReportText.render(self).utf8)
        case .csv: ReportData.csv(self)
        case .json: Array(ReportData.json(self).utf8)
        }
    }
}
