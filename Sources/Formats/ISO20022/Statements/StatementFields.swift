// What each simple element of a cash message means: one case a place of the grammar.
// Relies on StatementParser for state and on FieldText for the texts of values.

import Money
import Parsing

extension StatementParser {
    private static let credit = FieldText.code("CRDT")
    private static let debit = FieldText.code("DBIT")

    /// An element without children, with its text.
    @inline(__always)
    mutating func leaf(_ node: StatementNode, _ value: RawSpan) -> StatementSignals {
        if let field = fields[Int(node.rawValue)] {
            if node == .entryServicerReference {
                entryState.referenceStart = entry.bytes.count
                entryState.referenceCount = value.byteCount
            } else if node == .detailServicerReference {
                detail.hasServicerReference = true
            }
            keep(field, value)
            if value.byteCount > 35 || field == .creditorReference { checkText(node, field, value) }
            return []
        }
        switch node {
        case .entryAmount:
            entryState.hasAmount = true
            entry.amount = money(value)
        case .entrySign:
            entryState.hasSign = true
            if let isCredit = direction(value) { entry.isCredit = isCredit }
        case .entryStatusCode, .entryStatus: status(node, value)
        case .entryStatusOther:
            entryState.hasStatus = true
            entry.status = .other
            report(ISO20022Rules.statusUnknown, "The entry has a status of the bank's own.")
        case .bookingDate: entry.bookedOn = day(value)
        case .valueDate: entry.valueOn = day(value)
        case .detailAmount:
            detail.amount = money(value)
            detail.amountIsOwn = detail.amount != nil
            if detail.amount == nil { entryState.hasUnreadableDetail = true }
        case .detailSign:
            if let isCredit = direction(value) {
                detail.isCredit = isCredit
                detail.hasOwnSign = true
            }
        case .entryReversal: entry.isReversal = indicator(value)
        case .transactionMoney: if isInDetail { detail.transactionAmount = money(value) } else { _ = money(value) }
        case .counterValueMoney: if isInDetail { detail.counterValue = money(value) } else { _ = money(value) }
        case .instructedMoney: if isInDetail { detail.instructedAmount = money(value) } else { _ = money(value) }
        case .clearingSystemCode:
            isRoutingSystem = FieldText.isEqual(value.extracting(FieldText.content(value)), "USABA")
        case .memberID:
            if isRoutingSystem, !FieldText.isRoutingNumber(value) {
                report(ISO20022Rules.routingNumber, "The routing number's length or check digit is wrong.")
            }
        default: return rareLeaf(node, value)
        }
        return []
    }

    /// Elements that come a few times a statement.
    @inline(never)
    private mutating func rareLeaf(_ node: StatementNode, _ value: RawSpan) -> StatementSignals {
        switch node {
        case .messageID:
            header.messageID = FieldText.string(value)
            checkLength(value, atMost: 35)
        case .messageCreated: messageCreatedOn = day(value)
        case .pageNumber: page(value)
        case .lastPage: lastPage(value)
        case .statementID:
            header.id = FieldText.string(value)
            checkLength(value, atMost: 35)
        case .electronicSequence: header.electronicSequence = number(value)
        case .legalSequence: header.legalSequence = number(value)
        case .statementCreated: _ = day(value)
        case .periodFrom: header.periodFrom = day(value)
        case .periodTo: header.periodTo = day(value)
        case .copyDuplicate: header.copyDuplicate = FieldText.string(value)
        case .accountNumber: header.account = FieldText.string(value)
        case .accountCurrency: accountCurrency(value)
        case .balanceCode, .balanceSubCode, .balanceAmount, .balanceSign, .balanceDate: balanceLeaf(node, value)
        case .totalCount: figures.claimed.count = number(value)
        case .creditCount: figures.claimedCredits.count = number(value)
        case .debitCount: figures.claimedDebits.count = number(value)
        case .totalSum: figures.claimed.sum = bytes(value)
        case .creditSum: figures.claimedCredits.sum = bytes(value)
        case .debitSum: figures.claimedDebits.sum = bytes(value)
        case .batchCount: batch.count = number(value).map { Int($0) }
        case .batchTotal: batch.total = money(value)
        case .batchSign: _ = direction(value)
        case .chargeTotal, .chargeAmount, .chargeSign, .chargeIncluded: chargeLeaf(node, value)
        case .sourceCurrency, .targetCurrency, .unitCurrency, .exchangeRate: exchangeLeaf(node, value)
        case .oldBIC: noteShape(untilVersion: 2, "BIC")
        case .newBIC: noteShape(fromVersion: 3, "BICFI")
        case .creditorReferenceCode:
            isStructuredReference = FieldText.isEqual(value.extracting(FieldText.content(value)), "SCOR")
        case .statement, .entry, .detail, .details, .balance, .account, .transactionCode, .batch, .charges,
            .chargeRecord,
            .exchange:
            // A container without content.
            var signals = began(node)
            stack.push(node, event.name)
            signals.formUnion(ended(node))
            stack.pop()
            return signals
        default: break
        }
        return []
    }

    private mutating func balanceLeaf(_ node: StatementNode, _ value: RawSpan) {
        switch node {
        case .balanceCode:
            balanceState.hasKind = true
            balance.kind = BalanceKind(rawValue: FieldText.string(value)) ?? .other
        case .balanceSubCode:
            balance.isIntermediate = FieldText.isEqual(value.extracting(FieldText.content(value)), "INTM")
        case .balanceAmount:
            balanceState.hasAmount = true
            balance.amount = money(value)
        case .balanceSign:
            balanceState.hasSign = true
            if let isCredit = direction(value) { balanceState.isDebit = !isCredit }
        default:
            balanceState.hasDate = true
            balance.date = day(value)
        }
    }

    private mutating func page(_ value: RawSpan) {
        let number = number(value)
        if stack.top == .statementPages { header.page = number.map { Int($0) } } else { messagePage = number }
    }

    private mutating func lastPage(_ value: RawSpan) {
        let isLast = indicator(value)
        if stack.top == .statementPages { header.isLastPage = isLast } else { isLastMessagePage = isLast }
    }

    private mutating func accountCurrency(_ value: RawSpan) {
        header.declaredCurrency = Currency(FieldText.string(value))
        header.currency = header.declaredCurrency
        if header.currency == nil {
            report(ISO20022Rules.currencyMalformed, "The account's currency is not three capital letters.")
        }
    }

    private mutating func status(_ node: StatementNode, _ value: RawSpan) {
        if node == .entryStatus, !entryState.hasStatus { noteShape(untilVersion: 6, "Sts as plain text") }
        entryState.hasStatus = true
        switch FieldText.code(value.extracting(FieldText.content(value))) {
        case 0x424F_4F4B: entry.status = .booked
        case 0x5044_4E47: entry.status = .pending
        case 0x494E_464F: entry.status = .information
        case 0x4655_5452: entry.status = .future
        default:
            entry.status = .other
            report(ISO20022Rules.statusUnknown, "The entry has a status that is not known.")
        }
    }

    mutating func direction(_ value: RawSpan) -> Bool? {
        let code = FieldText.code(value.extracting(FieldText.content(value)))
        if code == 0x4352_4454 { return true }
        if code == 0x4442_4954 { return false }
        report(ISO20022Rules.directionUnknown, "CdtDbtInd is neither CRDT nor DBIT.")
        return nil
    }

    mutating func indicator(_ value: RawSpan) -> Bool {
        let value = value.extracting(FieldText.content(value))
        if FieldText.isEqual(value, "true") || FieldText.isEqual(value, "1") { return true }
        if !FieldText.isEqual(value, "false"), !FieldText.isEqual(value, "0") {
            report(ISO20022Rules.badIndicator, "An indicator is neither true nor false.")
        }
        return false
    }

    private mutating func number(_ value: RawSpan) -> Int64? {
        let number = FieldText.count(value)
        if number == nil { report(ISO20022Rules.badCount, "A count or number is not made of 1 to 18 digits.") }
        return number
    }

    /// An amount in the currency of its attribute; nil, and reported, when it cannot be read.
    @inline(__always)
    mutating func money(_ value: RawSpan) -> Money? {
        guard attribute == .known else {
            if attribute == .absent {
                report(ISO20022Rules.currencyMissing, "The amount has no currency.")
            } else {
                report(ISO20022Rules.currencyMalformed, "The amount's currency is not three capital letters.")
            }
            return nil
        }
        switch FieldText.amount(value, exponent: amountExponent) {
        case .success(let units): return Money(minorUnits: units, currency: amountCurrency)
        case .failure(let fault):
            report(amount: fault)
            return nil
        }
    }

    mutating func report(amount fault: AmountFault) {
        switch fault {
        case .malformed: report(ISO20022Rules.amountMalformed, "The amount is not a plain decimal number without sign.")
        case .tooLong: report(ISO20022Rules.amountTooLong, "The amount has more than 18 digits or five decimals.")
        case .subMinor:
            let code = amountCurrency.code
            report(ISO20022Rules.amountSubMinor, "The amount has more decimals than \(code) has.")
        }
    }

    /// The day of a date; nil, and reported, when there is no such day.
    @inline(__always)
    mutating func day(_ value: RawSpan) -> CalendarDate? {
        let value = value.extracting(FieldText.content(value))
        if value.byteCount == 10 {
            let head = value.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
            let tail = value.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt16.self)
            if head == lastDayHead, tail == lastDayTail { return lastDay }
            if let day = FieldText.day(value) {
                lastDayHead = head
                lastDayTail = tail
                lastDay = day
                return day
            }
        }
        return rareDay(value)
    }

    @inline(never)
    private mutating func rareDay(_ value: RawSpan) -> CalendarDate? {
        guard let day = FieldText.day(value) else {
            report(ISO20022Rules.badDate, "There is no such day, or it is not written YYYY-MM-DD.")
            return nil
        }
        switch FieldText.form(afterDay: value) {
        case .regular: break
        case .lenient: report(ISO20022Rules.lenientDate, "The time has a fraction after a colon.")
        case .wrong: report(ISO20022Rules.badDate, "What follows the day is neither a time nor a zone.")
        }
        return day
    }

    private func bytes(_ value: RawSpan) -> [UInt8] {
        value.extracting(FieldText.content(value)).withUnsafeBytes { Array($0.prefix(64)) }
    }
}

// Texts that are kept.
extension StatementParser {
    /// The field that a place's text is kept as, by the place.
    static let fields: [EntryField?] = {
        let pairs: [(StatementNode, EntryField)] = [
            (.entryReference, .entryReference), (.entryServicerReference, .servicerReference),
            (.entryInformation, .information), (.domainCode, .domain), (.familyCode, .family),
            (.subFamilyCode, .subFamily), (.proprietaryCode, .proprietaryCode), (.batchMessage, .batchMessageID),
            (.batchID, .batchID), (.detailServicerReference, .servicerReference), (.paymentID, .paymentID),
            (.instructionID, .instructionID), (.endToEndID, .endToEndID), (.uniqueReference, .uniqueReference),
            (.transactionID, .transactionID), (.mandateID, .mandateID), (.checkNumber, .checkNumber),
            (.clearingReference, .clearingReference), (.detailInformation, .information),
            (.debtorName, .debtorName), (.creditorName, .creditorName), (.unstructured, .unstructured),
            (.documentNumber, .documentNumber), (.creditorReference, .creditorReference),
            (.remittanceInformation, .remittanceInformation), (.returnCode, .returnCode), (.returnText, .returnText),
        ]
        var fields = [EntryField?](repeating: nil, count: StatementNode.allCases.count)
        for (node, field) in pairs { fields[Int(node.rawValue)] = field }
        return fields
    }()

    @inline(never)
    private mutating func checkText(_ node: StatementNode, _ field: EntryField, _ value: RawSpan) {
        switch field {
        case .information: checkLength(value, atMost: 500)
        case .unstructured, .remittanceInformation, .debtorName, .creditorName: checkLength(value, atMost: 140)
        case .returnText: checkLength(value, atMost: 105)
        case .uniqueReference: checkLength(value, atMost: 36)
        case .creditorReference:
            checkLength(value, atMost: 35)
            let bytes = value.extracting(FieldText.content(value))
            if isStructuredReference, bytes.byteCount > 1, bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == 0x52,
                bytes.unsafeLoad(fromByteOffset: 1, as: UInt8.self) == 0x46, !FieldText.isCreditorReference(bytes)
            {
                report(
                    ISO20022Rules.creditorReferenceDigits, "The check digits of the RF creditor reference are wrong.")
            }
        default: checkLength(value, atMost: 35)
        }
    }

    private mutating func checkLength(_ value: RawSpan, atMost limit: Int) {
        if value.byteCount > limit, FieldText.characterCount(value) > limit {
            report(
                ISO20022Rules.textTooLong,
                "The text has \(FieldText.characterCount(value)) characters; the schema allows \(limit).")
        }
    }
}
