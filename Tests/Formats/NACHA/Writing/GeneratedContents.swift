// Files as typed values, made at random from a seed: every class, every kind of addenda, and what a seed gives is the same in
// every run. Each is what the rules allow; a test that wants otherwise changes one value.

import Money

@testable import NACHA

struct ContentsGenerator {
    var chance: SeededGenerator
    /// A banking day: the day on which everything is made and takes effect.
    let today: CalendarDate

    init(seed: Int) {
        chance = SeededGenerator(seed: UInt64(seed))
        let day = CalendarDate(dayNumber: Int32.random(in: 20_000...21_000, using: &chance))
        today = BankingCalendar.federalReserve.bankingDay(onOrAfter: day)
    }

    /// The classes of forward entries.
    static let forwardClasses = StandardEntryClass.allCases.filter { $0 != .notificationOfChange }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &chance) }
    mutating func flip() -> Bool { Bool.random(using: &chance) }

    /// 1 to `most` characters, no blank at either end, a letter first.
    mutating func text(_ most: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        let all = letters + Array("0123456789 .,-*/\\~#&'")
        var text = String(letters[number(0...51)])
        for _ in 1..<max(2, number(1...most)) where text.utf8.count < most {
            text.append(all[number(0...(all.count - 1))])
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(number(0...9)) }.joined() }

    mutating func routing() -> RoutingNumber { RoutingNumber(identification: Int32(number(1_000_000...12_999_999))) }

    mutating func fileHeading() -> FileHeading {
        FileHeading(
            destination: routing().description, destinationName: text(23),
            origin: flip() ? routing().description : "1" + digits(9), originName: text(23), created: today,
            time: flip() ? "" : "0830", idModifier: ["A", "Z", "0", "9"][number(0...3)],
            referenceCode: flip() ? "" : text(8))
    }

    mutating func heading(_ entryClass: StandardEntryClass, description: String? = nil) -> BatchHeading {
        let isInternational = entryClass == .international
        let company = CompanyHeading(
            name: text(16), identification: "1" + digits(9), discretionaryData: flip() ? "" : text(20),
            descriptiveDate: flip() ? "" : "SD1300")
        let international = InternationalHeading(
            originatorID: "1" + digits(9), exchangeReference: flip() ? "" : digits(15), destinationCountry: "CA",
            destinationCurrency: "CAD")
        return BatchHeading(
            entryClass, isInternational ? .international(international) : .company(company),
            entryDescription: description ?? entryClass.fixedDescription ?? text(10),
            effectiveDate: entryClass == .enrollment ? nil : today, originatingDFI: routing(),
            settlementDay: flip() ? nil : number(1...366))
    }

    mutating func contents(_ classes: [StandardEntryClass], entries: Int = 5) -> NACHAFileContents {
        var batches: [NACHABatchContents] = []
        for entryClass in classes {
            let heading = heading(entryClass)
            let entries = (0..<number(1...entries)).map { _ in entry(entryClass) }
            batches.append(
                NACHABatchContents(heading, entries: entries, controlText: flip() ? "" : text(19)))
        }
        return NACHAFileContents(fileHeading(), batches: batches)
    }

    mutating func entry(_ entryClass: StandardEntryClass) -> BatchEntry {
        switch entryClass {
        case .international: .international(internationalEntry())
        case .advice: .advice(advice())
        default: .domestic(domesticEntry(entryClass))
        }
    }

    mutating func domesticEntry(_ entryClass: StandardEntryClass) -> DomesticEntry {
        let movement = movement(entryClass)
        let rules = entryClass.rules(isInternational: false)
        var cents: Int64 = 0
        if movement.isLive && !rules.isAmountless {
            cents = Int64(number(1...Int(min(rules.amountLimit, 9_999_999_999))))
        }
        var kinds: [AccountKind] = movement.isDebit ? [.checking, .savings, .generalLedger] : AccountKind.allCases
        if rules.isAmountless { kinds = [.checking, .savings] }
        return DomesticEntry(
            AccountTransaction(kinds[number(0...(kinds.count - 1))], movement), receivingDFI: routing(),
            accountNumber: flip() ? "00" + digits(15) : text(17), cents: cents, details: details(entryClass),
            addenda: addenda(rules), discretionaryData: flip() ? "" : "S")
    }

    private mutating func movement(_ entryClass: StandardEntryClass) -> AccountMovement {
        let choices: [AccountMovement] =
            switch entryClass {
            case .acknowledgement, .acknowledgementExchange: [.zeroDollarCredit]
            case .deathNotification, .enrollment: [.creditPrenote]
            case .telephone, .truncatedCheck, .truncatedCheckExchange, .destroyedCheck, .accountsReceivable,
                .backOfficeConversion, .pointOfPurchase, .representedCheck:
                [.debit]
            case .customerInitiated: [.credit]
            case .corporate, .corporateExchange:
                [.credit, .debit, .creditPrenote, .debitPrenote, .zeroDollarCredit, .zeroDollarDebit]
            default: [.credit, .debit, .credit, .debit, .creditPrenote]
            }
        return choices[number(0...(choices.count - 1))]
    }

    private mutating func details(_ entryClass: StandardEntryClass) -> EntryDetails {
        switch entryClass {
        case .customerInitiated: .customer(CustomerDetails(name: text(15), identification: text(22)))
        case .corporateExchange, .enrollment, .truncatedCheckExchange:
            .exchange(ExchangeDetails(identification: flip() ? "" : text(15), companyName: text(16)))
        case .acknowledgement:
            .acknowledgement(AcknowledgementDetails(originalTrace: digits(15), companyName: text(22)))
        case .acknowledgementExchange:
            .acknowledgementExchange(AcknowledgementDetails(originalTrace: digits(15), companyName: text(16)))
        case .accountsReceivable, .backOfficeConversion:
            .check(CheckDetails(serialNumber: "7" + digits(6), name: flip() ? "" : text(22)))
        case .representedCheck: .check(CheckDetails(serialNumber: "7" + digits(14), name: text(22)))
        case .truncatedCheck, .destroyedCheck:
            .truncatedCheck(
                TruncatedCheckDetails(
                    serialNumber: "7" + digits(5), processControl: flip() ? "" : text(6), itemResearch: text(16)))
        case .pointOfPurchase:
            .pointOfPurchase(
                PointOfPurchaseDetails(
                    serialNumber: "7" + digits(8), terminalCity: text(4), terminalState: "PA",
                    name: flip() ? "" : text(22)))
        case .sharedNetwork:
            .sharedNetwork(
                SharedNetworkDetails(cardExpiry: "0722", documentReference: digits(11), cardAccount: "4" + digits(15)))
        case .machineTransfer:
            .terminalUser(TerminalUserDetails(name: text(22), identification: flip() ? "" : text(15)))
        default: .receiver(ReceiverDetails(identification: flip() ? "" : text(15), name: text(22)))
        }
    }

    private mutating func addenda(_ rules: EntryClass) -> EntryAddenda {
        if rules.addendaType == 2 {
            var terminal = TerminalAddenda(
                terminalID: text(6), serialNumber: "1" + digits(5), transactionDate: "0614", location: text(27))
            terminal.firstReference = flip() ? "" : text(7)
            terminal.secondReference = flip() ? "" : text(3)
            terminal.authorization = flip() ? "" : digits(6)
            terminal.city = text(15)
            terminal.state = "VA"
            return .terminal(terminal)
        }
        let count = number(rules.addendaLeast...min(rules.addendaMost, 4))
        return count == 0 ? .none : .payment((0..<count).map { _ in text(80) })
    }

    mutating func internationalEntry() -> InternationalEntry {
        let remittance = (0..<number(0...2)).map { _ in text(80) }
        let correspondents = (0..<number(0...(5 - remittance.count))).map { _ in bank() }
        return InternationalEntry(
            AccountTransaction(.checking, flip() ? .credit : .debit), receivingDFI: routing(),
            cents: Int64(number(1...9_999_999_999)), accountNumber: text(35), gatewayScreening: flip() ? "" : "0",
            secondaryScreening: flip() ? "" : "0", transactionType: "BUS",
            foreignAmount: Int64(number(1...1_000_000_000_000)), foreignTrace: flip() ? "" : text(22),
            originator: party(), originatingBank: bank(), receivingBank: bank(), receiverID: flip() ? "" : text(15),
            receiver: party(), remittance: remittance, correspondents: correspondents)
    }

    private mutating func party() -> InternationalParty {
        InternationalParty(name: text(35), street: text(35), city: "Lakeside*PA\\", country: "US*19305\\")
    }

    private mutating func bank() -> InternationalBank {
        InternationalBank(name: text(35), identification: "1" + digits(number(5...33)), country: "CA")
    }

    mutating func advice() -> AdviceEntry {
        AdviceEntry(
            code: number(81...88), receivingDFI: routing(), accountNumber: text(15),
            cents: Int64(number(0...999_999_999_999)), adviceRouting: digits(9), fileID: text(5),
            operatorData: flip() ? "" : "X", name: text(22), discretionaryData: flip() ? "" : "ZZ",
            operatorRouting: RoutingNumber(identification: 1_100_001), creationDay: 42)
    }
}
