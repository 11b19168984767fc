// Messages as other products write them (Tests/Peers/AS2/spellings.py): whatever the standards allow, and what they do not but is
// sent every day, is taken; what cannot be is refused in words that its sender understands.

import Foundation
import Testing

@Suite(.serialized, .enabled(if: PartnerProcess.isThere, "needs HMS_ACH_PEERS, a Python environment with pyas2lib"))
struct FieldSpellingTests {
    /// For messages that are signed and nothing else: the outermost entity is then multipart/signed.
    private static let signed = [
        "mendelson", "type with comments", "type the other way round", "type without protocol", "boundary of specials",
        "boundary that needs no quotes", "boundary that begins alike", "preamble and epilogue", "no last line end",
        "micalg sha-256", "micalg SHA256", "micalg wrong", "micalg md5", "micalg unknown", "micalg list",
        "bare line feeds", "http 1.0", "trailers", "id without brackets",
    ]
    private static let encrypted = [
        "mendelson", "id without at", "id with blanks", "id that is long", "names in quotes", "names without quotes",
        "options of SHA-1", "options in capitals", "version 1.0", "version 1.1", "little is said", "trailers",
        "chunk extensions", "http 1.0", "absolute address", "expects in capitals", "expects and does not wait",
        "body at once and in pieces", "identity", "quoted-printable", "name in quotes with blanks", "name with blanks",
        "name as encoded words", "name in UTF-8", "name in pieces",
    ]
    private static let refused: [(spelling: String, status: Int, says: String)] = [
        ("related", 200, "failed/failure: unsupported format"), ("mixed", 200, "failed/failure: unsupported format"),
        ("related of one", 200, "failed/failure: unsupported format"), ("gzip", 415, ""), ("coded transfer", 501, ""),
        ("two lengths", 400, ""), ("lf-head", 400, ""),
    ]
    private static let names = [
        "name in quotes with blanks": "Remittance of March 9.835", "name with blanks": "Remittance of March 9.835",
        "name as encoded words": "1.835", "name in UTF-8": "Überweisung.835", "name in pieces": "Remittance.835",
    ]

    private func message(_ spelling: String, _ layers: [String], _ number: Int, _ port: UInt16) -> PartnerMessage {
        var message = PartnerMessage("\(number) \(spelling)")
        message.url = "http://127.0.0.1:\(port)/"
        (message.from, message.to) = ("Loose Partner", "General Hospital")
        message.layers = layers
        message.fault = spelling
        message.filename = "case-\(number).bin"
        return message
    }

    @Test func `what is spelled otherwise is taken, what cannot be read is told`() throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        try root.sender("loose", as2: "Loose Partner", demand: "accepted", partner)
        let service = try root.serve(port)
        defer { service.terminate() }
        let cases =
            Self.signed.map { ($0, ["sign"]) }
            + (Self.encrypted + Self.refused.map(\.spelling)).map { ($0, ["sign", "encrypt"]) }
        let reports = try partner.send(cases.enumerated().map { message($0.element.0, $0.element.1, $0.offset, port) })
        #expect(root.end(service) == 0)
        let arrivals = Dictionary(try root.export("arrivals").map { ($0["sha256"] ?? "", $0) }) { first, _ in first }
        let count = Self.signed.count + Self.encrypted.count
        for ((spelling, _), report) in zip(cases, reports).prefix(count) {
            let receipt = report.first?.receipt
            #expect(receipt?.disposition == "processed", "\(spelling): \(report)")
            #expect(receipt?.micEqual == true && receipt?.original == true && receipt?.names == true, "\(spelling)")
            #expect(receipt?.signed == true && receipt?.openssl == true, "\(spelling)")
            let arrival = arrivals[report.payload ?? ""]
            #expect(arrival != nil, "\(spelling)")
            if let name = Self.names[spelling] { #expect(arrival?["name"] == name, "\(spelling)") }
        }
        #expect(arrivals.count == count)
        for (refusal, report) in zip(Self.refused, reports.dropFirst(count)) {
            #expect(report.first?.status == refusal.status, "\(refusal.spelling): \(report)")
            #expect(report.first?.receipt?.disposition ?? "" == refusal.says, "\(refusal.spelling)")
        }
    }
}
