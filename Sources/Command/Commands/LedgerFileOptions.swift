// What `hms-ach export gl` takes, and how it writes a batch's file.

import ArgumentParser
import Gateway
import Glibc
import Ledger
import Parsing

struct LedgerFileOptions: ParsableArguments {
    @Option(name: .long, help: "The number of the batch.")
    var batch: Int64?

    @Option(name: .customLong("as"), help: "The form; without it the first that gateway.yaml exports.")
    var form: String?

    @Option(name: .long, help: "Whose part of the batch, where the form has a file for each entity.")
    var entity: String?

    @Flag(name: .long, help: "The file as it would be now, where its form was changed since it was sent.")
    var asNow = false

    @Option(name: .long, help: "The file to write, readable by its owner only; standard output without it.")
    var output: String?

    func write(_ installation: Installation) throws {
        guard let batch, let export = try LedgerReexport(batch: batch, as: form, of: entity, installation) else {
            let known = installation.configuration.ledger.known.keys.sorted().joined(separator: ", ")
            StandardOutput.say("hms-ach: there is no such batch (`hms-ach ledger batches`) or form (\(known)).")
            throw ExitCode(ExitStatus.notFound.rawValue)
        }
        do {
            if let output { try write(export, to: output) } else { try write(export, descriptor: 1) }
        } catch let refusal as ActRefusal {
            StandardOutput.say("hms-ach: \(refusal)")
            throw ExitCode(ExitStatus.conflict.rawValue)
        } catch let refusal as LedgerRefusal {
            StandardOutput.say("hms-ach: \(refusal)")
            throw ExitCode(ExitStatus.refused.rawValue)
        }
    }

    /// Writes beside the file and puts it in place when it is whole.
    private func write(_ export: LedgerReexport, to output: String) throws {
        let part = output + ".part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw FileReadFailure.last(part) }
        defer { close(descriptor) }
        do {
            try write(export, descriptor: descriptor)
            if rename(part, output) != 0 { throw FileReadFailure.last(output) }
        } catch {
            unlink(part)
            throw error
        }
    }

    private func write(_ export: LedgerReexport, descriptor: Int32) throws {
        try export.write(asNow: asNow) { piece in
            try piece.withUnsafeBytes { bytes in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if count < 0 && errno == EINTR { continue }
                    if count <= 0 { throw FileReadFailure.last(output ?? "standard output") }
                    rest = rest.dropFirst(count)
                }
            }
        }
    }
}
