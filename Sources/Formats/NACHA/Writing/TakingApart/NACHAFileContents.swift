// A whole file as typed values, both ways, for files that fit in memory. A large file is read through a handler
// (`NACHAEntryRows.typedEntry(of:)`) and written through NACHAFileWriter, entry by entry.
// Relies on NACHAReader, NACHAFileWriter and the decoding beside this file.

public import Parsing

/// A batch as typed values.
public struct NACHABatchContents: Sendable, Hashable {
    public var heading: BatchHeading
    public var entries: [BatchEntry]
    /// Message authentication code of the batch control; of ADV the operator's data.
    public var controlText: String

    public init(_ heading: BatchHeading, entries: [BatchEntry], controlText: String = "") {
        self.heading = heading
        self.entries = entries
        self.controlText = controlText
    }
}

/// A file as typed values.
public struct NACHAFileContents: Sendable, Hashable {
    public var heading: FileHeading
    public var batches: [NACHABatchContents]

    public init(_ heading: FileHeading, batches: [NACHABatchContents]) {
        self.heading = heading
        self.batches = batches
    }

    /// Reads a file into memory, with the reader's report on it. Throws what the source throws, and `NACHAIrregularity` at
    /// the first record that typed values cannot hold in full, or where the file has no header.
    public static func read(
        _ source: inout some ByteSource
    ) throws -> (contents: NACHAFileContents, report: NACHAReport) {
        var collector = ContentsCollector()
        let report = try NACHAReader.read(&source, into: &collector)
        guard let heading = collector.heading else {
            throw NACHAIrregularity(line: 1, reason: "the file has no file header")
        }
        return (NACHAFileContents(heading, batches: collector.batches), report)
    }

    /// The file's bytes. Throws where a value does not fit or the rules do not allow it.
    public func bytes(ending: RecordEnding = .lineFeed) throws(NACHABuildFault) -> [UInt8] {
        var writer = try NACHAFileWriter(heading, ending: ending)
        for batch in batches {
            try writer.beginBatch(batch.heading)
            for entry in batch.entries { try writer.add(entry) }
            try writer.endBatch(text: batch.controlText)
        }
        try writer.finish()
        return writer.takeBytes()
    }
}

/// Takes a file apart while it is read.
private struct ContentsCollector: NACHAHandler {
    var heading: FileHeading?
    var batches: [NACHABatchContents] = []
    var keepsRecords: Bool { true }

    mutating func fileHeader(_ header: NACHAFileHeader) throws { heading = try FileHeading(header) }

    mutating func batchHeader(_ header: NACHABatchHeader) throws {
        batches.append(NACHABatchContents(try BatchHeading(header), entries: []))
    }

    mutating func entries(_ rows: NACHAEntryRows) throws {
        guard !batches.isEmpty, rows.header != nil else {
            throw NACHAIrregularity(line: rows.entries.first?.line, reason: "an entry stands outside of a batch")
        }
        for entry in rows.entries { batches[batches.count - 1].entries.append(try rows.typedEntry(of: entry)) }
    }

    mutating func batchControl(_ control: NACHABatchControl) throws {
        guard !batches.isEmpty else { return }
        batches[batches.count - 1].controlText =
            control.record[
                control.isAdvice ? AdviceBatchControlFields.operatorData : BatchControlFields.authenticationCode]
    }
}
