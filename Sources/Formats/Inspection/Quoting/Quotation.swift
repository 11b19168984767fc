// The line of a document that a finding is about, fit for a screen: what may be an account number, a name or a patient's
// reference stands as dots, and the columns that are wrong are known.
// Relies on the quoting of each format beside this file.

public import Parsing

/// A quoted record, segment, element or row. Positions count characters of `text` from 0.
public struct Quotation: Sendable, Hashable {
    public let text: String
    /// What is wrong: nil where the whole line is.
    public let caret: Range<Int>?

    /// Stands for a character that is not shown.
    static let dot: Character = "•"
    /// Stands for a byte that no screen should get.
    static let odd: Character = "¿"

    /// The line that a finding is about; nil where there is none to show.
    public static func of(_ finding: Finding, in inspection: Inspection, _ excerpts: Excerpts) -> Quotation? {
        guard let excerpt = excerpts[finding.location.offset] else { return nil }
        switch inspection.kind {
        case .nacha: return RecordQuoting.quotation(excerpt, finding.location)
        case .x12:
            let header = inspection.interchanges.last { $0.header.offset <= finding.location.offset }?.header
            return SegmentQuoting.quotation(excerpt, finding.location, header?.delimiters)
        case .openItems, .payments, .ledgerAcknowledgement:
            return RowQuoting.quotation(excerpt, finding.location, header: excerpts.beginning)
        case .unknown: return nil
        default: return ElementQuoting.quotation(excerpt, finding.location)
        }
    }

    /// The part of the line around what is wrong that fits a width; `…` where something is left out.
    public func clipped(to width: Int) -> Quotation {
        let characters = Array(text)
        guard characters.count > width, width > 8 else { return self }
        let focus = caret?.lowerBound ?? 0
        let start = max(0, min(focus - width / 3, characters.count - width))
        let end = min(characters.count, start + width)
        var shown = Array(characters[start..<end])
        if start > 0 { shown[0] = "…" }
        if end < characters.count { shown[shown.count - 1] = "…" }
        return Quotation(
            text: String(shown),
            caret: caret.map { max(0, $0.lowerBound - start)..<max(1, min(shown.count, $0.upperBound - start)) })
    }

    /// Bytes as characters of one column each: UTF-8 where it is that, dots for controls.
    static func characters(_ bytes: some Sequence<UInt8>) -> [Character] {
        String(decoding: Array(bytes), as: UTF8.self).unicodeScalars.map { scalar in
            let isOdd = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value >= 0xFFFD
            let isWide = scalar.value >= 0x300
            return isOdd || isWide ? odd : Character(scalar)
        }
    }

    /// Letters and digits as dots; blanks and punctuation as they are, so that the shape is seen.
    static func masked(_ text: some Sequence<Character>) -> [Character] {
        text.map { $0.isLetter || $0.isNumber ? dot : $0 }
    }
}
