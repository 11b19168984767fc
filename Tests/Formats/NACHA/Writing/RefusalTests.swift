// Every code of a fault is provoked by a value, and the fault names no value.

import Money
import Testing

@testable import NACHA

/// One wrong value and the code of the fault that it must meet.
struct Refusal: Sendable, CustomStringConvertible {
    let description: String
    let code: NACHABuildFault.Code
    let attempt: @Sendable () throws -> Void

    init(_ code: NACHABuildFault.Code, _ description: String, _ attempt: @escaping @Sendable () throws -> Void) {
        self.description = description
        self.code = code
        self.attempt = attempt
    }

    /// One entry in one batch, changed.
    static func entry(
        _ code: NACHABuildFault.Code, _ description: String, _ entryClass: StandardEntryClass = .prearranged,
        _ change: @escaping @Sendable (inout DomesticEntry, inout BatchHeading) throws -> Void
    ) -> Refusal {
        Refusal(code, description) {
            var heading = Plain.batch(entryClass)
            var entry = Plain.entry()
            try change(&entry, &heading)
            _ = try Plain.contents(heading, [entry]).bytes()
        }
    }

    static func file(
        _ code: NACHABuildFault.Code, _ description: String, _ change: @escaping @Sendable (inout FileHeading) -> Void
    ) -> Refusal {
        Refusal(code, description) {
            var heading = try Plain.file()
            change(&heading)
            _ = try NACHAFileWriter(heading)
        }
    }
}

@Suite struct RefusalTests {
    static let headers: [Refusal] = [
        .file(.routingNumber, "destination of eight digits") { $0.destination = "07100028" },
        .file(.routingNumber, "destination with a wrong check digit") { $0.destination = "071000280" },
        .file(.missing, "no origin") { $0.origin = "" },
        .file(.tooLong, "destination name of 24") { $0.destinationName = String(repeating: "A", count: 24) },
        .file(.number, "time 2400") { $0.time = "2400" },
        .file(.number, "time 12:5") { $0.time = "12:5" },
        .file(.character, "modifier a") { $0.idModifier = "a" },
        .file(.character, "line feed in a name") { $0.originName = "A\nB" },
        .entry(.missing, "company name of zeros") { $1.originator = company(name: "000") },
        .entry(.tooLong, "company name of 17") { $1.originator = company(name: String(repeating: "A", count: 17)) },
        .entry(.missing, "blank description") { $1.entryDescription = " " },
        .entry(.number, "settlement day 367") { $1.settlementDay = 367 },
        .entry(.number, "status 0") { $1.originatorStatus = "0" },
        .entry(.number, "DNE with status 1", .deathNotification) { $1.originatorStatus = "1" },
        .entry(.side, "service class 280") { $1.serviceClass = .advices },
        .entry(.entryClass, "IAT with a domestic header", .international) { _, _ in },
        .entry(.missing, "originating bank of zeros") { $1.originatingDFI = RoutingNumber(identification: 0) },
        .entry(.order, "batch number 0") { $1.batchNumber = 0 },
        .entry(.side, "offset in ARC", .accountsReceivable) { $1.offset = offset },
        .entry(.side, "offset in credits only") {
            $1.offset = offset
            $1.serviceClass = .creditsOnly
        },
    ]

    static let entries: [Refusal] = [
        .entry(.amount, "no amount") { entry, _ in entry.cents = 0 },
        .entry(.amount, "a negative amount") { entry, _ in entry.cents = -1 },
        .entry(.amount, "eleven digits") { entry, _ in entry.cents = 10_000_000_000 },
        .entry(.amount, "a prenote with an amount") { entry, _ in entry.transaction.movement = .creditPrenote },
        .entry(.side, "a debit in 220") { entry, heading in
            entry.transaction.movement = .debit
            heading.serviceClass = .creditsOnly
        },
        .entry(.side, "a credit by telephone", .telephone) { _, _ in },
        .entry(.side, "a credit of checks", .truncatedCheck) { entry, _ in
            entry.details = .truncatedCheck(TruncatedCheckDetails(serialNumber: "1"))
        },
        .entry(.side, "a loan debited") { entry, _ in entry.transaction = AccountTransaction(.loan, .debit) },
        .entry(.entryClass, "zero-dollar PPD") { entry, _ in
            entry.transaction.movement = .zeroDollarCredit
            entry.cents = 0
        },
        .entry(.entryClass, "a return's code without a return") {
            $0.transaction.movement = .returnedCredit; _ = $1
        },
        .entry(.entryClass, "a loan prenote of a debit", .corporate) { entry, _ in
            entry.transaction = AccountTransaction(.loan, .debitPrenote)
            entry.cents = 0
        },
        .entry(.entryClass, "an acknowledgement on a loan account", .acknowledgement) { entry, _ in
            entry.details = .acknowledgement(
                AcknowledgementDetails(originalTrace: "071000280000001", companyName: "A"))
            entry.transaction = AccountTransaction(.loan, .zeroDollarCredit)
            entry.cents = 0
        },
        .entry(.entryClass, "details of another class", .corporateExchange) { _, _ in },
        .entry(.entryClass, "RCK without its description", .representedCheck) { entry, _ in
            entry.details = .check(CheckDetails(serialNumber: "1", name: "A"))
            entry.transaction.movement = .debit
        },
        .entry(.missing, "blank account") { entry, _ in entry.accountNumber = "" },
        .entry(.missing, "no name") { entry, _ in entry.details = .receiver(ReceiverDetails(name: "")) },
        .entry(.tooLong, "account of 18") { entry, _ in entry.accountNumber = String(repeating: "1", count: 18) },
        .entry(.character, "payment type X", .internet) { entry, _ in entry.discretionaryData = "X" },
        .entry(.addenda, "two addenda") { entry, _ in entry.addenda = .payment(["A", "B"]) },
        .entry(.addenda, "POS without a terminal", .pointOfSale) { _, _ in },
        .entry(.addenda, "a healthcare payment without its trace", .corporate) { _, heading in
            heading.entryDescription = EntryDescription.Kind.healthcareClaimPayment.rawValue
        },
        .entry(.addenda, "COR without a change", .notificationOfChange) { entry, _ in entry.cents = 0 },
        .entry(.amount, "a micro-entry of a dollar") { entry, heading in
            heading.entryDescription = EntryDescription.Kind.accountVerification.rawValue
            entry.cents = 100
        },
        .entry(.order, "a trace of another bank") { entry, _ in entry.trace = 91_000_010_000_001 },
        .entry(.amount, "a check above 25,000", .accountsReceivable) { entry, _ in
            entry.details = .check(CheckDetails(serialNumber: "1"))
            entry.transaction.movement = .debit
            entry.cents = 2_500_001
        },
        .entry(.number, "an acknowledged trace of words", .acknowledgement) { entry, _ in
            entry.details = .acknowledgement(AcknowledgementDetails(originalTrace: "ABC", companyName: "A"))
            entry.transaction.movement = .zeroDollarCredit
            entry.cents = 0
        },
    ]

    static let others: [Refusal] = [
        Refusal(.missing, "a file without a batch") {
            var writer = try NACHAFileWriter(try Plain.file())
            try writer.finish()
        },
        Refusal(.missing, "a batch without an entry") { _ = try Plain.contents([]).bytes() },
        Refusal(.order, "an entry without a batch") {
            var writer = try NACHAFileWriter(try Plain.file())
            try writer.add(Plain.entry())
        },
        Refusal(.order, "a batch after the end") {
            var writer = try NACHAFileWriter(try Plain.file())
            try writer.beginBatch(Plain.batch())
            try writer.add(Plain.entry())
            try writer.finish()
            try writer.beginBatch(Plain.batch())
        },
        Refusal(.order, "traces that descend") {
            let traces: [Int64] = [71_000_280_000_002, 71_000_280_000_001]
            _ = try Plain.contents(traces.map { Plain.entry(trace: $0) }).bytes()
        },
        Refusal(.limit, "the eighth digit of a trace") {
            _ = try Plain.contents([Plain.entry(trace: 71_000_289_999_999), Plain.entry()]).bytes()
        },
        Refusal(.limit, "thirteen digits of credits") {
            _ = try Plain.contents(Array(repeating: Plain.entry(cents: 9_999_999_999), count: 101)).bytes()
        },
        Refusal(.routingNumber, "a routing number of letters") { _ = try RoutingNumber("ABCDEFGH") },
        Refusal(.reasonCode, "a dishonored code in a return") {
            _ = try Plain.answered(.returned(Plain.returned("R61")))
        },
        Refusal(.missing, "R14 without a date") { _ = try Plain.answered(.returned(Plain.returned("R14"))) },
        Refusal(.original, "the return of a return") {
            let item = BatchItem(Plain.batch(), .domestic(Plain.entry(trace: 1)))
            let code = try #require(ReturnCode("R01"))
            var back = try item.returned(code)
            back.entry.trace = 2
            _ = try back.returned(code)
        },
        Refusal(.original, "the return of an entry without a trace") {
            _ = try BatchItem(Plain.batch(), .domestic(Plain.entry())).returned(try #require(ReturnCode("R01")))
        },
    ]

    @Test(arguments: headers + entries + others) func `a wrong value is refused by its code`(refusal: Refusal) {
        let fault = #expect(throws: NACHABuildFault.self) { try refusal.attempt() }
        #expect(fault?.code == refusal.code, "\(fault.map { $0.description } ?? "accepted")")
        #expect(fault?.description.contains("ALEX") != true && fault?.description.contains("0012-345") != true)
    }

    @Test func `every code of a fault is provoked`() {
        let provoked = Set((Self.headers + Self.entries + Self.others).map(\.code))
        #expect(provoked == Set(NACHABuildFault.Code.allCases))
    }

    private static func company(name: String) -> BatchOriginator {
        .company(CompanyHeading(name: name, identification: "1123456789"))
    }

    private static let offset = OffsetAccount(receivingDFI: Plain.bank, accountNumber: "1", name: "A")
}

extension Plain {
    static func returned(_ code: String) throws -> ReturnAddenda {
        ReturnAddenda(
            try #require(ReturnCode(code)), originalTrace: 71_000_280_000_001, originalReceivingDFI: bank)
    }

    /// A file of one entry that carries the addenda of an answer.
    static func answered(_ addenda: EntryAddenda) throws -> [UInt8] {
        var entry = entry(.returnedCredit)
        entry.addenda = addenda
        return try contents([entry]).bytes()
    }
}
