// Rows as JSON lines: one object a row, keys in the order of the columns, amounts and dates as strings, nothing as null.
// Relies on nothing (RFC 8259, section 7, for the escapes).

/// Writes rows as JSON lines and hands the bytes on in large pieces.
public struct JSONRows: RowSink {
    private var keys: [[UInt8]] = []
    private var bytes: [UInt8] = []
    private let output: ([UInt8]) throws -> Void

    public init(output: @escaping ([UInt8]) throws -> Void) { self.output = output }

    public mutating func begin(_ table: Table) throws {
        keys = table.columns.enumerated().map { index, column in
            Array("\(index == 0 ? "{" : ",")\"\(column.name)\":".utf8)
        }
    }

    public mutating func row(_ cells: [RowCell]) throws {
        for (key, cell) in zip(keys, cells) {
            bytes.append(contentsOf: key)
            switch cell {
            case .none: bytes.append(contentsOf: "null".utf8)
            case .integer, .flag: bytes.append(contentsOf: cell.text.utf8)
            case .text, .amount, .date: quote(cell.text)
            }
        }
        bytes.append(contentsOf: [0x7D, 0x0A])
        if bytes.count >= CSVRows.pieceSize { try flush() }
    }

    /// Hands on what is left.
    public mutating func finish() throws {
        if !bytes.isEmpty { try flush() }
    }

    private mutating func flush() throws {
        try output(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func quote(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
