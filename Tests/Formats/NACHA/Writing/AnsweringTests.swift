// Answers made from originals: each is read without an error or a warning, refers to its original, and carries its amount.

import Money
import Parsing
import Testing

@testable import NACHA

@Suite struct AnsweringTests {
    /// Entries of every class that can be answered, with their traces, as a bank receives them.
    static func originals(seed: Int) throws -> [BatchItem] {
        var generator = ContentsGenerator(seed: seed)
        let classes = ContentsGenerator.forwardClasses.filter { $0 != .advice }
        let (contents, _) = try Written.read(try generator.contents(classes).bytes())
        return contents.batches.flatMap { batch in batch.entries.map { BatchItem(batch.heading, $0) } }
    }

    /// The file of some items, read again.
    private func sent(_ items: [BatchItem]) throws -> (items: [BatchItem], report: NACHAReport) {
        var writer = try NACHAFileWriter(try Plain.file())
        for item in items { try writer.add(item) }
        try writer.finish()
        let bytes = writer.takeBytes()
        let (contents, report) = try Written.read(bytes)
        #expect(report.findings.errorCount == 0 && report.findings.warningCount == 0, "\(Written.codes(report))")
        #expect(try contents.bytes() == bytes)
        let read = contents.batches.flatMap { batch in batch.entries.map { BatchItem(batch.heading, $0) } }
        return (read, report)
    }

    private func cents(_ items: [BatchItem], isDebit: Bool) -> Int64 {
        items.filter { $0.entry.isDebit == isDebit }.reduce(0) { $0 + $1.entry.cents }
    }

    private func code(_ text: String) throws -> ReturnCode { try #require(ReturnCode(text)) }

    @Test(arguments: 1...15) func `returns have the totals of their originals and refer to them`(seed: Int) throws {
        let originals = try Self.originals(seed: seed)
        let (returned, report) = try sent(try originals.map { try $0.returned(try code("R02"), information: "CLOSED") })
        #expect(report.summary.returns == originals.count && returned.count == originals.count)
        #expect(report.summary.debitCents == cents(originals, isDebit: true))
        #expect(report.summary.creditCents == cents(originals, isDebit: false))
        for (original, back) in zip(originals, returned) {
            #expect(back.entry.returnAddenda?.originalTrace == original.entry.trace)
            #expect(back.entry.returnAddenda?.originalReceivingDFI == back.heading.originatingDFI)
            #expect(back.entry.receiver == original.heading.originatingDFI)
            #expect(back.heading.entryClass == original.heading.entryClass)
            #expect(back.entry.isDebit == original.entry.isDebit)
        }
    }

    @Test(arguments: 1...8) func `returns are dishonored, and dishonored returns contested`(seed: Int) throws {
        let originals = try Self.originals(seed: seed)
        let returned = try sent(try originals.map { try $0.returned(try code("R03")) }).items
        let dishonored = try sent(
            try returned.map { try $0.dishonored(try code("R69"), settlementDay: 42, information: "01*03") }
        ).items
        let contested = try sent(
            try dishonored.map {
                try $0.contested(
                    try code("R74"), originalReturned: Plain.day, originalSettlementDay: 40, settlementDay: 44)
            })
        #expect(contested.report.summary.debitCents == cents(originals, isDebit: true))
        for (index, item) in contested.items.enumerated() {
            let addenda = try #require(item.entry.contestedAddenda)
            #expect(addenda.originalTrace == originals[index].entry.trace)
            #expect(addenda.returnTrace == returned[index].entry.trace)
            #expect(addenda.dishonoredTrace == dishonored[index].entry.trace)
            #expect(addenda.returnCode.description == "R03" && addenda.dishonoredCode.description == "R69")
            #expect(addenda.returnSettlementDay == 42 && addenda.dishonoredSettlementDay == 44)
            // Back and forth: the contest comes from the bank that made the return.
            #expect(item.heading.originatingDFI == returned[index].heading.originatingDFI)
        }
    }

    static let corrections: [Correction] = [
        .accountNumber("1918171614"), .routingNumber(Plain.bank), .routingAndAccount(Plain.bank, "00012345678901234"),
        .name("ALEX ABBOTT"), .transactionCode(AccountTransaction(.savings, .credit)),
        .accountAndTransactionCode("12345", AccountTransaction(.savings, .debit)),
        .routingAccountAndTransactionCode(Plain.bank, "12345", AccountTransaction(.checking, .credit)),
        .identification("EMP-77"), .addendaFormat, .entryClass,
    ]

    @Test(arguments: corrections) func `changes say what to correct, in the columns of their code`(
        correction: Correction
    ) throws {
        let originals = try Self.originals(seed: 3).filter { item in
            if case .domestic(let entry) = item.entry, case .check(let check) = entry.details {
                return !check.name.isEmpty
            }
            return item.heading.entryClass != .pointOfPurchase
        }
        let (changes, report) = try sent(try originals.map { try $0.corrected(correction) })
        #expect(report.summary.changes == originals.count)
        #expect(report.summary.debitCents == 0 && report.summary.creditCents == 0)
        for (original, change) in zip(originals, changes) {
            #expect(change.entry.changeAddenda?.corrected == correction)
            #expect(change.entry.changeAddenda?.originalTrace == original.entry.trace)
            #expect(change.heading.entryClass == .notificationOfChange)
            #expect(change.heading.isInternational == original.heading.isInternational)
        }
        if correction.code.number >= 13 { return }
        let refusal = try #require(ChangeCode("C65"))
        let (refused, _) = try sent(try changes.map { try $0.refused(refusal) })
        for (change, back) in zip(changes, refused) {
            let addenda = try #require(back.entry.refusedChangeAddenda)
            #expect(addenda.refusedCode == correction.code)
            #expect(Int64(addenda.changeSequence) == (change.entry.trace ?? 0) % 10_000_000)
            #expect(back.entry.receiver == change.heading.originatingDFI)
        }
    }

    @Test func `corrected data stands in the columns of the rules`() throws {
        let texts = Dictionary(uniqueKeysWithValues: Self.corrections.map { ($0.code.description, $0.text) })
        #expect(texts["C03"] == "071000288   00012345678901234")
        #expect(texts["C06"] == "12345               37")
        #expect(texts["C07"] == "07100028812345            22")
        let item = BatchItem(Plain.batch(), .domestic(Plain.entry(trace: 71_000_280_000_001)))
        let tooLong = try item.corrected(.accountNumber("123456789012345678"))
        #expect(throws: NACHABuildFault.self) { try sent([tooLong]) }
        let foreign = Correction.foreignReceivingDFI("DEUTDEFF")
        #expect(throws: NACHABuildFault.self) { try item.corrected(foreign) }
    }

    @Test func `an international entry has answers of its own`() throws {
        let originals = try Self.originals(seed: 6).filter { $0.heading.isInternational }
        let correction = Correction.foreignReceivingDFI("DEUTDEFF500-SOME-NATIONAL-BANK-ID0")
        let (changes, report) = try sent(try originals.map { try $0.corrected(correction) })
        #expect(report.summary.secCodes == ["COR"] && changes.allSatisfy { $0.heading.isInternational })
        #expect(changes.allSatisfy { $0.entry.changeAddenda?.corrected == correction })
        let (returned, _) = try sent(
            try originals.map { try $0.returned(try code("R80"), information: "CODING", forwardAmount: 4_200) })
        for item in returned {
            guard case .international(let entry) = item.entry, case .returned(_, let amount) = entry.answer else {
                Issue.record("no international return")
                continue
            }
            #expect(amount == 4_200 && entry.remittance.isEmpty && entry.correspondents.isEmpty)
        }
    }

    @Test func `a return for a death names its date`() throws {
        let item = BatchItem(Plain.batch(), .domestic(Plain.entry(trace: 71_000_280_000_001)))
        let day = try #require(CalendarDate(iso: "2026-02-14"))
        let (returned, _) = try sent([try item.returned(try code("R15"), dateOfDeath: day)])
        #expect(returned.first?.entry.returnAddenda?.dateOfDeath == day)
        #expect(throws: NACHABuildFault.self) { try sent([try item.returned(try code("R01"), dateOfDeath: day)]) }
    }

    @Test func `items with one header share a batch`() throws {
        let items = [1, 2, 3].map { BatchItem(Plain.batch(), .domestic(Plain.entry(trace: 71_000_280_000_000 + $0))) }
        let other = BatchItem(Plain.batch(name: "OTHER"), .domestic(Plain.entry(trace: 71_000_280_000_004)))
        let back = try sent(try (items + [other]).map { try $0.returned(try code("R03")) })
        #expect(back.report.summary.batches == 2 && back.report.summary.returns == 4)
    }

    @Test(arguments: 1...15) func `a reversal swaps the sides and keeps the money`(seed: Int) throws {
        var generator = ContentsGenerator(seed: seed)
        let classes: [StandardEntryClass] = [
            .prearranged, .corporate, .corporateExchange, .internet, .pointOfSale, .machineTransfer, .sharedNetwork,
            .international,
        ]
        let original = try generator.contents(classes).bytes()
        let (read, report) = try Written.read(original)
        var reversal: [UInt8] = []
        var source = MemoryByteSource(original, pieceSize: 777)
        let figures = try NACHAReverser.reverse(
            &source, as: try Plain.file(idModifier: "R"), effective: try #require(Plain.day)
        ) { piece in piece.withUnsafeBytes { reversal.append(contentsOf: $0) } }
        let (turned, turnedReport) = try Written.read(reversal)
        #expect(turnedReport.findings.errorCount == 0 && turnedReport.findings.warningCount == 0)
        #expect(turnedReport.summary.debitCents == report.summary.creditCents)
        #expect(turnedReport.summary.creditCents == report.summary.debitCents)
        #expect(figures.debits == report.summary.creditCents && figures.credits == report.summary.debitCents)
        #expect(figures.reversed + figures.leftOut == report.summary.entries)
        let reversible = read.batches.filter { $0.entries.contains(where: \.movesMoney) }
        #expect(turned.batches.count == reversible.count)
        for (batch, back) in zip(reversible, turned.batches) {
            #expect(back.heading.entryDescription == "REVERSAL")
            #expect(back.heading.originator == batch.heading.originator)
            #expect(back.entries.map(\.cents) == batch.entries.filter(\.movesMoney).map(\.cents))
        }
        // What is reversed once is not reversed again.
        var again = MemoryByteSource(reversal)
        #expect(throws: NACHABuildFault.self) {
            try NACHAReverser.reverse(&again, as: try Plain.file(), effective: try #require(Plain.day)) { _ in }
        }
    }
}

extension BatchEntry {
    fileprivate var receiver: RoutingNumber? {
        switch self {
        case .domestic(let entry): entry.receivingDFI
        case .international(let entry): entry.receivingDFI
        case .advice: nil
        }
    }

    fileprivate var returnAddenda: ReturnAddenda? {
        switch self {
        case .domestic(let entry): if case .returned(let addenda) = entry.addenda { addenda } else { nil }
        case .international(let entry): if case .returned(let addenda, _) = entry.answer { addenda } else { nil }
        case .advice: nil
        }
    }

    fileprivate var contestedAddenda: ContestedAddenda? {
        switch self {
        case .domestic(let entry): if case .contested(let addenda) = entry.addenda { addenda } else { nil }
        case .international(let entry): if case .contested(let addenda) = entry.answer { addenda } else { nil }
        case .advice: nil
        }
    }

    fileprivate var changeAddenda: ChangeAddenda? {
        switch self {
        case .domestic(let entry): if case .change(let addenda) = entry.addenda { addenda } else { nil }
        case .international(let entry): if case .change(let addenda) = entry.answer { addenda } else { nil }
        case .advice: nil
        }
    }

    fileprivate var refusedChangeAddenda: RefusedChangeAddenda? {
        switch self {
        case .domestic(let entry): if case .refusedChange(let addenda) = entry.addenda { addenda } else { nil }
        case .international(let entry): if case .refusedChange(let addenda) = entry.answer { addenda } else { nil }
        case .advice: nil
        }
    }
}
