import ISO20022
import Money
import Testing

@Suite struct StatusReportReadingTests {
    typealias Sample = SampleStatusReport

    static let whole = Sample.document(
        group: "PART", count: 3, groupExtra: Sample.counted("ACSP", 2) + Sample.counted("RJCT", 1),
        Sample.block(
            status: "PART", count: 3,
            Sample.transaction("E1"),
            "<TxInfAndSts><StsId>7</StsId><OrgnlInstrId>I2</OrgnlInstrId><OrgnlEndToEndId>E2</OrgnlEndToEndId>"
                + "<OrgnlUETR>0f0f0f0f-0000-4000-8000-000000000001</OrgnlUETR><TxSts>RJCT</TxSts>"
                + "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>R02 account closed</AddtlInf><AddtlInf>more</AddtlInf></StsRsnInf>"
                + "<AccptncDtTm>2026-03-09T10:59:00-05:00</AccptncDtTm><AcctSvcrRef>S9</AcctSvcrRef><ClrSysRef>C9</ClrSysRef>"
                + "<OrgnlTxRef><Amt><InstdAmt Ccy=\"USD\">12.50</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>",
            Sample.transaction("E3", nil)))

    @Test func everythingIsTyped() throws {
        let (events, report) = try Sample.events(Self.whole)
        #expect(report.findings.kept.map(\.code) == [])
        #expect(events.count == 7)
        guard case .groupStatus(let group) = events[0], case .paymentStatus(let block) = events[1],
            case .transactionStatus(let second, let effective) = events[3],
            case .transactionStatus(let third, let none) = events[4]
        else {
            Issue.record("other events")
            return
        }
        #expect(group.messageID == "R1" && group.originalMessageID == "ORDER-1")
        #expect(group.created?.description == "2026-03-09T11:00:00Z")
        #expect(group.originalMessageName == "pain.001.001.09" && group.originalCount == 3)
        #expect(group.status == .partlyAccepted)
        #expect(group.counts == [StatusCount(.inSettlement, 2), StatusCount(.rejected, 1)])
        #expect(block.originalPaymentID == "B1" && block.status == .partlyAccepted && block.originalCount == 3)
        #expect(second.statusID == "7" && second.originalInstructionID == "I2" && second.originalEndToEndID == "E2")
        #expect(second.originalUniqueReference == "0f0f0f0f-0000-4000-8000-000000000001")
        #expect(second.status == .rejected && effective == .rejected)
        #expect(second.reasons == [StatusReason(.code("AC04"), information: ["R02 account closed", "more"])])
        #expect(second.accepted?.zoneMinutes == -300)
        #expect(second.servicerReference == "S9" && second.clearingReference == "C9")
        #expect(second.originalAmount == .dollars(cents: 12_50))
        // PART above says nothing of the transaction that has no status of its own.
        #expect(third.status == nil && none == nil)
    }

    @Test func piecesDoNotMatter() throws {
        let whole = try Sample.events(Self.whole).report
        for size in 1...32 {
            let (events, report) = try Sample.events(Self.whole, pieceSize: size)
            #expect(events.count == 7 && report.summary == whole.summary)
        }
    }

    @Test func statusComesFromTheBlockThenTheGroup() throws {
        func effective(_ group: String?, _ block: String?, _ own: String?) throws -> PaymentStatus? {
            let text = Sample.document(group: group, Sample.block(status: block, Sample.transaction("E1", own)))
            for case .transactionStatus(_, let effective) in try Sample.events(text).events { return effective }
            return nil
        }
        #expect(try effective("ACSP", "ACCP", "ACSC") == .settledForDebtor)
        #expect(try effective("ACSP", "ACCP", nil) == .accepted)
        #expect(try effective("ACSP", "PART", nil) == .inSettlement)
        #expect(try effective("PART", "PART", nil) == nil)
        #expect(try effective("RJCT", nil, nil) == .rejected)
    }

    @Test func reasonsAreFiledUnderReturns() {
        #expect(StatusReason(.code("AC04")).returnCodes == ["R02"])
        #expect(StatusReason(.code("AC01"), information: ["returned R03 no account"]).returnCodes == ["R03"])
        #expect(StatusReason(.proprietary("R29")).returnCodes == ["R29"])
        #expect(StatusReason(.code("NARR"), information: ["see PR024"]).returnCodes == [])
        #expect(StatusReason(.code("MD07")).known?.returnCodes == ["R14", "R15"])
        #expect(KnownStatusReason.byCode.count == KnownStatusReason.all.count)
        #expect(KnownStatusReason.reasons(filedUnder: "R02").map(\.code) == ["AC04", "AC07"])
        #expect(KnownStatusReason.reasons(filedUnder: "R99").isEmpty)
        for reason in KnownStatusReason.all {
            #expect(reason.code.utf8.count == 4 && reason.meaning.hasSuffix("."))
            #expect(reason.returnCodes.allSatisfy { $0.utf8.count == 3 && $0.hasPrefix("R") })
        }
    }

    @Test func everyCodeComesBack() {
        for code in [
            "RCVD", "ACTC", "PATC", "PDNG", "ACCP", "ACFC", "ACWC", "ACSP", "ACWP", "ACSC", "ACCC", "PART", "RJCT",
            "CANC", "BLCK",
        ] {
            #expect(PaymentStatus(code: code).code == code)
            if case .other = PaymentStatus(code: code) { Issue.record("\(code) is not known") }
        }
        #expect(PaymentStatus(code: "ZZZZ") == .other("ZZZZ"))
    }

    /// The first versions listed transactions without blocks.
    @Test func transactionsWithoutBlocks() throws {
        let text = Sample.document(
            group: "PART", version: "02", Sample.transaction("E1"), Sample.transaction("E2", "RJCT", reason: "AC04"))
        let (events, report) = try Sample.events(text)
        #expect(report.findings.kept.isEmpty && events.count == 4)
        guard case .paymentStatus(let summary) = report.summary else {
            Issue.record("another summary")
            return
        }
        #expect(summary.transactions == 2 && summary.accepted == 1 && summary.rejected == 1)
    }
}
