// The return and change codes of the Nacha rules, as finance knows them.
// Relies on the tables of the NACHA module, which are the only place where codes are told.

public import Facts
import NACHA

public enum ReturnTerms {
    /// By code.
    public static let all: [String: ReturnTerm] = {
        var terms: [String: ReturnTerm] = [:]
        for reason in ReturnReason.all { terms[reason.code] = term(reason) }
        for reason in ChangeReason.all {
            terms[reason.code] = ReturnTerm(code: reason.code, meaning: reason.meaning, timeFrame: .untold)
        }
        return terms
    }()

    private static func term(_ reason: ReturnReason) -> ReturnTerm {
        ReturnTerm(
            code: reason.code, meaning: reason.meaning, timeFrame: timeFrame(reason),
            allowsRetry: reason.allowsRetry, isUnauthorized: reason.isUnauthorized,
            isAdministrative: reason.isAdministrative)
    }

    private static func timeFrame(_ reason: ReturnReason) -> ReturnTerm.TimeFrame {
        // R23 counts from the receiver's refusal, which nothing dates.
        if reason.code == "R23" { return .untold }
        return switch reason.timeFrame {
        case .bankingDays(let days): .bankingDays(days)
        case .sixtyDays: .sixtyDays
        case .nextDelivery, .agreed: .untold
        }
    }
}
