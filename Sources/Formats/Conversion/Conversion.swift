// From a document of any kind to rows, in one pass and constant memory.
// Relies on Inspection, which recognises and checks the document while its contents become rows here.

public import Inspection
public import Parsing

/// How account numbers come out.
public enum AccountNumbers: Sendable, Hashable {
    /// Their last characters only: `•••6789`.
    case masked
    case revealed
}

public enum Conversion {
    /// Reads a document, hands a row for each entry, claim, line, item, bank transaction or table row to the sink, and gives
    /// what inspection found. Documents that hold no rows (acknowledgements, unknown content) begin no table. Rows come also
    /// of a document with errors. Throws what source and sink throw.
    ///
    ///     var rows = CSVRows { bytes in try file.write(bytes) }
    ///     let inspection = try Conversion.convert(&source, into: &rows)
    ///     try rows.finish()
    public static func convert<Sink: RowSink>(
        _ source: inout some ByteSource, into sink: inout Sink, accounts: AccountNumbers = .masked
    ) throws -> Inspection {
        var visitor = RowVisitor(sink, accounts: accounts)
        defer { sink = visitor.sink }
        let inspection = try Inspector.inspect(&source, visiting: &visitor)
        try visitor.end(inspection.kind)
        return inspection
    }
}
