// What can be wrong with the segments and elements of a set by its guide (IK3 and IK4 codes).

public import Parsing

extension X12Findings {
    public static let unrecognizedSegment = FindingRule(
        "x12.segment.unrecognized", .error,
        meaning: "The segment is one of the guide's (IK304 1).",
        cure: "Ask the sender to leave it out.",
        wrong: "CLP*A-1*1*200*120~\nZZZ*1~",
        right: "CLP*A-1*1*200*120~", leavesGap: true)
    public static let unexpectedSegment = FindingRule(
        "x12.segment.unexpected", .error,
        meaning: "The segment stands at a place the guide gives it (IK304 2).",
        cure: "Ask the sender to correct the order of segments.",
        wrong: "LX*1~\nSVC*HC:99213*150*100~",
        right: "LX*1~\nCLP*A-1*1*150*100~\nSVC*HC:99213*150*100~", leavesGap: true)
    public static let missingSegment = FindingRule(
        "x12.segment.missing", .error,
        meaning: "The guide requires the segment (IK304 3).",
        cure: "Ask the sender for a complete set.",
        wrong: "BPR*I*180*C*CHK************20260302~\nREF*EV*1~",
        right: "BPR*I*180*C*CHK************20260302~\nTRN*1*10001*1999999999~\nREF*EV*1~", leavesGap: true)
    public static let loopMaximum = FindingRule(
        "x12.segment.loop-maximum", .error,
        meaning: "A loop repeats no more often than the guide allows (IK304 4).",
        cure: "Ask the sender to split the set.",
        wrong: "N1*PR*PLAN A~\nN1*PR*PLAN B~",
        right: "N1*PR*PLAN A~\nN1*PE*GENERAL HOSPITAL*FI*999999999~")
    public static let segmentMaximum = FindingRule(
        "x12.segment.maximum", .error,
        meaning: "A segment repeats no more often than the guide allows (IK304 5).",
        cure: "Ask the sender to correct the set.",
        wrong: "TRN*1*10001*1999999999~\nTRN*1*10002*1999999999~",
        right: "TRN*1*10001*1999999999~", leavesGap: true)
    public static let segmentSequence = FindingRule(
        "x12.segment.sequence", .error,
        meaning: "Segments stand in the guide's order (IK304 7).",
        cure: "Ask the sender to correct the order of segments.",
        wrong: "SVC*HC:99213*150*100~\nCAS*CO*45*50~\nDTM*472*20260101~",
        right: "SVC*HC:99213*150*100~\nDTM*472*20260101~\nCAS*CO*45*50~")
    public static let emptySegment = FindingRule(
        "x12.segment.empty", .error,
        meaning: "A terminator ends a segment; two in a row end nothing.",
        cure: "Ask the sender to correct the file.",
        wrong: "LX*1~~CLP*A-1*1*200*120~",
        right: "LX*1~CLP*A-1*1*200*120~")
    public static let longSegment = FindingRule(
        "x12.segment.too-long", .error,
        meaning: "No segment is longer than 16,384 bytes.",
        cure: "Probably a terminator is missing: ask for the file anew.",
        wrong: "REF*EV*(more than 16,384 characters)~",
        right: "REF*EV*HOSPITAL~", leavesGap: true)
    public static let trailingSeparators = FindingRule(
        "x12.segment.trailing-separators", .warning,
        meaning: "Separators of empty elements at the end of a segment are left out (X12.6).",
        cure: "None needed.",
        wrong: "CLP*A-1*1*200*120****~",
        right: "CLP*A-1*1*200*120~")
    public static let missingElement = FindingRule(
        "x12.element.missing", .error,
        meaning: "The guide requires the element (IK403 1).",
        cure: "Ask the sender for the value.",
        wrong: "CLP*A-1*1**120**12*ICN1~",
        right: "CLP*A-1*1*200*120**12*ICN1~", leavesGap: true)
    public static let conditionalElement = FindingRule(
        "x12.element.conditional", .error,
        meaning: "Elements that belong together come together (IK403 2).",
        cure: "Ask the sender for the missing one.",
        wrong: "CAS*CO*253*10**45~",
        right: "CAS*CO*253*10**45*5~", leavesGap: true)
    public static let tooManyElements = FindingRule(
        "x12.element.too-many", .error,
        meaning: "The segment has no such element (IK403 3).",
        cure: "Ask the sender to correct the segment.",
        wrong: "LX*1*2~",
        right: "LX*1~")
    public static let shortElement = FindingRule(
        "x12.element.short", .error,
        meaning: "The element is not shorter than the dictionary allows (IK403 4).",
        cure: "Ask the sender to correct the value.",
        wrong: "DTM*405*2026~",
        right: "DTM*405*20260301~")
    public static let longElement = FindingRule(
        "x12.element.long", .error,
        meaning: "The element is not longer than the dictionary allows (IK403 5).",
        cure: "Ask the sender to correct the value.",
        wrong: "LX*1234567~",
        right: "LX*123456~")
    public static let elementCharacters = FindingRule(
        "x12.element.characters", .error,
        meaning: "The element holds only characters of its type (IK403 6).",
        cure: "Ask the sender to correct the value.",
        wrong: "CLP*A-1*1*12A.5*120**12*ICN1~",
        right: "CLP*A-1*1*125*120**12*ICN1~", leavesGap: true)
    public static let elementCode = FindingRule(
        "x12.element.code", .error,
        meaning: "The code is one of the guide's (IK403 7).",
        cure: "Ask the sender to correct the code.",
        wrong: "CLP*A-1*99*200*120**12*ICN1~",
        right: "CLP*A-1*1*200*120**12*ICN1~", leavesGap: true)
    public static let elementDate = FindingRule(
        "x12.element.date", .error,
        meaning: "A date is a day of the calendar, CCYYMMDD (IK403 8).",
        cure: "Ask the sender to correct the date.",
        wrong: "DTM*232*20261341~",
        right: "DTM*232*20261231~")
    public static let elementTime = FindingRule(
        "x12.element.time", .error,
        meaning: "A time is HHMM, with seconds and decimals at most (IK403 9).",
        cure: "Ask the sender to correct the time.",
        wrong: "DTM*003*20260101*2560~",
        right: "DTM*003*20260101*2359~")
    public static let tooManyComponents = FindingRule(
        "x12.element.too-many-components", .error,
        meaning: "The composite has no such component (IK403 13).",
        cure: "Ask the sender to correct the element.",
        wrong: "SVC*HC:99213:1:2:3:4:5:6:7*150*100~",
        right: "SVC*HC:99213:25*150*100~")
    public static let unusedElement = FindingRule(
        "x12.element.not-used", .error,
        meaning: "The guide does not use the element (IK403 I10).",
        cure: "Ask the sender to leave it out.",
        wrong: "DTM*405*20260301*1200~",
        right: "DTM*405*20260301~")
    public static let unusedImplementation = FindingRule(
        "x12.element.set-implementation", .warning,
        meaning: "ST03 is not used in this guide (IK403 I10).",
        cure: "None needed.",
        wrong: "ST*835*0001*005010X221A1~",
        right: "ST*835*0001~")
    public static let amountDecimals = FindingRule(
        "x12.element.decimals", .error,
        meaning: "An amount of money has at most two decimals (IK403 I12).",
        cure: "Ask the sender for exact cents.",
        wrong: "BPR*I*180.005*C*CHK************20260302~",
        right: "BPR*I*180.01*C*CHK************20260302~", leavesGap: true)
    public static let extendedCharacters = FindingRule(
        "x12.element.extended-characters", .warning,
        meaning: "Characters beyond ASCII are no part of X12's character sets.",
        cure: "None needed.",
        wrong: "N3*1 PLÄN WAY~",
        right: "N3*1 PLAN WAY~")
    public static let lowerCaseName = FindingRule(
        "x12.element.lower-case-name", .warning,
        meaning:
            "Persons' names are sent in capitals; lower case belongs to the extended character set, used by agreement.",
        cure: "None needed.",
        wrong: "NM1*QC*1*Doe*Jane~",
        right: "NM1*QC*1*DOE*JANE~")

    static let syntax: [FindingRule] = [
        unrecognizedSegment, unexpectedSegment, missingSegment, loopMaximum, segmentMaximum, segmentSequence,
        emptySegment, longSegment, trailingSeparators, missingElement, conditionalElement, tooManyElements,
        shortElement, longElement, elementCharacters, elementCode, elementDate, elementTime, tooManyComponents,
        unusedElement, unusedImplementation, amountDecimals, extendedCharacters, lowerCaseName,
    ]
}
