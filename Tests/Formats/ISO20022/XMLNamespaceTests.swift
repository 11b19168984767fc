// Namespaces in XML 1.0 as the reader resolves them: what is read and what is refused. Fixtures are of our own making.

import Parsing
import Testing

@testable import ISO20022

struct XMLNamespaceTests {
    private func events(_ document: String) throws -> [(namespace: UInt8, kind: XMLEvent.Kind)] {
        let stream = XMLStream(vocabulary: XMLVocabulary(["a", "b", "k"]))
        var met: [(namespace: UInt8, kind: XMLEvent.Kind)] = []
        func take(_ events: Span<XMLEvent>, _ text: RawSpan) {
            for place in 0..<events.count { met.append((events[place].namespace, events[place].kind)) }
        }
        let bytes = Array(document.utf8)
        try stream.push(bytes.span.bytes, take)
        try stream.finish(take)
        return met
    }

    private func namespaces(_ document: String) throws -> [UInt8] {
        try events(document).filter { $0.kind == .open || $0.kind == .leaf }.map(\.namespace)
    }

    @Test func declarationsEndWithTheirElement() throws {
        #expect(try namespaces("<a xmlns='urn:1'><b xmlns='urn:2'><a/></b><b xmlns=''/><a/></a>") == [1, 2, 2, 0, 1])
        #expect(try namespaces("<p:a xmlns:p='urn:1'><b/><p:b xmlns:p='urn:2'/><p:b/></p:a>") == [1, 0, 2, 1])
        #expect(
            try namespaces("<a xmlns='urn:1'><b xmlns='urn:2'/><p:b xmlns:p='urn:1'><b/></p:b></a>") == [1, 2, 1, 1])
    }

    @Test func theXMLPrefixNeedsNoDeclaration() throws {
        #expect(try namespaces("<xml:a xmlns='urn:1'><b/></xml:a>") == [2, 1])
        #expect(try namespaces("<a xml:lang='en' xmlns='urn:1'/>") == [1])
        #expect(try namespaces("<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>") == [0])
    }

    @Test func prefixedAttributesAreNotOurs() throws {
        let kinds = try events("<a xmlns:p='urn:1' p:k='1' k='2'/>").map(\.kind)
        #expect(kinds == [.attribute, .leaf])
    }

    @Test(arguments: [
        "<p:a/>", "<a p:k='1'/>", "<a><b xmlns:p='urn:1'/><p:b/></a>", "<xmlns:a/>", "<a xmlns:p=''/>",
        "<a xmlns:xmlns='urn:1'/>", "<a xmlns:xml='urn:1'/>", "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='not a name'/>", "<a:b:c xmlns:a='urn:1'/>", "<a: xmlns:a='urn:1'/>", "<:a/>",
        "<a:1 xmlns:a='urn:1'/>",
        "<a xmlns:p='urn:1' xmlns:q='urn:1' p:k='1' q:k='2'/>", "<a xmlns='urn:1' xmlns='urn:2'/>",
    ])
    func forbiddenNamesAreRefused(document: String) throws {
        let fault = #expect(throws: XMLFault.self) { try namespaces(document) }
        #expect(fault?.kind == .syntax)
    }

    @Test func attributesAndDeclarationsAreLimited() throws {
        let many = (0..<65).map { " xmlns:p\($0)='urn:\($0)'" }.joined()
        let fault = #expect(throws: XMLFault.self) { try namespaces("<a\(many)/>") }
        #expect(fault?.kind == .limit)
    }

    @Test func aPrefixedMessageIsReadLikeAnother() throws {
        let plain = SampleMessage.document(
            SampleMessage.statement(closing: "112.50", SampleMessage.entry(details: SampleMessage.detail("12.50"))))
        let prefixed = plain.replacing("</", with: "</m:").replacing(/<([A-Z])/, with: { "<m:\($0.output.1)" })
            .replacing("xmlns=", with: "xmlns:m=")
        try #require(prefixed != plain)
        var one = MemoryByteSource(Array(plain.utf8))
        var other = MemoryByteSource(Array(prefixed.utf8), pieceSize: 5)
        let expected = try ISO20022Reader.read(&one)
        let found = try ISO20022Reader.read(&other)
        #expect(found.summary == expected.summary)
        #expect(found.findings.kept.map(\.code) == expected.findings.kept.map(\.code))
        #expect(found.findings.errorCount == 0)
    }
}
