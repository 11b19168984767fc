// Charges and exchange of an entry or a detail, as the bank tells them beside the amount.
// Relies on Money. Neither changes what was booked: that is Ntry/Amt alone.

public import Money

/// One charge: a flat Chrgs (until version .02) or a Chrgs/Rcrd (from .03).
public struct EntryCharge: Sendable, Hashable {
    /// Unsigned; nil where it cannot be read, which is reported.
    public internal(set) var amount: Money?
    /// CdtDbtInd CRDT: a charge given back.
    public internal(set) var isCredit = false
    /// ChrgInclInd: already taken off the entry's amount. Otherwise it informs, or is booked by itself.
    public internal(set) var isIncluded = false
    /// The detail it belongs to, by its place in the entry; nil for a charge of the entry itself.
    public internal(set) var detail: Int?
}

/// How an amount came from another currency (CcyXchg).
public struct CurrencyExchange: Sendable, Hashable {
    public internal(set) var source: Currency?
    public internal(set) var target: Currency?
    /// The currency of which one unit is worth the rate; banks leave it out, and then mean either.
    public internal(set) var unit: Currency?
    /// XchgRate, a decimal as written.
    public internal(set) var rate = ""
}
