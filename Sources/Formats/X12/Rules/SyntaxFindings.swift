// What can be wrong with the segments and elements of a set by its guide (IK3 and IK4 codes).

public import Parsing

extension X12Findings {
    public static let unrecognizedSegment = FindingRule(
        "x12.segment.unrecognized", .error,
        meaning: "The segment is one of the guide's (IK304 1).",
        cure: "Ask the sender to leave it out.")
    public static let unexpectedSegment = FindingRule(
        "x12.segment.unexpected", .error,
        meaning: "The segment stands at a place the guide gives it (IK304 2).",
        cure: "Ask the sender to correct the order of segments.")
    public static let missingSegment = FindingRule(
        "x12.segment.missing", .error,
        meaning: "The guide requires the segment (IK304 3).",
        cure: "Ask the sender for a complete set.")
    public static let loopMaximum = FindingRule(
        "x12.segment.loop-maximum", .error,
        meaning: "A loop repeats no more often than the guide allows (IK304 4).",
        cure: "Ask the sender to split the set.")
    public static let segmentMaximum = FindingRule(
        "x12.segment.maximum", .error,
        meaning: "A segment repeats no more often than the guide allows (IK304 5).",
        cure: "Ask the sender to correct the set.")
    public static let segmentSequence = FindingRule(
        "x12.segment.sequence", .error,
        meaning: "Segments stand in the guide's order (IK304 7).",
        cure: "Ask the sender to correct the order of segments.")
    public static let emptySegment = FindingRule(
        "x12.segment.empty", .error,
        meaning: "A terminator ends a segment; two in a row end nothing.",
        cure: "Ask the sender to correct the file.")
    public static let longSegment = FindingRule(
        "x12.segment.too-long", .error,
        meaning: "No segment is longer than 16,384 bytes.",
        cure: "Probably a terminator is missing: ask for the file anew.")
    public static let trailingSeparators = FindingRule(
        "x12.segment.trailing-separators", .warning,
        meaning: "Separators of empty elements at the end of a segment are left out (X12.6).",
        cure: "None needed.")
    public static let missingElement = FindingRule(
        "x12.element.missing", .error,
        meaning: "The guide requires the element (IK403 1).",
        cure: "Ask the sender for the value.")
    public static let conditionalElement = FindingRule(
        "x12.element.conditional", .error,
        meaning: "Elements that belong together come together (IK403 2).",
        cure: "Ask the sender for the missing one.")
    public static let tooManyElements = FindingRule(
        "x12.element.too-many", .error,
        meaning: "The segment has no such element (IK403 3).",
        cure: "Ask the sender to correct the segment.")
    public static let shortElement = FindingRule(
        "x12.element.short", .error,
        meaning: "The element is not shorter than the dictionary allows (IK403 4).",
        cure: "Ask the sender to correct the value.")
    public static let longElement = FindingRule(
        "x12.element.long", .error,
        meaning: "The element is not longer than the dictionary allows (IK403 5).",
        cure: "Ask the sender to correct the value.")
    public static let elementCharacters = FindingRule(
        "x12.element.characters", .error,
        meaning: "The element holds only characters of its type (IK403 6).",
        cure: "Ask the sender to correct the value.")
    public static let elementCode = FindingRule(
        "x12.element.code", .error,
        meaning: "The code is one of the guide's (IK403 7).",
        cure: "Ask the sender to correct the code.")
    public static let elementDate = FindingRule(
        "x12.element.date", .error,
        meaning: "A date is a day of the calendar, CCYYMMDD (IK403 8).",
        cure: "Ask the sender to correct the date.")
    public static let elementTime = FindingRule(
        "x12.element.time", .error,
        meaning: "A time is HHMM, with seconds and decimals at most (IK403 9).",
        cure: "Ask the sender to correct the time.")
    public static let tooManyComponents = FindingRule(
        "x12.element.too-many-components", .error,
        meaning: "The composite has no such component (IK403 13).",
        cure: "Ask the sender to correct the element.")
    public static let unusedElement = FindingRule(
        "x12.element.not-used", .error,
        meaning: "The guide does not use the element (IK403 I10).",
        cure: "Ask the sender to leave it out.")
    public static let unusedImplementation = FindingRule(
        "x12.element.set-implementation", .warning,
        meaning: "ST03 is not used in this guide (IK403 I10).",
        cure: "None needed.")
    public static let amountDecimals = FindingRule(
        "x12.element.decimals", .error,
        meaning: "An amount of money has at most two decimals (IK403 I12).",
        cure: "Ask the sender for exact cents.")
    public static let extendedCharacters = FindingRule(
        "x12.element.extended-characters", .warning,
        meaning: "Characters beyond ASCII are no part of X12's character sets.",
        cure: "None needed.")
    public static let lowerCaseName = FindingRule(
        "x12.element.lower-case-name", .warning,
        meaning:
            "Persons' names are sent in capitals; lower case belongs to the extended character set, used by agreement.",
        cure: "None needed.")

    static let syntax: [FindingRule] = [
        unrecognizedSegment, unexpectedSegment, missingSegment, loopMaximum, segmentMaximum, segmentSequence,
        emptySegment, longSegment, trailingSeparators, missingElement, conditionalElement, tooManyElements,
        shortElement, longElement, elementCharacters, elementCode, elementDate, elementTime, tooManyComponents,
        unusedElement, unusedImplementation, amountDecimals, extendedCharacters, lowerCaseName,
    ]
}
