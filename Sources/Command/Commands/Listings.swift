// The listings of what there is: arrivals, dispatches, matches, exceptions. `export` gives the same rows as CSV.

import ArgumentParser
import Gateway
import Money

struct Arrivals: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Files that came in, and what became of them.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws { try Exporting(try root.open(.look)).arrivals(format.format, Span()) }
}

struct Dispatches: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Files on their way out.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws { try Exporting(try root.open(.look)).dispatches(format.format, Span()) }
}

struct Matches: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What was tied to what, and why.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws { try Exporting(try root.open(.look)).matches(format.format) }
}

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "All of it: matches, exceptions, journal, arrivals, dispatches, audit, trial-balance; or a ledger batch.",
        discussion: """
            `export gl --batch N` gives a closed batch once more, byte for byte as it was sent, or in another form:

              hms-ach export gl --batch 7 --as oracle-fbdi --output GlInterface.zip
              hms-ach export gl --batch 7 --as xml | xsltproc own.xsl -
            """)

    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case matches, exceptions, journal, arrivals, dispatches, audit
        case trialBalance = "trial-balance"
        case gl
    }

    @Argument(help: "matches, exceptions, journal, arrivals, dispatches, audit, trial-balance or gl.")
    var subject: Subject

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "csv, json or table.")
    var format = ListingFormat.csv

    @Option(name: .long, help: "First day, YYYY-MM-DD (of receipt, of booking, of opening, of sending).")
    var since: String?

    @Option(name: .long, help: "Last day, YYYY-MM-DD.")
    var until: String?

    @OptionGroup(title: "Of gl") var ledgerFile: LedgerFileOptions

    func validate() throws {
        if (subject == .gl) != (ledgerFile.batch != nil) {
            throw ValidationError("`export gl` takes the number of a batch: --batch 7.")
        }
        for day in [since, until].compactMap({ $0 }) where CalendarDate(iso: day) == nil {
            throw ValidationError("`\(day)` is no day; write it as 2026-03-02.")
        }
    }

    func run() throws {
        let exporting = Exporting(try root.open(.look))
        let span = Span(since: since, until: until)
        switch subject {
        case .matches: try exporting.matches(format)
        case .exceptions:
            var question = CaseQuestion()
            question.includesEnded = true
            try exporting.exceptions(format, span, question)
        case .journal: try exporting.journal(format, span)
        case .arrivals: try exporting.arrivals(format, span)
        case .dispatches: try exporting.dispatches(format, span)
        case .audit: try exporting.audit(format, span)
        case .trialBalance: try exporting.trialBalance(format)
        case .gl: try ledgerFile.write(exporting.installation)
        }
    }
}
