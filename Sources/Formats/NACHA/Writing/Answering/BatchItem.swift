// One entry with the header of its batch: what a reversal, a return or a notification of change is made from, and what it is.
// Relies on the typed values.

/// An entry and the header of its batch.
public struct BatchItem: Sendable, Hashable {
    public var heading: BatchHeading
    public var entry: BatchEntry

    public init(_ heading: BatchHeading, _ entry: BatchEntry) {
        self.heading = heading
        self.entry = entry
    }

    /// The trace number that an answer refers to.
    func originalTrace() throws(NACHABuildFault) -> Int64 {
        if let trace = entry.trace { return trace }
        throw NACHABuildFault(
            .original, field: EntryFields.traceNumber.name,
            reason: "only an entry with its trace number can be answered")
    }

    /// The header of a batch of answers: the original's, from another bank. Numbers and settlement are given anew.
    func answered(by bank: RoutingNumber) -> BatchHeading {
        var answer = heading
        answer.originatingDFI = bank
        answer.batchNumber = nil
        answer.serviceClass = nil
        answer.settlementDay = nil
        answer.offset = nil
        return answer
    }
}

extension NACHAFileWriter {
    /// Adds an item, in the open batch where that has the same header, else in a new one. Items of one batch must follow each
    /// other, or they get several. Gives the entry's trace number.
    @discardableResult
    public mutating func add(_ item: BatchItem) throws(NACHABuildFault) -> Int64 {
        if openHeading != item.heading { try beginBatch(item.heading) }
        return try add(item.entry)
    }
}
