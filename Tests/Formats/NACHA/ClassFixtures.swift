// One sound batch of every standard entry class, of our own making.

@testable import NACHA

enum ClassFixtures {
    typealias File = ComposedFile

    static let bySEC: [String: ComposedBatch] = Dictionary(
        uniqueKeysWithValues: (corporate + consumer + checks + terminals + others).map { ($0.secCode, $0) })

    static func batch(
        _ secCode: String, _ serviceClass: String, _ records: [String], description: String = "PAYMENT"
    ) -> ComposedBatch {
        ComposedBatch(secCode: secCode, serviceClass: serviceClass, description: description, records: records)
    }

    private static let counted = File.padded("INV0000001", 15) + "0002" + File.padded("GENERAL HOSPITAL", 16)
    private static let check = File.padded("1182", 15) + "ALEX ABBOTT"

    static let corporate: [ComposedBatch] = [
        batch(
            "CCD", "220",
            [
                File.entry(22, 125_000, 1, middle: "NPI1000000001  GENERAL HOSPITAL", hasAddenda: true),
                File.payment("TRN*1*7000012345*1123456789~", 1),
            ], description: "HCCLAIMPMT"),
        batch(
            "CTX", "220",
            [
                File.entry(22, 125_000, 1, middle: counted, hasAddenda: true), File.payment("ISA*00*", 1),
                File.payment("IEA*1*1~", 1, number: 2),
            ]),
        batch("ACK", "220", [File.entry(24, 0, 1, middle: "071000280000007GENERAL HOSPITAL")]),
        batch(
            "ATX", "220",
            [
                File.entry(24, 0, 1, middle: "0710002800000070001GENERAL HOSPITA", hasAddenda: true),
                File.payment("ACKNOWLEDGED", 1),
            ]),
        batch(
            "TRX", "225",
            [
                File.entry(27, 5_000, 1, middle: counted, hasAddenda: true), File.payment("ITEM 1", 1),
                File.payment("ITEM 2", 1, number: 2),
            ]),
    ]

    static let consumer: [ComposedBatch] = [
        batch("PPD", "200", [File.entry(22, 10_000, 1), File.entry(27, 5_000, 2), File.entry(23, 0, 3)]),
        batch(
            "WEB", "225",
            [
                File.entry(27, 2_500, 1, mark: "R", hasAddenda: true), File.payment("BILL 1", 1),
                File.entry(37, 100, 2, mark: "S"),
            ]
        ),
        batch("TEL", "225", [File.entry(27, 2_500, 1, mark: "S")]),
        batch("CIE", "220", [File.entry(22, 900, 1, middle: File.padded("ALEX ABBOTT", 15) + "ACCOUNT 1")]),
        batch("DNE", "220", [File.entry(23, 0, 1, hasAddenda: true), File.payment("DATE OF DEATH*010126*\\", 1)]),
        batch(
            "ENR", "225",
            [
                File.entry(27, 0, 1, middle: File.padded("", 15) + "0001" + "FEDERAL AGENCY", hasAddenda: true),
                File.payment("22*07100028*8*12345*123456789*ABBOTT*ALEX*0\\", 1),
            ], description: "AUTOENROLL"),
    ]

    static let checks: [ComposedBatch] = [
        batch("ARC", "225", [File.entry(27, 2_500_000, 1, middle: check)]),
        batch("BOC", "225", [File.entry(27, 2_500, 1, middle: check)]),
        batch("POP", "225", [File.entry(27, 2_500, 1, middle: "1182     CHICILALEX ABBOTT")]),
        batch("RCK", "225", [File.entry(27, 249_999, 1, middle: check)], description: "REDEPCHECK"),
        batch("TRC", "225", [File.entry(27, 2_500, 1, middle: File.padded("1182", 15) + "PROC01RESEARCH0001")]),
        batch(
            "XCK", "225", [File.entry(27, 249_999, 1, middle: File.padded("1182", 15) + "PROC01RESEARCH0001")],
            description: "NO CHECK"),
    ]

    private static let terminal =
        "REFONEAREFTERM01SER001" + "0115" + "123456" + File.padded("EXAMPLE PHARMACY", 27)
        + File.padded("CHICAGO", 15) + "IL"

    static let terminals: [ComposedBatch] = [
        batch("POS", "225", [File.entry(27, 2_500, 1, mark: "01", hasAddenda: true), File.traced(2, terminal, 1)]),
        batch(
            "SHR", "225",
            [
                File.entry(
                    27, 2_500, 1, middle: "122700000000001" + "0000000000000000000001", mark: "01", hasAddenda: true),
                File.traced(2, terminal, 1),
            ]),
        batch(
            "MTE", "225",
            [
                File.entry(27, 2_500, 1, middle: File.padded("ALEX ABBOTT", 22) + "CARD 1", hasAddenda: true),
                File.traced(2, terminal, 1),
            ]),
    ]

    static var advice: ComposedBatch {
        let entry =
            "681071000288" + File.padded("12345", 15) + File.number(2_500, 12) + "071000288" + "FILE1" + "1"
            + File.padded("EXAMPLE BANK", 22) + "  " + "0" + "07100028" + "015" + "0001"
        var batch = batch("ADV", "280", [entry])
        batch.status = "0"
        return batch
    }

    static var notification: ComposedBatch {
        batch(
            "COR", "220",
            [
                File.entry(21, 0, 1, hasAddenda: true),
                File.traced(98, "C03" + "091000010000077" + "      " + "07100028" + "071000288   9876", 1),
            ])
    }

    static var foreign: ComposedBatch {
        var batch = batch(
            "IAT", "220",
            [File.foreignEntry(22, 10_000, 1, addenda: 9)] + File.mandatory(1) + [
                File.foreign(17, "INVOICE 17", 1, number: 1),
                File.foreign(
                    18, File.padded("CORRESPONDENT BANK", 35) + "02" + File.padded("EXAMPLEXXX", 34) + "CA", 1,
                    number: 1),
            ])
        batch.international = File.padded("", 16) + "FF3" + File.padded("", 15) + "CA"
        batch.descriptiveDate = "USDCAD"
        return batch
    }

    static let others: [ComposedBatch] = [advice, notification, foreign]
}
