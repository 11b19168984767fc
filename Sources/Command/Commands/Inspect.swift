// hms-ach inspect: what a file is, whether it is sound, what is in it. Needs no root and no state.

import ArgumentParser
import Compression
import Inspection
import Parsing

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recognise, parse and validate files.",
        discussion: """
            Works on NACHA, X12, camt, pain and CSV files of any size, plain or packed with gzip. Exits 3 when a file has a finding of severity \
            error. `hms-ach explain CODE` tells what a code means.
            """)

    @Argument(help: "Files to inspect.")
    var files: [String]

    @OptionGroup var format: FormatOption

    @OptionGroup var root: RootOption

    func run() throws {
        var worst = ExitStatus.done
        var listing: Listing?
        if format.format == .csv {
            listing = Listing(["file", "kind", "verdict", "errors", "warnings", "first_finding"], format: .csv)
        }
        for file in files {
            let inspection: Inspection
            do {
                var source = try UnpackedFile(path: file)
                inspection = try Inspector.inspect(&source)
            } catch  where error is FileReadFailure || error is GzipFault {
                StandardOutput.say("hms-ach: \(file): \(error)")
                worst = .failed
                continue
            }
            switch format.format {
            case .json: StandardOutput.write(InspectionText.json(file, inspection) + "\n")
            case .table: StandardOutput.write(InspectionText.report(file, inspection) + "\n")
            case .csv:
                listing?.add([
                    .text(file), .text(inspection.kind.rawValue), .text(inspection.verdict.rawValue),
                    .number(Int64(inspection.findings.errorCount)), .number(Int64(inspection.findings.warningCount)),
                    .text(inspection.findings.kept.first?.code ?? ""),
                ])
            }
            if inspection.verdict == .rejected, worst == .done { worst = .findings }
        }
        listing?.finish(nothing: "")
        if worst != .done { throw ExitCode(worst.rawValue) }
    }
}
