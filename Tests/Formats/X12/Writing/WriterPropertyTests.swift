// Whatever is written reads again with no finding and the same figures, and written again gives the same bytes.

import Money
import Parsing
import Testing

@testable import X12

/// Reads with events.
private func read(_ bytes: [UInt8]) -> (document: X12Document, events: [X12Event]) {
    var options = X12Reader.Options()
    options.collectsEvents = true
    var reader = X12Reader(options: options)
    reader.read(bytes.span.bytes)
    var events: [X12Event] = []
    reader.drainEvents { events.append($0) }
    let document = reader.finish()
    reader.drainEvents { events.append($0) }
    return (document, events)
}

/// What is found beside notices: delimiters that are not the usual ones are told and are no fault.
private func faults(_ document: X12Document) -> [String] {
    document.findings.kept.filter { $0.severity > .notice }.map(\.code)
}

private func file(_ sets: [OutgoingSet], _ delimiters: Delimiters = .usual) throws -> [UInt8] {
    var writer = try X12Writer(OutgoingSamples.interchange, delimiters: delimiters)
    var bytes: [UInt8] = []
    for set in sets { bytes += try writer.write(set) }
    return bytes + (try writer.finish())
}

private func rewritten(_ bytes: [UInt8]) -> [UInt8] {
    var rewriter = X12Rewriter()
    return rewriter.rewrite(bytes.span.bytes) + rewriter.finish()
}

struct WriterPropertyTests {
    @Test("An 835 reads again without a finding, claim by claim the same", arguments: 1...60)
    func claimPayments(seed: Int) throws {
        let advice = OutgoingSamples.advice(seed)
        let bytes = try file([.claimPayment(advice)])
        let (document, events) = read(bytes)
        #expect(document.codes.isEmpty, "\(document.findings.kept.map { "\($0.code) \($0.location)" })")
        let payment = try #require(document.firstPayment)
        let claims = advice.sections.flatMap(\.claims)
        #expect(payment.hundredths == advice.payment.hundredths && payment.isBalanced)
        #expect(payment.trace == advice.trace.number && payment.method == advice.payment.method.rawValue)
        #expect(payment.effectiveOn == advice.payment.effectiveOn && payment.producedOn == advice.producedOn)
        #expect(payment.charged == claims.reduce(0) { $0 + $1.charged })
        #expect(payment.adjustmentTotal == advice.providerAdjustments.flatMap(\.items).reduce(0) { $0 + $1.hundredths })
        let readClaims = events.compactMap { if case .claim(let claim) = $0 { claim } else { nil } }
        #expect(readClaims.map(\.patientControlNumber) == claims.map(\.patientControlNumber))
        #expect(readClaims.map(\.paid) == claims.map(\.paid) && readClaims.map(\.charged) == claims.map(\.charged))
        #expect(readClaims.map(\.patientResponsibility) == claims.map(\.patientResponsibility))
        #expect(readClaims.map { $0.services.map(\.paid) } == claims.map { $0.services.map(\.paid) })
        #expect(
            readClaims.map { $0.services.map(\.lineControlNumber) }
                == claims.map { $0.services.map { $0.lineControlNumber ?? "" } })
        #expect(rewritten(bytes) == bytes)
    }

    @Test("The 820s read again without a finding, with the same figures", arguments: 1...40)
    func paymentOrders(seed: Int) throws {
        let orders: [OutgoingSet] = [
            .premiumPayment(OutgoingSamples.premium(seed)), .exchangePayment(OutgoingSamples.exchange(seed)),
            .paymentOrder(OutgoingSamples.order(seed)),
            .paymentOrder(OutgoingSamples.order(seed + 1000, release: .r004010)),
        ]
        for order in orders {
            let bytes = try file([order])
            let (document, events) = read(bytes)
            #expect(
                document.codes.isEmpty, "\(order.version) \(document.findings.kept.map { "\($0.code) \($0.location)" })"
            )
            let payment = try #require(document.firstPayment)
            #expect(payment.hundredths == order.hundredths && payment.isBalanced)
            let items = events.compactMap { if case .item(let item) = $0 { item } else { nil } }
            #expect(items.map(\.paid) == order.items.map(\.paid) && items.map(\.billed) == order.items.map(\.billed))
            #expect(items.map(\.reference) == order.items.map(\.item.identifier))
            #expect(rewritten(bytes) == bytes)
        }
    }

    @Test("Sets of one guide share a group; control numbers and counts are right")
    func groups() throws {
        let sets: [OutgoingSet] = [
            .claimPayment(OutgoingSamples.advice(1)), .claimPayment(OutgoingSamples.advice(2)),
            .premiumPayment(OutgoingSamples.premium(1)), .paymentOrder(OutgoingSamples.order(1)),
            .paymentOrder(OutgoingSamples.order(2)),
        ]
        var writer = try X12Writer(OutgoingSamples.interchange)
        var bytes: [UInt8] = []
        for set in sets { bytes += try writer.write(set) }
        bytes += try writer.finish()
        let document = read(bytes).document
        #expect(document.codes.isEmpty)
        #expect(document.summary.groups == 3 && document.summary.transactionCount == 5)
        #expect(writer.sent.groups.map(\.controlNumber) == [1, 2, 3])
        #expect(
            writer.sent.groups.map { $0.sets.map(\.controlNumber) } == [["0001", "0002"], ["0001"], ["0001", "0002"]])
        #expect(
            document.interchanges.first?.groups.map { $0.sets.map(\.controlNumber) }
                == writer.sent.groups.map { $0.sets.map(\.controlNumber) })
        #expect(bytes.prefix(106).last == 0x7E)
    }

    @Test("Version 00401 has U for the repetition separator and reads again")
    func oldControlVersion() throws {
        var interchange = OutgoingSamples.interchange
        interchange.version = .v00401
        var writer = try X12Writer(interchange)
        let bytes = try writer.write(.paymentOrder(OutgoingSamples.order(3, release: .r004010))) + writer.finish()
        #expect(String(decoding: bytes[82..<89], as: UTF8.self) == "U*00401")
        #expect(read(bytes).document.codes.isEmpty)
    }

    @Test("Values that hold the usual delimiters get others", arguments: 1...10)
    func otherDelimiters(seed: Int) throws {
        var advice = OutgoingSamples.advice(seed)
        advice.payer.name = "PLAN * OF: VIRGINIA"
        let set = OutgoingSet.claimPayment(advice)
        let place = WritingPlace(segment: "N1", position: 0, element: 2)
        #expect {
            try file([set])
        } throws: { error in
            guard case .delimiter(0x2A, let found) = error as? X12WritingError else { return false }
            return found.segment == place.segment && found.element == place.element
        }
        let delimiters = try #require(X12Writer.delimiters(for: [set]))
        #expect(delimiters.element != 0x2A && delimiters.component != 0x3A && delimiters.terminator == 0x7E)
        let bytes = try file([set], delimiters)
        #expect(faults(read(bytes).document).isEmpty && rewritten(bytes) == bytes)
        #expect(read(bytes).document.firstPayment?.payerName == "PLAN * OF: VIRGINIA")
    }
}

extension OutgoingSet {
    /// BPR02, and the items of an 820.
    fileprivate var hundredths: Int64 {
        switch self {
        case .claimPayment(let set): set.payment.hundredths
        case .premiumPayment(let set): set.payment.hundredths
        case .exchangePayment(let set): set.payment.hundredths
        case .paymentOrder(let set): set.payment.hundredths
        }
    }

    fileprivate var items: [OutgoingRemittance] {
        switch self {
        case .claimPayment: []
        case .premiumPayment(let set):
            switch set.detail {
            case .organisation(let one): one.remittances
            case .individuals(let all): all.flatMap(\.remittances)
            }
        case .exchangePayment(let set): set.entities.flatMap(\.remittances)
        case .paymentOrder(let set): set.entities.flatMap(\.remittances)
        }
    }
}

/// Four different delimiters that no sample holds, drawn anew for each seed.
private func oddDelimiters(_ seed: Int) -> Delimiters {
    var numbers = SeededNumbers(seed)
    var left: [UInt8] = Array(#"|+%<>\{}[]#$@_`"#.utf8) + [0x0A, 0x1C, 0x1D, 0x1E, 0x1F]
    func draw() -> UInt8 { left.remove(at: numbers.below(left.count)) }
    return Delimiters(element: draw(), component: draw(), repetition: draw(), terminator: draw())
}

struct WriterDelimiterTests {
    @Test("Whatever the delimiters, what is written reads again", arguments: 1...40)
    func delimiters(seed: Int) throws {
        let delimiters = oddDelimiters(seed)
        // A line break is read as layout where it does not end segments.
        if [delimiters.element, delimiters.component, delimiters.repetition].contains(0x0A) { return }
        let bytes = try file(
            [.claimPayment(OutgoingSamples.advice(seed)), .premiumPayment(OutgoingSamples.premium(seed))], delimiters)
        let document = read(bytes).document
        #expect(faults(document).isEmpty, "\(delimiters) \(faults(document))")
        #expect(document.summary.transactionCount == 2 && rewritten(bytes) == bytes)
    }

    @Test("When nothing is left to delimit with, no delimiters are found")
    func none() {
        var advice = OutgoingSamples.advice(1)
        advice.payer.name = "~'\\!;"
        #expect(X12Writer.delimiters(for: [.claimPayment(advice)], repertoire: .extended) == nil)
    }
}
