// All codes that a user can meet, from every module's own catalogue.

import Delimited
import ISO20022
import Inspection
import NACHA
public import Parsing
import X12

public enum RuleCatalogue {
    /// Every rule, by code.
    public static let all: [FindingRule] =
        (NACHARules.all + X12Findings.all + ISO20022Rules.all + DelimitedRules.all + InspectionRules.all
        + GatewayRules.all + CareRules.all + LedgerActRules.all + CaseworkRules.all).sorted { $0.code < $1.code }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The rule of a code; nil when there is none.
    public static func rule(_ code: String) -> FindingRule? { byCode[code] }
}
