// Which bank lines need no partner: one answer for reconciliation and bookkeeping, so that the two never differ.

extension BankLine {
    /// The category by which the line is cleared and booked; nil where the line carries the key of a payment (TRN,
    /// ACH batch, check number), because then it belongs to that payment whatever its bank code says: an insurer's
    /// check comes under the code of the lockbox.
    public var ruleCategory: BankLineCategory? {
        traceKey == nil && achBatchNumber == nil && checkNumber == nil ? category : nil
    }
}
