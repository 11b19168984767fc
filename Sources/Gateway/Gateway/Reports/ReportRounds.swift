// Sends reports to who subscribes: rendered, sealed and staged as a dispatch by one small posting, once for each period.

import Configuration
import Money
import Store

struct ReportRounds {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Stages the reports whose time has come. Called by the thread that posts, when it has nothing to post.
    func makeDue() throws {
        let subscribed = installation.configuration.partners.filter { !$0.reports.isEmpty }
        if subscribed.isEmpty { return }
        let visible = FactScope(arrivalBeingPosted: nil)
        guard let business = try installation.database.read({ try $0.businessDate(in: visible) }) else { return }
        let statement = try installation.database.read { try $0.lastStatementArrival() }
        for partner in subscribed {
            for subscription in partner.reports {
                let (period, day) = Self.period(subscription.occasion, business, statement)
                let isSent = try installation.database.read {
                    try $0.reportWasSent(
                        to: partner.name, subscription.report.rawValue, subscription.format.rawValue, period: period)
                }
                if !isSent { try send(subscription, day, period, to: partner) }
            }
        }
    }

    /// What tells one occasion from the next, and the day that the report is about.
    static func period(
        _ occasion: ReportSubscription.Occasion, _ business: CalendarDate, _ statement: Int64
    ) -> (name: String, day: CalendarDate) {
        switch occasion {
        case .afterStatement: return ("statement \(statement)", business)
        case .daily: return ("day \(business)", business)
        case .monthly:
            let (year, month, _) = business.components
            let first = CalendarDate(year: year, month: month, day: 1) ?? business
            return ("month before \(first)", first.advanced(byDays: -1))
        }
    }

    private func send(
        _ subscription: ReportSubscription, _ day: CalendarDate, _ period: String, to partner: Partner
    ) throws {
        let report = try ReportMaker(installation, asOf: day).report(subscription.report)
        let posting = try StagedPosting.begin(for: nil, in: installation)
        let answer = Answer(
            label: "\(subscription.report.rawValue).\(subscription.format.ending)", kind: "report",
            bytes: report.rendered(subscription.format))
        try DispatchStaging(installation).stage(
            [answer], to: partner, date: day, stem: "report", answering: nil, posting: posting.number)
        try installation.database.write { session in
            try session.noteReport(
                to: partner.name, subscription.report.rawValue, subscription.format.rawValue, period: period)
            try session.commitPosting(posting.number)
            try installation.audit().record(
                "reported", "report \(subscription.report.rawValue)", "\(day), to \(partner.name)", in: session)
        }
        installation.log.info(
            "report.made", metadata: ["report": "\(subscription.report.rawValue)", "partner": "\(partner.name)"])
    }
}
