// Code lists that the guide tables name, as data. They are kept outside the guides and change three times a year (March,
// July, November); `asOf` says which state this is. Sources: X12 external code lists 139 and 507, USPS and Canada Post.

enum CodeLists {
    /// State of the lists.
    static let asOf = "2025-11"

    /// Lists by the name that a guide table uses after `@`.
    static let byName: [String: [String]] = [
        "claim-status": ClaimCodes.statuses.keys.sorted(),
        "claim-filing": ClaimCodes.filingIndicators.keys.sorted(),
        "adjustment-group": ClaimCodes.adjustmentGroups.keys.sorted(),
        "product": words("AD ER HC HP IV N4 N6 NU UI WK"),
        "provider-adjustment": ProviderAdjustmentReason.all.map(\.code),
        "state": words(
            """
            AA AE AK AL AP AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO MP MS MT NC \
            ND NE NH NJ NM NV NY OH OK OR PA PR PW RI SC SD TN TX UM UT VA VI VT WA WI WV WY AB BC MB NB NL NS NT NU ON \
            PE QC SK YT
            """),
        "handling": words("C D H I P U X"),
        "method": words("ACH BOP CHK FWT NON SWT"),
    ]

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
