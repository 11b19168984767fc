import Parsing
import Testing

@testable import Inspection

@Suite struct RecognitionTests {
    static let nachaHeader = "101 071000288 1123456789" + "2603020830A094101" + String(repeating: "X", count: 60)

    @Test(arguments: [
        (nachaHeader, Recognition.Family.nacha),
        ("\n\n" + nachaHeader, .nacha),
        ("\u{FEFF}" + nachaHeader, .nacha),
        ("ISA*00*          *00*", .x12),
        ("Dear partner, here it is:\nISA|00|", .x12),
        ("GS*HP*A*B~", .x12),
        ("ST*835*0001~", .x12),
        ("<?xml version=\"1.0\"?><Document/>", .xml),
        ("  <Document/>", .xml),
        ("item_id,kind,party_id\n", .openItems),
        ("\"payment_id\",\"kind\"\n", .payments),
        ("", .unknown),
        ("VISA card 4000", .unknown),
        ("1,2,3\n", .unknown),
        ("\u{1F}\u{8B}", .unknown),
    ])
    func beginningsTellTheFamily(text: String, family: Recognition.Family) {
        #expect(Recognition.family(of: Array(text.utf8)) == family)
    }

    @Test func utf16IsXML() {
        #expect(Recognition.family(of: [0xFF, 0xFE, 0x3C, 0]) == .xml)
        #expect(Recognition.family(of: [0xFE, 0xFF, 0, 0x3C]) == .xml)
    }

    @Test func whatIsUnknownIsRejectedWithACode() throws {
        var source = MemoryByteSource(Array("hello".utf8))
        let inspection = try Inspector.inspect(&source)
        #expect(inspection.kind == .unknown)
        #expect(inspection.verdict == .rejected)
        #expect(inspection.findings.kept.map(\.code) == ["document.unknown"])
        var nothing = MemoryByteSource([])
        #expect(try Inspector.inspect(&nothing).findings.kept.map(\.code) == ["document.empty"])
    }

    @Test(arguments: [
        ([], "document.empty"), (Array("-----BEGIN PGP MESSAGE-----\n".utf8), "document.encrypted"),
        ([0x85, 0x02, 0x0C, 0x03, 0x01], "document.encrypted"), ([0xC1, 0x4C, 0x03, 0x00], "document.encrypted"),
        ([0x50, 0x4B, 0x03, 0x04], "document.packed"), ([0x1F, 0x8B, 8], "document.packed"),
        (Array("Änderung der Bankverbindung".utf8), "document.unknown"), (Array("hello".utf8), "document.unknown"),
    ])
    func whatCannotBeReadSaysWhy(bytes: [UInt8], code: String) {
        #expect(Recognition.refusal(of: bytes).code == code)
    }

    /// One byte a piece: recognition must gather its beginning over pieces.
    @Test func piecesMayBeOfAnySize() throws {
        let table =
            "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref\n"
            + "I1,invoice,P1,Name,INV-1,10.00,USD,2026-03-02,,\n"
        var source = MemoryByteSource(Array(table.utf8), pieceSize: 1)
        let inspection = try Inspector.inspect(&source)
        #expect(inspection.kind == .openItems)
        #expect(inspection.verdict == .accepted)
    }
}
