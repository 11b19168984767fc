import ISO20022
import Testing

/// The machine of a whole order, fed with what a reader hands on.
@Suite struct OrderProgressTests {
    typealias Sample = SampleStatusReport

    static func order() -> OrderProgress {
        OrderProgress(
            messageID: "ORDER-1",
            transfers: [
                .init(payment: "B1", endToEndID: "E1", instructionID: "I1"),
                .init(payment: "B1", endToEndID: "E2", instructionID: "I2"),
                .init(payment: "B2", endToEndID: "E3", uniqueReference: "0f0f0f0f-0000-4000-8000-000000000001"),
            ])
    }

    static func states(_ order: OrderProgress) -> [PaymentProgress.State] { order.transfers.map(\.progress.state) }

    static func apply(_ reports: String..., to order: inout OrderProgress) throws -> [OrderProgress.Outcome] {
        var outcomes: [OrderProgress.Outcome] = []
        for report in reports {
            for event in try Sample.events(report).events { outcomes += order.receive(event) }
        }
        return outcomes
    }

    static func contradictions(_ outcomes: [OrderProgress.Outcome]) -> [PaymentContradiction] {
        outcomes.compactMap { if case .raise(let contradiction) = $0.action { contradiction } else { nil } }
    }

    @Test func groupStatusReachesEveryTransfer() throws {
        var order = Self.order()
        let outcomes = try Self.apply(Sample.document(group: "ACTC", count: 3), to: &order)
        #expect(Self.states(order) == Array(repeating: .underWay(.technicallyValid), count: 3))
        #expect(outcomes.map(\.transfer) == ["E1", "E2", "E3"])
    }

    @Test func ownStatusBeatsTheBlocksAndTheBlocksTheGroups() throws {
        var order = Self.order()
        _ = try Self.apply(
            Sample.document(
                group: "ACCP", Sample.block("B1", status: "ACSP", Sample.transaction("E2", "ACSC"))), to: &order)
        #expect(
            Self.states(order) == [
                .underWay(.inSettlement), .settled(.settledForDebtor), .underWay(.accepted),
            ])
    }

    @Test func partReachesNobody() throws {
        var order = Self.order()
        let outcomes = try Self.apply(
            Sample.document(
                group: "PART", Sample.block("B1", status: "PART", Sample.transaction("E2", "RJCT", reason: "AC04"))),
            to: &order)
        #expect(Self.states(order) == [.unreported, .ended(.rejected), .unreported])
        #expect(outcomes.map(\.action) == [.advance(to: .ended(.rejected)), .reopen([StatusReason(.code("AC04"))])])
    }

    @Test func reportsInAnyOrderAndRepeatedEndAlike() throws {
        let reports = [
            Sample.document(group: "ACTC"),
            Sample.document(group: "PART", Sample.block("B1", Sample.transaction("E2", "RJCT"))),
            Sample.document(Sample.block("B1", Sample.transaction("E1", "ACSC"))),
            Sample.document(Sample.block("B2", status: "ACSP")),
        ]
        var random = SeededGenerator(state: 5)
        var ends: Set<[PaymentProgress.State]> = []
        for _ in 0..<20 {
            var order = Self.order()
            for report in (reports + reports).shuffled(using: &random) { _ = try Self.apply(report, to: &order) }
            ends.insert(Self.states(order))
        }
        #expect(ends == [[.settled(.settledForDebtor), .ended(.rejected), .underWay(.inSettlement)]])
    }

    @Test func whatIsNotOursIsRaisedAndChangesNothing() throws {
        var order = Self.order()
        var outcomes = try Self.apply(Sample.document(group: "RJCT", message: "OTHER"), to: &order)
        #expect(Self.contradictions(outcomes) == [.messageUnknown("OTHER")])
        outcomes = try Self.apply(
            Sample.document(
                Sample.block("B9", status: "RJCT", Sample.transaction("E1", "RJCT")),
                Sample.block("B1", Sample.transaction("E9", "RJCT"), Sample.transaction("E3", "RJCT"))), to: &order)
        // E3 is of another block: nobody guesses which of the two references is wrong.
        #expect(
            Self.contradictions(outcomes) == [
                .paymentUnknown("B9"), .transferUnknown("E1"), .transferUnknown("E9"), .transferUnknown("E3"),
            ])
        #expect(Self.states(order) == [.unreported, .unreported, .unreported])
        #expect(Self.contradictions(outcomes).allSatisfy { $0.rule.code == "pain.progress.original-unknown" })
        #expect(!Self.contradictions(outcomes)[0].description.isEmpty)
    }

    @Test func countsThatDifferAreRaised() throws {
        var order = Self.order()
        let outcomes = try Self.apply(
            Sample.document(group: "ACCP", count: 2, Sample.block("B1", count: 3)), to: &order)
        #expect(
            Self.contradictions(outcomes) == [
                .countDiffers(payment: nil, sent: 3, reported: 2), .countDiffers(payment: "B1", sent: 2, reported: 3),
            ])
    }

    @Test func transfersAreFoundByOtherReferences() throws {
        var order = Self.order()
        _ = try Self.apply(
            Sample.document(
                "<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><TxInfAndSts><OrgnlInstrId>I1</OrgnlInstrId>"
                    + "<TxSts>ACSP</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"
                    + "<OrgnlPmtInfAndSts><OrgnlPmtInfId>B2</OrgnlPmtInfId><TxInfAndSts>"
                    + "<OrgnlUETR>0f0f0f0f-0000-4000-8000-000000000001</OrgnlUETR><TxSts>ACSC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"
            ), to: &order)
        #expect(Self.states(order) == [.underWay(.inSettlement), .unreported, .settled(.settledForDebtor)])
    }

    @Test func settledThenRejectedIsForAPerson() throws {
        var order = Self.order()
        let settled = Sample.document(Sample.block("B1", Sample.transaction("E1", "ACSC")))
        let rejected = Sample.document(Sample.block("B1", Sample.transaction("E1", "RJCT")))
        let outcomes = try Self.apply(settled, rejected, settled, to: &order)
        #expect(Self.contradictions(outcomes) == [.settledAndEnded(settled: .settledForDebtor, ended: .rejected)])
    }
}
