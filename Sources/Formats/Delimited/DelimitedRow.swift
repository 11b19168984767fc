// One row of a delimited file: its fields without quotes, and where it stands in the file.
// Relies on nothing. The value is reused from row to row; who keeps one past the call keeps a copy.

/// A row. Fields are counted from 0.
public struct DelimitedRow: Sendable {
    /// All fields one after the other, quotes taken off and doubled quotes made one.
    public internal(set) var bytes: [UInt8] = []
    /// Where each field ends in `bytes`.
    var ends: [Int] = []
    /// Line of the file on which the row begins, from 1.
    public internal(set) var line = 1
    /// Byte offset in the file at which the row begins.
    public internal(set) var offset = 0
    /// Whether the row breaks the form of the file: a wrong quote, a byte that is no text. Its findings say how.
    public internal(set) var isBroken = false

    public init() {}

    public var count: Int { ends.count }

    /// The range of a field in `bytes`; empty for a field that is not there.
    public func range(_ index: Int) -> Range<Int> {
        guard index >= 0, index < ends.count else { return 0..<0 }
        return (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    /// A field as text; empty for a field that is not there.
    public func text(_ index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

    mutating func clear(line: Int, offset: Int) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        self.line = line
        self.offset = offset
        isBroken = false
    }
}
