// What a notification of change corrects, each code in its own columns of the 29 (35 of an IAT entry).
// Nacha Operating Rules, Appendix Five, change codes.

/// The corrected data of a notification of change.
public enum Correction: Sendable, Hashable {
    /// C01: columns 1-17.
    case accountNumber(String)
    /// C02: columns 1-9.
    case routingNumber(RoutingNumber)
    /// C03: columns 1-9 and 13-29.
    case routingAndAccount(RoutingNumber, String)
    /// C04: columns 1-22.
    case name(String)
    /// C05: columns 1-2.
    case transactionCode(AccountTransaction)
    /// C06: columns 1-17 and 21-22.
    case accountAndTransactionCode(String, AccountTransaction)
    /// C07: columns 1-9, 10-26 and 27-28.
    case routingAccountAndTransactionCode(RoutingNumber, String, AccountTransaction)
    /// C08, IAT only: columns 1-34.
    case foreignReceivingDFI(String)
    /// C09: columns 1-22.
    case identification(String)
    /// C13: the addenda were wrong; no data.
    case addendaFormat
    /// C14: the payment is international and wants class IAT; no data.
    case entryClass

    public var code: ChangeCode {
        switch self {
        case .accountNumber: ChangeCode(number: 1)
        case .routingNumber: ChangeCode(number: 2)
        case .routingAndAccount: ChangeCode(number: 3)
        case .name: ChangeCode(number: 4)
        case .transactionCode: ChangeCode(number: 5)
        case .accountAndTransactionCode: ChangeCode(number: 6)
        case .routingAccountAndTransactionCode: ChangeCode(number: 7)
        case .foreignReceivingDFI: ChangeCode(number: 8)
        case .identification: ChangeCode(number: 9)
        case .addendaFormat: ChangeCode(number: 13)
        case .entryClass: ChangeCode(number: 14)
        }
    }

    /// The text as the columns hold it, without the blanks behind. A part that is too long for its columns makes the whole
    /// too long for any field, so that a writer refuses it instead of cutting it.
    var text: String {
        let parts: [(text: String, width: Int)] =
            switch self {
            case .accountNumber(let account): [(account, 17)]
            case .routingNumber(let routing): [(routing.description, 9)]
            case .routingAndAccount(let routing, let account): [(routing.description, 12), (account, 17)]
            case .name(let text), .identification(let text): [(text, 22)]
            case .transactionCode(let transaction): [("\(transaction.code)", 2)]
            case .accountAndTransactionCode(let account, let transaction):
                [(account, 20), ("\(transaction.code)", 2)]
            case .routingAccountAndTransactionCode(let routing, let account, let transaction):
                [(routing.description, 9), (account, 17), ("\(transaction.code)", 2)]
            case .foreignReceivingDFI(let text): [(text, 34)]
            case .addendaFormat, .entryClass: []
            }
        let isTooLong = parts.contains { $0.text.utf8.count > min($0.width, longestPart) }
        if isTooLong { return String(repeating: "?", count: InternationalEntryFields.foreignAccount.length + 1) }
        var text = parts.map { $0.text + String(repeating: " ", count: $0.width - $0.text.utf8.count) }.joined()
        while text.utf8.last == 0x20 { text.removeLast() }
        return text
    }

    /// An account has 17 characters; in C06 three blanks follow it.
    private var longestPart: Int {
        if case .accountAndTransactionCode = self { return 17 }
        return Int.max
    }

    /// Reads the columns of a code; nil where they do not hold it.
    init?(_ code: ChangeCode, text: String) {
        let columns = Columns(text)
        switch code.number {
        case 1: self = .accountNumber(columns[1...17])
        case 2:
            guard let routing = columns.routing else { return nil }
            self = .routingNumber(routing)
        case 3:
            guard let routing = columns.routing else { return nil }
            self = .routingAndAccount(routing, columns[13...29])
        case 4: self = .name(columns[1...22])
        case 5:
            guard let transaction = columns.transaction(1...2) else { return nil }
            self = .transactionCode(transaction)
        case 6:
            guard let transaction = columns.transaction(21...22) else { return nil }
            self = .accountAndTransactionCode(columns[1...17], transaction)
        case 7:
            guard let routing = columns.routing, let transaction = columns.transaction(27...28) else { return nil }
            self = .routingAccountAndTransactionCode(routing, columns[10...26], transaction)
        case 8: self = .foreignReceivingDFI(columns[1...34])
        case 9: self = .identification(columns[1...22])
        case 13: self = .addendaFormat
        case 14: self = .entryClass
        default: return nil
        }
    }

    /// Columns from 1, blanks behind cut.
    private struct Columns {
        let bytes: [UInt8]
        init(_ text: String) { bytes = Array(text.utf8) }

        subscript(range: ClosedRange<Int>) -> String {
            var part = bytes.dropFirst(range.lowerBound - 1).prefix(range.count)
            while part.last == 0x20 { part.removeLast() }
            return String(decoding: part, as: UTF8.self)
        }

        var routing: RoutingNumber? {
            let text = self[1...9]
            return text.utf8.count == 9 ? try? RoutingNumber(text) : nil
        }

        func transaction(_ range: ClosedRange<Int>) -> AccountTransaction? {
            Int(self[range]).flatMap { AccountTransaction(code: $0) }
        }
    }
}
