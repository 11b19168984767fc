// The corrected data of a notification of change as typed values, by the change code's own columns; where those do not fit,
// by splitting at the blanks, for banks align it in many ways.
// Nacha Operating Rules, Appendix Five (corrected data, columns 36-64 of addenda 98; 36-70 in an IAT entry).

/// What a notification of change says should be used from now on. Fields that the code does not correct are nil.
public struct CorrectedData: Sendable, Hashable {
    /// How the values were found.
    public enum Reading: Sendable, Hashable {
        /// In the columns that the rules give them.
        case columns
        /// Split at the blanks; the columns held something else.
        case blanks
        /// The code corrects nothing that can be written down.
        case notNeeded
    }

    public internal(set) var reading = Reading.columns
    public internal(set) var accountNumber: String?
    /// Nine digits.
    public internal(set) var routingNumber: String?
    public internal(set) var transactionCode: Int?
    public internal(set) var name: String?
    /// Individual identification number.
    public internal(set) var identification: String?
    public internal(set) var companyName: String?
    public internal(set) var companyID: String?
    /// C08: the receiving bank's identification in an international entry, up to 34 characters.
    public internal(set) var receivingBank: String?

    /// Reads the data of a change code. Nil where it is blank or fits neither the columns nor a split at the blanks.
    public init?(changeCode: String, text: String) {
        let slots = Slots(text)
        if changeCode == "C13" || changeCode == "C14" {
            reading = .notNeeded
            return
        }
        readColumns(changeCode, slots)
        if !isEmpty { return }
        reading = .blanks
        splitAtBlanks(changeCode, slots.words)
        if isEmpty { return nil }
    }

    private mutating func readColumns(_ code: String, _ slots: Slots) {
        switch code {
        case "C01": accountNumber = slots.text(1, 17)
        case "C02": routingNumber = slots.routing(1)
        case "C04": name = slots.text(1, 22)
        case "C05": transactionCode = slots.code(1)
        case "C08": receivingBank = slots.text(1, 34)
        case "C09": identification = slots.text(1, 22)
        case "C10": companyName = slots.text(1, 16)
        case "C11": companyID = slots.text(1, 10)
        default: readSeveral(code, slots)
        }
    }

    /// Codes with more than one value: all of them, or none.
    private mutating func readSeveral(_ code: String, _ slots: Slots) {
        switch code {
        case "C03":
            if slots.isBlank(10, 12), let routing = slots.routing(1), let account = slots.text(13, 29) {
                (routingNumber, accountNumber) = (routing, account)
            }
        case "C06":
            if slots.isBlank(18, 20), slots.isBlank(23, 29), let account = slots.text(1, 17), let kind = slots.code(21)
            {
                (accountNumber, transactionCode) = (account, kind)
            }
        case "C07":
            if let routing = slots.routing(1), let account = slots.text(10, 26), let kind = slots.code(27) {
                (routingNumber, accountNumber, transactionCode) = (routing, account, kind)
            }
        case "C12":
            // Withdrawn; its columns are those of the batch header's two fields, one behind the other.
            if let name = slots.text(1, 16), let company = slots.text(17, 26) {
                (companyName, companyID) = (name, company)
            }
        default: return
        }
    }

    private mutating func splitAtBlanks(_ code: String, _ words: [String]) {
        guard words.count == 1, let word = words.first else { return splitSeveral(code, words) }
        switch code {
        case "C01": accountNumber = word
        case "C02": routingNumber = Slots.asRouting(word)
        case "C05": transactionCode = Slots.asCode(word)
        case "C08": receivingBank = word
        case "C09": identification = word
        default: return
        }
    }

    private mutating func splitSeveral(_ code: String, _ words: [String]) {
        switch (code, words.count) {
        case ("C03", 2):
            guard let routing = Slots.asRouting(words[0]) else { return }
            (routingNumber, accountNumber) = (routing, words[1])
        case ("C06", 2):
            guard let kind = Slots.asCode(words[1]) else { return }
            (accountNumber, transactionCode) = (words[0], kind)
        case ("C07", 3):
            guard let routing = Slots.asRouting(words[0]), let kind = Slots.asCode(words[2]) else { return }
            (routingNumber, accountNumber, transactionCode) = (routing, words[1], kind)
        case ("C07", 2):
            // Routing and account run together, the code apart.
            let account = String(words[0].dropFirst(9))
            guard let routing = Slots.asRouting(String(words[0].prefix(9))), !account.isEmpty,
                let kind = Slots.asCode(words[1])
            else { return }
            (routingNumber, accountNumber, transactionCode) = (routing, account, kind)
        default: return
        }
    }

    private var isEmpty: Bool {
        accountNumber == nil && routingNumber == nil && transactionCode == nil && name == nil && identification == nil
            && companyName == nil && companyID == nil && receivingBank == nil
    }
}

/// The corrected data as columns counted from 1.
private struct Slots {
    private let bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }

    /// Left-justified text in the columns, nothing behind them in the word; nil where blank or not left-justified.
    func text(_ first: Int, _ last: Int) -> String? {
        guard first <= bytes.count, bytes[first - 1] != 0x20 else { return nil }
        return String(decoding: bytes[(first - 1)..<min(last, bytes.count)], as: UTF8.self).trimmedAtEnd
    }

    func routing(_ first: Int) -> String? { text(first, first + 8).flatMap(Slots.asRouting) }

    func code(_ first: Int) -> Int? { text(first, first + 1).flatMap(Slots.asCode) }

    func isBlank(_ first: Int, _ last: Int) -> Bool {
        first > bytes.count || bytes[(first - 1)..<min(last, bytes.count)].allSatisfy { $0 == 0x20 }
    }

    var words: [String] { bytes.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) } }

    /// Nine digits with a right check digit.
    static func asRouting(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count == 9, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
            Digits.checkDigit(bytes.span.bytes.word(0)) == Int(bytes[8] - 0x30)
        else { return nil }
        return text
    }

    /// Two digits that are a transaction code.
    static func asCode(_ text: String) -> Int? {
        guard text.utf8.count == 2, let number = Int(text), number >= 0, TransactionCodes.known.contains(number) else {
            return nil
        }
        return number
    }
}

extension String {
    fileprivate var trimmedAtEnd: String? {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return text.isEmpty ? nil : String(text)
    }
}
