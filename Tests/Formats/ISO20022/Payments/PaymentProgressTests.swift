import ISO20022
import Testing

/// The machine of one payment: statuses in, actions out.
@Suite struct PaymentProgressTests {
    @Test func theUsualWay() {
        var payment = PaymentProgress()
        #expect(payment.state == .unreported)
        #expect(payment.receive(.technicallyValid) == [.advance(to: .underWay(.technicallyValid))])
        #expect(payment.receive(.inSettlement) == [.advance(to: .underWay(.inSettlement))])
        #expect(payment.receive(.settledForDebtor) == [.advance(to: .settled(.settledForDebtor)), .expectOnStatement])
        // The creditor's side follows; the statement is expected once only.
        #expect(payment.receive(.settledForCreditor) == [.advance(to: .settled(.settledForCreditor))])
    }

    @Test func lateAndRepeatedStatusesAreIgnored() {
        var payment = PaymentProgress()
        _ = payment.receive(.inSettlement)
        #expect(payment.receive(.technicallyValid) == [.ignore(.technicallyValid, isRepeated: false)])
        #expect(payment.receive(.inSettlement) == [.ignore(.inSettlement, isRepeated: true)])
        #expect(payment.receive(.partlyAccepted) == [.ignore(.partlyAccepted, isRepeated: false)])
        #expect(payment.state == .underWay(.inSettlement))
    }

    @Test func rejectionReopensWhatWasToBePaid() {
        var payment = PaymentProgress()
        _ = payment.receive(.accepted)
        let reasons = [StatusReason(.code("AC04"))]
        #expect(payment.receive(.rejected, reasons: reasons) == [.advance(to: .ended(.rejected)), .reopen(reasons)])
        #expect(payment.receive(.rejected) == [.ignore(.rejected, isRepeated: true)])
        // An older report that comes late changes nothing.
        #expect(payment.receive(.inSettlement) == [.ignore(.inSettlement, isRepeated: false)])
        #expect(payment.state == .ended(.rejected))
    }

    @Test func rejectionAfterSettlementIsForAPerson() {
        var payment = PaymentProgress()
        _ = payment.receive(.settledForDebtor)
        let contradiction = PaymentContradiction.settledAndEnded(settled: .settledForDebtor, ended: .rejected)
        #expect(
            payment.receive(.rejected) == [
                .advance(to: .contradictory(settled: .settledForDebtor, ended: .rejected)), .raise(contradiction),
            ])
        #expect(contradiction.rule.code == "pain.progress.settled-and-ended")
    }

    @Test func changesAndAuthorisationsAreTold() {
        var payment = PaymentProgress()
        #expect(
            payment.receive(.partlyAuthorised) == [.advance(to: .underWay(.partlyAuthorised)), .askForAuthorisation])
        let reasons = [StatusReason(.code("DT06"))]
        #expect(
            payment.receive(.acceptedWithChange, reasons: reasons) == [
                .recordChange(reasons), .advance(to: .underWay(.acceptedWithChange)),
            ])
        // Told late, a change still counts, and once only.
        var other = PaymentProgress()
        _ = other.receive(.inSettlement)
        #expect(
            other.receive(.acceptedWithChange) == [.recordChange([]), .ignore(.acceptedWithChange, isRepeated: false)])
        #expect(other.receive(.acceptedWithChange) == [.ignore(.acceptedWithChange, isRepeated: false)])
    }

    @Test func endingsThatDifferAndUnknownCodesAreRaised() {
        var payment = PaymentProgress()
        _ = payment.receive(.cancelled)
        #expect(
            payment.receive(.rejected) == [
                .advance(to: .ended(.rejected)), .raise(.endingsDiffer(.cancelled, .rejected)),
            ])
        #expect(payment.receive(.other("DONE")) == [.raise(.statusUnknown("DONE"))])
        #expect(payment.receive(.other("DONE")) == [.ignore(.other("DONE"), isRepeated: true)])
    }

    /// Where a payment stands depends on what was reported, never on the order or on repetition; and whatever contradicts
    /// itself is raised in every order.
    @Test func orderAndRepetitionDoNotMatter() {
        let statuses: [PaymentStatus] = [
            .received, .technicallyValid, .partlyAuthorised, .pending, .accepted, .fundsChecked, .acceptedWithChange,
            .inSettlement, .acceptedWithoutPosting, .settledForDebtor, .settledForCreditor, .partlyAccepted, .rejected,
            .cancelled, .blocked, .other("ZZZZ"),
        ]
        var random = SeededGenerator(state: 17)
        for _ in 0..<400 {
            let chosen = (0..<random.number(1...5)).map { _ in random.pick(statuses) }
            var states: Set<PaymentProgress> = []
            var raised: Set<Bool> = []
            for _ in 0..<8 {
                var payment = PaymentProgress()
                var isRaised = false
                for status in (chosen + chosen).shuffled(using: &random) {
                    for case .raise(let contradiction) in payment.receive(status) {
                        if case .settledAndEnded = contradiction { isRaised = true }
                    }
                }
                states.insert(payment)
                raised.insert(isRaised)
            }
            #expect(states.count == 1 && raised.count == 1, "\(chosen)")
        }
    }
}
