// Makes reports: asks the store for sums and lays them out. Each report is in a file of its own.

public import Configuration
public import Money
import Store

public struct ReportMaker {
    let installation: Installation
    /// The day that the report is about.
    let day: CalendarDate

    /// - Parameter day: the business date when nil.
    public init(_ installation: Installation, asOf day: CalendarDate?) throws {
        self.installation = installation
        self.day = try day ?? installation.businessDay()
    }

    public func report(_ name: ReportName) throws -> Report {
        switch name {
        case .dailyReconciliation: try dailyReconciliation()
        case .discrepancies: try discrepancies()
        case .unappliedCash: try unappliedCash()
        case .agedItems: try agedItems()
        case .denials: try denials()
        case .daysInReceivables: try daysInReceivables()
        case .paymentLag: try paymentLag()
        case .returnRates: try returnRates()
        case .matchRate: try matchRate()
        case .cashPosition: try cashPosition()
        }
    }

    func report(_ name: ReportName, _ title: String, _ tables: [ReportTable], _ definitions: [String]) -> Report {
        Report(
            name: name, title: title, organisation: installation.configuration.organisation.name, asOf: day,
            tables: tables, definitions: definitions + Report.commonDefinitions)
    }

    /// The day and the `count` - 1 days before it.
    func span(days count: Int) -> (first: CalendarDate, last: CalendarDate) {
        (day.advanced(byDays: 1 - count), day)
    }
}
