// What the batch's class allows of an entry: refused here is what a reader would find wrong.
// Relies on EntryClass, the table that the reader uses too.
// Nacha Operating Rules, Appendix Three, and the classes' own articles in Article Two.

/// One for each batch; a class, so that a check of an entry copies nothing of the heading.
final class EntryAllowance: Sendable {
    private let heading: BatchHeading
    private let rules: EntryClass
    private let isReversal: Bool
    private let isVerification: Bool
    private let isHealthcare: Bool

    init(_ heading: BatchHeading) {
        self.heading = heading
        rules = heading.entryClass.rules(isInternational: heading.isInternational)
        isReversal = heading.isReversal
        isVerification = heading.entryDescription == EntryDescription.Kind.accountVerification.rawValue
        isHealthcare =
            heading.entryClass == .corporate
            && heading.entryDescription == EntryDescription.Kind.healthcareClaimPayment.rawValue
    }

    /// Throws unless the batch's class, sides and amounts allow the entry. An offset entry may stand on the side that an
    /// originator's own entries may not.
    func check(_ entry: BatchEntry, isOffset: Bool = false) throws(NACHABuildFault) {
        switch entry {
        case .domestic(let entry): try check(entry, isOffset: isOffset)
        case .international(let entry): try check(entry)
        case .advice(let entry): try check(entry)
        }
        try checkServiceClass(isDebit: entry.isDebit)
        let digits: Int64 = rules.shape == .advice ? 999_999_999_999 : 9_999_999_999
        if !(0...digits).contains(entry.cents) { throw amount("below zero or too many digits") }
    }

    private func check(_ entry: DomesticEntry, isOffset: Bool) throws(NACHABuildFault) {
        guard !heading.isInternational, rules.shape == .domestic else {
            throw wrong("a domestic entry in a batch of class \(rules.code)")
        }
        guard fits(entry.details) else { throw wrong("details of another class than \(rules.code)") }
        if entry.accountNumber.utf8.allSatisfy({ $0 == 0x20 }) {
            throw NACHABuildFault(.missing, field: EntryFields.accountNumber.name, reason: "blank")
        }
        let movement = entry.transaction.movement
        switch entry.addenda {
        case .change, .refusedChange: try checkAnswer(movement, isChange: true, entry.cents)
        case .returned, .dishonored, .contested: try checkAnswer(movement, isChange: false, entry.cents)
        case .none, .payment, .terminal:
            try checkForward(entry.transaction, entry.cents, isOffset: isOffset)
            try checkNames(entry.details)
            try checkAddenda(entry.addenda, isPrenote: movement == .creditPrenote || movement == .debitPrenote)
            try checkPaymentType(entry.discretionaryData)
            if !isOffset { try checkHealthcare(entry) }
        }
    }

    private func check(_ entry: InternationalEntry) throws(NACHABuildFault) {
        guard rules.shape == .international else { throw wrong("an IAT entry in a batch of class \(rules.code)") }
        if entry.remittance.count > 2 || entry.correspondents.count > 5
            || entry.remittance.count + entry.correspondents.count > 5
        {
            throw NACHABuildFault(
                .addenda, field: "addenda 17 and 18", reason: "more than two 17, five 18, or five together")
        }
        switch entry.answer {
        case .none: try checkForward(entry.transaction, entry.cents, isOffset: false)
        case .change, .refusedChange: try checkAnswer(entry.transaction.movement, isChange: true, entry.cents)
        case .returned, .dishonored, .contested:
            try checkAnswer(entry.transaction.movement, isChange: false, entry.cents)
        }
    }

    private func check(_ entry: AdviceEntry) throws(NACHABuildFault) {
        guard rules.shape == .advice else { throw wrong("an advice in a batch of class \(rules.code)") }
        guard TransactionCodes.advice.contains(entry.code) else {
            throw NACHABuildFault(.number, field: EntryFields.transactionCode.name, reason: "not 81 to 88")
        }
        guard (1...366).contains(entry.creationDay) else {
            throw NACHABuildFault(.number, field: AdviceEntryFields.creationDay.name, reason: "no day of the year")
        }
        if let sequence = entry.sequence, !(0...9999).contains(sequence) {
            throw NACHABuildFault(.number, field: AdviceEntryFields.sequence.name, reason: "more than four digits")
        }
    }

    /// A return or a notification of change.
    private func checkAnswer(_ movement: AccountMovement, isChange: Bool, _ cents: Int64) throws(NACHABuildFault) {
        if isChange != (heading.entryClass == .notificationOfChange) {
            throw wrong("notifications of change, and they alone, stand in class COR")
        }
        if !movement.isReturned {
            throw NACHABuildFault(
                .side, field: EntryFields.transactionCode.name, reason: "a return or change has a code ending in 1 or 6"
            )
        }
        if isChange && !heading.isInternational && cents != 0 { throw amount("a notification of change has amount 0") }
    }

    private func checkForward(
        _ transaction: AccountTransaction, _ cents: Int64, isOffset: Bool
    ) throws(NACHABuildFault) {
        let movement = transaction.movement
        if heading.entryClass == .notificationOfChange {
            throw NACHABuildFault(.addenda, field: "addenda", reason: "an entry of class COR carries addenda 98")
        }
        let isFree = isReversal || isOffset
        if rules.isDebitOnly && !movement.isDebit && !isReversal {
            throw side("class \(rules.code) allows debits only")
        }
        switch heading.entryClass {
        case .telephone where !movement.isDebit && !isFree: throw side("TEL allows credits only to reverse")
        case .customerInitiated where movement.isDebit && !isFree: throw side("CIE allows debits only to reverse")
        case .deathNotification where movement.isDebit: throw side("DNE allows credits only")
        default: break
        }
        if transaction.code == 55 && !isReversal { throw side("a loan is debited only to reverse a credit") }
        if !allows(transaction) || !TransactionCodes.known.contains(transaction.code) {
            throw NACHABuildFault(
                .entryClass, field: EntryFields.transactionCode.name,
                reason: "class \(rules.code) does not allow this code on a forward entry")
        }
        if rules.isAmountless || !movement.isLive {
            if cents != 0 { throw amount("prenotes, zero-dollar codes and class \(rules.code) demand 0") }
        } else if cents < 1 {
            throw amount("a live entry moves at least one cent")
        }
        if cents > rules.amountLimit { throw amount("above the limit of class \(rules.code)") }
        if isVerification, movement == .credit, cents > 99 {
            throw amount("a credit that verifies an account is below one dollar")
        }
    }

    /// The codes of forward entries. Acknowledgements are 24 and 34, death notifications 23 and 33.
    private func allows(_ transaction: AccountTransaction) -> Bool {
        let movement = transaction.movement
        let isDeposit = transaction.account == .checking || transaction.account == .savings
        if isReversal { return movement.isLive }
        return switch heading.entryClass {
        case .acknowledgement, .acknowledgementExchange: isDeposit && movement == .zeroDollarCredit
        case .deathNotification: isDeposit && movement == .creditPrenote
        case .corporate, .corporateExchange, .international: !movement.isReturned
        default: !movement.isReturned && movement != .zeroDollarCredit && movement != .zeroDollarDebit
        }
    }

    private func checkNames(_ details: EntryDetails) throws(NACHABuildFault) {
        if let fixed = heading.entryClass.fixedDescription, !isReversal, heading.entryDescription != fixed {
            throw NACHABuildFault(
                .entryClass, field: BatchHeaderFields.entryDescription.name,
                reason: "class \(rules.code) demands \(fixed)")
        }
        switch details {
        case .receiver(let details): try require(details.name, EntryFields.name)
        case .customer(let details): try require(details.name, EntryFields.individualName)
        case .exchange(let details): try require(details.companyName, EntryFields.companyName)
        case .acknowledgement(let details):
            try requireDigits(details.originalTrace, EntryFields.originalTrace)
            try require(details.companyName, EntryFields.name)
        case .acknowledgementExchange(let details):
            try requireDigits(details.originalTrace, EntryFields.originalTrace)
            try require(details.companyName, EntryFields.companyName)
        case .check(let details):
            try require(details.serialNumber, EntryFields.checkSerial)
            if rules.nameField != nil { try require(details.name, EntryFields.name) }
        case .truncatedCheck(let details): try require(details.serialNumber, EntryFields.checkSerial)
        case .pointOfPurchase(let details): try require(details.serialNumber, EntryFields.shortCheckSerial)
        case .sharedNetwork(let details):
            try requireDigits(details.cardExpiry, EntryFields.cardExpiry)
            try require(details.cardAccount, EntryFields.cardAccount)
        case .terminalUser(let details): try require(details.name, EntryFields.terminalUserName)
        }
    }

    private func checkAddenda(_ addenda: EntryAddenda, isPrenote: Bool) throws(NACHABuildFault) {
        let count = addenda.count
        if case .terminal = addenda, rules.addendaType != 2 {
            throw wrongAddenda("class \(rules.code) has no addenda 02")
        }
        if case .payment = addenda, rules.addendaType != 5 {
            throw wrongAddenda("class \(rules.code) has no addenda 05")
        }
        if count > rules.addendaMost { throw wrongAddenda("class \(rules.code) allows \(rules.addendaMost)") }
        if count < rules.addendaLeast && !isPrenote || heading.entryClass == .deathNotification && count == 0 {
            throw wrongAddenda("class \(rules.code) demands \(rules.addendaLeast)")
        }
    }

    /// WEB and TEL: `R` recurring, `S` single, or blank.
    private func checkPaymentType(_ text: String) throws(NACHABuildFault) {
        guard heading.entryClass == .internet || heading.entryClass == .telephone else { return }
        if !["", "R", "S"].contains(text) {
            throw NACHABuildFault(
                .character, field: EntryFields.discretionaryData.name, reason: "the payment type is R, S or blank")
        }
    }

    /// A healthcare claim payment carries its reassociation trace (CAQH CORE 370), and nothing else.
    private func checkHealthcare(_ entry: DomesticEntry) throws(NACHABuildFault) {
        guard isHealthcare, entry.transaction.movement == .credit else { return }
        if case .payment(let pieces) = entry.addenda, pieces.count == 1, let piece = pieces.first,
            piece.utf8.contains(where: { $0 == 0x7E || $0 == 0x5C }), let trace = ReassociationTrace(Array(piece.utf8)),
            trace.payerID?.utf8.count == 10, trace.traceNumber.utf8.count <= 50
        {
            return
        }
        throw wrongAddenda(
            "a healthcare claim payment carries one addenda 05 with TRN*1*trace*payer of ten characters~")
    }

    private func checkServiceClass(isDebit: Bool) throws(NACHABuildFault) {
        switch heading.serviceClass {
        case .creditsOnly where isDebit: throw side("a debit in a batch of service class 220")
        case .debitsOnly where !isDebit: throw side("a credit in a batch of service class 225")
        default: break
        }
    }

    private func fits(_ details: EntryDetails) -> Bool {
        switch (details, heading.entryClass) {
        case (.receiver, .prearranged), (.receiver, .corporate), (.receiver, .internet), (.receiver, .telephone),
            (.receiver, .pointOfSale), (.receiver, .deathNotification), (.receiver, .notificationOfChange),
            (.customer, .customerInitiated), (.exchange, .corporateExchange), (.exchange, .enrollment),
            (.exchange, .truncatedCheckExchange), (.acknowledgement, .acknowledgement),
            (.acknowledgementExchange, .acknowledgementExchange), (.check, .accountsReceivable),
            (.check, .backOfficeConversion), (.check, .representedCheck), (.truncatedCheck, .truncatedCheck),
            (.truncatedCheck, .destroyedCheck), (.pointOfPurchase, .pointOfPurchase),
            (.sharedNetwork, .sharedNetwork), (.terminalUser, .machineTransfer):
            true
        default: false
        }
    }

    private func require(_ text: String, _ field: NACHAField) throws(NACHABuildFault) {
        if text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x30 }) {
            throw NACHABuildFault(.missing, field: field.name, reason: "blank or all zeros")
        }
    }

    private func requireDigits(_ text: String, _ field: NACHAField) throws(NACHABuildFault) {
        if text.utf8.count != field.length || !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            throw NACHABuildFault(.number, field: field.name, reason: "not \(field.length) digits")
        }
    }

    private func side(_ reason: String) -> NACHABuildFault {
        NACHABuildFault(.side, field: EntryFields.transactionCode.name, reason: reason)
    }

    private func amount(_ reason: String) -> NACHABuildFault {
        NACHABuildFault(.amount, field: EntryFields.amount.name, reason: reason)
    }

    private func wrong(_ reason: String) -> NACHABuildFault {
        NACHABuildFault(.entryClass, field: "entry", reason: reason)
    }

    private func wrongAddenda(_ reason: String) -> NACHABuildFault {
        NACHABuildFault(.addenda, field: "addenda", reason: reason)
    }
}
