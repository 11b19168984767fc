// An X12 segment for a screen. Shown are codes, amounts, dates, counts and control numbers; names, identifiers, patient and
// account references stand as dots. What a segment is not known to hold openly is not shown.

import Parsing
import X12

enum SegmentQuoting {
    /// Elements that are shown, by segment. Of a composite only the first component is.
    private static let shown: [String: Set<Int>] = [
        "ISA": [1, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], "IEA": [1, 2], "GS": [1, 2, 3, 4, 5, 6, 7, 8],
        "GE": [1, 2], "ST": [1, 2, 3], "SE": [1, 2], "TA1": [1, 2, 3, 4, 5],
        "BPR": [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 16], "TRN": [1, 2, 3, 4], "CUR": [1, 2, 3], "REF": [1],
        "DTM": [1, 2, 3, 4, 5, 6], "N1": [1, 3], "NM1": [1, 2, 8], "PER": [1], "LX": [1], "TS2": Set(1...19),
        "TS3": Set(2...24), "CLP": [2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14], "CAS": Set(1...19), "SVC": Set(1...7),
        "AMT": [1, 2, 3], "QTY": [1, 2], "LQ": [1, 2], "MIA": Set(1...24), "MOA": Set(1...9), "PLB": Set(2...14),
        "ENT": [1, 2, 3], "RMR": [1, 3, 4, 5, 6, 7, 8], "ADX": [1, 2, 3], "AK1": [1, 2, 3], "AK2": [1, 2, 3],
        "AK3": [1, 2, 3, 4], "AK4": [1, 2, 3], "AK5": [1, 2, 3, 4, 5, 6], "AK9": Set(1...9), "IK3": [1, 2, 3, 4],
        "IK4": [1, 2, 3], "IK5": [1, 2, 3, 4, 5, 6], "LUI": [1, 2], "BGN": [1, 3, 4, 5, 7, 8], "OTI": [1, 2, 6, 7, 10],
        "TED": [1], "RDM": [1],
    ]

    static func quotation(_ excerpt: Excerpt, _ location: Location, _ delimiters: Delimiters?) -> Quotation? {
        let bytes = excerpt.bytes[excerpt.focus...]
        let tag = bytes.prefix(3).prefix { isAlphanumeric($0) }
        guard tag.count >= 2, bytes.count > tag.count else { return nil }
        let separator = delimiters?.element ?? bytes[bytes.startIndex + tag.count]
        let component = delimiters?.component ?? 0x3A
        let terminator = delimiters?.terminator ?? 0x7E
        let cut = bytes.prefix { $0 != terminator }
        // Line breaks inside (files wrapped at 80 columns) are no part of the segment.
        let segment = cut.filter { $0 != 0x0A && $0 != 0x0D }
        let name = String(decoding: tag, as: UTF8.self)
        let elements = segment.split(separator: separator, omittingEmptySubsequences: false)
        let wanted = location.element.flatMap { reference($0, tag: location.segment ?? name) }
        var text: [Character] = []
        var caret: Range<Int>?
        let separatorText = Quotation.characters([separator])
        for (index, element) in elements.enumerated() {
            if index > 0 { text += separatorText }
            let start = text.count
            text += render(element, index, shown[name] ?? [], component)
            if let wanted, wanted.element == index {
                caret = start..<max(start + 1, text.count)
                if let part = wanted.component { caret = inside(text, start, part, component) ?? caret }
            }
        }
        if cut.count < bytes.count { text += Quotation.characters([terminator]).filter { $0 != Quotation.odd } }
        // An element that is missing behind the last: the place where it would begin.
        if let wanted, caret == nil, wanted.element >= elements.count { caret = max(0, text.count - 1)..<text.count }
        return Quotation(text: String(text), caret: caret)
    }

    private static func render(
        _ element: ArraySlice<UInt8>, _ index: Int, _ shown: Set<Int>, _ component: UInt8
    ) -> [Character] {
        let characters = Quotation.characters(element)
        if index == 0 { return characters }
        guard shown.contains(index) else { return Quotation.masked(characters) }
        guard let cut = element.firstIndex(of: component), element.count > 1 else { return characters }
        return Quotation.characters(element[..<cut]) + Quotation.masked(Quotation.characters(element[cut...]))
    }

    /// `CLP05` and `SVC01-2`.
    private static func reference(_ text: String, tag: String) -> (element: Int, component: Int?)? {
        guard text.hasPrefix(tag) else { return nil }
        let parts = text.dropFirst(tag.count).split(separator: "-")
        guard let first = parts.first, let element = Int(first) else { return nil }
        return (element, parts.count > 1 ? Int(parts[1]) : nil)
    }

    private static func inside(_ text: [Character], _ start: Int, _ part: Int, _ component: UInt8) -> Range<Int>? {
        let mark = Character(Unicode.Scalar(component))
        var begin = start
        for _ in 1..<max(1, part) {
            guard let next = text[begin...].firstIndex(of: mark) else { return nil }
            begin = next + 1
        }
        let end = text[begin...].firstIndex(of: mark) ?? text.count
        return begin..<max(begin + 1, end)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
