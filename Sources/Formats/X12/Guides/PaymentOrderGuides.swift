// The tables of the 820: 005010X218 (premium payments), 005010X306 (exchange payments) and the generic 820, which has no
// guide and so only the standard's order of segments. Data; `GuideTable` says how it is read.

enum PremiumPaymentGuide {
    static let table = GuideTable(set: "820", text: text)

    private static let text = """
        ST  R1 | R143 R329 R1705
        BPR R1 | R305=@handling R782 R478=C|D R591=@method S812 S506=01|02|03|04 S507 S569 S508 S509 S510 S506=01|02|03|04 \
        S507 S569 S508 R373 S1048 N506 N507 N569 N508
        TRN R1 | R481=1|3 R127 S509 S127
        CUR S1 | R98=2B|PR R100 S280
        REF S0 | R128 R127 N352 NC040
        DTM S0 | R374=009|035|582|097|AAG S373 S337 S623 S1250=RD8|D8 S1251
        @1000A R1
        N1  R1 | R98=PE S93 S66 S67 N706 N98
        N2  S1 | *
        N3  S1 | R166 S166
        N4  S1 | R19 S156=@state S116 S26 N309 N310 S1715
        RDM S1 | R756 S93 S364 NC040 NC040
        @@
        @1000B R1
        N1  R1 | R98=PR S93 S66 S67 N706 N98
        N2  S1 | *
        N3  S1 | R166 S166
        N4  S1 | R19 S156=@state S116 S26 N309 N310 S1715
        PER S0 | R366 S93 S365 S364 S365 S364 S365 S364 N443
        @@
        @1000C S14
        N1  R1 | R98=AK|BK|O1|OB|RB|ZL S93 S66 S67 N706 N98
        N2  S1 | *
        N3  S1 | R166 S166
        N4  S1 | R19 S156=@state S116 S26 N309 N310 S1715
        PER S1 | R366 S93 S365 S364 S365 S364 S365 S364 N443
        @@
        @2000 S0
        ENT R1 | R554 S98 S66 S67 N98 N66 N67 N128 N127
        @2100 S1
        NM1 R1 | R98=DO|EY|IL|QE R1065=1|2 S1035 S1036 S1037 S1038 S1039 S66 S67 N706 N98 N1035
        @@
        @2200 S0
        ADX R1 | R782 R426 N128 N127
        @@
        @2300 S0
        RMR R1 | R128=11|1L|9J|AZ|B7|CT|ID|IG|IK|KW|POL R127 S482=PA|PI|PO|PP R782 S782 N782 N426 N782
        REF S0 | R128 R127 N352 NC040
        DTM S0 | R374=582|AAG S373 S337 S623 S1250=RD8|D8 S1251
        @2310 S0
        IT1 R1 | *
        @2312 S0
        SAC R1 | *
        @@
        @2315 S0
        SLN R1 | *
        @@
        @@
        @2320 S0
        ADX R1 | R782 R426 N128 N127
        @@
        @@
        @@
        """
}

enum ExchangePaymentGuide {
    static let table = GuideTable(set: "820", text: text)

    private static let text = """
        ST  R1 | R143 R329 R1705
        BPR R1 | R305=@handling R782 R478=C|D R591=@method S812 S506 S507 S569 S508 S509 S510 S506 S507 S569 S508 R373 \
        N1048 N506 N507 N569 N508
        TRN R1 | R481=1|3 R127 S509 S127
        CUR S1 | R98 R100 S280
        REF S0 | R128 R127 S352 NC040
        DTM S0 | R374 S373 S337 S623 S1250=RD8|D8 S1251
        @1000A R1
        N1  R1 | R98=PE S93 S66 S67 N706 N98
        N3  S1 | R166 S166
        N4  S1 | R19 S156=@state S116 S26 N309 N310 S1715
        PER S0 | R366 S93 S365 S364 S365 S364 S365 S364 N443
        @@
        @1000B R1
        N1  R1 | R98=RM S93 S66 S67 N706 N98
        N3  S1 | R166 S166
        N4  S1 | R19 S156=@state S116 S26 N309 N310 S1715
        PER S0 | R366 S93 S365 S364 S365 S364 S365 S364 N443
        @@
        @2000 S0
        ENT R1 | R554 S98 S66 S67 N98 N66 N67 N128 N127
        @2100 S1
        NM1 R1 | R98 R1065=1|2 S1035 S1036 S1037 S1038 S1039 S66 S67 N706 N98 N1035
        REF S0 | R128 R127 S352 NC040
        @@
        @2300 S0
        RMR R1 | R128=ZZ R127 N482 R782 S782 N782 N426 N782
        REF S0 | R128 R127 S352 NC040
        DTM S0 | R374=582 S373 S337 S623 S1250=RD8|D8 S1251
        @@
        @@
        """
}

enum GenericPaymentGuide {
    static let table = GuideTable(set: "820", text: text)

    private static let text = """
        ST  R1 | R143 R329 S1705
        BPR R1 | R305 R782 R478=C|D R591 S812 S506 S507 S569 S508 S509 S510 S506 S507 S569 S508 S373 S1048 S506 S507 S569 \
        S508
        NTE S0 | *
        TRN S1 | R481 R127 S509 S127
        CUR S1 | *
        REF S0 | *
        DTM S0 | R374 S373 S337 S623 S1250 S1251
        @N1 S0
        N1  R1 | R98 S93 S66 S67 S706 S98
        N2  S0 | *
        N3  S0 | *
        N4  S0 | *
        REF S0 | *
        PER S0 | *
        RDM S0 | *
        DTM S0 | R374 S373 S337 S623 S1250 S1251
        @@
        @ENT S0
        ENT R1 | R554 S98 S66 S67 S98 S66 S67 S128 S127
        @NM1 S0
        NM1 R1 | *
        N2  S0 | *
        N3  S0 | *
        N4  S0 | *
        REF S0 | *
        PER S0 | *
        @@
        @ADX S0
        ADX R1 | R782 R426 S128 S127
        NTE S0 | *
        PER S0 | *
        REF S0 | *
        DTM S0 | R374 S373 S337 S623 S1250 S1251
        @@
        @RMR S0
        RMR R1 | S128 S127 S482 S782 S782 S782 S426 S782
        NTE S0 | *
        REF S0 | *
        DTM S0 | R374 S373 S337 S623 S1250 S1251
        @IT1 S0
        IT1 R1 | *
        REF S0 | *
        SAC S0 | *
        TXI S0 | *
        SLN S0 | *
        DTM S0 | *
        @@
        @RADX S0
        ADX R1 | R782 R426 S128 S127
        NTE S0 | *
        REF S0 | *
        DTM S0 | *
        IT1 S0 | *
        SAC S0 | *
        @@
        @@
        @@
        """
}
