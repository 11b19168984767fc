// What the references and texts of a bank line say: trace, batch, check number, references, category, counterparty.
// Relies on ISO20022's entries and on Facts for the normal form of references. Nothing here is guessed: only what a text
// says in a known form is taken.

import Facts
import ISO20022

/// A reassociation segment (`TRN*1*trace*payer`), as the ASC X12 835 and CCD+ addenda have it.
struct ReassociationSegment: Equatable {
    /// TRN02, as written in the text.
    let number: String
    /// TRN03, when it is there whole: ten characters.
    let payerID: String?
}

/// The findings of one line: an entry with all its details, or one detail.
struct StatementTexts {
    private(set) var bankCode = ""
    private(set) var category: BankLineCategory?
    private(set) var trace: ReassociationSegment?
    /// The ten characters behind `CO ID`: the originator as banks print it beside its reference or batch.
    private(set) var companyID: String?
    /// 15 digits.
    private(set) var achTrace: String?
    /// Seven digits of the batch that an entry stands for.
    private(set) var batchNumber: String?
    /// Without leading zeros.
    private(set) var checkNumber: String?
    /// In their normal form, in the order met.
    private(set) var references: [String] = []
    private(set) var partyName: String?
    /// Remittance and additional texts, joined for people.
    private(set) var shown = ""

    /// Texts of one line that are looked into, at most.
    private static let textLimit = 200
    /// BAI2 code of a commercial deposit.
    private static let depositCode = "301"
    private var subFamily = ""
    private var domainCode = ""
    private var family = ""
    /// ISO 20022 code of the line: domain, family and sub-family, as far as given.
    var domain: String { [domainCode, family, subFamily].prefix { !$0.isEmpty }.joined(separator: "/") }
    /// References aside, what the line says in words.
    private(set) var texts: [String] = []
    private var unstructured: [String] = []
    private var partyNames: [String] = []
    private var achTraces: [String] = []

    /// The line of an entry (`detail` nil: with the texts of all its details) or of one of its details.
    init(_ entry: StatementEntry, detail: Int?, isCredit: Bool) {
        if let detail {
            // A text of the entry belongs to the line only where the entry has no other.
            entry.forEachText { field, bytes in
                let isShared = field == .information || field == .batchID
                if !isShared || entry.details.count == 1 { note(field, string(bytes), isCredit) }
            }
            entry.forEachText(detail: detail) { field, bytes in note(field, string(bytes), isCredit) }
        } else {
            for index in entry.details.indices {
                entry.forEachText(detail: index) { field, bytes in note(field, string(bytes), isCredit) }
            }
            entry.forEachText { field, bytes in note(field, string(bytes), isCredit) }
        }
        conclude()
    }

    private func string(_ bytes: RawSpan) -> String {
        bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }.trimmingBlanks()
    }

    private mutating func note(_ field: EntryField, _ text: String, _ isCredit: Bool) {
        if text.isEmpty { return }
        switch field {
        case .unstructured:
            if texts.count < StatementTexts.textLimit {
                unstructured.append(text)
                texts.append(text)
            }
        case .information, .remittanceInformation, .returnText:
            if texts.count < StatementTexts.textLimit { texts.append(text) }
        case .proprietaryCode: if bankCode.isEmpty, text.utf8.count == 3, isDigits(text) { bankCode = text }
        case .domain: domainCode = text
        case .family: family = text
        case .subFamily: subFamily = text
        case .batchID:
            if text.utf8.count == 7, isDigits(text) { batchNumber = text } else { addReference(text.utf8) }
        case .checkNumber: if checkNumber == nil { checkNumber = withoutZeros(text) }
        case .clearingReference, .transactionID:
            if let trace = StatementTexts.entryTrace(text), !achTraces.contains(trace), achTraces.count < 2 {
                achTraces.append(trace)
            }
        case .debtorName, .creditorName:
            if (field == .debtorName) == isCredit, !partyNames.contains(text), partyNames.count < 2 {
                partyNames.append(text)
            }
        case .documentNumber, .creditorReference: addReference(text.utf8)
        case .endToEndID: if !["NOTPROVIDED", "NONREF"].contains(text.uppercased()) { addReference(text.utf8) }
        default: break
        }
    }

    private mutating func conclude() {
        let joined = unstructured.joined()
        for text in texts + (unstructured.count > 1 ? [joined] : []) {
            if let found = StatementTexts.reassociation(in: text), trace == nil || trace?.payerID == nil {
                if trace == nil || found.payerID != nil { trace = found }
            }
            if companyID == nil {
                companyID = StatementTexts.word(after: "CO ID", in: text).flatMap { $0.count == 10 ? $0 : nil }
            }
            if batchNumber == nil { batchNumber = StatementTexts.number(after: "ACH BATCH", in: text, digits: 7...7) }
            if checkNumber == nil {
                checkNumber = StatementTexts.number(after: "CHECK", in: text, digits: 1...15).map(withoutZeros)
            }
        }
        // Without the segment a bank may print its trace as a reference beside the originator's identification.
        if trace == nil, let companyID,
            let reference = texts.lazy.compactMap({ StatementTexts.word(after: "REF", in: $0) }).first
        {
            trace = ReassociationSegment(number: reference, payerID: companyID)
        }
        for text in texts { addTokens(of: text) }
        // Two different ones are those of a batch's members, not of the line.
        if achTraces.count == 1 { achTrace = achTraces[0] }
        if partyNames.count == 1 { partyName = partyNames[0] }
        category = StatementTexts.category(
            code: bankCode, subFamily: subFamily, texts: texts.map(StatementTexts.words), isCheck: checkNumber != nil)
        shown = texts.joined(separator: " | ")
    }

    private func isDigits(_ text: String) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

    private func withoutZeros(_ text: String) -> String {
        let rest = text.drop { $0 == "0" }
        return rest.isEmpty ? text : String(rest)
    }

    /// The 15-digit trace number of an ACH entry as a bank's reference gives it: whole, without the zero that its first eight
    /// digits, a routing number, begin with in most districts, or behind more zeros. Nil for anything else.
    static func entryTrace(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        switch text.utf8.count {
        case 15: return text
        case 14 where text.utf8.first != 0x30: return "0" + text
        case 16...35:
            let zeros = text.prefix { $0 == "0" }.count
            return zeros >= text.count - 15 ? String(text.suffix(15)) : nil
        default: return nil
        }
    }

    /// Words with a digit and of at least four characters. A word may hold points, hyphens and underscores.
    private mutating func addTokens(of text: String) {
        let words = text.utf8.split { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: false
            default: byte < 0x80
            }
        }
        var previous: Substring.UTF8View?
        for word in words {
            if !ReferenceWords.isDay(word) || ReferenceWords.introduces(previous) { addReference(word) }
            previous = word
        }
    }

    private mutating func addReference(_ bytes: some Collection<UInt8>) {
        guard references.count < 64, bytes.count >= 4, bytes.contains(where: { (0x30...0x39).contains($0) }) else {
            return
        }
        let reference = NormalisedReference.text(bytes)
        // What is left of a counter by its zeros may be anything, unless a deposit's sum has to agree as well.
        if reference.utf8.count < ReferenceWords.shortest, bankCode != StatementTexts.depositCode { return }
        if !reference.isEmpty, !references.contains(reference) { references.append(reference) }
    }
}

// The known forms.
extension StatementTexts {
    /// The first `TRN*1*trace[*payer[*sub]]` of a text. Blanks around elements, lost terminators and line breaks are
    /// tolerated; a trace that is only mentioned is none.
    static func reassociation(in text: String) -> ReassociationSegment? {
        let bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
        var start = 0
        while start + 6 < bytes.count {
            if isTag(bytes, start) {
                var elements = bytes[(start + 3)...].split(
                    separator: 0x2A, maxSplits: 5, omittingEmptySubsequences: false)[...]
                // Before the first separator stands nothing but blanks, then the trace type 1.
                if elements.count >= 3, trimmed(elements.removeFirst()).isEmpty,
                    trimmed(elements.removeFirst()) == [0x31], let found = segment(Array(elements))
                {
                    return found
                }
            }
            start += 1
        }
        return nil
    }

    private static func isTag(_ bytes: [UInt8], _ start: Int) -> Bool {
        bytes[start] & 0xDF == 0x54 && bytes[start + 1] & 0xDF == 0x52 && bytes[start + 2] & 0xDF == 0x4E
    }

    private static func segment(_ elements: [ArraySlice<UInt8>]) -> ReassociationSegment? {
        guard let first = elements.first else { return nil }
        let isLast = elements.count == 1
        let head = untilTerminator(first)
        var number = trimmed(head)
        // Without a payer behind it, the trace ends at the first blank: what follows is other text.
        if isLast || head.count < first.count { number = number.prefix { $0 != 0x20 } }
        guard (1...50).contains(number.count) else { return nil }
        if NormalisedReference.text(number).isEmpty { return nil }
        var payer: String?
        if !isLast, head.count == first.count {
            let text = trimmed(untilTerminator(elements[elements.startIndex + 1])).prefix { $0 != 0x20 }
            if text.count == 10 { payer = String(decoding: text, as: UTF8.self) }
        }
        return ReassociationSegment(number: String(decoding: number, as: UTF8.self), payerID: payer)
    }

    private static func untilTerminator(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.prefix { $0 != 0x7E && $0 != 0x5C }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while rest.first == 0x20 { rest.removeFirst() }
        while rest.last == 0x20 { rest.removeLast() }
        return rest
    }

    /// What follows a phrase (`REF 00123`, `CO ID 1123456789`): the words behind it that hold a digit, joined, because banks
    /// put blanks into long numbers.
    static func word(after phrase: String, in text: String) -> String? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == ":" })
        let wanted = phrase.split(separator: " ")
        guard words.count > wanted.count else { return nil }
        for start in 0..<(words.count - wanted.count) {
            guard wanted.indices.allSatisfy({ words[start + $0].uppercased() == wanted[$0] }) else { continue }
            let numbers = words[(start + wanted.count)...].prefix { word in
                word.utf8.contains { (0x30...0x39).contains($0) }
            }
            if !numbers.isEmpty { return numbers.joined() }
        }
        return nil
    }

    /// The digits that follow a word (`CHECK 004711`, `CHECK NO. 4711`, `ACH BATCH 0000123`), within the counts given.
    static func number(after word: String, in text: String, digits: ClosedRange<Int>) -> String? {
        let bytes = Array(text.utf8)
        let wanted = Array(word.utf8)
        var start = 0
        while start + wanted.count < bytes.count {
            let isWord =
                wanted.indices.allSatisfy { upper(bytes[start + $0]) == wanted[$0] }
                && (start == 0 || !isLetter(bytes[start - 1]))
            if isWord {
                var rest = bytes[(start + wanted.count)...]
                for filler in [" ", "NO", ".", "NR", "#", ":", " "] {
                    let filler = Array(filler.utf8)
                    while rest.starts(with: filler, by: { upper($0) == $1 }) { rest = rest.dropFirst(filler.count) }
                }
                let number = rest.prefix { (0x30...0x39).contains($0) }
                if digits.contains(number.count), rest.dropFirst(number.count).first.map(isLetter) != true {
                    return String(decoding: number, as: UTF8.self)
                }
            }
            start += 1
        }
        return nil
    }

    private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte & 0xDF : byte }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(upper(byte)) }

    /// A text in capitals with a blank before and after it, so that whole words can be looked for at its ends too.
    private static func words(_ text: String) -> [UInt8] { [0x20] + text.utf8.map(upper) + [0x20] }

    private static func holds(_ text: [UInt8], _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard let first = word.first, text.count >= word.count else { return false }
            for start in 0...(text.count - word.count) where text[start] == first {
                if word.indices.allSatisfy({ text[start + $0] == word[$0] }) { return true }
            }
            return false
        }
    }

    /// What a line is by its BAI2 code; by sub-family or text only where the bank gives no code that says it.
    static func category(
        code: String, subFamily: String, texts: [[UInt8]], isCheck: Bool
    ) -> BankLineCategory? {
        func says(_ word: StaticString) -> Bool { texts.contains { holds($0, word) } }
        switch code {
        case "698": return .bankFee
        case "354": return .interest
        case "115": return isCheck ? nil : .lockbox
        case "165": return says("MERCHANT") || says(" CARD") ? .merchantCard : nil
        case "275", "575": return .zeroBalanceTransfer
        case "", "399", "699": break
        default: return nil
        }
        if says("ZBA TRANSFER") { return .zeroBalanceTransfer }
        if says("MERCHANT SERVICES DEPOSIT") { return .merchantCard }
        if says("INTEREST CREDIT") { return .interest }
        if says("LOCKBOX"), !isCheck { return .lockbox }
        if says(" FEE ") || says(" FEES ") || says("ENTGELTABRECHNUNG") || says("KONTOFUEHRUNG") { return .bankFee }
        guard code.isEmpty else { return nil }
        switch subFamily {
        case "FEES", "CHRG", "COMM": return .bankFee
        case "INTR": return .interest
        // Pooling of cash among the accounts of one owner: to zero, above a balance, up to one.
        case "ZABA", "SWEP", "TOPG": return .zeroBalanceTransfer
        default: return nil
        }
    }
}

extension String {
    /// The text without blanks, tabs and line ends at its ends.
    func trimmingBlanks() -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
        guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else { return self }
        var rest = utf8[...]
        while let byte = rest.first, isBlank(byte) { rest.removeFirst() }
        while let byte = rest.last, isBlank(byte) { rest.removeLast() }
        return String(Substring(rest))
    }
}
