import Foundation
import Testing

/// A payer takes a payment back, carries the balance forward, and takes it from a later payment: in files, in any order.
@Suite(.serialized) struct CarriedBalanceFilesTests {
    private static func files() -> [(bytes: [UInt8], partner: String, name: String)] {
        let claims = [Claim(number: 1), Claim(number: 2), Claim(number: 3)]
        let taken = Claim(number: 1, charge: -10_000, paid: -8_000, status: "22")
        return [
            (HospitalFiles.openItems(claims), "erp", "items.csv"),
            (HospitalFiles.remittance(control: 1, trace: "T1", claims: [claims[0]]), "payer-blue", "first.835"),
            (
                HospitalFiles.remittance(
                    control: 2, trace: "T2", claims: [taken], effective: "20260310", adjustments: [("FB:T2", -8_000)]),
                "payer-blue", "taken-back.835"
            ),
            (
                HospitalFiles.remittance(
                    control: 3, trace: "T3", claims: [Claim(number: 1, paid: 7_000), claims[1]], effective: "20260312",
                    adjustments: [("FB:T2", 8_000), ("WO:KLMXCLAIM3", 500)]), "payer-blue", "corrected.835"
            ),
        ]
    }

    private static func ties(_ root: HospitalRoot) throws -> [String] {
        try root.export("matches").map { row in
            ["kind", "left", "right", "amount", "rule"].map { row[$0] ?? "" }.joined(separator: " ")
        }.sorted()
    }

    @Test func theTiesDoNotTellTheOrder() throws {
        let together = try HospitalRoot()
        for file in Self.files() { try together.drop(file.bytes, file.partner, file.name) }
        try together.runOnce()
        let expected = [
            "carried-balance T2 T3 80.00 adjustment+reference+amount", "claim-payment T1 C1 80.00 reference",
            "claim-payment T2 C1 -80.00 reference", "claim-payment T3 C1 70.00 reference",
            "claim-payment T3 C2 80.00 reference", "correction T3 T2 70.00 claim+payer+order",
            "recoupment T3 C3 5.00 adjustment+claim", "reversal T2 T1 -80.00 claim+payer+mirrored",
        ]
        #expect(try Self.ties(together) == expected)
        let openly = try together.export("exceptions").filter { $0["state"] == "open" }
        #expect(!openly.contains { ["unmatched-reversal", "carried-balance"].contains($0["category"]) })

        let backwards = try HospitalRoot()
        for file in Self.files().reversed() {
            try backwards.drop(file.bytes, file.partner, file.name)
            try backwards.runOnce()
        }
        #expect(try Self.ties(backwards) == expected)
        #expect(
            try backwards.export("exceptions").filter { $0["state"] == "open" }.map { $0["category"] }
                == openly.map { $0["category"] })
    }
}
