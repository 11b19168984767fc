// hms-ach convert: the rows of a document as CSV or JSON lines. Needs no root and no state.

import ArgumentParser
import Conversion
import Glibc
import Inspection
import Parsing

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give the entries, claims, items or bank transactions of a file as CSV or JSON lines.",
        discussion: """
            Reads what `inspect` reads, in one pass and constant memory. Amounts are decimal text, dates ISO 8601, account numbers masked \
            (--reveal gives them whole). Findings go to standard error; a file with errors still gives its rows, and exit code 3 says that \
            they are not to be booked.

              hms-ach convert remittance.835 > claims.csv
              hms-ach convert --to jsonl statement.xml | jq .amount
            """)

    enum Target: String, ExpressibleByArgument, CaseIterable {
        case csv, jsonl
    }

    @Argument(help: "The file to read; - is standard input.")
    var file: String

    @Option(name: .long, help: "csv or jsonl.")
    var to = Target.csv

    @Option(name: .long, help: "The file to write, readable by its owner only; standard output without it.")
    var output: String?

    @Flag(name: .long, help: "Account numbers whole.")
    var reveal = false

    @OptionGroup var root: RootOption

    func run() throws {
        let inspection: Inspection
        do {
            inspection = try output.map(convert) ?? convert(1)
        } catch {
            StandardOutput.say(error is FileReadFailure ? "hms-ach: \(error)" : "hms-ach: \(file): \(error)")
            throw ExitCode(ExitStatus.failed.rawValue)
        }
        report(inspection)
        if inspection.verdict == .rejected { throw ExitCode(ExitStatus.findings.rawValue) }
    }

    /// Writes beside the file and puts it in place when it is whole.
    private func convert(_ output: String) throws -> Inspection {
        let part = output + ".part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw FileReadFailure.last(part) }
        defer { close(descriptor) }
        do {
            let inspection = try convert(descriptor)
            if rename(part, output) != 0 { throw FileReadFailure.last(output) }
            return inspection
        } catch {
            unlink(part)
            throw error
        }
    }

    private func convert(_ descriptor: Int32) throws -> Inspection {
        var source = try InputSource(
            file, progress: descriptor == 1 && StandardOutput.isTerminal ? nil : Progress(file))
        let accounts: AccountNumbers = reveal ? .revealed : .masked
        let path = output
        let write: ([UInt8]) throws -> Void = { bytes in
            guard let path else { return StandardOutput.write(bytes, to: descriptor) }
            try Convert.write(bytes, to: descriptor, path)
        }
        switch to {
        case .csv:
            var rows = CSVRows(output: write)
            let inspection = try Conversion.convert(&source, into: &rows, accounts: accounts)
            try rows.finish()
            return inspection
        case .jsonl:
            var rows = JSONRows(output: write)
            let inspection = try Conversion.convert(&source, into: &rows, accounts: accounts)
            try rows.finish()
            return inspection
        }
    }

    /// A full disk ends the conversion, not the program, so that nothing half written stays.
    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { throw FileReadFailure.last(path) }
            start += count
        }
    }

    private func report(_ inspection: Inspection) {
        let findings = inspection.findings
        for finding in findings.kept.filter({ $0.severity > .notice }).prefix(20) {
            let place = PlaceText.of(finding.location)
            StandardOutput.say("\(file): \(finding.severity.rawValue): \(finding.message) (\(finding.code), \(place))")
        }
        let count = findings.errorCount + findings.warningCount
        if count > 20 {
            StandardOutput.say("\(file): \(FigureText.grouped(count - 20)) more; `hms-ach inspect` shows them")
        }
        if inspection.verdict == .rejected {
            StandardOutput.say("\(file): the file has errors: its rows are not to be booked")
        }
    }
}
