// Reads what an 835 and an 820 begin with alike: BPR, TRN, CUR, DTM 405, the parties.

import Money
import Parsing

/// Reads one amount of a segment into hundredths; empty is zero, nil when it cannot be read.
enum AmountElement {
    @inline(__always)
    static func read(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ element: Int, _ place: Place, _ recorder: inout Recorder
    ) -> Int64? {
        if let amount = shape.keptAmount(element) { return amount }
        return readWhole(shape, bytes, element, place, &recorder)
    }

    /// The same for an amount that nobody has read yet.
    @inline(never)
    private static func readWhole(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ element: Int, _ place: Place, _ recorder: inout Recorder
    ) -> Int64? {
        let range = shape.range(element)
        if range.isEmpty { return 0 }
        if case .amount(let hundredths) = DecimalElement.read(bytes, range) { return hundredths }
        let trimmed = bytes.trimmed(range)
        if trimmed.isEmpty { return 0 }
        if case .amount(let hundredths) = DecimalElement.read(bytes, trimmed) { return hundredths }
        recorder.find(X12Findings.unreadableAmount, place, element: element, "The amount cannot be read exactly.")
        return nil
    }
}

enum PaymentOpening {
    /// Takes a header segment; false when it is none.
    static func take(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder,
        into payment: inout PaymentTransaction
    ) -> Bool {
        switch shape.tag {
        case .bpr:
            // A second BPR is a fault of its own; the last one counts, as it would for a reader that overwrites.
            payment.handling = shape.text(1, in: bytes)
            payment.hundredths = AmountElement.read(shape, bytes, 2, place, &recorder)
            payment.direction = shape.text(3, in: bytes)
            payment.method = shape.text(4, in: bytes)
            payment.format = shape.text(5, in: bytes)
            payment.originatingCompanyID = bytes.text(bytes.trimmed(shape.range(10)))
            payment.originatingCompanySupplement = bytes.text(bytes.trimmed(shape.range(11)))
            payment.effectiveOn = DateElement.day(bytes, bytes.trimmed(shape.range(16)))
            if let hundredths = payment.hundredths, hundredths < 0 {
                let rule =
                    payment.kind == .claimPayment ? X12Findings.negativePayment : X12Findings.orderNegative
                recorder.find(rule, place, element: 2, "BPR02 is negative.")
            }
            PaymentSituations.checkInstruction(shape, bytes, place, &recorder, of: payment)
        case .trn:
            if payment.trace.isEmpty {
                payment.trace = bytes.text(bytes.withoutTrailingBlanks(shape.range(2)))
                payment.payerID = bytes.text(bytes.trimmed(shape.range(3)))
                recorder.businessUnit = BusinessUnit(.trace, payment.trace)
                PaymentSituations.checkTrace(shape, bytes, place, &recorder, of: payment)
            }
        case .cur: takeCurrency(shape, bytes, place, &recorder, into: &payment)
        case .dtm:
            if shape.text(1, in: bytes) == "405" { payment.producedOn = DateElement.day(bytes, shape.range(2)) }
        case .n1:
            SegmentSyntax.check(shape, place, &recorder)
            takeParty(shape, bytes, into: &payment)
        case .per: SegmentSyntax.check(shape, place, &recorder)
        default: return false
        }
        return true
    }

    private static func takeCurrency(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder,
        into payment: inout PaymentTransaction
    ) {
        guard let currency = Currency(bytes.text(bytes.trimmed(shape.range(2)))), currency.exponent == 2 else {
            recorder.find(X12Findings.currency, place, element: 2, "CUR02 is no currency of two decimals.")
            return
        }
        payment.currency = currency
    }

    private static func takeParty(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, into payment: inout PaymentTransaction
    ) {
        switch shape.text(1, in: bytes) {
        case "PR", "RM": if payment.payerName.isEmpty { payment.payerName = shape.text(2, in: bytes) }
        case "PE":
            if payment.payeeName.isEmpty {
                payment.payeeName = shape.text(2, in: bytes)
                payment.payeeID = shape.text(4, in: bytes)
            }
        default: break
        }
    }
}

/// NM1: whether a person's name (NM103 to NM105) holds a lower-case letter, and the segment's syntax.
enum PersonName {
    static func check(_ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder) {
        if SegmentSyntax.isSuspicious(shape, .nm1) { SegmentSyntax.check(shape, place, &recorder) }
        var element = 3
        while element <= min(5, shape.readable) {
            let range = shape.present(element)
            if EightBytes.holdLowerCase(bytes, from: range.lowerBound, to: range.upperBound) {
                recorder.find(X12Findings.lowerCaseName, place, element: element, "The name holds lower case.")
                return
            }
            element &+= 1
        }
    }
}
