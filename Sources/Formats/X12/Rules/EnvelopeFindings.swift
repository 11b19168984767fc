// What can be wrong with interchanges, groups and the frame of sets (X12.5, X12.6; TA1, AK9 and IK5 codes).

public import Parsing

/// Lines that the examples begin with.
private enum ExampleLine {
    static let isa =
        "ISA*00*          *00*          *ZZ*PLAN           *ZZ*HOSPITAL       *260302*0930*^*00501*000000001*0*P*:~"
    static let gs = "GS*HP*PLAN*HOSPITAL*20260302*0930*1*X*005010X221A1~"
}

extension X12Findings {
    public static let noInterchange = FindingRule(
        "x12.interchange.none", .error,
        meaning: "A file of this kind begins with an ISA segment (X12.5).",
        cure: "Ask the sender for the file with its ISA and IEA; bare transaction sets cannot be routed.",
        wrong: "ST*835*0001~\nBPR*I*180*C*CHK~",
        right:
            "\(ExampleLine.isa)\n\(ExampleLine.gs)\nST*835*0001~\nBPR*I*180*C*CHK~",
        leavesGap: true)
    public static let dataOutside = FindingRule(
        "x12.interchange.data-outside", .error,
        meaning: "Nothing but interchanges may stand in the file.",
        cure: "Remove what stands outside ISA to IEA, or ask for the file anew.",
        wrong:
            "Remittance of March 2\n\(ExampleLine.isa)",
        right:
            ExampleLine.isa,
        leavesGap: true)
    public static let byteOrderMark = FindingRule(
        "x12.interchange.byte-order-mark", .warning,
        meaning: "X12 knows no byte order mark.",
        cure: "None needed; the sender should write the file without it.",
        wrong:
            "(bytes EF BB BF)\(ExampleLine.isa)",
        right:
            ExampleLine.isa
    )
    public static let trailingData = FindingRule(
        "x12.interchange.trailing-data", .warning,
        meaning: "Ctrl-Z and NUL bytes between or after interchanges are no data.",
        cure: "None needed.",
        wrong: "IEA*1*000000001~(byte 1A)",
        right: "IEA*1*000000001~")
    public static let unreadableHeader = FindingRule(
        "x12.interchange.header-unreadable", .error,
        meaning:
            "The ISA has sixteen elements; its last characters name the component separator and the terminator (TA105 022).",
        cure: "Ask the sender for the interchange anew.",
        wrong: "ISA*00*          *00*~",
        right:
            ExampleLine.isa,
        leavesGap: true)
    public static let unpaddedHeader = FindingRule(
        "x12.interchange.header-unpadded", .warning,
        meaning: "ISA elements have fixed widths: 106 characters in all.",
        cure: "None needed; the sender should pad ISA elements with blanks.",
        wrong: "ISA*00*          *00*          *ZZ*PLAN*ZZ*HOSPITAL*260302*0930*^*00501*000000001*0*P*:~",
        right:
            ExampleLine.isa
    )
    public static let longHeaderElement = FindingRule(
        "x12.interchange.header-long", .error,
        meaning: "No ISA element is longer than its width (TA105 022).",
        cure: "Ask the sender to correct the ISA.",
        wrong:
            "ISA*00*          *00*          *ZZ*PLAN           *ZZ*GENERAL HOSPITAL *260302*0930*^*00501*000000001*0*P*:~",
        right:
            ExampleLine.isa
    )
    public static let wrapped = FindingRule(
        "x12.interchange.wrapped", .warning,
        meaning: "Line breaks may follow terminators, not stand inside elements.",
        cure: "None needed; the sender should transmit without record wrapping.",
        wrong: "SVC*HC:99213*150*100**1~CAS*CO*\n45*20~",
        right: "SVC*HC:99213*150*100**1~\nCAS*CO*45*20~")
    public static let breakBeforeTerminator = FindingRule(
        "x12.interchange.break-before-terminator", .error,
        meaning: "Character 106 of the ISA is the terminator; here a line break stands before it (TA105 004).",
        cure: "Ask the sender to write line breaks after the terminator or not at all.",
        wrong: "GE*1*1\n~IEA*1*000000001\n~",
        right: "GE*1*1~\nIEA*1*000000001~\n")
    public static let delimiters = FindingRule(
        "x12.interchange.delimiters", .error,
        meaning: "The delimiters must differ, and none may be a letter, digit or blank (TA105 026, 027, 004).",
        cure: "Ask the sender to choose other delimiters.",
        wrong:
            "ISA*00*          *00*          *ZZ*PLAN           *ZZ*HOSPITAL       *260302*0930*^*00501*000000001*0*P**~",
        right:
            ExampleLine.isa,
        leavesGap: true)
    public static let repetition = FindingRule(
        "x12.interchange.repetition", .warning,
        meaning: "From version 00402 on, ISA11 is the repetition separator; a letter or digit cannot be.",
        cure: "None needed; repeated elements are not told apart.",
        wrong:
            "ISA*00*          *00*          *ZZ*PLAN           *ZZ*HOSPITAL       *260302*0930*U*00501*000000001*0*P*:~",
        right:
            ExampleLine.isa
    )
    public static let version = FindingRule(
        "x12.interchange.version", .error,
        meaning: "ISA12 names a version of the control segments that is supported: 00400 to 00503 (TA105 017).",
        cure: "Agree with the sender on 00501.",
        wrong:
            "ISA*00*          *00*          *ZZ*PLAN           *ZZ*HOSPITAL       *260302*0930*^*00999*000000001*0*P*:~",
        right:
            ExampleLine.isa,
        leavesGap: true)
    public static let headerElement = FindingRule(
        "x12.interchange.header-element", .error,
        meaning: "ISA elements hold what the standard allows (TA105 005, 007, 010, 012, 014, 015, 018, 019, 020).",
        cure: "Ask the sender to correct the ISA.",
        wrong:
            "ISA*00*          *00*          *ZZ*PLAN           *ZZ*HOSPITAL       *260302*0930*^*00501*000000001*7*P*:~",
        right:
            ExampleLine.isa
    )
    public static let duplicateInterchange = FindingRule(
        "x12.interchange.duplicate", .error,
        meaning: "ISA13 occurs once for a sender and receiver (TA105 025).",
        cure: "Post it once; ask the sender why it was sent again.",
        wrong:
            "\(ExampleLine.isa)\n...\n\(ExampleLine.isa)",
        right:
            "\(ExampleLine.isa)\n...\nISA*00*          *00*          *ZZ*PLAN           *ZZ*HOSPITAL       *260302*0930*^*00501*000000002*0*P*:~"
    )
    public static let receiver = FindingRule(
        "x12.interchange.receiver", .error,
        meaning: "ISA07 and ISA08 name one of our identifiers (TA105 009).",
        cure: "Return it to the sender: it is meant for somebody else.",
        wrong:
            "ISA*00*          *00*          *ZZ*PLAN           *ZZ*OTHER          *260302*0930*^*00501*000000001*0*P*:~",
        right:
            ExampleLine.isa
    )
    public static let interchangeTrailer = FindingRule(
        "x12.interchange.trailer-missing", .error,
        meaning: "An interchange ends with IEA (TA105 023).",
        cure: "The file was cut off: ask for it anew.",
        wrong: "GE*1*1~",
        right: "GE*1*1~\nIEA*1*000000001~", leavesGap: true)
    public static let interchangeControl = FindingRule(
        "x12.interchange.control-number", .error,
        meaning: "IEA02 equals ISA13 (TA105 001).",
        cure: "Ask the sender for the interchange anew.",
        wrong: "IEA*1*000000002~",
        right: "IEA*1*000000001~")
    public static let groupCount = FindingRule(
        "x12.interchange.group-count", .error,
        meaning: "IEA01 is the number of functional groups (TA105 021).",
        cure: "Groups may be lost: ask for the interchange anew.",
        wrong: "\(ExampleLine.gs)\n...\nGE*1*1~\nIEA*2*000000001~",
        right: "\(ExampleLine.gs)\n...\nGE*1*1~\nIEA*1*000000001~", leavesGap: true)
    public static let emptyInterchange = FindingRule(
        "x12.interchange.empty", .error,
        meaning: "An interchange holds a group or a TA1 (TA105 024).",
        cure: "Ask the sender what was meant to be sent.",
        wrong:
            "\(ExampleLine.isa)\nIEA*0*000000001~",
        right:
            "\(ExampleLine.isa)\n\(ExampleLine.gs)\n...\nGE*1*1~\nIEA*1*000000001~"
    )
    public static let interchangeStructure = FindingRule(
        "x12.interchange.structure", .error,
        meaning: "Between ISA and IEA stand TA1 segments and groups, nothing else (TA105 024).",
        cure: "Ask the sender to correct the structure.",
        wrong:
            "\(ExampleLine.isa)\nREF*EV*1~\n\(ExampleLine.gs)",
        right:
            "\(ExampleLine.isa)\n\(ExampleLine.gs)",
        leavesGap: true)
    public static let unterminated = FindingRule(
        "x12.interchange.unterminated", .warning,
        meaning: "Each segment ends with the terminator, the last one too.",
        cure: "None needed.",
        wrong: "IEA*1*000000001",
        right: "IEA*1*000000001~")
    public static let blankLine = FindingRule(
        "x12.interchange.blank-line", .warning,
        meaning: "Segments follow each other without empty lines.",
        cure: "None needed.",
        wrong: "LX*1~\n\nCLP*A-1*1*200*120~",
        right: "LX*1~\nCLP*A-1*1*200*120~")
    public static let indented = FindingRule(
        "x12.interchange.indented", .warning,
        meaning: "A segment begins right after the terminator or line break, without blanks.",
        cure: "None needed.",
        wrong: "LX*1~\n  CLP*A-1*1*200*120~",
        right: "LX*1~\nCLP*A-1*1*200*120~")
    public static let groupHeader = FindingRule(
        "x12.group.header", .error,
        meaning: "GS has eight elements: type, sender, receiver, date, time, control number, X, version (TA105 024).",
        cure: "Ask the sender to correct the GS.",
        wrong: "GS*HP*PLAN*HOSPITAL*20260302*0930*1**005010X221A1~",
        right: ExampleLine.gs, leavesGap: true)
    public static let groupType = FindingRule(
        "x12.group.type", .error,
        meaning: "GS01 names a type that is read here: HP 835, RA 820, FA 997 and 999, AG 824 (AK905 1).",
        cure: "Send such groups elsewhere, or ask the sender to correct GS01.",
        wrong: "GS*HC*PLAN*HOSPITAL*20260302*0930*1*X*005010X221A1~",
        right: ExampleLine.gs, leavesGap: true)
    public static let groupVersion = FindingRule(
        "x12.group.version", .error,
        meaning: "GS08 names a guide that is supported for the type (AK905 2).",
        cure: "Agree with the sender on a supported guide, such as 005010X221A1.",
        wrong: "GS*HP*PLAN*HOSPITAL*20260302*0930*1*X*005010X999~",
        right: ExampleLine.gs, leavesGap: true)
    public static let groupVersionOld = FindingRule(
        "x12.group.version-superseded", .warning,
        meaning: "005010X221 was replaced by its errata version 005010X221A1.",
        cure: "None needed; the sender should name the errata version.",
        wrong: "GS*HP*PLAN*HOSPITAL*20260302*0930*1*X*005010X221~",
        right: ExampleLine.gs)
    public static let groupTrailer = FindingRule(
        "x12.group.trailer-missing", .error,
        meaning: "A group ends with GE (AK905 3).",
        cure: "The file was cut: ask for it anew.",
        wrong: "SE*12*0001~\nIEA*1*000000001~",
        right: "SE*12*0001~\nGE*1*1~\nIEA*1*000000001~", leavesGap: true)
    public static let groupControl = FindingRule(
        "x12.group.control-number", .error,
        meaning: "GE02 equals GS06 (AK905 4).",
        cure: "Ask the sender for the group anew.",
        wrong: "\(ExampleLine.gs)\n...\nGE*1*2~",
        right: "\(ExampleLine.gs)\n...\nGE*1*1~")
    public static let setCount = FindingRule(
        "x12.group.set-count", .error,
        meaning: "GE01 is the number of sets in the group (AK905 5).",
        cure: "Sets may be lost: ask for the group anew.",
        wrong: "SE*12*0001~\nGE*2*1~",
        right: "SE*12*0001~\nGE*1*1~", leavesGap: true)
    public static let groupControlSyntax = FindingRule(
        "x12.group.control-syntax", .error,
        meaning: "GS06 is a number of one to nine digits (AK905 6).",
        cure: "Ask the sender to correct GS06.",
        wrong: "GS*HP*PLAN*HOSPITAL*20260302*0930*1A*X*005010X221A1~",
        right: ExampleLine.gs)
    public static let duplicateGroup = FindingRule(
        "x12.group.duplicate", .error,
        meaning: "GS06 occurs once in an interchange (AK905 19).",
        cure: "Ask the sender to number groups apart.",
        wrong:
            "\(ExampleLine.gs)\n...\n\(ExampleLine.gs)",
        right:
            "\(ExampleLine.gs)\n...\nGS*HP*PLAN*HOSPITAL*20260302*0930*2*X*005010X221A1~"
    )
    public static let groupStructure = FindingRule(
        "x12.group.structure", .error,
        meaning: "Between GS and GE stand sets, nothing else.",
        cure: "Ask the sender to correct the structure.",
        wrong: "SE*12*0001~\nREF*EV*1~\nGE*1*1~",
        right: "SE*12*0001~\nGE*1*1~", leavesGap: true)
    public static let setType = FindingRule(
        "x12.set.type", .error,
        meaning: "ST01 names a set that is supported (IK502 1).",
        cure: "Ask the sender what the set is meant to be.",
        wrong: "ST*836*0001~",
        right: "ST*835*0001~", leavesGap: true)
    public static let setIdentifier = FindingRule(
        "x12.set.identifier", .error,
        meaning: "ST01 is three digits (IK502 6).",
        cure: "Ask the sender to correct ST01.",
        wrong: "ST*83*0001~",
        right: "ST*835*0001~", leavesGap: true)
    public static let setGroup = FindingRule(
        "x12.set.group", .error,
        meaning: "The set belongs into a group of this type (IK502 18).",
        cure: "Ask the sender to correct GS01 or ST01.",
        wrong: "\(ExampleLine.gs)\nST*820*0001~",
        right: "\(ExampleLine.gs)\nST*835*0001~")
    public static let setTrailer = FindingRule(
        "x12.set.trailer-missing", .error,
        meaning: "A set ends with SE (IK502 2).",
        cure: "The set was cut: nothing of it is used; ask for it anew.",
        wrong: "CLP*A-2*1*80*50~\nGE*1*1~",
        right: "CLP*A-2*1*80*50~\nSE*12*0001~\nGE*1*1~", leavesGap: true)
    public static let setControl = FindingRule(
        "x12.set.control-number", .error,
        meaning: "SE02 equals ST02, as text (IK502 3).",
        cure: "Ask the sender for the set anew.",
        wrong: "ST*835*0001~\n...\nSE*12*0002~",
        right: "ST*835*0001~\n...\nSE*12*0001~")
    public static let segmentCount = FindingRule(
        "x12.set.segment-count", .error,
        meaning: "SE01 is the number of segments from ST to SE (IK502 4).",
        cure: "Segments may be lost: ask for the set anew.",
        wrong: "ST*835*0001~\n(10 segments)\nSE*13*0001~",
        right: "ST*835*0001~\n(10 segments)\nSE*12*0001~", leavesGap: true)
    public static let setControlSyntax = FindingRule(
        "x12.set.control-syntax", .error,
        meaning: "ST02 has four to nine characters (IK502 7).",
        cure: "Ask the sender to correct ST02.",
        wrong: "ST*835*1~",
        right: "ST*835*0001~")
    public static let duplicateSet = FindingRule(
        "x12.set.duplicate", .error,
        meaning: "ST02 occurs once in a group (IK502 23).",
        cure: "Ask the sender to number sets apart.",
        wrong: "ST*835*0001~\n...\nST*835*0001~",
        right: "ST*835*0001~\n...\nST*835*0002~")
    public static let setImplementation = FindingRule(
        "x12.set.implementation", .error,
        meaning: "ST03 names the guide, as GS08 does, where the guide uses it (IK502 19).",
        cure: "Ask the sender to correct ST03.",
        wrong: "GS*RA*PLAN*HOSPITAL*20260302*0930*1*X*005010X218~\nST*820*0001*005010X306~",
        right: "GS*RA*PLAN*HOSPITAL*20260302*0930*1*X*005010X218~\nST*820*0001*005010X218~")
    public static let severalInterchanges = FindingRule(
        "x12.interchange.several", .notice,
        meaning: "A file usually holds one interchange; each further one is read with its own delimiters.",
        cure: "None needed; each interchange is answered by itself.",
        wrong: "IEA*1*000000001~\n\(ExampleLine.isa)", right: "IEA*1*000000001~")
    public static let unusualDelimiters = FindingRule(
        "x12.interchange.delimiters-unusual", .notice,
        meaning:
            "Most senders separate by `*`, `:` or `>` and `^`, and terminate by `~`; any other characters may be chosen.",
        cure: "None needed.", wrong: ExampleLine.isa.replacing("~", with: "'"), right: ExampleLine.isa)
    public static let listCut = FindingRule(
        "x12.list-cut", .notice,
        meaning: "Lists kept in memory are bounded; counts stay exact.",
        cure: "None needed.",
        wrong: "(a file of more than 10,000 sets)",
        right: "(the same, in several files)")

    static let envelope: [FindingRule] = [
        noInterchange, dataOutside, byteOrderMark, trailingData, unreadableHeader, unpaddedHeader, longHeaderElement,
        wrapped, breakBeforeTerminator, delimiters, repetition, version, headerElement, duplicateInterchange,
        receiver, interchangeTrailer, interchangeControl, groupCount, emptyInterchange, interchangeStructure,
        unterminated, blankLine, indented, groupHeader, groupType, groupVersion, groupVersionOld, groupTrailer,
        groupControl, setCount, groupControlSyntax, duplicateGroup, groupStructure, setType, setIdentifier, setGroup,
        setTrailer, setControl, segmentCount, setControlSyntax, duplicateSet, setImplementation, listCut,
        severalInterchanges, unusualDelimiters,
    ]
}
