// Reads a NACHA file into its records and writes them again: of a valid file the same bytes, line ends, cut or extra blanks
// and filler included. Each record passes through its fields (NACHARecord); nothing is copied whole.
// Relies on RecordFraming and the layouts.

public import Parsing

/// A record could not be read into fields, so it cannot be written again.
public struct NACHARewriteRefusal: Error, Sendable, CustomStringConvertible {
    /// Bytes from the beginning of the file, and the line from 1.
    public let offset: Int
    public let line: Int
    public let reason: String
    public var description: String { "line \(line), byte \(offset): \(reason)" }
}

/// Writes a file's records again, fed in pieces of any size; memory is constant.
public struct NACHARewriter: Sendable {
    private var carry: [UInt8] = []
    private var offset = 0
    private var line = 0
    private var afterBareRecord = false
    private var rules = EntryClass.unknown
    private var hasOnlyAdvices = true
    private var hasBatch = false
    private var hasControl = false

    public init() {}

    /// Takes a piece and appends what it holds of whole records to the output.
    public mutating func rewrite(_ piece: RawSpan, into output: inout [UInt8]) throws(NACHARewriteRefusal) {
        for position in 0..<piece.byteCount { carry.append(piece.byte(position)) }
        try drain(into: &output, isFinal: false)
    }

    /// Writes the last record.
    public mutating func finish(into output: inout [UInt8]) throws(NACHARewriteRefusal) {
        try drain(into: &output, isFinal: true)
    }

    /// Reads a source and hands its records, written again, to `write` piece by piece. Throws what the source and `write`
    /// throw, and `NACHARewriteRefusal` at a record that cannot be read.
    public static func rewrite(
        _ source: inout some ByteSource, _ write: (RawSpan) throws -> Void
    ) throws {
        var rewriter = NACHARewriter()
        var output: [UInt8] = []
        try source.forEachPiece { piece in
            try rewriter.rewrite(piece, into: &output)
            try write(output.span.bytes)
            output.removeAll(keepingCapacity: true)
        }
        try rewriter.finish(into: &output)
        try write(output.span.bytes)
    }

    private mutating func drain(into output: inout [UInt8], isFinal: Bool) throws(NACHARewriteRefusal) {
        let bytes = carry
        carry = []
        let span = bytes.span.bytes
        var position = 0
        while position < bytes.count {
            guard
                let frame = RecordFraming.frame(
                    in: span, at: position, isFinal: isFinal, afterBareRecord: afterBareRecord)
            else { break }
            line += 1
            try write(frame, span, position, into: &output)
            position += frame.consumed
            offset += frame.consumed
        }
        carry.append(contentsOf: bytes[position...])
    }

    private mutating func write(
        _ frame: RecordFrame, _ span: RawSpan, _ position: Int, into output: inout [UInt8]
    ) throws(NACHARewriteRefusal) {
        let ends = NACHARewriter.bytes(of: frame.lineEnd)
        switch frame.shape {
        case .blank:
            for _ in 0..<(frame.consumed - ends.count) { output.append(0x20) }
        case .wide, .tooLong:
            throw refusal("the record is not 94 characters of ASCII")
        case .exact, .short, .extraBlanks:
            afterBareRecord = frame.lineEnd == .none
            let normal = RecordFraming.normalised(frame, in: span, at: position)
            let record = try record(normal)
            let start = output.count
            record.write(to: &output)
            if frame.shape == .short { output.removeLast(output.count - start - frame.length) }
            for _ in 0..<frame.extraBlanks { output.append(0x20) }
        }
        output.append(contentsOf: ends)
    }

    /// The record's fields, by its type and the batch it stands in.
    private mutating func record(_ bytes: [UInt8]) throws(NACHARewriteRefusal) -> NACHARecord {
        let span = bytes.span.bytes
        let isPrintable = bytes.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPrintable, let layout = layout(of: span), let record = NACHARecord(layout, reading: span) else {
            throw refusal("the record is of no known type or holds characters outside ASCII")
        }
        return record
    }

    private mutating func layout(of span: RawSpan) -> NACHALayout? {
        let isInternational = rules.shape == .international
        switch span.byte(0) {
        case RecordType.fileHeader: return FileHeaderFields.layout
        case RecordType.batchHeader: return enterBatch(span)
        case RecordType.entry: return rules.layout
        case RecordType.addenda: return RecordLayouts.addenda(span, at: 0, isInternational: isInternational)
        case RecordType.batchControl:
            return rules.shape == .advice ? AdviceBatchControlFields.layout : BatchControlFields.layout
        case RecordType.fileControl:
            if hasControl { return FillerFields.layout }
            hasControl = true
            return hasBatch && hasOnlyAdvices ? AdviceFileControlFields.layout : FileControlFields.layout
        default: return nil
        }
    }

    private mutating func enterBatch(_ span: RawSpan) -> NACHALayout {
        let code = span.text(BatchHeaderFields.secCode, at: 0)
        let isChange = code == "COR" && span.text(InternationalBatchHeaderFields.indicator, at: 0) == "IATCOR"
        rules = EntryClass.of(code: code, isInternationalChange: isChange) ?? .unknown
        hasBatch = true
        hasOnlyAdvices = hasOnlyAdvices && rules.shape == .advice
        return rules.shape == .international ? InternationalBatchHeaderFields.layout : BatchHeaderFields.layout
    }

    private func refusal(_ reason: String) -> NACHARewriteRefusal {
        NACHARewriteRefusal(offset: offset, line: line, reason: reason)
    }

    private static func bytes(of end: LineEnd) -> [UInt8] {
        switch end {
        case .none: []
        case .lineFeed: [0x0A]
        case .carriageReturnLineFeed: [0x0D, 0x0A]
        case .carriageReturn: [0x0D]
        }
    }
}
