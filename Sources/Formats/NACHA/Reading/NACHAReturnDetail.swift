// What addenda 98 and 99 say, as typed values over the record's fields: returns, dishonored and contested returns,
// notifications of change and their refusals.
// Relies on the layouts, which the record already carries.

public import Money

/// The addenda that makes an entry a return or a notification of change.
public enum NACHAReturnDetail: Sendable, Hashable {
    case returned(NACHAReturn)
    case dishonored(NACHADishonoredReturn)
    case contested(NACHAContestedReturn)
    case change(NACHAChange)
    case refusedChange(NACHARefusedChange)

    /// Nil where the record is no addenda 98 or 99.
    public init?(_ record: NACHARecord) {
        switch record.layout {
        case ReturnAddendaFields.layout, ReturnAddendaFields.internationalLayout:
            self = .returned(NACHAReturn(record: record))
        case DishonoredAddendaFields.layout: self = .dishonored(NACHADishonoredReturn(record: record))
        case ContestedAddendaFields.layout: self = .contested(NACHAContestedReturn(record: record))
        case ChangeAddendaFields.layout, ChangeAddendaFields.internationalLayout:
            self = .change(NACHAChange(record: record))
        case ChangeAddendaFields.refusedLayout: self = .refusedChange(NACHARefusedChange(record: record))
        default: return nil
        }
    }
}

/// A return (addenda 99).
public struct NACHAReturn: Sendable, Hashable {
    public let record: NACHARecord
    /// `R01`.
    public var code: String { record[ReturnAddendaFields.returnCode] }
    /// Nil where the rules know no such code.
    public var reason: ReturnReason? { ReturnReason.of(code) }
    /// Fifteen digits.
    public var originalTrace: String { record[ReturnAddendaFields.originalTrace] }
    /// R14 and R15.
    public var dateOfDeath: CalendarDate? { record.date(ReturnAddendaFields.dateOfDeath) }
    /// Eight digits.
    public var originalReceivingDFI: String { record[ReturnAddendaFields.originalReceivingDFI] }
    /// Cents of the original forward entry; IAT only.
    public var originalAmount: Int64? { record.number(ReturnAddendaFields.originalAmount) }
    public var information: String {
        record[
            record.layout == ReturnAddendaFields.internationalLayout
                ? ReturnAddendaFields.internationalInformation : ReturnAddendaFields.information]
    }
    /// R17 on suspicion of fraud.
    public var isQuestionable: Bool { code == "R17" && information.hasPrefix("QUESTIONABLE") }
}

/// A dishonored return (addenda 99, R61 to R70): the originating bank does not take the return.
public struct NACHADishonoredReturn: Sendable, Hashable {
    /// A field of the return that R69 calls wrong.
    public enum WrongField: Int, Sendable, Hashable, CaseIterable {
        case accountNumber = 1
        case originalTrace, amount, individualID, transactionCode, companyID, effectiveDate
    }

    public let record: NACHARecord
    public var code: String { record[ReturnAddendaFields.returnCode] }
    public var reason: ReturnReason? { ReturnReason.of(code) }
    public var originalTrace: String { record[ReturnAddendaFields.originalTrace] }
    public var originalReceivingDFI: String { record[ReturnAddendaFields.originalReceivingDFI] }
    /// Trace number of the return that is dishonored.
    public var returnTrace: String { record[DishonoredAddendaFields.returnTrace] }
    /// Day of the year; nil where blank.
    public var returnSettlementDay: Int? { record.number(DishonoredAddendaFields.returnSettlementDay).map { Int($0) } }
    /// `R03`; empty where the field is blank.
    public var returnCode: String { reasonText(record[DishonoredAddendaFields.returnReason]) }
    public var information: String { record[DishonoredAddendaFields.information] }
    /// R69: the fields that the information lists, `01*03`.
    public var wrongFields: [WrongField] {
        if code != "R69" { return [] }
        return information.split(separator: "*").compactMap { Int($0).flatMap(WrongField.init) }
    }
}

/// A contested dishonored return, or a corrected return (addenda 99, R71 to R77).
public struct NACHAContestedReturn: Sendable, Hashable {
    public let record: NACHARecord
    public var code: String { record[ReturnAddendaFields.returnCode] }
    public var reason: ReturnReason? { ReturnReason.of(code) }
    public var originalTrace: String { record[ReturnAddendaFields.originalTrace] }
    public var originalReceivingDFI: String { record[ReturnAddendaFields.originalReceivingDFI] }
    /// When the original entry was returned; nil where blank.
    public var originalReturnDate: CalendarDate? { record.date(ContestedAddendaFields.originalReturnDate) }
    /// Days of the year; nil where blank.
    public var originalSettlementDay: Int? {
        record.number(ContestedAddendaFields.originalSettlementDay).map { Int($0) }
    }
    public var returnTrace: String { record[DishonoredAddendaFields.returnTrace] }
    public var returnSettlementDay: Int? { record.number(DishonoredAddendaFields.returnSettlementDay).map { Int($0) } }
    public var returnCode: String { reasonText(record[DishonoredAddendaFields.returnReason]) }
    public var dishonoredTrace: String { record[ContestedAddendaFields.dishonoredTrace] }
    public var dishonoredSettlementDay: Int? {
        record.number(ContestedAddendaFields.dishonoredSettlementDay).map { Int($0) }
    }
    /// `R68`.
    public var dishonoredCode: String { reasonText(record[ContestedAddendaFields.dishonoredReason]) }
}

/// A notification of change (addenda 98).
public struct NACHAChange: Sendable, Hashable {
    public let record: NACHARecord
    /// `C01`.
    public var code: String { record[ChangeAddendaFields.changeCode] }
    /// Nil where the rules know no such code.
    public var reason: ChangeReason? { ChangeReason.of(code) }
    public var originalTrace: String { record[ChangeAddendaFields.originalTrace] }
    public var originalReceivingDFI: String { record[ChangeAddendaFields.originalReceivingDFI] }
    /// As written, without the blanks behind it.
    public var correctedText: String {
        record[
            record.layout == ChangeAddendaFields.internationalLayout
                ? ChangeAddendaFields.internationalData : ChangeAddendaFields.correctedData]
    }
    /// Nil where the data is blank or cannot be understood.
    public var correctedData: CorrectedData? { CorrectedData(changeCode: code, text: correctedText) }
}

/// A refused notification of change (addenda 98, C61 to C69).
public struct NACHARefusedChange: Sendable, Hashable {
    public let record: NACHARecord
    /// `C61`.
    public var code: String { record[ChangeAddendaFields.changeCode] }
    public var reason: ChangeReason? { ChangeReason.of(code) }
    public var originalTrace: String { record[ChangeAddendaFields.originalTrace] }
    public var originalReceivingDFI: String { record[ChangeAddendaFields.originalReceivingDFI] }
    public var correctedText: String { record[ChangeAddendaFields.correctedData] }
    /// The code of the notification that is refused, `C01`.
    public var refusedCode: String { record[ChangeAddendaFields.refusedCode] }
    /// Last seven digits of the notification's trace number.
    public var changeSequence: String { record[ChangeAddendaFields.changeSequence] }
    public var correctedData: CorrectedData? { CorrectedData(changeCode: refusedCode, text: correctedText) }
}

extension NACHAEntryRows {
    /// What makes the entry a return or a change; nil on a forward entry, and where the handler keeps no records.
    public func returnDetail(of entry: NACHAEntry) -> NACHAReturnDetail? {
        if entry.reasonCode == nil { return nil }
        return addenda(of: entry).lazy.compactMap { NACHAReturnDetail($0) }.first
    }
}

private func reasonText(_ digits: String) -> String { digits.isEmpty ? "" : "R" + digits }
