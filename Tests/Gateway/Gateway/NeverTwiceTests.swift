import Testing

/// The same money twice, in every disguise: it counts once.
@Suite struct NeverTwiceTests {
    private let claims = [Claim(number: 1)]

    private func states(_ root: HospitalRoot) throws -> [String: String] {
        Dictionary(try root.export("arrivals").map { ($0["name"] ?? "", $0["state"] ?? "") }, uniquingKeysWith: { $1 })
    }

    @Test func sameBytesAgainAreADuplicate() throws {
        let root = try HospitalRoot()
        let era = HospitalFiles.remittance(control: 1, trace: "T1", claims: claims)
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.drop(era, "payer-blue", "a.835")
        try root.drop(era, "payer-blue", "b.835")
        try root.runOnce()
        #expect(try states(root)["b.835"] == "duplicate")
        #expect(try root.export("matches").count == 1)
        // Its sender is told by the interchange's own means: TA1, rejected, 025.
        let answer = try #require(root.files(below: "outbox/payer-blue").first { $0.hasSuffix("b.835-ta1.edi") })
        let text = String(decoding: root.contents("outbox/payer-blue/\(answer)"), as: UTF8.self)
        #expect(text.contains("*R*025~"))
    }

    @Test func sameNameOnTheSameDayKeepsBothOriginals() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.remittance(control: 1, trace: "T1", claims: claims), "payer-blue", "era.835")
        try root.runOnce()
        try root.drop(HospitalFiles.remittance(control: 2, trace: "T2", claims: claims), "payer-blue", "era.835")
        try root.runOnce()
        let done = root.files(below: "inbox/payer-blue/done").map {
            $0.split(separator: "/").last.map(String.init) ?? ""
        }
        #expect(done.sorted() == ["2-era.835", "era.835"])
    }

    @Test func sameControlNumbersWithOtherContentAreHeld() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.ach([("T1", 100)]), "first-bank", "a.ach")
        try root.drop(HospitalFiles.ach([("T1", 200)]), "first-bank", "b.ach")
        try root.runOnce()
        #expect(try states(root)["b.ach"] == "held")
        let reason = try root.export("arrivals").last?["reason"] ?? ""
        #expect(reason.hasPrefix("duplicate.conflict"))
    }

    @Test func aStatementUnderAnotherMessageIdIsADuplicate() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.statement([("T1", 100)], message: "M1"), "first-bank", "a.xml")
        try root.drop(HospitalFiles.statement([("T1", 100)], message: "M2"), "first-bank", "b.xml")
        try root.runOnce()
        #expect(try states(root)["b.xml"] == "duplicate")
        let cash = try root.export("trial-balance").first { $0["account"] == "assets:cash:operating" }
        #expect(cash?["balance"] == "9986.00")
    }

    @Test func aStatementUnderAnotherNumberIsRefused() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.statement([("T1", 8_000)]), "first-bank", "s.xml")
        try root.runOnce()
        let again = String(
            decoding: HospitalFiles.statement([("T1", 8_000)], sequence: 77, message: "M2"), as: UTF8.self
        )
        .replacingOccurrences(of: "<AcctSvcrRef>FB", with: "<AcctSvcrRef>GB")
        try root.drop(Array(again.utf8), "first-bank", "again.xml")
        try root.runOnce()
        let arrivals = try root.export("arrivals")
        #expect(arrivals.map { $0["state"] } == ["answered", "rejected"], "\(arrivals)")
        #expect(arrivals.last?["reason"]?.hasPrefix("duplicate.statement") == true)
        #expect(try root.export("matches").count == 1)
    }

    @Test func aTraceUnderANewInterchangePostsNothing() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.drop(HospitalFiles.remittance(control: 1, trace: "T1", claims: claims), "payer-blue", "a.835")
        try root.drop(HospitalFiles.remittance(control: 2, trace: "T1", claims: claims), "payer-blue", "b.835")
        try root.runOnce()
        #expect(try root.export("matches").filter { $0["kind"] == "claim-payment" }.count == 1)
        // No statement ever came, and it is long past the days of these files: the money is missed too, once.
        let exceptions = try root.export("exceptions").map { $0["category"] ?? "" }
        #expect(exceptions.sorted() == ["duplicate-remittance", "remittance-without-funds"])
    }

    @Test func anItemIdThatCameBeforeRefusesItsFile() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems(claims), "erp", "a.csv")
        try root.drop(HospitalFiles.openItems([Claim(number: 1, charge: 5), Claim(number: 2)]), "erp", "b.csv")
        try root.drop(HospitalFiles.remittance(control: 1, trace: "T1", claims: claims), "payer-blue", "a.835")
        try root.runOnce()
        #expect(try states(root) == ["a.csv": "answered", "b.csv": "rejected", "a.835": "answered"])
        #expect(try root.export("matches").map { $0["right"] } == ["C1"])
    }
}
