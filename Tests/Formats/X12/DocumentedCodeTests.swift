// The code in the documentation's articles, compiled and run. A test holds that each Swift block of the articles stands here,
// line by line.

import Foundation
import Money
import Parsing
import Testing
import X12

private let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/Formats/X12/X12.docc").standardized

private let today = CalendarDate(dayNumber: 20_514)

private func documentedAdvice() -> ClaimPaymentAdvice {
    var service = ClaimPaymentAdvice.Service(
        .init("99213"), charged: 100_00, paid: 80_00,
        adjustments: [.init(.contractual, "45", hundredths: 20_00)])
    service.from = CalendarDate(year: 2026, month: 1, day: 15)
    service.lineControlNumber = "L1"

    var claim = ClaimPaymentAdvice.Claim(
        "A-1", status: .primary, charged: 100_00, paid: 80_00, filingIndicator: "12", payerControlNumber: "ICN1",
        patient: .person(last: "DOE", first: "JANE", identifier: QualifiedIdentifier("MI", "W1")))
    claim.services = [service]

    let advice = ClaimPaymentAdvice(
        payment: .cheque(hundredths: 80_00, issuedOn: today),
        trace: TraceNumber("0001234", originator: "1123456789"),
        payer: ClaimPaymentAdvice.Payer(
            name: "HEALTH PLAN", address: PostalAddress(lines: ["1 PLAN WAY"], city: "RICHMOND", state: "VA"),
            technicalContacts: [
                AdministrativeContact("BL", name: "EDI DESK", numbers: [QualifiedIdentifier("TE", "8005550100")])
            ]),
        payee: OutgoingParty(name: "GENERAL HOSPITAL", identifier: QualifiedIdentifier("XX", "1234567893")),
        sections: [ClaimPaymentAdvice.Section(1, claims: [claim])])
    return advice
}

private func documentedFile() throws -> (bytes: [UInt8], writer: X12Writer) {
    let advice = documentedAdvice()
    let interchange = OutgoingInterchange(
        sender: InterchangeParty(qualifier: "ZZ", identifier: "PAYER"),
        receiver: InterchangeParty(qualifier: "ZZ", identifier: "HOSPITAL"),
        applicationSender: "PAYER", applicationReceiver: "HOSPITAL",
        controlNumber: 1, firstGroupControlNumber: 1, date: today, hour: 9, minute: 30)
    var writer = try X12Writer(interchange)
    var output = try writer.write(.claimPayment(advice))
    output += try writer.finish()
    let written = writer

    let sets: [OutgoingSet] = [.claimPayment(advice)]
    if let delimiters = X12Writer.delimiters(for: sets) {
        writer = try X12Writer(interchange, delimiters: delimiters)
    }
    #expect(writer.delimiters == .usual)
    return (output, written)
}

struct DocumentedCodeTests {
    @Test("Each Swift block of the articles stands in this file")
    func blocks() throws {
        func lines(_ text: some StringProtocol) -> [String] {
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        let code = lines(try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)).joined(separator: "\n")
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
            let article = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
            for block in article.components(separatedBy: "```swift\n").dropFirst() {
                let body = block.components(separatedBy: "```")[0]
                #expect(code.contains(lines(body).joined(separator: "\n")), "\(name): \(body)")
                count += 1
            }
        }
        #expect(count >= 8)
    }

    @Test("Reading, whole and by events")
    func reading() throws {
        let bytes = try documentedFile().bytes
        func whole() throws {
            var source = MemoryByteSource(bytes)
            let document = try X12Reader.document(of: &source)
            for finding in document.findings.kept {
                print(finding.code, finding.location.offset, finding.message)
            }
            for set in document.summary.transactions {
                print(set.set, set.controlNumber, set.payment?.trace ?? "", set.payment?.isBalanced ?? false)
            }
            #expect(document.findings.kept.isEmpty)
        }
        try whole()
        let source = MemoryByteSource(bytes)
        var options = X12Reader.Options()
        options.collectsEvents = true
        var reader = X12Reader(options: options)
        try source.forEachPiece { piece in
            reader.read(piece)
            reader.drainEvents { event in
                switch event {
                case .transactionBegan(let payment): print("payment", payment.trace)
                case .claim(let claim): print("claim", claim.patientControlNumber, claim.paid)
                case .item(let item): print("item", item.reference, item.paid)
                case .transactionEnded(let payment): print("balanced", payment.isBalanced)
                }
            }
        }
        let document = reader.finish()
        #expect(document.verdict == .accepted)
    }

    @Test("Balancing")
    func balancing() throws {
        var advice = documentedAdvice()
        advice.payment.hundredths = 80_00
        advice.providerAdjustments = [
            .init(provider: "1234567893", fiscalPeriodEnd: today, items: [.init("WO", reference: "X", hundredths: 1)])
        ]
        var (output, writer) = try documentedFile()
        let before = output
        do throws(X12WritingError) {
            output += try writer.write(.claimPayment(advice))
        } catch .unbalanced(let imbalance) {
            print(imbalance)  // BPR02 is 80.00, the sum of what the payment consists of is 79.99.
        }
        #expect(output == before)
    }

    @Test("Acknowledging, and waiting for it")
    func acknowledging() throws {
        let (file, writer) = try documentedFile()
        var source = MemoryByteSource(file)
        let document = try X12Reader.document(of: &source)
        let lastControlNumber = 6
        func answering() {
            var number = lastControlNumber
            for outcome in document.interchanges {
                let answers = Acknowledgements.answers(to: outcome) { group in
                    number += 1
                    return AnswerEnvelope(
                        answering: outcome.header, group: group, interchangeControlNumber: number,
                        groupControlNumber: number, date: today.basicText, time: "0930")
                }
                for answer in answers { print(answer.kind.rawValue, answer.bytes.count) }
            }
        }
        answering()
        let outcome = try #require(document.interchanges.first)
        let answered = Acknowledgements.answers(to: outcome) { group in
            AnswerEnvelope(
                answering: outcome.header, group: group, interchangeControlNumber: 7, groupControlNumber: 7,
                date: today.basicText, time: "0930")
        }
        var answerSource = MemoryByteSource(try #require(answered.first).bytes)
        let answer = try X12Reader.document(of: &answerSource)
        let now: Int64 = 1_772_443_800

        var outstanding = OutstandingAcknowledgements()
        outstanding.send(writer.sent, at: now, dueBy: now + 86_400)

        for acknowledgement in answer.acknowledgements where answer.verdict != .rejected {
            for settlement in outstanding.take(acknowledgement) { print(settlement) }
        }
        for subject in outstanding.overdue(at: now + 90_000) { print("ask about", subject) }
        #expect(answer.acknowledgements.count == 1 && outstanding.overdue(at: now + 90_000).isEmpty)
    }

    @Test("Refusing")
    func refusing() throws {
        var text = String(decoding: try documentedFile().bytes, as: UTF8.self)
        text = text.replacingOccurrences(of: "BPR*I*80*", with: "BPR*I*81*")
        var source = MemoryByteSource(Array(text.utf8))
        let document = try X12Reader.document(of: &source)
        let envelope = AnswerEnvelope(
            answering: try #require(document.interchanges.first).header, group: nil, interchangeControlNumber: 7,
            groupControlNumber: 7, date: today.basicText, time: "0930")
        let refused = document.summary.transactions.filter { $0.payment?.isBalanced == false }
        let us = OutgoingParty(name: "GENERAL HOSPITAL", identifier: QualifiedIdentifier("46", "HOSPITAL"))
        let payer = OutgoingParty(name: "HEALTH PLAN", identifier: QualifiedIdentifier("46", "PAYER"))
        let refusal = ApplicationAdvice(
            version: .r005010, reference: "ADV-1", sender: us, receiver: payer,
            items: refused.map { ApplicationAdvice.Item(refusing: $0, problems: [.unbalanced()]) })
        let bytes = try refusal.bytes(in: envelope)
        #expect(refused.count == 1 && !bytes.isEmpty)
    }
}
