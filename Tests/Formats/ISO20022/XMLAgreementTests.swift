// The scanner and libxml2 must take and refuse the same documents, and find the same in those they take: over
// hand-made documents, seeded damage to them, and the shared corpus where it is there.

import CXML2
import Foundation
import Testing

@testable import ISO20022

@Suite struct XMLAgreementTests {
    static let words = Array(StatementGrammar.shared.vocabulary.names.dropFirst()) + ["a", "b", "c", "é", "k"]

    static let documents: [[UInt8]] =
        texts.map { Array($0.utf8) } + [latin, wide(isLittle: true), wide(isLittle: false)]

    private static let accented =
        "<?xml version='1.0' encoding='ISO-8859-1'?><a k='\u{E4}'><!-- \u{FC} -->\u{E9}\u{DF}<b>&#8364;</b><\u{E9}/></a>"
    private static let latin = accented.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }

    private static func wide(isLittle: Bool) -> [UInt8] {
        let text =
            "\u{FEFF}"
            + accented.replacing("ISO-8859-1", with: "UTF-16").replacing("k=", with: "k\u{B7}=")
            .replacing("<b>", with: "<b>\u{10400}")
        return text.utf16.flatMap { unit in
            let halves = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
            return isLittle ? halves : halves.reversed()
        }
    }

    /// Documents that use what XML has.
    private static let texts: [String] = [
        HostileMessageTests.sample,
        "<?xml version='1.0' encoding=\"UTF-8\" standalone = 'yes' ?>\r\n<!-- one --><?target some data?>\n<a k='1' b=\"&lt;2&#10;&#x41;\t\n\">t<!-- c -->u<![CDATA[<&]]]>]] >v</a>\n<!--end--> ",
        "<a xmlns='urn:1' xmlns:p='urn:2'><p:b p:k='1' k='2'>&amp;&quot;&apos;&gt;&#233;é</p:b><c xmlns=''/><b xmlns:q='urn:2'><q:c/></b></a>",
        "<a><é k='ü'>\r\n1\r2\n</é ><b\n/><c></c\t>\u{10400} ] ]] &#x10FFFF;</a>",
        "<a xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation='u v' xml:lang='de'><?p?><?q ??><b>  </b></a>",
        "\u{FEFF}<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><Amt Ccy=\"USD\">12.50</Amt></Document>",
    ]

    static let tokens: [[UInt8]] =
        [
            "<", ">", "/", "&", ";", "\"", "'", "=", " ", "\n", "\r\n", "\r", "\t", ":", "-", "--", "]", "]]>", "<!--",
            "-->",
            "<![CDATA[", "<?", "?>", "<?xml version='1.0'?>", "<a>", "</a>", "<b/>", "&amp;", "&#65;", "&#x0;", "&#xD;",
            "&#55296;", "&e;", "<!DOCTYPE a>", " k='1'", " xmlns:p='urn:3'", " xmlns=''", "p:", "xmlns", "é", "\u{300}",
            "\u{B7}", "\u{FFFD}", "\u{2028}", "1", "\u{7F}", "\u{85}", " encoding='UTF-8'", " standalone='no'",
            "<?XML ?>",
            "%", "#", "urn:",
        ].map { Array($0.utf8) } + [[0], [0xC0], [0xFF], [0xE9], [0x80], [0xEF, 0xBF, 0xBF], [0xED, 0xA0, 0x80], [1]]

    /// Where the two differ, and the standards are on our side.
    static func isArgued(_ ours: XMLAnswer, _ theirs: XMLAnswer, _ bytes: [UInt8]) -> Bool {
        // The bounds are our own.
        if ours.isLimit { return true }
        // It takes a NUL behind the document for its end; NUL is no Char (XML 1.0, section 2.2).
        if bytes.contains(0), ours.refusal?.hasPrefix("nul") == true { return true }
        // Of encodings we read five, by the names that XML gives them (section 4.3.3) and no others.
        if ours.refusal?.hasPrefix("encodingUnsupported") == true { return true }
        // It leaves out half a character at the end; that is a fatal error (section 4.3.3).
        if ours.refusal?.contains("middle of a character") == true { return bytes.count % 2 == 1 }
        let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
        // White space goes before each part of the XML declaration (productions 24, 32 and 80); it asks for none there.
        if ours.refusal?.contains("does not belong there") == true { return text.contains(/["'](standalone|encoding)/) }
        // VersionNum is `1.` and at least one digit (production 26).
        if ours.refusal?.contains("no version 1") == true { return text.contains(/version\s*=\s*["']1\.["']/) }
        // Brackets are for hosts only, also in fragments (RFC 3986, section 3.5).
        if ours.refusal?.contains("URI") == true { return text.contains(/#[^'"]*[\[\]]/) }
        // A port may be empty (RFC 3986, section 3.2.3).
        return ours.refusal == nil && theirs.refusal == "libxml2 error \(XML_WAR_NS_URI.rawValue)"
            && text.contains(/\/\/[^\/'"]*:[\/'"?#]/)
    }

    struct Chance {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return bound > 0 ? Int(state >> 33) % bound : 0
        }
    }

    static func damage(_ bytes: [UInt8], _ chance: inout Chance) -> [UInt8] {
        var bytes = bytes
        for _ in 0...chance.next(3) {
            let place = chance.next(bytes.count + 1)
            let count = min(chance.next(12), bytes.count - place)
            switch chance.next(7) {
            case 0: if place < bytes.count { bytes[place] = UInt8(chance.next(256)) }
            case 1, 2: bytes.insert(contentsOf: tokens[chance.next(tokens.count)], at: place)
            case 3: bytes.removeSubrange(place..<place + count)
            case 4: bytes.insert(contentsOf: bytes[place..<place + count], at: chance.next(bytes.count + 1))
            case 5: bytes.replaceSubrange(place..<place + min(1, count), with: tokens[chance.next(tokens.count)])
            default: if chance.next(8) == 0 { bytes.removeSubrange(place...) }
            }
        }
        return bytes
    }

    static func compare(_ bytes: [UInt8], pieceSize: Int, _ what: @autoclosure () -> String) -> XMLAnswer {
        let ours = OwnXML.read(bytes, known: words, pieceSize: pieceSize)
        let theirs = LibraryXML.read(bytes, known: Set(words))
        if ours.refusal == nil, theirs.refusal == nil {
            #expect(ours.items == theirs.items, "\(what()): \(String(decoding: bytes, as: UTF8.self))")
        } else if (ours.refusal == nil) != (theirs.refusal == nil), !isArgued(ours, theirs, bytes) {
            Issue.record(
                "\(what()): ours \(ours.refusal ?? "accepts"), libxml2 \(theirs.refusal ?? "accepts"): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
            )
        }
        return ours
    }

    @Test func handMadeDocumentsAreReadAlike() {
        for (number, document) in XMLAgreementTests.documents.enumerated() {
            for size in [1, 2, 3, 7, 64, 1 << 16] {
                let answer = XMLAgreementTests.compare(document, pieceSize: size, "document \(number)")
                #expect(answer.refusal == nil, "document \(number)")
            }
        }
    }

    /// Some thousands each time; set XML_MUTATIONS to a number for more.
    @Test func damagedDocumentsAreJudgedAlike() {
        let rounds = ProcessInfo.processInfo.environment["XML_MUTATIONS"].flatMap { Int($0) } ?? 2500
        let seed = ProcessInfo.processInfo.environment["XML_SEED"].flatMap { UInt64($0) } ?? 20_260_309
        var chance = Chance(state: seed)
        var refused = 0
        for round in 0..<rounds {
            let document = XMLAgreementTests.documents[chance.next(XMLAgreementTests.documents.count)]
            let bytes = XMLAgreementTests.damage(document, &chance)
            let size = round % 3 == 0 ? 1 + chance.next(40) : 1 << 16
            if XMLAgreementTests.compare(bytes, pieceSize: size, "round \(round)").refusal != nil { refused += 1 }
        }
        #expect(refused > rounds / 4 && refused < rounds)
    }

    @Test(.enabled(if: CorpusAgreementTests.isThere, "the shared corpus is not beside the project"))
    func corpusIsReadAlike() throws {
        for row in try CorpusAgreementTests.rows() {
            let file = CorpusAgreementTests.folder.appendingPathComponent(row["file"])
            let bytes = try Array(Data(contentsOf: file))
            for size in [61, 1 << 16] { _ = XMLAgreementTests.compare(bytes, pieceSize: size, row["file"]) }
        }
    }
}
