// Puts elements of a message out as bytes and checks each one as it goes: the same walk serves checking and writing, so
// nothing is written that was not checked.
// Relies on PaymentWord for tags, on CharacterRepertoire for texts.

import Money
import Parsing

/// Elements in, bytes and findings out.
struct OrderEncoder {
    let profile: OrderProfile
    var output: [UInt8] = []
    var findings = FindingLog(keptPerCode: 20)
    /// Findings are made on the first walk only.
    let isChecking: Bool
    private var stack: [PaymentWord] = []
    /// Ordinals of the block and the transfer at hand.
    var block = 0
    var transfer = 0
    /// What the block and the transfer at hand say of their rail.
    var rail: PaymentRail?
    var instruction: PaymentInstruction?

    init(profile: OrderProfile, isChecking: Bool) {
        self.profile = profile
        self.isChecking = isChecking
        output.reserveCapacity(1 << 17)
    }

    var version: Int { profile.version.rawValue }

    mutating func put(_ text: String) { output.append(contentsOf: text.utf8) }

    /// Tags by the words' numbers.
    private static let openings = PaymentWord.tags.map { Array("<\($0)>".utf8) }
    private static let closings = PaymentWord.tags.map { Array("</\($0)>".utf8) }

    mutating func open(_ word: PaymentWord) {
        output.append(contentsOf: OrderEncoder.openings[Int(word.rawValue)])
        stack.append(word)
    }

    mutating func close() {
        guard let word = stack.popLast() else { return }
        output.append(contentsOf: OrderEncoder.closings[Int(word.rawValue)])
    }

    /// An element of text that needs neither check nor escape: numbers, dates.
    mutating func plain(_ word: PaymentWord, _ text: String) {
        open(word)
        put(text)
        close()
    }

    mutating func report(_ rule: FindingRule, _ message: @autoclosure () -> String, _ words: PaymentWord...) {
        if isChecking { findings.add(rule, message(), at: location(words)) }
    }

    func location(_ words: [PaymentWord]) -> Location {
        var parts = ["Document", "CstmrCdtTrfInitn"]
        for word in stack + words {
            switch word {
            case .paymentInformation: parts.append("\(word.tag)[\(block)]")
            case .creditTransfer: parts.append("\(word.tag)[\(transfer)]")
            default: parts.append(word.tag)
            }
        }
        return Location(offset: 0, path: parts.joined(separator: "/"))
    }

    /// Names, addresses, free text: brought into the bank's characters.
    mutating func words(
        _ word: PaymentWord, _ text: String?, atMost limit: Int, _ characters: CharacterRepertoire? = nil
    ) {
        guard let text, !text.isEmpty else { return }
        let result = (characters ?? profile.characters).bring(text)
        if result.transliterated > 0 {
            report(
                CreditTransferRules.transliterated, "\(result.transliterated) characters are written in others.", word)
        }
        if result.replaced > 0 {
            report(CreditTransferRules.replaced, "For \(result.replaced) characters a point is written.", word)
        }
        if !result.text.isEmpty { element(word, result.text, atMost: limit) }
    }

    /// References, numbers, codes: written as they are, or not at all.
    mutating func identifier(_ word: PaymentWord, _ text: String?, atMost limit: Int = 35) {
        guard let text, !text.isEmpty else { return }
        let isSlashed = profile.characters == .swift && OrderEncoder.isSlashed(text)
        if !profile.characters.holds(text) || isSlashed {
            report(CreditTransferRules.characters, "It has characters that the bank does not take.", word)
        }
        element(word, text, atMost: limit)
    }

    /// Whether a slash stands at an end, or two together (EPC230-15 on references).
    private static func isSlashed(_ text: String) -> Bool {
        var last: UInt8 = 0x2F
        for byte in text.utf8 {
            if byte == 0x2F, last == 0x2F { return true }
            last = byte
        }
        return last == 0x2F
    }

    /// As `identifier`, and must be there.
    mutating func required(_ word: PaymentWord, _ text: String, atMost limit: Int = 35) {
        if text.isEmpty { report(CreditTransferRules.missing, "\(word.tag) is empty.", word) }
        identifier(word, text, atMost: limit)
    }

    private mutating func element(_ word: PaymentWord, _ text: String, atMost limit: Int) {
        if text.utf8.count > limit, text.unicodeScalars.count > limit {
            report(
                CreditTransferRules.tooLong,
                "It has \(text.unicodeScalars.count) characters, \(limit) are allowed.", word)
        }
        open(word)
        escape(text)
        close()
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: put("&amp;")
            case 0x3C: put("&lt;")
            case 0x3E: put("&gt;")
            default: output.append(byte)
            }
        }
    }

    /// `Cd` or `Prtry` within an element. With `closed`, codes must be of that list.
    mutating func code(
        _ word: PaymentWord, _ code: PaymentCode?, atMost limit: Int = 4, closed: Set<String>? = nil
    ) {
        guard let code else { return }
        open(word)
        switch code {
        case .code(let text):
            if let closed, !closed.contains(text) {
                report(CreditTransferRules.code, "The code is none of the list.", .code)
            } else if text.isEmpty || text.utf8.count > limit || !text.utf8.allSatisfy(OrderEncoder.isCodeByte) {
                report(CreditTransferRules.code, "A code has 1 to \(limit) letters and digits.", .code)
            }
            plainEscaped(.code, text)
        case .proprietary(let text): required(.proprietary, text)
        }
        close()
    }

    /// A code of a closed list, without choice.
    mutating func closedCode(_ word: PaymentWord, _ text: String?, _ list: Set<String>) {
        guard let text else { return }
        if !list.contains(text) { report(CreditTransferRules.code, "The code is none of the list.", word) }
        plainEscaped(word, text)
    }

    private static func isCodeByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    mutating func plainEscaped(_ word: PaymentWord, _ text: String) {
        open(word)
        escape(text)
        close()
    }

    mutating func money(_ word: PaymentWord, _ money: Money) {
        if money.minorUnits < 0 || money.magnitude.minorUnits >= 1_000_000_000_000_000_000 {
            report(CreditTransferRules.amountLimit, "An amount has no sign and eighteen digits at most.", word)
        }
        open(word)
        output.removeLast()
        put(" Ccy=\"")
        put(money.currency.code)
        put("\">")
        put(money.decimalText)
        close()
    }

    mutating func date(_ word: PaymentWord, _ date: CalendarDate?) {
        if let date { plain(word, date.description) }
    }

    /// Something that the version has no place for.
    mutating func refuseBefore(version first: Int, _ word: PaymentWord) -> Bool {
        if version >= first { return false }
        report(CreditTransferRules.version, "\(word.tag) is known since version .0\(first).", word)
        return true
    }

    mutating func checkCount(_ count: Int, atMost limit: Int, _ word: PaymentWord) {
        if count > limit {
            report(CreditTransferRules.tooMany, "There are \(count), \(limit) are allowed.", word)
        }
    }
}
