// Which characters a bank's systems take, and what stands for those that they do not take.
// Relies on nothing. No character is dropped without being told of.

/// A set of characters that texts are brought into.
public enum CharacterRepertoire: Sendable, Hashable {
    /// Latin letters, digits, blank and `/ - ? : ( ) . , ' +`: what SEPA (EPC217-08) and SWIFT's set X allow.
    case swift
    /// Printable ASCII, for US banks.
    case ascii
    /// All of XML's characters but controls.
    case unicode

    /// What bringing a text into the repertoire did to it.
    public struct Result: Sendable, Hashable {
        public let text: String
        /// Characters for which others of like meaning stand now (`ü` as `ue`).
        public let transliterated: Int
        /// Characters for which nothing could be found: a point stands for each.
        public let replaced: Int
    }

    /// Whether a text may stand as it is. Blanks at its ends may not: readers take them away.
    public func holds(_ text: String) -> Bool {
        if text.utf8.first == 0x20 || text.utf8.last == 0x20 { return false }
        switch self {
        case .swift: return text.utf8.allSatisfy { CharacterRepertoire.isBasic[Int($0)] }
        case .ascii: return text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        case .unicode:
            return text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && text.unicodeScalars.allSatisfy(isOfXML)
        }
    }

    /// The text with every character of the repertoire kept and every other one exchanged.
    public func bring(_ text: String) -> Result {
        if holds(text) { return Result(text: text, transliterated: 0, replaced: 0) }
        var output = String.UnicodeScalarView()
        var transliterated = 0
        var replaced = 0
        for scalar in text.unicodeScalars {
            if holds(scalar) {
                output.append(scalar)
            } else if let other = substitute(scalar) {
                output.append(contentsOf: other.unicodeScalars)
                transliterated += 1
            } else {
                output.append(".")
                replaced += 1
            }
        }
        // A blank at an end is no text; taking it away is told as a change.
        let trimmed = output.drop { $0 == " " }
        let end = trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) } ?? trimmed.startIndex
        let kept = trimmed[..<end]
        transliterated += output.count - kept.count
        return Result(
            text: String(String.UnicodeScalarView(kept)), transliterated: transliterated, replaced: replaced)
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .swift: scalar.value < 128 && CharacterRepertoire.isBasic[Int(scalar.value)]
        case .ascii: (0x20...0x7E).contains(scalar.value)
        case .unicode: scalar.value >= 0x20 && scalar.value != 0x7F && isOfXML(scalar)
        }
    }

    /// Char of XML 1.0, without the controls that it discourages.
    private func isOfXML(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return !(0x7F...0x9F).contains(value) && !(0xFDD0...0xFDEF).contains(value) && value & 0xFFFE != 0xFFFE
    }

    private func substitute(_ scalar: Unicode.Scalar) -> String? {
        // Line ends and tabs separate words.
        if (0x09...0x0D).contains(scalar.value) { return " " }
        if let ascii = Transliteration.table[scalar] {
            return self == .swift ? CharacterRepertoire.basic(ascii) : ascii
        }
        // A combining mark belongs to the letter before it.
        if (0x0300...0x036F).contains(scalar.value) { return "" }
        return scalar.isASCII ? Transliteration.signs[scalar] : nil
    }

    /// ASCII text with its signs in the narrow set.
    private static func basic(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            isBasic[Int(scalar.value & 0x7F)] ? String(scalar) : Transliteration.signs[scalar] ?? "."
        }.joined()
    }

    private static let isBasic: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ".utf8 {
            table[Int(byte)] = true
        }
        return table
    }()
}
