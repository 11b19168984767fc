import Foundation
import Testing

/// A remittance with more lines than are decided at a time.
@Suite struct LargeRemittanceFilesTests {
    /// The last line takes back what the first one paid: both are of one claim, and are decided together and once.
    @Test func aClaimMayBePaidAtBothEndsOfAFile() throws {
        let root = try HospitalRoot()
        let claims = (1...10_020).map { Claim(number: $0) }
        let takenBack = Claim(number: 1, charge: -10_000, paid: -8_000, status: "22")
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "T1", claims: claims + [takenBack]), "payer-blue", "era.835")
        try root.runOnce()
        let matches = try root.export("matches")
        let tied = matches.filter { $0["right"] == "C1" || $0["kind"] == "reversal" }.map { row in
            ["kind", "right", "amount", "rule"].map { row[$0] ?? "" }.joined(separator: " ")
        }
        #expect(
            tied.sorted() == [
                "claim-payment C1 -80.00 reference", "claim-payment C1 80.00 reference",
                "reversal T1 -80.00 claim+payer+mirrored",
            ])
        #expect(matches.filter { $0["kind"] == "claim-payment" }.count == 10_021)
        // No statement came.
        #expect(try root.export("exceptions").allSatisfy { $0["category"] == "remittance-without-funds" })
    }
}
