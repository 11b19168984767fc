// Takes IAT entries apart into typed values. Relies on EntryRecords.

extension EntryRecords {
    private typealias Fields = InternationalAddendaFields

    /// An IAT entry: addenda 10 to 16 in order, then 17, 18, and what answers it.
    func international(trace: Int64) throws(NACHABuildFault) -> InternationalEntry {
        for type in 10...16 where count < 8 || self.type(type - 9) != type {
            throw NACHABuildFault(.addenda, field: "addenda", reason: "10 to 16 do not follow in order")
        }
        var next = 8
        var remittance: [String] = []
        while next < count, type(next) == 17 {
            remittance.append(text(Fields.remittanceInformation, record: next))
            next += 1
        }
        var correspondents: [InternationalBank] = []
        while next < count, type(next) == 18 {
            correspondents.append(bank(next))
            next += 1
        }
        return InternationalEntry(
            try transaction(), receivingDFI: try routing(EntryFields.receivingDFI),
            cents: try number(EntryFields.amount), accountNumber: text(InternationalEntryFields.foreignAccount),
            gatewayScreening: text(InternationalEntryFields.gatewayScreening),
            secondaryScreening: text(InternationalEntryFields.secondaryScreening),
            transactionType: text(Fields.transactionType, record: 1),
            foreignAmount: try number(Fields.foreignAmount, record: 1),
            foreignTrace: text(Fields.foreignTrace, record: 1),
            originator: InternationalParty(
                name: text(Fields.originatorName, record: 2), street: text(Fields.originatorStreet, record: 2),
                city: text(Fields.originatorCity, record: 3), country: text(Fields.originatorCountry, record: 3)),
            originatingBank: bank(4), receivingBank: bank(5), receiverID: text(Fields.receiverID, record: 6),
            receiver: InternationalParty(
                name: text(Fields.receiverName, record: 1), street: text(Fields.receiverStreet, record: 6),
                city: text(Fields.receiverCity, record: 7), country: text(Fields.receiverCountry, record: 7)),
            remittance: remittance, correspondents: correspondents, answer: try answer(at: next), trace: trace)
    }

    private func bank(_ record: Int) -> InternationalBank {
        InternationalBank(
            name: text(Fields.bankName, record: record), qualifier: text(Fields.bankIDQualifier, record: record),
            identification: text(Fields.bankID, record: record), country: text(Fields.bankCountry, record: record))
    }

    private func answer(at record: Int) throws(NACHABuildFault) -> InternationalAnswer {
        guard record < count else { return .none }
        switch type(record) {
        case 98:
            let code = try changeCode(record: record)
            return code.isRefusal
                ? .refusedChange(try refusedChange(code, record: record))
                : .change(try change(code, isInternational: true, record: record))
        case 99:
            let code = try returnCode(record: record)
            if code.isDishonored { return .dishonored(try dishonored(code, record: record)) }
            if code.isContested { return .contested(try contested(code, record: record)) }
            return .returned(
                try returned(code, ReturnAddendaFields.internationalInformation, record: record),
                forwardAmount: try number(ReturnAddendaFields.originalAmount, record: record))
        default: throw NACHABuildFault(.addenda, field: AddendaFields.typeCode.name, reason: "of no known type")
        }
    }
}
