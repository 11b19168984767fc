// Rules on the addenda of IAT entries: their order and count, and what their fields hold.

import Parsing

extension NACHAReader {
    mutating func takeInternational(_ span: RawSpan, _ start: Int, _ isBad: Bool) {
        let type = RecordLayouts.pair(span, at: start + 1) ?? 0
        if type <= 16 {
            checkMandatory(type)
        } else {
            checkOptional(type, span, start)
        }
        if !isBad && span.word(start + 86) & ~0xFF != entry.sequenceWord { reportEntrySequence() }
        checkFields(type, span, start)
    }

    /// Addenda 10 to 16, once each and in order.
    private mutating func checkMandatory(_ type: Int) {
        if type == entry.internationalStep + 1 {
            entry.internationalStep = type
            return
        }
        if type == entry.internationalStep {
            add(
                NACHARules.internationalAddendaSequence, AddendaFields.typeCode,
                "Addenda \(type) stands twice in the entry.")
            return
        }
        add(
            NACHARules.internationalOrder, AddendaFields.typeCode,
            "Addenda \(type) stands where \(min(entry.internationalStep + 1, 16)) or a later type was expected.")
        if type > entry.internationalStep { entry.internationalStep = type }
    }

    /// Addenda 17 and 18, numbered each from 0001.
    private mutating func checkOptional(_ type: Int, _ span: RawSpan, _ start: Int) {
        if entry.internationalStep < 16 || (type == 17 && entry.correspondents > 0) {
            add(
                NACHARules.internationalOrder, AddendaFields.typeCode,
                "Addenda \(type) stands before addenda that must come first.")
        }
        if type == 17 { entry.remittances += 1 } else { entry.correspondents += 1 }
        let expected = type == 17 ? entry.remittances : entry.correspondents
        let sequence = span.number(AddendaFields.sequence, at: start) ?? -1
        if sequence != Int64(expected) {
            add(
                NACHARules.internationalSequence, AddendaFields.sequence,
                "The addenda number is not \(expected), the next of addenda \(type).")
        }
    }

    private mutating func checkFields(_ type: Int, _ span: RawSpan, _ start: Int) {
        for field in InternationalFields.parties(of: type) where span.isBlank(field, at: start) {
            add(NACHARules.internationalParty, field, "The \(field.name) is blank.")
        }
        switch type {
        case 10:
            let code = span.text(InternationalAddendaFields.transactionType, at: start)
            if !InternationalFields.transactionTypes.contains(code) {
                add(
                    NACHARules.internationalType, InternationalAddendaFields.transactionType,
                    "The transaction type code is not among those of the rules.")
            }
            if span.number(InternationalAddendaFields.foreignAmount, at: start) == nil {
                add(
                    NACHARules.foreignAmount, InternationalAddendaFields.foreignAmount,
                    "The foreign payment amount is not eighteen digits.")
            }
        case 13, 14, 18: checkBank(span, start)
        default: return
        }
    }

    private mutating func checkBank(_ span: RawSpan, _ start: Int) {
        let qualifier = span.number(InternationalAddendaFields.bankIDQualifier, at: start) ?? 0
        if !(1...3).contains(qualifier) {
            add(
                NACHARules.bankQualifier, InternationalAddendaFields.bankIDQualifier,
                "The qualifier of the bank's identification is not 01, 02 or 03.")
        }
        if !areLetters(InternationalFields.bankCountryLetters, span, start) {
            add(
                NACHARules.bankCountry, InternationalAddendaFields.bankCountry,
                "The bank's branch country is not two letters.")
        }
    }

    /// The screening indicators of an IAT entry detail.
    mutating func checkScreening(_ span: RawSpan, _ start: Int) {
        for field in [InternationalEntryFields.gatewayScreening, InternationalEntryFields.secondaryScreening] {
            switch span.byte(start + field.offset) {
            case 0x20, 0x30: continue
            case 0x31:
                add(NACHARules.screeningSuspect, field, "The \(field.name) is 1: a party may be on the list.")
            default: add(NACHARules.screeningIndicator, field, "The \(field.name) is not 0, 1 or blank.")
            }
        }
    }

    /// At the end of an IAT entry: all addenda there, and not too many.
    mutating func checkInternational() {
        if entry.internationalStep < 16 {
            add(
                NACHARules.addendaMissing, EntryFields.addendaIndicator, at: entry.place,
                "Addenda 10 to 16 are not all there; \(max(0, entry.internationalStep - 9)) came in order.")
        }
        if entry.remittances > 2 || entry.correspondents > 5 || entry.remittances + entry.correspondents > 5 {
            add(
                NACHARules.internationalCount, EntryFields.addendaIndicator, at: entry.place,
                "\(entry.remittances) addenda 17 and \(entry.correspondents) addenda 18 follow.")
        }
    }
}

/// What the fields of IAT addenda may hold.
enum InternationalFields {
    static let transactionTypes: Set<String> = [
        "ANN", "BUS", "DEP", "LOA", "MIS", "MOR", "PEN", "RLS", "REM", "SAL", "TAX", "ARC", "BOC", "MTE", "POP", "POS",
        "RCK", "SHR", "TEL", "WEB", "IAT",
    ]
    static let bankCountryLetters = NACHAField("DFI branch country code", at: 75, length: 2)

    /// Names and places that are screened, by addenda type.
    static func parties(of type: Int) -> [NACHAField] {
        switch type {
        case 10: [InternationalAddendaFields.receiverName]
        case 11: [InternationalAddendaFields.originatorName, InternationalAddendaFields.originatorStreet]
        case 12: [InternationalAddendaFields.originatorCity, InternationalAddendaFields.originatorCountry]
        case 13, 14, 18: [InternationalAddendaFields.bankName, InternationalAddendaFields.bankID]
        case 15: [InternationalAddendaFields.receiverStreet]
        case 16: [InternationalAddendaFields.receiverCity, InternationalAddendaFields.receiverCountry]
        default: []
        }
    }
}
