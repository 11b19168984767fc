// The tables of the acknowledgements: 999 (005010X231, 005010X231A1) and 997. Data; `GuideTable` says how it is read.

enum ImplementationAcknowledgementGuide {
    static let table = GuideTable(set: "999", text: text)

    private static let text = """
        ST  R1 | R143 R329 R1705
        AK1 R1 | R479 R28 R480
        @2000 S0
        AK2 R1 | R143 R2110 S1705
        @2100 S0
        IK3 R1 | R721 R719 S447 R620
        CTX S10 | *
        @2110 S0
        IK4 R1 | RC030(R722 S1528 S1686) S725 R621 S724
        CTX S10 | *
        @@
        @@
        IK5 R1 | R717=A|E|M|R|W|X S618 S618 S618 S618 S618
        @@
        AK9 R1 | R715=A|E|M|P|R|W|X R97 R97 R97 S716 S716 S716 S716 S716
        """
}

enum FunctionalAcknowledgementGuide {
    static let table = GuideTable(set: "997", text: text)

    private static let text = """
        ST  R1 | R143 R329 S1705
        AK1 R1 | R479 R28 S480
        @AK2 S0
        AK2 R1 | R143 R2110 S1705
        @AK3 S0
        AK3 R1 | R721 R719 S447 S720 S720 S720 S720 S720
        AK4 S99 | RC030(R722 S1528 S1686) S725 R723 S724
        @@
        AK5 R1 | R717=A|E|M|R|W|X S718 S718 S718 S718 S718
        @@
        AK9 R1 | R715=A|E|M|P|R|W|X R97 R97 R97 S716 S716 S716 S716 S716
        """
}
