// hms-ach report: the figures that people close a day with, on demand.

import ArgumentParser
import Configuration
import Gateway
import Money

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "A report on standard output: text, html, csv or json.",
        discussion: """
            \(ReportName.allCases.map(\.rawValue).joined(separator: ", ")). Without a name the list of them. What each \
            figure counts stands at its end. A partner gets them by `reports:` in its file.
            """)
    @Argument(help: "Name of the report.")
    var name: String?
    @Option(name: .long, help: "text, html, csv or json.")
    var format = "text"
    @Option(name: .customLong("as-of"), help: "The day it is about, YYYY-MM-DD; the business date without it.")
    var asOf: String?
    @OptionGroup var root: RootOption

    func validate() throws {
        if let name, ReportName(rawValue: name) == nil {
            let known = ReportName.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no report `\(name)`; there are \(known).")
        }
        if ReportFormat(rawValue: format) == nil { throw ValidationError("`--format` takes text, html, csv or json.") }
        if let asOf, CalendarDate(iso: asOf) == nil {
            throw ValidationError("`\(asOf)` is no day; write it as 2026-03-02.")
        }
    }

    func run() throws {
        guard let name = name.flatMap(ReportName.init(rawValue:)), let format = ReportFormat(rawValue: format) else {
            return StandardOutput.write(ReportName.allCases.map { "\($0.rawValue)\n" }.joined())
        }
        let maker = try ReportMaker(try root.open(.look), asOf: asOf.flatMap(CalendarDate.init(iso:)))
        StandardOutput.write(String(decoding: try maker.report(name).rendered(format), as: UTF8.self))
    }
}
