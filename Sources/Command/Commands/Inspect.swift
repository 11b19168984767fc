// hms-ach inspect: what a file is, whether it is sound, what is in it. Needs no root and no state.

import ArgumentParser
import Compression
import Conversion
import Inspection
import Parsing

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recognise, parse and validate files.",
        discussion: """
            Works on NACHA, X12, camt, pain and CSV files of any size, plain or packed with gzip. Exits 3 when a file has a finding of severity \
            error. `hms-ach explain CODE` tells what a code means, `hms-ach convert` gives the rows to programs.

              hms-ach inspect inbox/                     all files of a folder
              hms-ach inspect --only errors inbox/       only what is wrong, and where
              hms-ach inspect --entries payroll.ach      every entry, account numbers masked
              gpg -d FILE | hms-ach inspect -            standard input
            """)

    /// `--only`.
    enum Wanted: String, ExpressibleByArgument, CaseIterable {
        case errors, warnings

        var severity: Severity { self == .errors ? .error : .warning }
    }

    @Argument(help: "Files and folders to inspect; - is standard input.")
    var files: [String]

    @OptionGroup var format: FormatOption

    @Flag(name: .long, help: "List entries, claims, items or bank transactions too, account numbers masked.")
    var entries = false

    @Option(name: .long, help: "Only findings of this kind, and only files that have any: errors or warnings.")
    var only: Wanted?

    @Flag(name: .long, help: "Show every finding that is kept, not the first of each code.")
    var all = false

    @Option(name: .long, help: "auto, always or never; auto heeds NO_COLOR.")
    var color = ColorChoice.auto

    @OptionGroup var root: RootOption

    func validate() throws {
        if entries, format.format != .table {
            throw ValidationError("--entries is for people's eyes; `hms-ach convert` gives the rows as CSV or JSON.")
        }
    }

    func run() throws {
        var worst = ExitStatus.done
        var totals = InspectionTotals()
        var listing: Listing?
        if format.format == .csv {
            listing = Listing(["file", "kind", "verdict", "errors", "warnings", "first_finding"], format: .csv)
        }
        let style = Style(color)
        let report = InspectionReport(style: style, width: Style.width, showsAll: all)
        InputFiles.forEach(files) { file in
            do {
                let verdict =
                    format.format == .table
                    ? try show(file, report, &totals) : try list(file, &listing, &totals)
                if verdict == .rejected, worst == .done { worst = .findings }
            } catch {
                StandardOutput.say(error is FileReadFailure ? "hms-ach: \(error)" : "hms-ach: \(file): \(error)")
                totals.unreadable += 1
                worst = .failed
            }
        }
        listing?.finish(nothing: "")
        if format.format == .table, totals.count != 1 { StandardOutput.write(totals.text(style)) }
        if worst != .done { throw ExitCode(worst.rawValue) }
    }

    /// One file for programs.
    private func list(_ file: String, _ listing: inout Listing?, _ totals: inout InspectionTotals) throws -> Verdict {
        var source = try InputSource(file, progress: Progress(file))
        let inspection = try Inspector.inspect(&source)
        totals.add(inspection)
        let findings = wanted(inspection.findings)
        if only != nil, findings.isEmpty { return inspection.verdict }
        if listing == nil {
            StandardOutput.write(InspectionJSON.line(file, inspection, findings) + "\n")
        }
        listing?.add([
            .text(file), .text(inspection.kind.rawValue), .text(inspection.verdict.rawValue),
            .number(Int64(inspection.findings.errorCount)), .number(Int64(inspection.findings.warningCount)),
            .text(findings.first?.code ?? ""),
        ])
        return inspection.verdict
    }

    /// One file for people.
    private func show(_ file: String, _ report: InspectionReport, _ totals: inout InspectionTotals) throws -> Verdict {
        var source = try InputSource(file, progress: entries && StandardOutput.isTerminal ? nil : Progress(file))
        let inspection: Inspection
        let batches: [BatchFigures]
        if entries {
            StandardOutput.write(report.heading(file))
            var visitor = BatchList(RowVisitor(EntryScreen(report.style)))
            defer { visitor.inner.sink.finish() }
            inspection = try Inspector.inspect(&source, visiting: &visitor)
            visitor.inner.sink.finish()
            batches = visitor.batches
        } else {
            var visitor = BatchList(NoVisitor())
            inspection = try Inspector.inspect(&source, visiting: &visitor)
            batches = visitor.batches
        }
        totals.add(inspection)
        let findings = wanted(inspection.findings)
        if only != nil, findings.isEmpty { return inspection.verdict }
        let shown = report.shown(findings)
        let excerpts = shown.isEmpty ? nil : try Excerpts(of: &source, around: shown.map(\.location.offset))
        var text = entries ? "\n" : report.heading(file)
        text += report.verdict(inspection)
        if only == nil {
            let figures = FigureTables.text(inspection, batches, report.style)
            if !figures.isEmpty { text += "\n" + figures }
        }
        if !findings.isEmpty {
            text += "\n" + report.findings(shown, counts: counts(inspection.findings), inspection, excerpts)
        }
        StandardOutput.write(text + "\n")
        return inspection.verdict
    }

    private func wanted(_ log: FindingLog) -> [Finding] {
        guard let only else { return log.kept }
        return log.kept.filter { $0.severity == only.severity }
    }

    /// How many findings there are of each wanted code, kept or not.
    private func counts(_ log: FindingLog) -> [String: Int] {
        let codes = Set(wanted(log).map(\.code))
        return log.counts.filter { codes.contains($0.key) }
    }
}
