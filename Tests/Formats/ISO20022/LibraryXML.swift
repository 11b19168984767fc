// The same documents read by libxml2, which the scanner's answers are held against.
// Relies on libxml2's pull parser and its SAX2 interface, which resolves namespaces itself. Documents in memory only.

import CXML2

@testable import ISO20022

/// What a reader of XML says of a document: whether it is well-formed, and what it holds, in one form for both readers.
struct XMLAnswer: Equatable {
    enum Item: Equatable {
        case open(namespace: String, name: String)
        case leaf(namespace: String, name: String, text: [UInt8])
        case close
        case attribute(name: String, value: [UInt8])
    }
    var items: [Item] = []
    /// Why the document is refused: our kind of fault, or the library's numbers.
    var refusal: String?
    var isLimit = false
}

/// Reads with libxml2.
final class LibraryXML {
    private let known: Set<String>
    private var answer = XMLAnswer()
    private var isPending = false
    private var text: [UInt8] = []

    private init(known: Set<String>) { self.known = known }

    static func read(_ bytes: [UInt8], known: Set<String>) -> XMLAnswer {
        // It takes a NUL for the end of its buffer in places.
        if bytes.isEmpty { return XMLAnswer(refusal: "empty") }
        let reader = LibraryXML(known: known)
        withExtendedLifetime(reader) {
            let state = Unmanaged.passUnretained(reader).toOpaque()
            xmlSetStructuredErrorFunc(state) { state, error in
                guard let state, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
                LibraryXML.at(state).refuse("libxml2 error \(error.pointee.code)")
            }
            bytes.withUnsafeBytes { bytes in
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                guard let context = xmlCreateMemoryParserCtxt(start, Int32(bytes.count)) else {
                    return reader.refuse("no parser")
                }
                var handler = LibraryXML.handler()
                let own = context.pointee.sax
                withUnsafeMutablePointer(to: &handler) { handler in
                    context.pointee.sax = handler
                    context.pointee.userData = state
                    // Otherwise `&amp;` in a namespace's name would come as `&#38;`, meant for a tree.
                    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue))
                    context.pointee.userData = state
                    xmlParseDocument(context)
                    context.pointee.sax = own
                }
                if context.pointee.wellFormed == 0 { reader.refuse("not well-formed") }
                xmlFreeParserCtxt(context)
            }
            xmlSetStructuredErrorFunc(nil) { _, _ in }
        }
        return reader.answer
    }

    private static func at(_ state: UnsafeMutableRawPointer) -> LibraryXML {
        Unmanaged<LibraryXML>.fromOpaque(state).takeUnretainedValue()
    }

    private func refuse(_ why: String) {
        if answer.refusal == nil { answer.refusal = why }
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }

    private func open(_ name: String, _ namespace: String, _ attributes: [(String, [UInt8])]) {
        answer.items += attributes.filter { known.contains($0.0) }.map { .attribute(name: $0.0, value: $0.1) }
        answer.items.append(.open(namespace: namespace, name: known.contains(name) ? name : ""))
        isPending = true
        text = []
    }

    private func close() {
        if isPending, case .open(let namespace, let name) = answer.items.last {
            answer.items[answer.items.count - 1] = .leaf(namespace: namespace, name: name, text: text)
        } else {
            answer.items.append(.close)
        }
        isPending = false
    }

    private static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { state, name, _, namespace, _, _, count, _, attributes in
            guard let state else { return }
            var own: [(String, [UInt8])] = []
            // Name, prefix, namespace, and where the value begins and ends.
            for index in 0..<Int(count) {
                guard let attributes, attributes[5 * index + 1] == nil, let start = attributes[5 * index + 3],
                    let end = attributes[5 * index + 4]
                else { continue }
                let value = Array(UnsafeBufferPointer(start: start, count: end - start))
                own.append((LibraryXML.string(attributes[5 * index]), value))
            }
            LibraryXML.at(state).open(LibraryXML.string(name), LibraryXML.string(namespace), own)
        }
        handler.endElementNs = { state, _, _, _ in
            if let state { LibraryXML.at(state).close() }
        }
        handler.characters = { state, text, count in
            guard let state, let text else { return }
            LibraryXML.at(state).text += UnsafeBufferPointer(start: text, count: Int(count))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.internalSubset = { state, _, _, _ in
            if let state { LibraryXML.at(state).refuse("document type") }
        }
        handler.getEntity = { _, name in name.flatMap { xmlGetPredefinedEntity($0) } }
        return handler
    }
}

/// Reads with the product's own scanner, in pieces of a given size.
enum OwnXML {
    static func read(_ bytes: [UInt8], known: [String], pieceSize: Int) -> XMLAnswer {
        let vocabulary = XMLVocabulary(known)
        let stream = XMLStream(vocabulary: vocabulary)
        var answer = XMLAnswer()
        func take(_ events: Span<XMLEvent>, _ text: RawSpan) {
            for index in 0..<events.count {
                let event = events[index]
                let name = vocabulary.names[Int(event.name)]
                let place = Int(event.namespace)
                let namespace = place == 0 ? "" : stream.namespaces[place - 1]
                let start = Int(event.textStart)
                let value = text.extracting(start..<start + Int(event.textCount)).withUnsafeBytes { Array($0) }
                switch event.kind {
                case .open: answer.items.append(.open(namespace: namespace, name: name))
                case .leaf: answer.items.append(.leaf(namespace: namespace, name: name, text: value))
                case .close: answer.items.append(.close)
                case .attribute: answer.items.append(.attribute(name: name, value: value))
                }
            }
        }
        do {
            var start = 0
            while start < bytes.count {
                let end = min(start + pieceSize, bytes.count)
                try stream.push(bytes.span.bytes.extracting(start..<end), take)
                start = end
            }
            try stream.finish(take)
        } catch let fault as XMLFault {
            answer.refusal = "\(fault.kind): \(fault.sentence)"
            answer.isLimit = fault.kind == .limit
        } catch {
            answer.refusal = "\(error)"
        }
        return answer
    }
}
