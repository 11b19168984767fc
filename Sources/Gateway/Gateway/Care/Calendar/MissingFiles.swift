// The calendar's rounds: a file that did not come in time is an exception, which closes by itself when the file comes.
// Called by the thread that posts. Without a calendar nothing happens here, and nothing is written.

import Configuration
import Facts
import Money
import Store

struct MissingFiles {
    /// Days back to which a file is missed.
    private static let memory: Int64 = 31

    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    func look() throws {
        var opened: [ReconciliationException] = []
        var present: Set<String> = []
        for partner in installation.configuration.partners {
            for file in partner.calendar {
                guard let days = ExpectedDays(file) else { continue }
                let (missing, served) = try judge(file, days, partner)
                opened += missing.map { exception($0, file, partner) }
                present.formUnion(served.map { Self.subject($0, file, partner) })
            }
        }
        if opened.isEmpty && present.isEmpty { return }
        try settle(opened, present)
    }

    private func judge(
        _ file: ExpectedFile, _ days: ExpectedDays, _ partner: Partner
    ) throws -> (missing: [ExpectedDay], served: [ExpectedDay]) {
        let now = installation.clock.now()
        let watched = try installation.database.read {
            try $0.watchedSince(partner: partner.name, position: file.position)
        }
        guard let watched, let begun = Int64(watched) else {
            try installation.database.write {
                try $0.beginWatching(partner: partner.name, position: file.position, since: "\(now.milliseconds)")
            }
            return ([], [])
        }
        let since = max(Instant(milliseconds: begun), now.advanced(bySeconds: -Self.memory * 86_400))
        let expected = days.days(since: since, now: now)
        let firstDay = since.date.advanced(byDays: -2).description
        let arrivals = try installation.database.read { try $0.arrivals(since: firstDay) }.compactMap { arrival in
            arrival.partner == partner.name && arrival.kind == file.kind
                && [.posted, .answered].contains(arrival.state)
                ? Instant(iso: arrival.receivedAt).map {
                    CameIn(receivedAt: $0, documentDate: arrival.documentDate.flatMap { CalendarDate(iso: $0) })
                } : nil
        }
        let missing = days.missing(expected, arrivals.filter { $0.receivedAt >= since }, now: now)
        return (missing, expected.filter { day in day.deadline <= now && !missing.contains(day) })
    }

    /// Opens what is missing and was not told of, closes what came.
    private func settle(_ opened: [ReconciliationException], _ present: Set<String>) throws {
        let (known, fresh) = try installation.database.read { session in
            (
                try session.openExceptions(in: [.missingFile]),
                try opened.filter { exception in
                    try !session.exceptionExists(
                        installation.keys.subjectKey(exception.category.rawValue, exception.subject))
                }
            )
        }
        let subjects = installation.exceptionSubjects()
        let closed = try known.filter { present.contains(try subjects.open($0)) }
        if fresh.isEmpty && closed.isEmpty { return }
        let posting = try StagedPosting.begin(for: nil, in: installation)
        try posting.stage(exceptions: fresh)
        for exception in closed { try posting.close(exception.id, as: .resolved) }
        try installation.database.write { session in
            try session.commitPosting(posting.number)
            for exception in fresh {
                try installation.audit().record("missed", "file \(exception.subject)", "it did not come", in: session)
            }
            for exception in closed {
                try installation.audit().record("resolved", "exception \(exception.id)", "the file came", in: session)
            }
        }
        for exception in fresh {
            installation.log.warning("file.missing", metadata: ["file": "\(exception.subject)"])
        }
        for exception in closed { installation.log.notice("file.came", metadata: ["exception": "\(exception.id)"]) }
    }

    private func exception(
        _ day: ExpectedDay, _ file: ExpectedFile, _ partner: Partner
    ) -> ReconciliationException {
        ReconciliationException(
            category: .missingFile, subject: Self.subject(day, file, partner), evidence: nil,
            amount: .dollars(cents: 0), openedOn: day.date,
            explanation: """
                \(partner.name) sends \(file.kind) by \(file.dueTime) (\(file.zone)); none came for \(day.date). Ask for it; \
                this closes when it comes.
                """)
    }

    private static func subject(_ day: ExpectedDay, _ file: ExpectedFile, _ partner: Partner) -> String {
        "\(partner.name)/\(file.kind)/\(day.date)T\(file.dueTime)"
    }
}
