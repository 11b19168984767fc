// The rows of each listing, with the columns that contracts.md names.

import Facts
import Gateway
import Ledger
import Money
import Store

/// A span of days, both ends included.
struct Span {
    var since: String?
    var until: String?

    func contains(_ day: String) -> Bool { day >= since ?? "" && day.prefix(10) <= until ?? "9999" }
}

struct Exporting {
    let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    func arrivals(_ format: ListingFormat, _ span: Span) throws {
        var listing = Listing(
            [
                "arrival_id", "partner", "channel", "name", "bytes", "sha256", "received_at", "kind", "state", "reason",
                "duplicate_of",
            ], format: format, hidden: ["sha256"])
        for arrival in try installation.database.read({ try $0.arrivals(since: span.since, until: span.until) }) {
            listing.add([
                .number(arrival.id), .text(arrival.partner), .text(arrival.channel), .text(arrival.name),
                .number(arrival.bytes), .text(arrival.sha256), .text(arrival.receivedAt), .text(arrival.kind),
                .text(arrival.state.rawValue), .text(arrival.reason), arrival.duplicateOf.map { .number($0) } ?? .none,
            ])
        }
        listing.finish(nothing: "No file has come in.")
    }

    func dispatches(_ format: ListingFormat, _ span: Span) throws {
        var listing = Listing(
            [
                "dispatch_id", "partner", "channel", "name", "kind", "state", "attempts", "sent_at",
                "answers_arrival_id",
                "reason",
            ], format: format)
        for dispatch in try installation.database.read({ try $0.dispatches() }) {
            if let sent = dispatch.sentAt, !span.contains(sent) { continue }
            listing.add([
                .number(dispatch.id), .text(dispatch.partner), .text(dispatch.channel),
                .text(dispatch.sealedName ?? dispatch.name), .text(dispatch.kind), .text(dispatch.state.rawValue),
                .number(dispatch.attempts), dispatch.sentAt.map { .text($0) } ?? .none,
                dispatch.answersArrival.map { .number($0) } ?? .none, .text(dispatch.reason),
            ])
        }
        listing.finish(nothing: "No file is on its way out.")
    }

    func matches(_ format: ListingFormat) throws {
        var listing = Listing(
            ["match_id", "kind", "left", "right", "amount", "currency", "rule", "explanation"], format: format)
        let names = installation.paymentNames()
        try installation.database.read { session in
            try session.forEachMatch { match, _ in
                listing.add([
                    .text(match.id), .text(match.kind.rawValue), .text(match.left.reference),
                    .text(try names.right(of: match, session)), .text(match.amount.decimalText),
                    .text(match.amount.currency.code), .text(match.rule), .text(match.explanation),
                ])
            }
        }
        listing.finish(nothing: "Nothing is matched.")
    }

    func exceptions(_ format: ListingFormat, _ span: Span, _ question: CaseQuestion) throws {
        var listing = Listing(
            [
                "exception_id", "category", "subject", "amount", "currency", "opened_on", "explanation", "state",
                "owner", "open", "age", "bucket",
            ], format: format, hidden: ["bucket", "open"])
        try installation.forEachCase(question) { line in
            if !span.contains(line.openedOn.description) { return }
            listing.add([
                .text(line.id), .text(line.category.rawValue), .text(line.subject), .text(line.amount.decimalText),
                .text(line.amount.currency.code), .text(line.openedOn.description), .text(line.explanation),
                .text(line.state), .text(line.owner), .text(line.open.decimalText), .number(Int64(line.age)),
                .text(line.bucket),
            ])
        }
        listing.finish(nothing: "Nothing is open.")
    }

    func journal(_ format: ListingFormat, _ span: Span) throws {
        let chart = installation.configuration.chartOfAccounts
        var listing = Listing(
            [
                "journal_id", "line_no", "effective_date", "account", "debit", "credit", "currency", "description",
                "event", "match_id", "arrival_id",
            ], format: format)
        try installation.database.read { session in
            try session.forEachJournalRow { row in
                if !span.contains(row.effectiveOn.description) { return }
                func amount(_ units: Int64) -> Cell {
                    units == 0 ? .none : .text(Money(minorUnits: units, currency: row.currency).decimalText)
                }
                listing.add([
                    .text(row.id), .number(row.lineNumber), .text(row.effectiveOn.description),
                    .text(chart.name(of: row.account)), amount(row.debit), amount(row.credit), .text(row.currency.code),
                    .text(row.description), .text(row.event), .text(row.matchID), .number(row.arrival),
                ])
            }
        }
        listing.finish(nothing: "Nothing is booked.")
    }

    func audit(_ format: ListingFormat, _ span: Span) throws {
        var listing = Listing(
            ["sequence", "at", "actor", "action", "subject", "detail", "previous", "hash"], format: format,
            hidden: ["previous", "hash"])
        try installation.database.read { session in
            try session.forEachAuditRecord { record in
                if !span.contains(record.at) { return }
                listing.add([
                    .number(record.sequence), .text(record.at), .text(record.actor), .text(record.action),
                    .text(record.subject), .text(record.detail), .text(record.previous), .text(record.hash),
                ])
            }
        }
        listing.finish(nothing: "Nothing has happened.")
    }

    func trialBalance(_ format: ListingFormat) throws {
        let chart = installation.configuration.chartOfAccounts
        var listing = Listing(["account", "currency", "debit", "credit", "balance"], format: format)
        for sum in try installation.database.read({ try $0.accountSums() }) {
            func text(_ units: Int64) -> Cell { .text(Money(minorUnits: units, currency: sum.currency).decimalText) }
            listing.add([
                .text(chart.name(of: sum.account)), .text(sum.currency.code), text(sum.debit), text(sum.credit),
                text(sum.debit - sum.credit),
            ])
        }
        listing.finish(nothing: "Nothing is booked.")
    }
}
