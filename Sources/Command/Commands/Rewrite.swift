// hms-ach rewrite: reads a file into the model and writes it again.

import ArgumentParser
import Glibc
import Inspection
import NACHA
import Parsing

struct Rewrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read a NACHA or X12 file into the model and write it again; a valid file comes out byte for byte.")

    @Argument(help: "The file to read.")
    var file: String

    @Option(name: .long, help: "The file to write; one that exists is replaced.")
    var output: String

    @OptionGroup var root: RootOption

    func run() throws {
        let part = output + ".part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            StandardOutput.say("hms-ach: \(part): \(String(cString: strerror(errno)))")
            throw ExitCode(ExitStatus.failed.rawValue)
        }
        defer { close(descriptor) }
        do {
            var source = FileByteSource(path: file)
            try Rewriting.rewrite(&source) { StandardOutput.write($0, to: descriptor) }
            if rename(part, output) != 0 { throw FileReadFailure.last(output) }
        } catch {
            unlink(part)
            StandardOutput.say("hms-ach: \(file): \(error)")
            let isRefused = error is RewriteUnavailable || error is NACHARewriteRefusal
            throw ExitCode(isRefused ? ExitStatus.refused.rawValue : ExitStatus.failed.rawValue)
        }
    }
}
