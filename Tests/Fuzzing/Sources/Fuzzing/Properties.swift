// What holds for every input whatever: nothing traps, pieces do not matter, and a file without an error comes out as it came.

import Delimited
import ISO20022
import Inspection
import NACHA
import Parsing
import X12

/// What is fuzzed.
enum FuzzTarget: String {
    case nacha, x12, iso20022, delimited, document

    func check(_ bytes: [UInt8]) {
        switch self {
        case .nacha: compare(bytes) { try NACHAReader.check(&$0).findings }
        case .x12:
            compare(bytes) { source in
                var reader = X12Reader(options: Self.collecting)
                try source.forEachPiece { piece in
                    reader.read(piece)
                    reader.drainEvents { _ in }
                }
                return reader.finish().findings
            }
        case .iso20022:
            compare(bytes) { source in
                var handler = Listener()
                return try ISO20022Reader.read(&source, into: &handler).findings
            }
        case .delimited: compare(bytes) { try DelimitedDocument.read(&$0).findings }
        case .document:
            compare(bytes) { try Inspector.inspect(&$0).findings }
            checkRewriting(bytes)
        }
    }

    private static var collecting: X12Reader.Options {
        var options = X12Reader.Options()
        options.collectsEvents = true
        return options
    }

    /// Read in one piece and in small pieces, the findings are the same.
    private func compare(_ bytes: [UInt8], _ read: (inout MemoryByteSource) throws -> FindingLog) {
        var whole = MemoryByteSource(bytes)
        var pieces = MemoryByteSource(bytes, pieceSize: 1 + Int(bytes.last ?? 0) % 97)
        guard let first = try? read(&whole), let second = try? read(&pieces) else {
            fail("a reader threw on bytes in memory")
        }
        if first.kept != second.kept || first.counts != second.counts {
            let pair = zip(first.kept, second.kept).first { $0 != $1 }
            fail(
                "what is found depends on how the file is cut: \(first.kept.count) and \(second.kept.count) findings, "
                    + "first different: \(pair.map { "\($0)" } ?? "none")")
        }
    }

    private func checkRewriting(_ bytes: [UInt8]) {
        var source = MemoryByteSource(bytes)
        guard let inspection = try? Inspector.inspect(&source), inspection.verdict == .accepted,
            inspection.kind == .nacha || inspection.kind == .x12
        else { return }
        var again: [UInt8] = []
        do {
            try Rewriting.rewrite(&source) { again += $0 }
        } catch {
            fail("an accepted file cannot be rewritten: \(error)")
        }
        if again != bytes { fail("an accepted file is rewritten otherwise") }
    }
}

/// Says what does not hold, and ends the run.
private func fail(_ sentence: String) -> Never {
    print(sentence)
    fatalError(sentence)
}

/// Takes what a reader hands over and looks at it.
private struct Listener: StatementHandler {
    var seen = 0
    mutating func statementBegan(_ header: StatementHeader) { seen &+= header.id.utf8.count }
    mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {
        seen &+= entry.details.count
        seen &+= entry.text(.servicerReference)?.utf8.count ?? 0
    }
    mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) { seen &+= 1 }
}
