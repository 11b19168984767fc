// Facts for tests, made short: March 2026, US dollars, one account.

import Facts
import Money
import Reconciliation

func day(_ number: Int) -> CalendarDate {
    CalendarDate(dayNumber: 20_513 + Int32(number))  // day(1) is 2026-03-02, a Monday
}

func key(_ text: String) -> LookupKey {
    var high: UInt64 = 14_695_981_039_346_656_037
    for byte in text.utf8 { high = (high ^ UInt64(byte)) &* 1_099_511_628_211 }
    return LookupKey(high: high, low: UInt64(text.utf8.count))
}

func evidence(_ arrival: Int64, _ ordinal: Int) -> Evidence { Evidence(arrival: ArrivalID(arrival), ordinal: ordinal) }

func advice(
    _ number: Int, _ trace: String, _ cents: Int64, on date: Int = 1, payer: String = "1410984460",
    method: RemittanceMethod = .ach, adjustments: [RemittanceAdjustment] = [], kind: RemittanceKind = .claimPayment
) -> Remittance {
    Remittance(
        evidence: evidence(100, number), kind: kind, trace: trace, payerID: payer,
        amount: .dollars(cents: cents), method: method, effectiveOn: day(date), adjustments: adjustments)
}

func bankLine(
    _ number: Int, _ cents: Int64, on date: Int = 1, code: String = "142", category: BankLineCategory? = nil,
    trace: String? = nil, payer: String? = nil, ach: String? = nil, batch: String? = nil, check: String? = nil,
    references: [String] = [], party: String? = nil, currency: Currency = .usd, isReversal: Bool = false
) -> BankLine {
    BankLine(
        evidence: evidence(200, number), reference: "FB\(number)", account: key("account"),
        amount: Money(minorUnits: cents, currency: currency), bookedOn: day(date), isReversal: isReversal,
        bankCode: code,
        category: category, traceKey: trace.map { NormalisedReference.text($0) }, tracePayerID: payer, achTrace: ach,
        achBatchNumber: batch, checkNumber: check, references: references.map { key(NormalisedReference.text($0)) },
        partyNameKey: party.map(key))
}

func entry(
    _ number: Int, _ cents: Int64, ach: String, on date: Int = 1, trace: String? = nil,
    payer: String = "1410984460", batch: String = "0000001", returnCode: String? = nil
) -> ACHItem {
    ACHItem(
        evidence: evidence(300, number), achTrace: ach, secCode: "CCD", transactionCode: 22,
        amount: .dollars(cents: cents), effectiveOn: day(date), companyID: payer, batchNumber: batch,
        traceKey: trace.map { NormalisedReference.text($0) }, tracePayerID: trace == nil ? nil : payer,
        returnCode: returnCode, originalTrace: nil)
}

func item(
    _ number: Int, _ kind: OpenItemKind, _ reference: String, _ cents: Int64, party: String? = nil, issued date: Int = 0
) -> OpenItem {
    OpenItem(
        evidence: evidence(400, number), id: "I\(number)", kind: kind, partyID: "P1", partyNameKey: party.map(key),
        exactReference: key("exact:" + reference), reference: key(NormalisedReference.text(reference)),
        amount: .dollars(cents: cents), issuedOn: day(date), dueOn: nil)
}

func decide(
    _ businessDay: Int?, _ remittances: [Remittance] = [], _ lines: [BankLine] = [], ach: [ACHItem] = [],
    items: [OpenItem] = [], applied: [String: Money] = [:], standing: [Match] = []
) -> FundsMatching.Outcome {
    FundsMatching.decide(
        FundsMatching.Input(
            businessDate: businessDay.map(day), remittances: remittances, lines: lines, achItems: ach, items: items,
            applied: applied, standing: standing))
}

extension FundsMatching.Outcome {
    /// `kind left>right rule`, sorted.
    var pairs: [String] {
        matches.map { "\($0.kind.rawValue) \($0.left.reference)>\($0.right.reference) \($0.rule)" }
    }
    /// `category subject amount`.
    var problems: [String] {
        exceptions.map { "\($0.category.rawValue) \($0.subject) \($0.amount.decimalText)" }
    }
    var waits: [String] { waiting.map(\.reference) }
}

/// A generator with a seed (SplitMix64): the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
