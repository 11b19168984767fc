// Reconcile, post, answer: everything a file brought is staged under one posting and becomes visible by one small commit.
// Refusals and duplicates are postings too: they bring nothing but their answer.

import Configuration
import Dispatch
import Facts
import Inspection
import Ledger
import Money
import Store

struct Poster {
    /// Banking days after which the statement of a day ought to have come.
    private static let statementDays = 2
    /// Journal entries that may wait to be written, about 1 KB each.
    private static let waitingEntries = 100_000

    private let installation: Installation
    private let bookkeeping: Bookkeeping
    private let answering: Answering
    private let staging: DispatchStaging

    init(_ installation: Installation) throws {
        self.installation = installation
        bookkeeping = try Bookkeeping(chart: installation.configuration.chartOfAccounts) {
            installation.keys.key(.account, $0)
        }
        answering = Answering(installation)
        staging = DispatchStaging(installation)
    }

    /// Posts an arrival whose facts are loaded.
    func post(_ arrival: ArrivalRecord, _ inspection: Inspection, _ partner: Partner) throws {
        let (begun, used) = (installation.clock.steadyMilliseconds(), installation.clock.processorMilliseconds())
        let posting = try StagedPosting.begin(for: arrival.id, in: installation)
        var bookkeeping = bookkeeping
        bookkeeping.periods = ClosedPeriods(through: try installation.database.read { try $0.closedThrough() })
        try closeRefusal(of: arrival, posting)
        try reconcile(arrival.id, inspection.kind, posting, bookkeeping)
        DurableStep.postStaged.reached()
        try stageAnswers(to: arrival, .posted, inspection, partner, posting)
        if inspection.kind == .nacha { try stageNotices(of: arrival, inspection, posting) }
        try installation.database.write { session in
            try session.moveArrival(arrival.id, from: .checked, to: .posted)
            try session.setArrivalPosting(arrival.id, posting.number)
            try session.commitPosting(posting.number)
            let matches = try session.matchCount(posting: posting.number)
            try installation.audit().record(
                "posted", "arrival \(arrival.id)", "posting \(posting.number), \(matches) matches", in: session)
        }
        DurableStep.postCommitted.reached()
        installation.log.info(
            "arrival.posted",
            metadata: [
                "arrival": "\(arrival.id)", "posting": "\(posting.number)",
                "ms": "\(installation.clock.steadyMilliseconds() - begun)",
                "cpu_ms": "\(installation.clock.processorMilliseconds() - used)",
            ])
    }

    /// Books what the facts of the arrival say alone, and what they say together with all others.
    private func reconcile(
        _ arrival: Int64, _ kind: DocumentKind, _ posting: StagedPosting, _ bookkeeping: Bookkeeping
    ) throws {
        if [.statement, .accountReport].contains(kind) { try AnnouncementPosting(posting: posting).post(arrival) }
        guard [.statement, .x12, .nacha, .openItems].contains(kind) else { return }
        // Entries are written while the next facts are gathered: no match depends on them.
        try WriteBehind.run(depth: Self.waitingEntries / StagedPosting.batchSize) { writing in
            var posting = posting
            posting.journal = writing
            let facts = FactBooking(posting: posting, bookkeeping: bookkeeping, arrival: arrival)
            let fallback = ClaimFallbackPosting(posting: posting, bookkeeping: bookkeeping)
            let remittances = kind == .x12 ? try facts.bookRemittances() : []
            if remittances == [.claimPayment] {
                // Nothing but a remittance pays a claim, and money is never tied to one.
                return try reconcileFunds(arrival, kind, posting, bookkeeping) {
                    try reconcileItems(arrival, posting, bookkeeping)
                    try fallback.post(arrival)
                }
            }
            if kind == .statement {
                // What a line books it books whatever it is tied to.
                return try reconcileFunds(arrival, kind, posting, bookkeeping) {
                    try facts.bookStatements()
                    try facts.findGaps()
                    try fallback.post(arrival)
                }
            }
            if [.x12, .openItems].contains(kind) { try reconcileItems(arrival, posting, bookkeeping) }
            try fallback.post(arrival)
            try reconcileFunds(arrival, kind, posting, bookkeeping)
        }
    }

    /// Reconciles money beside something of which it reads nothing. What the money books comes behind what that does, whoever is
    /// done first, so that the same file makes the same journal.
    private func reconcileFunds(
        _ arrival: Int64, _ kind: DocumentKind, _ posting: StagedPosting, _ bookkeeping: Bookkeeping,
        beside other: () throws -> Void
    ) throws {
        let others = DispatchGroup()
        others.enter()
        try SideBySide.run {
            defer { others.leave() }
            try other()
            try posting.finishJournal()
        } and: {
            try WriteBehind.run(depth: Self.waitingEntries / StagedPosting.batchSize, after: others) { writing in
                var posting = posting
                posting.journal = writing
                try reconcileFunds(arrival, kind, posting, bookkeeping)
            }
        }
    }

    private func reconcileItems(_ arrival: Int64, _ posting: StagedPosting, _ bookkeeping: Bookkeeping) throws {
        try ItemPosting(posting: posting, bookkeeping: bookkeeping, arrival: arrival).post()
        try BalancePosting(posting: posting).post(arrival)
    }

    private func reconcileFunds(
        _ arrival: Int64, _ kind: DocumentKind, _ posting: StagedPosting, _ bookkeeping: Bookkeeping
    ) throws {
        let settled = try SettlementPosting(posting: posting, bookkeeping: bookkeeping).post(arrival)
        if [.nacha, .statement].contains(kind) { try ReturnPosting(posting: posting).post(arrival) }
        var funds = FundsPosting(posting: posting, bookkeeping: bookkeeping)
        try funds.post(arrival, settled: settled)
    }

    /// What waits for money or for its explanation longer than statements take to come is an exception although none closed
    /// its window: nothing waits unseen where statements stop coming. A posting of its own, made only where there is
    /// something to tell.
    func age(at today: CalendarDate) throws {
        let posting = try StagedPosting.begin(for: nil, in: installation)
        let date = BankingCalendar.federalReserve.advance(today, byBankingDays: -Self.statementDays)
        var funds = FundsPosting(posting: posting, bookkeeping: bookkeeping)
        guard try funds.ageUntil(date) else { return }
        DurableStep.postStaged.reached()
        try installation.database.write { session in
            try session.commitPosting(posting.number)
            try installation.audit().record(
                "aged", "posting \(posting.number)", "waiting since before \(date)", in: session)
        }
        DurableStep.postCommitted.reached()
        installation.log.info("waiting.aged", metadata: ["posting": "\(posting.number)", "until": "\(date)"])
    }

    /// Ends an arrival that does not count: its answer and its state become visible together.
    func conclude(
        _ arrival: ArrivalRecord, _ disposition: Disposition, to state: ArrivalState, _ inspection: Inspection?,
        _ partner: Partner
    ) throws {
        let posting = try StagedPosting.begin(for: nil, in: installation)
        var reason = ""
        var original: Int64?
        switch disposition {
        case .posted: break
        case .refused(let refusal), .held(let refusal):
            reason = refusal.text
            if let exception = outOfBalance(arrival, refusal) { try posting.stage(exceptions: [exception]) }
        case .duplicate(let earlier, let isSameBytes):
            original = earlier
            if inspection?.kind == .x12 { try posting.stage(exceptions: repeated(earlier, by: arrival)) }
            reason = Duplicates.refusal(original: earlier, isSameBytes: isSameBytes).text
        }
        try stageAnswers(to: arrival, disposition, inspection, partner, posting)
        try installation.database.write { session in
            try session.moveArrival(arrival.id, from: arrival.state, to: state, reason: reason)
            if let original { try session.setArrivalDuplicate(arrival.id, of: original) }
            if let inspection {
                let checking = Checking(installation)
                try session.setFindings(checking.findings(of: inspection), of: arrival.id)
                try session.setArrivalContent(
                    arrival.id, kind: inspection.kind.rawValue, documentDate: inspection.date?.description)
            }
            try session.setArrivalPosting(arrival.id, posting.number)
            try session.commitPosting(posting.number)
            try installation.audit().record(state.rawValue, "arrival \(arrival.id)", reason, in: session)
        }
        DurableStep.refusalCommitted.reached()
        installation.log.notice(
            "arrival.\(state.rawValue)",
            metadata: ["arrival": "\(arrival.id)", "code": "\(reason.prefix { $0 != ":" })"])
    }

    private func stageAnswers(
        to arrival: ArrivalRecord, _ disposition: Disposition, _ inspection: Inspection?, _ partner: Partner,
        _ posting: StagedPosting
    ) throws {
        if partner.send.isEmpty { return }
        let business = try installation.database.read { try $0.businessDate(in: posting.scope) }
        let date = inspection?.date ?? business ?? CalendarDate(iso: arrival.receivedOn) ?? CalendarDate(dayNumber: 0)
        let answers = try answering.answers(
            to: arrival, disposition, inspection, posting: posting.number, number: staging.nextNumber(partner))
        try staging.stage(
            answers, to: partner, date: date, stem: arrival.name, answering: arrival.id, posting: posting.number)
    }

    /// Departments learn what became of the payments that they ordered.
    private func stageNotices(of arrival: ArrivalRecord, _ inspection: Inspection, _ posting: StagedPosting) throws {
        let date = inspection.date ?? CalendarDate(iso: arrival.receivedOn) ?? CalendarDate(dayNumber: 0)
        for (partner, file) in try ReturnNotices(installation).files(of: posting) {
            try staging.stage(
                [file], to: partner, date: date, stem: arrival.name, answering: nil, posting: posting.number)
        }
    }

    /// What was said of the arrival when it was refused, before it was processed again, is over.
    private func closeRefusal(of arrival: ArrivalRecord, _ posting: StagedPosting) throws {
        let place = Evidence(arrival: ArrivalID(arrival.id), ordinal: 0)
        let open = try posting.database.read { try $0.openExceptions(on: place) }
        for exception in open where exception.exception.category == .outOfBalance {
            try posting.close(exception.id, as: .resolved)
        }
    }

    /// A remittance that comes again in a file of another name is the payer's doing as much as one that comes again under
    /// new control numbers, and is told in the same way. The same name again is only a delivery repeated.
    private func repeated(_ original: Int64, by arrival: ArrivalRecord) throws -> [ReconciliationException] {
        if try installation.database.read({ try $0.arrival(original) })?.name == arrival.name { return [] }
        return try installation.database.read { try $0.remittances(of: original) }.map { remittance in
            ReconciliationException(
                category: .duplicateRemittance, subject: remittance.trace,
                evidence: Evidence(arrival: ArrivalID(arrival.id), ordinal: remittance.evidence.ordinal),
                amount: remittance.amount, openedOn: remittance.effectiveOn,
                explanation:
                    "The remittance came before in arrival \(original), with the same content; this one posts nothing.")
        }
    }

    /// A document whose figures contradict each other is an exception for people, besides being refused.
    private func outOfBalance(_ arrival: ArrivalRecord, _ refusal: Refusal) -> ReconciliationException? {
        let marks = ["balance", "hash", "total", "equation", ".sum"]
        guard marks.contains(where: { refusal.code.contains($0) }) else { return nil }
        return ReconciliationException(
            category: .outOfBalance, subject: arrival.name,
            evidence: Evidence(arrival: ArrivalID(arrival.id), ordinal: 0), amount: .dollars(cents: 0),
            openedOn: CalendarDate(iso: arrival.documentDate ?? arrival.receivedOn) ?? CalendarDate(dayNumber: 0),
            explanation:
                "The file's figures contradict each other (\(refusal.code)); nothing of it counts. Ask for a correct one."
        )
    }
}
