// Which numbers are codes of returns and of notifications of change, as the reader asks it of each such record.
// Relies on the tables of reasons.

enum ReasonCodes {
    static func isReturn(_ number: Int) -> Bool { number >= 0 && returns.contains(number) }
    static func isDishonored(_ number: Int) -> Bool { (61...70).contains(number) }
    static func isContested(_ number: Int) -> Bool { (71...77).contains(number) }

    static func isChange(_ number: Int) -> Bool { number >= 0 && changes.contains(number) }
    static func isRefusedChange(_ number: Int) -> Bool { (61...69).contains(number) }

    private static let returns = TransactionCodeSet(ReturnReason.all.compactMap { Int($0.code.dropFirst()) })
    private static let changes = TransactionCodeSet(ChangeReason.all.compactMap { Int($0.code.dropFirst()) })
}
