// The table of the 835 outside the 5010 guide: release 004010 with or without its guide (004010X091A1), and plain 005010. Only the
// standard's order of segments and the elements that amounts and dates stand in; usage is left to the partners.
// Data; `GuideTable` says how it is read.

enum GenericClaimPaymentGuide {
    static let table = GuideTable(set: "835", text: text)

    private static let text = """
        ST  R1 | R143 R329 S1705
        BPR R1 | R305 R782 R478=C|D R591 S812 S506 S507 S569 S508 S509 S510 S506 S507 S569 S508 S373 S1048 S506 S507 S569 \
        S508
        NTE S0 | *
        TRN S1 | R481 R127 S509 S127
        CUR S1 | *
        REF S0 | *
        DTM S0 | R374 S373 S337 S623 S1250 S1251
        @1000 S0
        N1  R1 | R98 S93 S66 S67 S706 S98
        N2  S0 | *
        N3  S0 | *
        N4  S1 | *
        REF S0 | *
        PER S0 | *
        RDM S1 | *
        DTM S1 | *
        @@
        @2000 S0
        LX  R1 | R554
        TS3 S1 | *
        TS2 S1 | *
        @2100 S0
        CLP R1 | R1028 R1029 R782 R782 S782 S1032 S127 S1331 S1325 S1352 S1354 S380 S954 S1073
        CAS S99 | R1033 R1034 R782 S380 S1034 S782 S380 S1034 S782 S380 S1034 S782 S380 S1034 S782 S380 S1034 S782 S380
        NM1 S0 | *
        MIA S1 | *
        MOA S1 | *
        REF S99 | *
        DTM S9 | R374 S373 S337 S623 S1250 S1251
        PER S3 | *
        AMT S20 | R522 R782 S478
        QTY S20 | *
        @2110 S999
        SVC R1 | *
        DTM S9 | R374 S373 S337 S623 S1250 S1251
        CAS S99 | R1033 R1034 R782 S380 S1034 S782 S380 S1034 S782 S380 S1034 S782 S380 S1034 S782 S380 S1034 S782 S380
        REF S99 | *
        AMT S20 | R522 R782 S478
        QTY S20 | *
        LQ  S99 | *
        @@
        @@
        @@
        PLB S0 | *
        """
}
