import Facts
import Money
import Testing

@testable import Ledger

private let date = CalendarDate(dayNumber: 20_514)
private let account = LookupKey(high: 1, low: 2)
private func place(_ arrival: Int64, _ ordinal: Int) -> Evidence {
    Evidence(arrival: ArrivalID(arrival), ordinal: ordinal)
}
private func dollars(_ cents: Int64) -> Money { .dollars(cents: cents) }

private func bankLine(_ cents: Int64, category: BankLineCategory? = nil, check: String? = nil) -> BankLine {
    BankLine(
        evidence: place(2, 1), reference: "FB1", account: account, amount: dollars(cents), bookedOn: date,
        isReversal: false, bankCode: "", category: category, traceKey: nil, tracePayerID: nil, achTrace: nil,
        achBatchNumber: nil, checkNumber: check, references: [], partyNameKey: nil)
}

private func remittanceLine(
    paid: Int64, share: Int64 = 0, contractual: Int64 = 0, other: Int64 = 0, charged: Int64? = nil,
    status: String = "1", denied: Bool = false
) -> RemittanceLine {
    RemittanceLine(
        evidence: place(3, 4), remittance: place(3, 1), trace: "T1", payerID: "", exactReference: account,
        reference: account, charged: dollars(charged ?? paid + share + contractual + other), paid: dollars(paid),
        patientShare: dollars(share), contractual: dollars(contractual), otherAdjustment: dollars(other),
        status: status, isDenied: denied, isReversal: paid < 0)
}

private func payment(_ kind: MatchKind, _ cents: Int64) -> Match {
    Match(
        kind: kind, left: MatchSide(evidence: place(3, 4), reference: "T1"),
        right: MatchSide(evidence: place(4, 1), reference: "I1"), amount: dollars(cents), rule: "r", explanation: "e")
}

/// `account +debit` or `account -credit`.
private func shape(_ entry: JournalEntry?) -> [String] {
    (entry?.lines ?? []).map { "\($0.account) \($0.side == .debit ? "+" : "-")\($0.amount.decimalText)" }
}

@Suite("Journal entries from facts and matches")
struct BookkeepingTests {
    private let books: Bookkeeping
    init() throws { books = try Bookkeeping(chart: .standard) }

    @Test("A bank line is cash against unapplied money, a debit the other way round")
    func line() throws {
        #expect(shape(try books.bankLine(bankLine(100))) == ["1010 +1.00", "2010 -1.00"])
        #expect(shape(try books.bankLine(bankLine(-100))) == ["1010 -1.00", "2010 +1.00"])
        #expect(try books.bankLine(bankLine(0)) == nil)
    }

    @Test("A line of a category goes to the category's account; an insurer's check under the lockbox code does not")
    func category() throws {
        #expect(shape(try books.bankLine(bankLine(-1500, category: .bankFee))) == ["1010 -15.00", "5010 +15.00"])
        #expect(shape(try books.bankLine(bankLine(900, category: .lockbox))) == ["1010 +9.00", "1020 -9.00"])
        #expect(
            shape(try books.bankLine(bankLine(900, category: .lockbox, check: "7"))) == ["1010 +9.00", "2010 -9.00"])
    }

    @Test("A bank account may have its own cash account, which must exist")
    func ownCash() throws {
        let own = try Bookkeeping(chart: .standard, cashAccounts: [account: "1050"])
        #expect(shape(try own.bankLine(bankLine(100))) == ["1050 +1.00", "2010 -1.00"])
        #expect(throws: BookkeepingError.unknownAccount("9")) {
            try Bookkeeping(chart: .standard, cashAccounts: [account: "9"])
        }
    }

    @Test(
        "A claim: paid out of unapplied money, contractual, patient's share and the rest against the payer's receivable"
    )
    func claim() throws {
        let entry = try books.payment(
            payment(.claimPayment, 400), line: remittanceLine(paid: 400, share: 100, contractual: 450, other: 50),
            kind: .claim, effectiveOn: date)
        #expect(shape(entry) == ["2010 +4.00", "1100 -10.00", "4100 +4.50", "1110 +1.00", "4110 +0.50"])
        #expect(entry?.id == "MC3.4-4.1" && entry?.matchID == "C3.4-4.1")
    }

    @Test("A reversal is the mirror of what it takes back")
    func reversal() throws {
        let entry = try books.payment(
            payment(.claimPayment, -400),
            line: remittanceLine(paid: -400, share: -100, contractual: -500, status: "22"),
            kind: .claim, effectiveOn: date)
        #expect(shape(entry) == ["2010 -4.00", "1100 +10.00", "4100 -5.00", "1110 -1.00"])
    }

    @Test("A denial books nothing; a secondary payer pays the patient's share and repeats no adjustment")
    func deniedAndSecondary() throws {
        let denied = remittanceLine(paid: 0, contractual: 900, denied: true)
        #expect(try books.payment(payment(.claimPayment, 0), line: denied, kind: .claim, effectiveOn: date) == nil)
        let later = remittanceLine(paid: 100, other: 900, status: "2")
        let entry = try books.payment(payment(.claimPayment, 100), line: later, kind: .claim, effectiveOn: date)
        #expect(shape(entry) == ["2010 +1.00", "1110 -1.00"])
    }

    @Test("An invoice with discount and a deduction of either sign", arguments: [30, -30])
    func invoice(other: Int64) throws {
        let line = remittanceLine(paid: 950, contractual: 20, other: other, charged: 1000, status: "")
        let entry = try books.payment(payment(.invoicePayment, 950), line: line, kind: .invoice, effectiveOn: date)
        #expect(shape(entry) == ["2010 +9.50", "1120 -10.00", "4120 +0.20", "4130 +0.30"])
    }

    @Test(
        "Each kind of item has its receivable",
        arguments: [(OpenItemKind.premium, "1130"), (.rent, "1140"), (.loanRepayment, "1150")])
    func receivables(kind: OpenItemKind, code: String) throws {
        let match = Match(
            kind: .invoicePayment, left: MatchSide(evidence: place(2, 1), reference: "FB1"),
            right: MatchSide(evidence: place(4, 1), reference: "I1"), amount: dollars(100), rule: "r", explanation: "e")
        #expect(shape(try books.transfer(match, line: bankLine(100), kind: kind)) == ["2010 +1.00", "\(code) -1.00"])
    }

    @Test("The wrong kind of match is refused")
    func wrongKind() {
        #expect(throws: BookkeepingError.wrongKind(.rule)) {
            try books.payment(payment(.rule, 1), line: remittanceLine(paid: 1), kind: .claim, effectiveOn: date)
        }
        #expect(throws: BookkeepingError.wrongKind(.claimPayment)) {
            try books.transfer(payment(.claimPayment, 1), line: bankLine(1), kind: .invoice)
        }
        #expect(throws: BookkeepingError.wrongKind(.rule)) {
            try books.cashierDeposit(payment(.rule, 1), line: bankLine(1))
        }
    }

    @Test("A remittance with its adjustments leaves nothing unapplied", arguments: ["WO", "FB", "72", "L6", "CS"])
    func unappliedReturnsToZero(reason: String) throws {
        // Claims 1000, taken back 150: the bank brings 850.
        let advice = Remittance(
            evidence: place(3, 1), kind: .claimPayment, trace: "T1", payerID: "", amount: dollars(850), method: .ach,
            effectiveOn: date, adjustments: [RemittanceAdjustment(reason: reason, amount: dollars(150))])
        var balance = TrialBalance()
        let entries = [
            try books.bankLine(bankLine(850)), try books.adjustments(of: advice),
            try books.payment(
                payment(.claimPayment, 1000), line: remittanceLine(paid: 1000), kind: .claim, effectiveOn: date),
        ]
        for entry in entries.compactMap({ $0 }) { balance.add(entry) }
        #expect(entries.compactMap { $0 }.count == 3)
        #expect(balance.balance("2010", .usd) == dollars(0))
        #expect(balance.isBalanced)
    }

    @Test("ADX of an 820 is signed as money: negative lowers the payment")
    func paymentOrderAdjustment() throws {
        let advice = Remittance(
            evidence: place(3, 1), kind: .paymentOrder, trace: "T1", payerID: "", amount: dollars(850), method: .ach,
            effectiveOn: date, adjustments: [RemittanceAdjustment(reason: "52", amount: dollars(-150))])
        #expect(shape(try books.adjustments(of: advice)) == ["2010 -1.50", "4130 +1.50"])
    }

    @Test("Over and short leave the unapplied money at zero", arguments: [1500, -1500])
    func overShort(cents: Int64) throws {
        var balance = TrialBalance()
        let log = Match(
            kind: .cashierDeposit, left: MatchSide(evidence: place(4, 1), reference: "I1"),
            right: MatchSide(evidence: place(2, 1), reference: "FB1"), amount: dollars(5000), rule: "r",
            explanation: "e")
        let line = bankLine(5000 + cents)
        let entries = [
            try books.bankLine(line), try books.cashierDeposit(log, line: line),
            try books.cashDifference(dollars(cents), line: line),
        ]
        for entry in entries.compactMap({ $0 }) { balance.add(entry) }
        #expect(balance.balance("2010", .usd) == dollars(0))
        #expect(balance.balance("5020", .usd) == dollars(-cents))
    }

    @Test("Opening balance and lines make the statement's closing balance")
    func closing() throws {
        let statement = StatementFact(
            evidence: place(2, 0), account: account, accountMask: "•••3456", bookedThrough: date, sequence: 1,
            opening: dollars(10_000), closing: dollars(8_600))
        var balance = TrialBalance()
        let entries = [
            try books.openingBalance(statement), try books.bankLine(bankLine(100)),
            try books.bankLine(bankLine(-1500, category: .bankFee)),
        ]
        for entry in entries.compactMap({ $0 }) { balance.add(entry) }
        #expect(balance.balance("1010", .usd) == statement.closing)
    }

    @Test(
        "A return opens what was paid, its dishonor closes it, a contest opens it again; each by the line that moves it",
        arguments: [
            ("R01", -100, ["1110 +1.00", "2010 -1.00"]), ("R68", 100, ["1110 -1.00", "2010 +1.00"]),
            ("R73", -100, ["1110 +1.00", "2010 -1.00"]), ("R03", 100, ["2010 +1.00", "2050 -1.00"]),
            ("R61", -100, ["2010 -1.00", "2050 +1.00"]), ("R74", 100, ["2010 +1.00", "2050 -1.00"]),
        ] as [(String, Int64, [String])])
    func returns(code: String, cents: Int64, lines: [String]) throws {
        let item = ACHItem(
            evidence: place(3, 4), achTrace: "B1", secCode: "PPD", transactionCode: 26, amount: dollars(-100),
            effectiveOn: date, companyID: "", batchNumber: "", traceKey: nil, tracePayerID: nil, returnCode: code,
            originalTrace: "T1")
        let entry = try books.returned(payment(.achBankline, 100), item: item, line: bankLine(cents))
        #expect(shape(entry).sorted() == lines.sorted())
    }

    @Test("A withdrawn match is mirrored, and both together are nothing")
    func mirror() throws {
        let entry = try #require(try books.bankLine(bankLine(100)))
        let mirrored = try books.mirror(of: entry, on: date.advanced(byDays: 3))
        #expect(mirrored.id == "XB2.1" && mirrored.effectiveOn == date.advanced(byDays: 3))
        var balance = TrialBalance()
        balance.add(entry)
        balance.add(mirrored)
        #expect(balance.rows?.allSatisfy { $0.balance.isZero } == true)
    }

    @Test("An amount that 64 bits do not hold is an error, no trap", arguments: [Int64.min, .max])
    func outOfRange(cents: Int64) {
        #expect(throws: BookkeepingError.self) {
            try books.payment(
                payment(.claimPayment, cents), line: remittanceLine(paid: 1, share: cents, charged: 0), kind: .claim,
                effectiveOn: date)
        }
    }

    @Test("A trial balance that overflows says so")
    func trialOverflow() throws {
        var balance = TrialBalance()
        let entry = try #require(try books.bankLine(bankLine(.max)))
        balance.add(entry)
        balance.add(entry)
        #expect(balance.rows == nil && !balance.isBalanced)
    }
}
