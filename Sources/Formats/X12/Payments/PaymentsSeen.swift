// Remembers the payments of a file by what names them, to tell one that comes a second time in another set or interchange.

struct PaymentsSeen {
    private var seen = SeenNumbers()

    /// Whether no payment before had the same trace, payer, amount and day; always true for one without a trace or amount, and
    /// once no more can be remembered.
    mutating func isNew(_ payment: PaymentTransaction) -> Bool {
        guard !payment.trace.isEmpty, let hundredths = payment.hundredths else { return true }
        return seen.insert(
            [
                payment.kind.rawValue, payment.trace, payment.payerID, String(hundredths),
                payment.effectiveOn?.description ?? "",
            ].joined(separator: "\u{1F}"))
    }
}
