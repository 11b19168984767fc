// What a consumer of a NACHA file is told while it is read.

/// Takes a file's parts in the order of the file. Calls come once a header, once a control and once some hundred entries, so
/// that a consumer in another module pays little for each entry.
public protocol NACHAHandler {
    /// Keep the 6 and 7 records behind the rows, for payment information, names and other fields. Costs a copy of each.
    var keepsRecords: Bool { get }
    /// Wants rows of entries at all; a handler that only follows headers and controls says no and spares their making.
    var takesEntries: Bool { get }
    /// Wants an account of each batch when it is over, and of each entry what is wrong with it.
    var keepsAccounts: Bool { get }
    mutating func fileHeader(_ header: NACHAFileHeader) throws
    mutating func batchHeader(_ header: NACHABatchHeader) throws
    mutating func entries(_ rows: NACHAEntryRows) throws
    mutating func batchControl(_ control: NACHABatchControl) throws
    mutating func fileControl(_ control: NACHAFileControl) throws
    /// Comes after the batch's rows and control; only where the handler keeps accounts.
    mutating func batchEnded(_ account: BatchAccount) throws
}

extension NACHAHandler {
    public var keepsRecords: Bool { false }
    public var takesEntries: Bool { true }
    public var keepsAccounts: Bool { false }
    public mutating func fileHeader(_ header: NACHAFileHeader) throws {}
    public mutating func batchHeader(_ header: NACHABatchHeader) throws {}
    public mutating func entries(_ rows: NACHAEntryRows) throws {}
    public mutating func batchControl(_ control: NACHABatchControl) throws {}
    public mutating func fileControl(_ control: NACHAFileControl) throws {}
    public mutating func batchEnded(_ account: BatchAccount) throws {}
}

/// Takes nothing: for a file that is only checked.
struct NoHandler: NACHAHandler {
    var takesEntries: Bool { false }
}
