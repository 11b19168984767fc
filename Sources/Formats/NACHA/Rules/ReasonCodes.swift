// Return reason codes and notification of change codes that the rules know.
// Nacha Operating Rules, Appendix Four (returns) and Appendix Five (notifications of change).

enum ReasonCodes {
    /// R01-R39 (but R38 is known too), R40-R47, R50-R53, R61-R62, R67-R77, R80-R85, R90.
    static func isReturn(_ number: Int) -> Bool {
        switch number {
        case 1...39, 40...47, 50...53, 61, 62, 67...77, 80...85, 90: true
        default: false
        }
    }

    static func isDishonored(_ number: Int) -> Bool { (61...70).contains(number) }
    static func isContested(_ number: Int) -> Bool { (71...77).contains(number) }

    /// C01-C14 and the refusals C61-C69.
    static func isChange(_ number: Int) -> Bool { (1...14).contains(number) || isRefusedChange(number) }
    static func isRefusedChange(_ number: Int) -> Bool { (61...69).contains(number) }
}
