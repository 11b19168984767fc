import Foundation
import ISO20022
import Money
import Parsing
import Testing

@Suite struct StatementReaderTests {
    @Test func figuresOfABalancedStatement() throws {
        let report = try read(
            SampleMessage.document(
                SampleMessage.statement(
                    opening: "100.00", closing: "95.25", SampleMessage.entry("12.50"),
                    SampleMessage.entry("17.25", "DBIT"), SampleMessage.entry("99.00", status: "PDNG"))))
        #expect(report.kind == .statement)
        #expect(report.findings.verdict == .accepted)
        let statement = try #require(report.statements.first)
        #expect(statement.entries == 3)
        #expect(statement.credits?.decimalText == "12.50")
        #expect(statement.debits?.decimalText == "17.25")
        #expect(statement.balanced == true)
        #expect(statement.account == "•••3456")
    }

    @Test func summaryHasTheContractsKeys() throws {
        let report = try read(
            SampleMessage.document(
                SampleMessage.statement(opening: "", closing: "", SampleMessage.entry("1", currency: "JPY"))))
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report.summary)) as? [String: Any]
        #expect(json?["message"] as? String == "camt.053.001.08")
        let statement = try #require((json?["statements"] as? [[String: Any]])?.first)
        for key in [
            "id", "account", "currency", "entries", "details", "credits", "debits", "opening", "closing", "balanced",
        ] { #expect(statement.keys.contains(key), "\(key)") }
        #expect(statement["balanced"] is NSNull)
        let other = try #require((statement["other_currencies"] as? [[String: Any]])?.first)
        #expect(other["credits"] as? String == "1")
    }

    @Test func balanceOffByOneUnitFailsAndIsStillTold() throws {
        let report = try read(
            SampleMessage.document(SampleMessage.statement(closing: "112.51", SampleMessage.entry())))
        #expect(report.codes == ["camt.balance.equation"])
        #expect(report.statements.first?.balanced == false)
        #expect(report.findings.kept.first?.message.contains("0.01 USD") == true)
        #expect(report.findings.kept.first?.location.path == "Document/BkToCstmrStmt/Stmt[1]")
    }

    @Test func pathNamesTheElementAndOffsetPointsAtIt() throws {
        let text = SampleMessage.document(
            SampleMessage.statement(
                closing: "112.50", SampleMessage.entry(),
                SampleMessage.entry("1,5", details: SampleMessage.detail("1.00"))))
        let report = try read(text)
        let finding = try #require(report.findings.kept.first)
        #expect(finding.code == "camt.amount.malformed")
        #expect(finding.location.path == "Document/BkToCstmrStmt/Stmt[1]/Ntry[2]/Amt")
        #expect(finding.location.line == 2)
        let place = try #require(text.range(of: "<Amt Ccy=\"USD\">1,5"))
        #expect(finding.location.offset == text.utf8.distance(from: text.startIndex, to: place.lowerBound))
        let inPieces = try read(text, pieceSize: 3)
        #expect(inPieces.findings.kept == report.findings.kept)
    }

    @Test func reversalDoesNotTurnTheSign() throws {
        let reversal = SampleMessage.entry("30.00", extra: "<RvslInd>true</RvslInd>")
        #expect(
            try read(SampleMessage.document(SampleMessage.statement(closing: "130.00", reversal))).findings.verdict
                == .accepted)
        let flipped = try read(SampleMessage.document(SampleMessage.statement(closing: "70.00", reversal)))
        #expect(flipped.codes == ["camt.balance.equation", "camt.balance.reversal-sign"])
    }

    @Test func previousClosingStandsForTheOpening() throws {
        let report = try read(
            SampleMessage.document(
                SampleMessage.statement(
                    opening: "", closing: "112.50", extra: SampleMessage.balance("PRCD", "100.00"),
                    SampleMessage.entry())))
        #expect(report.statements.first?.balanced == true)
        #expect(report.findings.verdict == .accepted)
    }

    @Test func overdraftsAreNegative() throws {
        let report = try read(
            SampleMessage.document(
                SampleMessage.statement(
                    opening: "", closing: "",
                    extra: SampleMessage.balance("OPBD", "5.00", sign: "DBIT")
                        + SampleMessage.balance("CLBD", "7.50"), SampleMessage.entry())))
        #expect(report.statements.first?.opening?.decimalText == "-5.00")
        #expect(report.statements.first?.balanced == true)
    }

    @Test(arguments: ["BkToCstmrAcctRpt/Rpt/camt.052", "BkToCstmrDbtCdtNtfctn/Ntfctn/camt.054"])
    func reportsAndNotificationsHaveTheSameShape(_ names: String) throws {
        let parts = names.split(separator: "/").map(String.init)
        let report = try read(
            SampleMessage.document(
                SampleMessage.statement(opening: "", closing: "", element: parts[1], SampleMessage.entry()),
                message: "\(parts[2]).001.08", body: parts[0]))
        #expect(report.kind?.rawValue == parts[2])
        #expect(report.statements.first?.entries == 1)
        #expect(report.statements.first?.balanced == nil)
        #expect(report.findings.verdict == .accepted)
    }

    @Test func statusAndPartiesAreReadInBothShapes() throws {
        let old = SampleMessage.entry(
            details: SampleMessage.detail("12.50", extra: "<RltdPties><Dbtr><Nm>ACME</Nm></Dbtr></RltdPties>")
        ).replacing("<Sts><Cd>BOOK</Cd></Sts>", with: "<Sts>BOOK</Sts>")
        let new = SampleMessage.entry(
            details: SampleMessage.detail(
                "12.50", extra: "<RltdPties><Dbtr><Pty><Nm>ACME</Nm></Pty></Dbtr></RltdPties>"))
        for (entry, version, isClean) in [(old, "02", true), (old, "08", false), (new, "08", true), (new, "02", false)]
        {
            var collector = EntryCollector()
            var source = MemoryByteSource(
                Array(
                    SampleMessage.document(
                        SampleMessage.statement(closing: "112.50", entry), message: "camt.053.001.\(version)"
                    ).utf8))
            let report = try ISO20022Reader.read(&source, into: &collector)
            #expect(collector.entries.first?.text(.debtorName, detail: 0) == "ACME")
            #expect(report.findings.verdict == (isClean ? .accepted : .warnings), "\(version)")
            #expect(report.statements.first?.balanced == true)
        }
    }

    @Test func supplementaryDataIsNotRead() throws {
        let foreign = "<SplmtryData><Envlp><x:Ntry xmlns:x=\"urn:x\"><x:Amt>9</x:Amt></x:Ntry></Envlp></SplmtryData>"
        let report = try read(
            SampleMessage.document(
                SampleMessage.statement(
                    closing: "112.50", SampleMessage.entry(), foreign,
                    "<x:Ntry xmlns:x=\"urn:x\"><x:Amt>9</x:Amt></x:Ntry>")))
        #expect(report.statements.first?.entries == 1)
        #expect(report.findings.verdict == .accepted)
    }

    @Test func envelopesPrefixesAndCommentsAreNoHindrance() throws {
        let plain = SampleMessage.document(
            SampleMessage.statement(closing: "112.50", SampleMessage.entry("1<!-- x -->2.5<![CDATA[0]]>")))
        let body = plain.split(separator: "\n")[1]
        let wrapped = "<Envelope xmlns=\"urn:e\"><AppHdr><Id>1</Id></AppHdr>\(body)</Envelope>"
        #expect(try read(wrapped).statements.first?.credits?.decimalText == "12.50")
        let prefixed = body.replacing("<Document xmlns=", with: "<Document xmlns:c=").replacing("</", with: "\u{1}")
            .replacing("<!", with: "\u{2}").replacing("<", with: "<c:").replacing("\u{1}", with: "</c:")
            .replacing("\u{2}", with: "<!")
        let report = try read(String(prefixed))
        #expect(report.statements.first?.balanced == true)
        #expect(report.findings.verdict == .accepted)
    }

    @Test func otherEncodingsAreRead() throws {
        let text = SampleMessage.document(
            SampleMessage.statement(
                closing: "112.50",
                SampleMessage.entry(
                    details: SampleMessage.detail(
                        "12.50", extra: "<RltdPties><Dbtr><Pty><Nm>Müller</Nm></Pty></Dbtr></RltdPties>"))))
        let latin = text.replacing("UTF-8", with: "ISO-8859-1").unicodeScalars.map {
            UInt8(truncatingIfNeeded: $0.value)
        }
        let wide: [UInt8] =
            [0xFF, 0xFE]
            + text.replacing("UTF-8", with: "UTF-16").utf16.flatMap {
                [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
            }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        for bytes in [latin, wide, marked] {
            for size in [1, 7, 1 << 18] {
                var collector = EntryCollector()
                var source = MemoryByteSource(bytes, pieceSize: size)
                let report = try ISO20022Reader.read(&source, into: &collector)
                #expect(report.findings.verdict == .accepted)
                #expect(collector.entries.first?.text(.debtorName, detail: 0) == "Müller")
            }
        }
    }

    @Test func handlerGetsEntriesWithDetailsInOrder() throws {
        let text = SampleMessage.document(
            SampleMessage.statement(
                closing: "112.50",
                SampleMessage.entry(
                    reference: "R1",
                    details: "<Btch><PmtInfId>0000123</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>"
                        + SampleMessage.detail(
                            "15.00",
                            extra:
                                "<RmtInf><Ustrd>ONE</Ustrd><Ustrd>TWO</Ustrd><Strd><RfrdDocInf><Nb>INV-1</Nb></RfrdDocInf>"
                                + "</Strd></RmtInf>")
                        + SampleMessage.detail("2.50", "DBIT", extra: "<Refs><AcctSvcrRef>R1-2</AcctSvcrRef></Refs>"))))
        for size in [1, 2, 5, 1 << 18] {
            var collector = EntryCollector()
            var source = MemoryByteSource(Array(text.utf8), pieceSize: size)
            let report = try ISO20022Reader.read(&source, into: &collector)
            #expect(report.findings.verdict == .accepted)
            #expect(collector.events == ["began S1", "entry 0", "ended S1 7"])
            let entry = try #require(collector.entries.first)
            #expect(entry.text(.servicerReference) == "R1")
            #expect(entry.text(.batchID) == "0000123")
            #expect(entry.details.map { $0.signedAmount?.decimalText } == ["15.00", "-2.50"])
            #expect(entry.details.map(\.hasServicerReference) == [false, true])
            #expect(entry.text(.servicerReference, detail: 1) == "R1-2")
            var texts: [String] = []
            entry.forEachText(detail: 0) { _, bytes in
                texts.append(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
            }
            #expect(texts == ["ONE", "TWO", "INV-1"])
        }
    }

    @Test func pagesOfOneStatementAreNoDuplicates() throws {
        func page(_ number: Int, _ isLast: Bool) -> String {
            SampleMessage.statement(closing: "112.50", SampleMessage.entry()).replacing(
                "</Id><ElctrncSeqNb>",
                with: "</Id><StmtPgntn><PgNb>\(number)</PgNb><LastPgInd>\(isLast)</LastPgInd></StmtPgntn><ElctrncSeqNb>"
            )
        }
        let report = try read(SampleMessage.document(page(1, false), page(2, true)))
        #expect(report.findings.verdict == .accepted)
        #expect(report.codes == ["camt.statement.page", "camt.statement.page"])
    }
}

struct EntryCollector: StatementHandler {
    var events: [String] = []
    var entries: [StatementEntry] = []
    mutating func statementBegan(_ header: StatementHeader) { events.append("began \(header.id)") }
    mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {
        events.append("entry \(entry.ordinal)")
        entries.append(entry)
    }
    mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) {
        events.append("ended \(header.id) \(header.electronicSequence ?? 0)")
    }
}
