// One entry of a statement with its details, as the reader hands it over: typed values, and texts as ranges of bytes.
// Relies on Money. The value is reused from entry to entry; who keeps one past the call keeps a copy.

public import Money

/// Where an entry stands (ISO 20022 external code set, entry status; until version .06 a closed list).
public enum EntryStatus: UInt8, Sendable, Hashable {
    /// BOOK, or no status at all (which is reported).
    case booked
    /// PDNG: may vanish, or come back booked.
    case pending
    /// INFO: no booking.
    case information
    /// FUTR: on the books with a value date to come.
    case future
    /// A code of the bank's own, or one that is not known: never counted as booked.
    case other
}

/// A text of an entry or of one of its details.
public enum EntryField: UInt8, Sendable, Hashable {
    /// NtryRef.
    case entryReference
    /// AcctSvcrRef: of the entry, or of a detail's references.
    case servicerReference
    /// AddtlNtryInf or AddtlTxInf.
    case information
    /// Bank transaction code: domain, family, sub-family, and the bank's own code (often BAI2).
    case domain, family, subFamily, proprietaryCode
    /// Btch/MsgId and Btch/PmtInfId.
    case batchMessageID, batchID
    /// TxDtls/Refs.
    case paymentID, instructionID, endToEndID, uniqueReference, transactionID, mandateID, checkNumber, clearingReference
    /// RltdPties: names, wherever the version keeps them.
    case debtorName, creditorName
    /// RmtInf: Ustrd; RfrdDocInf/Nb; CdtrRefInf/Ref; AddtlRmtInf.
    case unstructured, documentNumber, creditorReference, remittanceInformation
    /// RtrInf: the reason's code, and the text beside it (where US banks put the R code).
    case returnCode, returnText
}

/// One transaction behind an entry (TxDtls).
public struct EntryDetail: Sendable {
    /// The amount, unsigned: TxDtls/Amt, else AmtDtls/TxAmt/Amt; nil when the detail gives none that can be read.
    public internal(set) var amount: Money?
    /// Whether it is a credit: its own CdtDbtInd, else the entry's.
    public internal(set) var isCredit = true
    /// Whether the detail has an AcctSvcrRef of its own in Refs.
    public internal(set) var hasServicerReference = false

    /// The detail's texts in the entry's list.
    var textRange = 0..<0
    var hasOwnSign = false
    var amountIsOwn = false
    /// AmtDtls/InstdAmt/Amt: what the originator ordered, in the currency it was ordered in.
    public internal(set) var instructedAmount: Money?
    /// AmtDtls/TxAmt/Amt, and AmtDtls/CntrValAmt/Amt.
    public internal(set) var transactionAmount: Money?
    public internal(set) var counterValue: Money?
    /// CcyXchg of the first of these that tells one.
    public internal(set) var exchange: CurrencyExchange?

    /// The amount with its sign, credits positive.
    public var signedAmount: Money? { isCredit ? amount : amount?.negated }

    /// The amount in the entry's currency: its own, else its countervalue, else that of the transaction.
    func amount(in currency: Currency) -> Money? {
        if let amount, amount.currency == currency { return amount }
        if let counterValue, counterValue.currency == currency { return counterValue }
        if let transactionAmount, transactionAmount.currency == currency { return transactionAmount }
        return nil
    }
}

/// What NtryDtls/Btch says of a batch booking.
public struct EntryBatch: Sendable {
    /// NbOfTxs.
    public internal(set) var count: Int?
    /// TtlAmt, unsigned.
    public internal(set) var total: Money?
}

/// One entry (Ntry).
public struct StatementEntry: Sendable {
    /// Place in its statement, from 0.
    public internal(set) var ordinal = 0
    /// Ntry/Amt, unsigned; nil when it cannot be read, which is reported as an error.
    public internal(set) var amount: Money?
    /// CdtDbtInd, which alone gives the direction.
    public internal(set) var isCredit = true
    /// RvslInd: takes an earlier entry of the other direction back; does not turn the sign.
    public internal(set) var isReversal = false
    public internal(set) var status = EntryStatus.booked
    public internal(set) var bookedOn: CalendarDate?
    public internal(set) var valueOn: CalendarDate?
    public internal(set) var details: [EntryDetail] = []
    /// The batches of its NtryDtls, where they say anything.
    public internal(set) var batches: [EntryBatch] = []

    /// Charges of the entry and of its details.
    public internal(set) var charges: [EntryCharge] = []

    struct Text {
        var field: EntryField
        var start: UInt32
        var count: UInt32
    }
    /// Texts of the entry itself, and of all its details in their order.
    var texts: [Text] = []
    var detailTexts: [Text] = []
    var bytes: [UInt8] = []

    /// The amount with its sign, credits positive.
    public var signedAmount: Money? { isCredit ? amount : amount?.negated }

    /// The first text of a field: of the entry itself, or of a detail by its place. Blanks at the ends are kept.
    public func text(_ field: EntryField, detail: Int? = nil) -> String? {
        for text in self.texts(ofDetail: detail) where text.field == field { return string(text) }
        return nil
    }

    /// Calls `body` with each text of the entry itself, or of one detail, in the order of the document.
    public func forEachText(detail: Int? = nil, _ body: (EntryField, RawSpan) -> Void) {
        for text in texts(ofDetail: detail) {
            let start = Int(text.start)
            let end = start + Int(text.count)
            if end <= bytes.count { body(text.field, bytes.span.bytes.extracting(start..<end)) }
        }
    }

    private func texts(ofDetail detail: Int?) -> ArraySlice<Text> {
        guard let detail else { return texts[...] }
        guard details.indices.contains(detail) else { return [] }
        return detailTexts[details[detail].textRange.clamped(to: detailTexts.indices)]
    }

    mutating func clear() {
        amount = nil
        isCredit = true
        isReversal = false
        status = .booked
        bookedOn = nil
        valueOn = nil
        details.removeAll(keepingCapacity: true)
        if !batches.isEmpty { batches.removeAll(keepingCapacity: true) }
        if !charges.isEmpty { charges.removeAll(keepingCapacity: true) }
        texts.removeAll(keepingCapacity: true)
        detailTexts.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    private func string(_ text: Text) -> String? {
        let start = Int(text.start)
        let end = start + Int(text.count)
        guard end <= bytes.count else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
