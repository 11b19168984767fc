// The code lists of the 820 guides that the reader of payments asks for.

/// Codes of premium payments (005010X218). Those of exchange payments (RMR02) are the exchange's own and not listed here.
enum OrderCodes {
    /// ADX02 before the remittance items: what is adjusted of an earlier payment.
    static let earlierPayment: Set<String> = ["52", "53", "80", "81", "86", "BJ", "H1", "H6", "RU", "WO", "WW"]
    /// ADX02 under an item: what makes RMR04 of RMR05.
    static let currentPayment: Set<String> = ["20", "52", "53", "AA", "AX", "H1", "H6", "IA", "J3"]
}
