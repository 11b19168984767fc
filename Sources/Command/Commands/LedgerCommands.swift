// hms-ach ledger: the books - batches, periods, trial balance, clearing accounts, proof of cash.

import ArgumentParser
import Facts
import Gateway
import Ledger
import Money

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "The books: batches, periods, trial balance, clearing accounts, proof of cash.",
        subcommands: [
            LedgerBatches.self, LedgerCloseBatch.self, LedgerPeriods.self, LedgerClosePeriod.self,
            LedgerOpenPeriod.self, LedgerAcknowledgements.self, LedgerTrialBalance.self, LedgerClearing.self,
            LedgerProof.self,
        ])
}

private func day(_ text: String?) throws -> CalendarDate? {
    guard let text else { return nil }
    guard let day = CalendarDate(iso: text) else {
        throw ValidationError("`\(text)` is no day; write it as 2026-03-02.")
    }
    return day
}

struct LedgerBatches: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batches", abstract: "The batches by which journal lines left.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        var listing = Listing(
            ["batch", "business_date", "lines", "closed_at", "acknowledged", "rejections"], format: format.format)
        let looks = LedgerLooks(try root.open(.look))
        let words = try looks.acknowledgements().map(\.acknowledgement)
        for batch in try looks.batches() {
            let own = words.filter { $0.batch == batch.number }
            let rejections = own.count { !$0.isAccepted }
            listing.add([
                .number(batch.number), .text(batch.businessDate.description), .number(batch.lines),
                .text(batch.closedAt),
                .text(own.isEmpty ? "waiting" : rejections > 0 ? "rejected" : "accepted"), .number(Int64(rejections)),
            ])
        }
        listing.finish(nothing: "No batch is closed.")
    }
}

struct LedgerAcknowledgements: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledgements", abstract: "What the general ledger said about batches, entries and lines.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        var listing = Listing(
            ["batch", "journal_id", "line_no", "status", "message", "arrival_id"], format: format.format)
        for (row, message) in try LedgerLooks(try root.open(.look)).acknowledgements() {
            listing.add([
                .number(row.batch), .text(row.journalID), row.lineNumber > 0 ? .number(row.lineNumber) : .none,
                .text(row.isAccepted ? "accepted" : "rejected"), .text(message), .number(row.arrival),
            ])
        }
        listing.finish(nothing: "Nothing was acknowledged.")
    }
}

struct LedgerCloseBatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a batch now; it leaves with the next run.",
        discussion: "Only while no gateway runs on the same state. Exit code 5: a form refuses an entry.")
    @OptionGroup var root: RootOption

    func run() throws {
        switch try LedgerActs.closeBatch(try root.open(.work)) {
        case .closed(let number, let lines): StandardOutput.say("Batch \(number) is closed: \(lines) lines.")
        case .nothing: StandardOutput.say("No line waits for a batch, or `ledger: to` names no partner.")
        case .refused(let refusal):
            StandardOutput.say("\(refusal)")
            throw ExitCode(ExitStatus.refused.rawValue)
        }
    }
}

struct LedgerPeriods: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "periods", abstract: "Through which day the books are closed: every act, the last one counts.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        var listing = Listing(["closed_through", "at", "who", "reason"], format: format.format)
        for act in try LedgerLooks(try root.open(.look)).periods() {
            listing.add([
                .text(act.through?.description ?? "all open"), .text(act.at), .text(act.actor), .text(act.reason),
            ])
        }
        listing.finish(nothing: "All days are open.")
    }
}

struct LedgerClosePeriod: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close-period", abstract: "Close the books through a day.",
        discussion: """
            What comes for a closed day is booked on the first open one, and keeps its own day beside it. Works beside a \
            running gateway.
            """)
    @Option(name: .long, help: "The last closed day, YYYY-MM-DD.")
    var through: String
    @OptionGroup var options: ActOptions

    func run() throws {
        guard let day = try day(through) else { return }
        try options.perform(beside: true) {
            try LedgerActs.closePeriod(through: day, options.warrant, isRehearsal: options.dryRun, $0)
        }
    }
}

struct LedgerOpenPeriod: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open-period", abstract: "Open closed days again.")
    @Option(name: .long, help: "The last day that stays closed, YYYY-MM-DD; without it all days are open.")
    var after: String?
    @OptionGroup var options: ActOptions

    func run() throws {
        let day = try day(after)
        try options.perform(beside: true) {
            try LedgerActs.openPeriod(after: day, options.warrant, isRehearsal: options.dryRun, $0)
        }
    }
}

struct LedgerTrialBalance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trial-balance", abstract: "What each account began with, moved, and ended with.")
    @Option(name: .long, help: "First day, YYYY-MM-DD; without it from the beginning.")
    var since: String?
    @Option(name: .long, help: "Last day, YYYY-MM-DD; without it to the end.")
    var until: String?
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        let chart = installation.configuration.chartOfAccounts
        let from = try day(since) ?? CalendarDate(dayNumber: .min)
        let balance = try LedgerLooks(installation).balance(
            from: from, through: try day(until) ?? CalendarDate(dayNumber: .max))
        guard let rows = balance.rows else {
            StandardOutput.say("hms-ach: a sum does not fit 64 bits; ask for a shorter period.")
            throw ExitCode(ExitStatus.failed.rawValue)
        }
        var listing = Listing(
            ["entity", "account", "currency", "opening", "debit", "credit", "closing", "account_code"],
            format: format.format)
        for row in rows {
            listing.add([
                .text(row.entity), .text(chart.name(of: row.account)), .text(row.closing.currency.code),
                .text(row.opening.decimalText), .text(row.debit.decimalText), .text(row.credit.decimalText),
                .text(row.closing.decimalText), .text(row.account),
            ])
        }
        listing.finish(nothing: "Nothing is booked.")
    }
}

struct LedgerClearing: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clearing", abstract: "Clearing accounts that have not come back to zero, and how old they are.")
    @Option(name: .long, help: "The day, YYYY-MM-DD; without it that of the last statement.")
    var on: String?
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        let looks = LedgerLooks(installation)
        let chart = installation.configuration.chartOfAccounts
        var listing = Listing(
            ["entity", "account", "currency", "balance", "open_since", "banking_days", "overdue"]
                + AgeBucket.allCases.map { "days_\($0.rawValue)" }, format: format.format)
        if let today = try day(on) ?? looks.lastStatementDay() {
            for balance in try looks.clearing(on: today) {
                listing.add(
                    [
                        .text(balance.entity), .text(chart.name(of: balance.account)),
                        .text(balance.balance.currency.code), .text(balance.balance.decimalText),
                        .text(balance.openSince?.description ?? ""), .number(Int64(balance.bankingDays)),
                        .text(balance.isOverdue ? "yes" : "no"),
                    ] + AgeBucket.allCases.map { balance.byAge[$0].map { .text($0.decimalText) } ?? .none })
            }
        }
        listing.finish(nothing: "All clearing accounts are zero.")
    }
}

struct LedgerProof: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "Cash by the ledger beside cash by the bank, day by day.",
        discussion: "Exit code 3: a difference that nothing explains.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        let chart = installation.configuration.chartOfAccounts
        var listing = Listing(
            ["date", "account", "currency", "ledger", "bank", "difference", "state", "explanation"],
            format: format.format)
        let proofs = try LedgerLooks(installation).proofs()
        for proof in proofs {
            listing.add([
                .text(proof.date.description), .text(chart.name(of: proof.cashAccount)),
                .text(proof.ledger.currency.code), .text(proof.ledger.decimalText), .text(proof.bank.decimalText),
                .text(proof.difference.decimalText), .text(proof.state.rawValue), .text(proof.explanation),
            ])
        }
        listing.finish(nothing: "No statement is posted.")
        if proofs.contains(where: { $0.state == .differs }) { throw ExitCode(ExitStatus.findings.rawValue) }
    }
}
