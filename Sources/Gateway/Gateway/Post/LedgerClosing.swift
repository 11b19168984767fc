// Closes a batch of the journal: every line that no batch holds goes into the next, and the batch's files are staged for the
// general ledger's partner. A posting of its own, visible by one commit.

import Configuration
import Foundation
public import Ledger
import Money
import Store

/// What came of closing a batch.
public enum LedgerClosingOutcome: Sendable, Hashable {
    case closed(number: Int64, lines: Int64)
    /// No line waits, or `ledger: to` names no partner.
    case nothing
    /// A form cannot take an entry: no line has left, the batch stays open.
    case refused(LedgerRefusal)
}

struct LedgerClosing {
    private let installation: Installation
    private let staging: DispatchStaging
    private let rendering: LedgerRendering

    init(_ installation: Installation) {
        self.installation = installation
        staging = DispatchStaging(installation)
        rendering = LedgerRendering(installation)
    }

    /// At the end of a single run: closes unless that is left to people.
    func closeAtEnd() throws {
        if installation.configuration.ledger.closing != .onDemand { try close() }
    }

    /// When nothing has come for a while: closes where that is the schedule, or the day's time has come since the last batch.
    func closeIfDue() throws {
        switch installation.configuration.ledger.closing {
        case .onDemand: return
        case .whenIdle: try close()
        case .daily(let minute, let zone):
            let last = try installation.database.read { try $0.lastLedgerClosing() }
            let now = installation.clock.now()
            guard let due = LedgerClosing.dueMoment(before: now, minute: minute, zone: zone),
                Instant(iso: last).map({ $0 < due }) ?? true
            else { return }
            try close()
        }
    }

    /// The latest moment not after `now` at which the clock of the zone showed the minute of the day.
    static func dueMoment(before now: Instant, minute: Int, zone: String) -> Instant? {
        guard let zone = TimeZone(identifier: zone) else { return nil }
        let date = Date(timeIntervalSince1970: Double(now.seconds))
        let local = now.seconds + Int64(zone.secondsFromGMT(for: date))
        let midnight = local - (local % 86_400 + 86_400) % 86_400
        var due = midnight + Int64(minute) * 60
        if due > local { due -= 86_400 }
        return Instant(milliseconds: (due - local + now.seconds) * 1000)
    }

    /// Closes a batch when there are lines for it and a partner to send it to.
    @discardableResult
    func close() throws -> LedgerClosingOutcome {
        guard let name = installation.configuration.ledger.partner,
            let partner = installation.configuration.partner(named: name),
            let span = try installation.database.read({ try $0.openJournalSpan() })
        else { return .nothing }
        let posting = try StagedPosting.begin(for: nil, in: installation)
        let number = try installation.database.read { try $0.nextLedgerBatchNumber() }
        let business = try installation.database.read { try $0.businessDate(in: posting.scope) }
        let contents = try rendering.contents(from: span.first, to: span.last)
        let batch = LedgerBatch(
            number: number, businessDate: business ?? contents.lastDay, firstSequence: span.first,
            lastSequence: span.last, lines: contents.lines, closedAt: "\(installation.clock.now())")
        do {
            try stageFiles(batch, contents, partner, posting)
        } catch let refusal as LedgerRefusal {
            installation.log.error("ledger.refused", metadata: ["batch": "\(number)", "reason": "\(refusal)"])
            return .refused(refusal)
        }
        try installation.database.write { try $0.stageLedgerBatch(batch, posting: posting.number) }
        DurableStep.ledgerStaged.reached()
        try installation.database.write { session in
            try session.commitPosting(posting.number)
            try installation.audit().record(
                "closed", "ledger batch \(number)", "\(batch.lines) lines, \(batch.businessDate)", in: session)
        }
        DurableStep.ledgerCommitted.reached()
        installation.log.info("ledger.closed", metadata: ["batch": "\(number)", "lines": "\(batch.lines)"])
        return .closed(number: number, lines: batch.lines)
    }

    private func stageFiles(
        _ batch: LedgerBatch, _ contents: LedgerRendering.Contents, _ partner: Partner, _ posting: StagedPosting
    ) throws {
        for form in installation.configuration.ledger.forms {
            // A form of one file has one part, which is nobody's in particular.
            let parts: [String?] = form.isPerEntity ? contents.entities.sorted() : [nil]
            for entity in parts { try stageFile(form, of: entity, batch, contents, partner, posting) }
        }
    }

    private func stageFile(
        _ form: GeneralLedgerForm, of entity: String?, _ batch: LedgerBatch, _ contents: LedgerRendering.Contents,
        _ partner: Partner, _ posting: StagedPosting
    ) throws {
        let (stem, label) = (rendering.head(batch).id, form.file(of: entity))
        var totals = ControlTotals()
        let body = try installation.spool.seal { writer in
            totals = try rendering.write(batch, contents, as: form, of: entity) { try writer.write($0) }
        }
        try staging.stage(
            body: body, label: label, kind: "gl", to: partner, date: batch.businessDate, stem: stem,
            answering: nil, posting: posting.number)
        // The journals of plain-text accounting prove themselves; all others get their control totals beside them.
        if form == .hledger || form == .beancount { return }
        let control = totals.sidecar(file: "\(stem)-\(label)", sha256: body.sha256)
        let ending = form.name == "csv" ? "control.csv" : "\(form.name).control.csv"
        let beside = label == form.file ? ending : "\(label.dropLast(form.file.count))\(ending)"
        try staging.stage(
            [Answer(label: beside, kind: "gl", bytes: control)], to: partner, date: batch.businessDate,
            stem: stem, answering: nil, posting: posting.number)
    }
}
