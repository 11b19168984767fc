import Testing

/// Remittances whose claim numbers are in no open item: in files, in any order.
@Suite(.serialized) struct ClaimFallbackFilesTests {
    private typealias File = (bytes: [UInt8], partner: String, name: String)

    private static func items(_ rows: [String]) -> [UInt8] {
        let header = "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref"
        return Array((([header] + rows).joined(separator: "\n") + "\n").utf8)
    }

    private static func row(_ number: Int, _ amount: String) -> String {
        "C\(number),claim,P1,\(Canary.party),\(Canary.claim)\(number),\(amount),USD,2026-02-01,,\(Canary.member)"
    }

    /// A claim of 100.00 or 150.00 under a number and a number of the payer's.
    private static func claim(
        _ reference: String, _ payerNumber: String, _ charge: String, _ paid: String, _ rest: String
    )
        -> [String]
    {
        [
            "CLP*\(reference)*1*\(charge)*\(paid)**12*\(payerNumber)*11*1", "CAS*CO*45*\(rest)",
            "NM1*QC*1*\(Canary.patient)*ANN****MI*\(Canary.member)", "DTM*232*20260201",
        ]
    }

    private static func files() throws -> [File] {
        func advice(_ number: Int, _ cents: Int64, _ claim: [String]) -> File {
            (
                BookFiles.advice(control: number, trace: "T\(number)", cents: cents, claims: claim), "payer-blue",
                "era-\(number).835"
            )
        }
        return [
            (items([row(1, "100.00"), row(2, "150.00")]), "erp", "items.csv"),
            advice(1, 8_000, claim("\(Canary.claim)1", "ICN77001", "100", "80", "20")),
            advice(2, 500, claim("\(Canary.claim)X", "ICN-77001", "100", "5", "95")),
            advice(3, 12_000, claim("\(Canary.claim)Y", "ICN88002", "150", "120", "30")),
            (
                try BookFiles.statement(
                    [.init(cents: -1_500, code: "698")], day: "2026-03-20", sequence: 1, opening: 1_000_000),
                "first-bank", "s1.xml"
            ),
        ]
    }

    private static func told(_ root: HospitalRoot) throws -> [String] {
        let matches = try root.export("matches").filter { $0["kind"] == "claim-payment" }.map { row in
            ["left", "right", "amount", "rule"].map { row[$0] ?? "" }.joined(separator: " ")
        }
        let open = try root.export("exceptions").filter {
            $0["state"] == "open" && $0["category"] == "unknown-item"
        }
        return matches.sorted() + open.map { "unknown \($0["subject"] ?? "")" }.sorted()
    }

    @Test func claimsAreFoundInAnyOrder() throws {
        let files = try Self.files()
        let expected = [
            "T1 C1 80.00 reference", "T2 C1 5.00 payer-claim-number", "T3 C2 120.00 patient+day+charge",
        ]
        var receivables: Set<String> = []
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1]] {
            let root = try HospitalRoot()
            for number in order {
                try root.drop(files[number].bytes, files[number].partner, files[number].name)
                try root.runOnce()
            }
            #expect(try Self.told(root) == expected, "order \(order)")
            let balance = try root.export("trial-balance").first { $0["account"] == "assets:receivable:payers" }
            receivables.insert(balance?["balance"] ?? "")
        }
        #expect(receivables.count == 1, "\(receivables)")
    }

    /// What rests on patient, day and charge waits for its window, and ends when a second claim has them.
    @Test func weakEvidenceGivesWay() throws {
        let files = try Self.files()
        let root = try HospitalRoot()
        for number in [0, 3] { try root.drop(files[number].bytes, files[number].partner, files[number].name) }
        try root.runOnce()
        #expect(try Self.told(root) == ["unknown T3/\(Canary.claim)Y"])
        try root.drop(files[4].bytes, files[4].partner, files[4].name)
        try root.runOnce()
        #expect(try Self.told(root) == ["T3 C2 120.00 patient+day+charge"])
        try root.drop(Self.items([Self.row(3, "150.00")]), "erp", "more-items.csv")
        try root.runOnce()
        #expect(try Self.told(root) == ["unknown T3/\(Canary.claim)Y"])
        // Its own number ends all doubt.
        try root.drop(
            Self.items([
                "C9,claim,P1,\(Canary.party),\(Canary.claim)Y,150.00,USD,2026-02-01,,\(Canary.member)"
            ]), "erp", "late-items.csv")
        try root.runOnce()
        #expect(try Self.told(root) == ["T3 C9 120.00 reference"])
    }
}
