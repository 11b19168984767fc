import ISO20022
import Money
import Testing

@Suite struct CheckDigitsTests {
    @Test func rightNumbers() {
        #expect(CheckDigits.isIBAN("GB82WEST12345698765432") && CheckDigits.isIBAN("DE89370400440532013000"))
        #expect(CheckDigits.isBIC("ABCDUS33") && CheckDigits.isBIC("ABCDDEFFZZZ"))
        #expect(CheckDigits.isCreditorReference("RF18539007547034"))
        #expect(CheckDigits.isLegalEntity("00000000000000000098"))
        #expect(CheckDigits.isUniqueReference("0f0f0f0f-0000-4000-8000-000000000001"))
        #expect(CheckDigits.isCountry("US"))
    }

    @Test(arguments: [
        "", "GB82", "GB82WEST12345698765433", "GB82 WEST 1234 5698 7654 32", "gb82WEST12345698765432",
        "DE8937040044053201300",
    ])
    func wrongIBANs(text: String) { #expect(!CheckDigits.isIBAN(text)) }

    @Test(arguments: ["", "ABCDUS3", "ABCDUS3333", "ABCD0033", "abcdus33"])
    func wrongBICs(text: String) { #expect(!CheckDigits.isBIC(text)) }

    @Test(arguments: [
        "0F0F0F0F-0000-4000-8000-000000000001", "0f0f0f0f-0000-1000-8000-000000000001",
        "0f0f0f0f-0000-4000-c000-000000000001", "0f0f0f0f00004000800000000000000001",
    ])
    func wrongUniqueReferences(text: String) { #expect(!CheckDigits.isUniqueReference(text)) }

    /// One wrong digit, or two neighbours exchanged, is always found in an IBAN.
    @Test func everySingleErrorIsFound() {
        let right = Array("DE89370400440532013000")
        for place in 2..<right.count {
            for digit in "0123456789" where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect(!CheckDigits.isIBAN(String(wrong)))
            }
        }
    }
}

@Suite struct MessageTimeTests {
    @Test(arguments: [
        "2026-03-09T10:00:00", "2026-03-09T10:00:00Z", "2026-03-09T10:00:00.250-05:00", "2026-03-09T23:59:59.007+14:00",
    ])
    func readsBackAsWritten(text: String) { #expect(MessageTime(text)?.description == text) }

    @Test(arguments: [
        "", "2026-03-09", "2026-02-30T10:00:00", "2026-03-09T24:30:00", "2026-03-09T10:61:00",
        "2026-03-09T10:00:00+15:00", "2026-03-09 10:00:00",
    ])
    func refusesWhatIsNoTime(text: String) { #expect(MessageTime(text) == nil) }

    @Test func partsAreBounded() {
        let day = CalendarDate(dayNumber: 20_521)
        #expect(MessageTime(day, hour: 24, minute: 0) == nil)
        #expect(
            MessageTime(day, hour: 9, minute: 5, second: 7, millisecond: 90)?.description == "2026-03-09T09:05:07.090")
    }
}

/// What is printed or logged shows no name, no account and no remittance.
@Suite struct PaymentValuePrintingTests {
    @Test func nothingPrivateIsPrinted() {
        for seed in 1...5 {
            var random = RandomOrder(seed: UInt64(seed), version: .v09)
            let values = random.values()
            for transfer in values.transfers.joined() {
                let printed = "\(transfer) \(transfer.remittance) \([transfer.creditorAccount]) \([transfer.creditor])"
                #expect(!printed.contains(transfer.creditor?.name ?? "none"))
                #expect(!printed.contains(transfer.creditorAccount?.number.text ?? "none"))
                #expect(transfer.remittance.unstructured.allSatisfy { !printed.contains($0) })
            }
        }
        #expect(AccountNumber.other("4000123456").description == "•••3456")
        #expect(AccountNumber.other("1234").description == "•••")
    }
}
