// Merges files to one institution into one: batches are numbered anew, entries keep their bytes and trace numbers.
// Relies on NACHAReader, FileAssembly and the passed records beside this file.

public import Parsing

/// Merges files, one after the other, in constant memory.
///
/// Trace numbers need be unique within a batch only (Nacha Operating Rules, Appendix Three), so batches of different files
/// are never joined into one, however alike their headers are.
public struct NACHAMerger {
    private var assembly: FileAssembly
    private let heading: FileHeading
    private var identities: Set<NACHAFileIdentity> = []
    private let write: (RawSpan) throws -> Void

    /// The file that the merged ones become. Bytes go to `write` as they come. Throws where a value does not fit.
    public init(
        as heading: FileHeading, ending: RecordEnding = .lineFeed, _ write: @escaping (RawSpan) throws -> Void
    ) throws(NACHABuildFault) {
        self.heading = heading
        self.write = write
        assembly = FileAssembly(ending)
        var sheet = RecordSheet()
        try sheet.encode(heading)
        assembly.begin(sheet.bytes)
    }

    /// Takes a file. Throws what source and `write` throw, and `NACHADivisionRefusal` where destination or origin differ, the
    /// file was taken before, or it holds errors: then what was written is not to be used.
    public mutating func add(_ source: inout some ByteSource) throws {
        var pass = MergePass(assembly: assembly, heading: heading, write: write)
        let report = try NACHAReader.read(&source, into: &pass)
        assembly = pass.assembly
        if report.verdict == .rejected {
            throw NACHADivisionRefusal(.originalFaulty, "a file holds errors", line: report.findings.firstErrorLine)
        }
        if let identity = report.identity, !identities.insert(identity).inserted {
            throw NACHADivisionRefusal(.repeated, "two files have the same header, counts, hash and totals")
        }
    }

    /// Ends the merged file.
    public mutating func finish() throws {
        do { try assembly.finish() } catch { throw NACHADivisionRefusal(.tooMany, "\(error)") }
        try assembly.handOut(write)
    }
}

/// One file on its way into the merged one.
private struct MergePass: NACHAHandler {
    var assembly: FileAssembly
    let heading: FileHeading
    let write: (RawSpan) throws -> Void
    var keepsRecords: Bool { true }

    mutating func fileHeader(_ header: NACHAFileHeader) throws {
        let own = (destination: heading.destination, origin: heading.origin)
        if header.immediateDestination != own.destination.drop(while: { $0 == " " }) {
            throw NACHADivisionRefusal(.destination, "the files have different immediate destinations")
        }
        if header.immediateOrigin != own.origin.drop(while: { $0 == " " }) {
            throw NACHADivisionRefusal(.origin, "the files have different immediate origins")
        }
    }

    mutating func batchHeader(_ header: NACHABatchHeader) throws {
        let number = assembly.nextBatchNumber
        let passed = PassedHeading(header).numbered(number)
        do throws(NACHABuildFault) {
            try assembly.openBatch(passed.bytes, number: number, isAdvice: passed.isAdvice, isHeld: false)
        } catch {
            throw NACHADivisionRefusal(error.code == .entryClass ? .advice : .tooMany, "\(error)")
        }
    }

    mutating func entries(_ rows: NACHAEntryRows) throws {
        for row in rows.entries {
            let entry = try PassedEntry(row, of: rows)
            do throws(NACHABuildFault) {
                try assembly.add(entry.bytes, entry.figures)
            } catch {
                throw NACHADivisionRefusal(.tooMany, "\(error)", line: row.line)
            }
        }
        try assembly.handOut(write)
    }

    mutating func batchControl(_ control: NACHABatchControl) throws {
        do throws(NACHABuildFault) {
            try assembly.closeBatch(text: control.text)
        } catch {
            throw NACHADivisionRefusal(error.code == .order ? .originalFaulty : .tooMany, "\(error)")
        }
        try assembly.handOut(write)
    }
}

extension FindingLog {
    /// The line of the first error that was kept.
    var firstErrorLine: Int? { kept.first { $0.severity == .error }?.location.line }
}
