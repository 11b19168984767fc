// Rows as CSV (RFC 4180) with a header line. Texts that a spreadsheet would run as formulas are guarded by an apostrophe.
// Relies on DelimitedWriter.

import Delimited

/// Writes rows as CSV and hands the bytes on in large pieces.
public struct CSVRows: RowSink {
    static let pieceSize = 1 << 16

    private var writer = DelimitedWriter(guardsFormulas: true)
    private let output: ([UInt8]) throws -> Void

    public init(output: @escaping ([UInt8]) throws -> Void) { self.output = output }

    public mutating func begin(_ table: Table) throws { writer.row(table.columns.map(\.name)) }

    public mutating func row(_ cells: [RowCell]) throws {
        for cell in cells { writer.field(cell.text) }
        writer.endRow()
        if writer.count >= CSVRows.pieceSize { try output(writer.takeBytes()) }
    }

    /// Hands on what is left.
    public mutating func finish() throws {
        if writer.count > 0 { try output(writer.takeBytes()) }
    }
}
