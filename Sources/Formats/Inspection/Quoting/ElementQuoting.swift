// An XML element of an ISO 20022 message for a screen: amounts, codes, dates, counts and statuses are shown; every other
// text (accounts, names, references, remittance information) stands as dots.

import Parsing

enum ElementQuoting {
    /// Elements whose text is shown.
    private static let shown: Set<String> = [
        "Amt", "InstdAmt", "TtlAmt", "TtlNetNtryAmt", "TxAmt", "CtrlSum", "Sum", "NbOfTxs", "NbOfNtries",
        "OrgnlNbOfTxs",
        "OrgnlCtrlSum", "Ccy", "CdtDbtInd", "Cd", "SubFmlyCd", "Dt", "DtTm", "CreDtTm", "FrDtTm", "ToDtTm", "FrDt",
        "ToDt",
        "Sts", "GrpSts", "TxSts", "PmtInfSts", "ElctrncSeqNb", "LglSeqNb", "PgNb", "LastPgInd", "RvslInd", "XchgRate",
        "SrcCcy", "TrgtCcy", "UnitCcy", "OrgnlMsgNmId", "ReqdExctnDt", "PmtMtd", "BtchBookg", "CpyDplctInd", "InclInd",
        "ChrgInclInd", "DbtNtries", "CdtNtries", "ChrgBr", "TtlChrgsAndTaxAmt", "RmtdAmt", "DuePyblAmt", "Tp", "SubTp",
    ]

    static func quotation(_ excerpt: Excerpt, _ location: Location) -> Quotation? {
        let bytes = excerpt.bytes[excerpt.focus...]
        guard bytes.first == 0x3C, let close = bytes.firstIndex(of: 0x3E), !bytes.prefix(64).contains(0) else {
            return nil
        }
        let tag = bytes[bytes.startIndex...close]
        let name = tag.dropFirst().prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }
        let local = name.lastIndex(of: 0x3A).map { name[($0 + 1)...] } ?? name
        var text = render(tag)
        let behind = bytes[(close + 1)...].prefix { $0 != 0x3C }
        let closing = bytes[(close + 1 + behind.count)...]
        let isLeaf = closing.starts(with: [0x3C, 0x2F]) && tag.dropLast().last != 0x2F
        guard isLeaf else { return Quotation(text: String(text), caret: 1..<max(2, 1 + name.count)) }
        let content = Quotation.characters(behind)
        let start = text.count
        let isShown = shown.contains(String(decoding: local, as: UTF8.self))
        text += isShown ? content : Quotation.masked(content)
        let caret = start..<text.count
        text += Quotation.characters(closing.prefix { $0 != 0x3E }.prefix(128)) + [">"]
        return Quotation(text: String(text), caret: caret.isEmpty ? 1..<max(2, 1 + name.count) : caret)
    }

    /// A start tag: the values of attributes other than a currency stand as dots.
    private static func render(_ tag: ArraySlice<UInt8>) -> [Character] {
        var text: [Character] = []
        var quote: Character?
        var attribute = ""
        for character in Quotation.characters(tag) {
            if let open = quote {
                let isShown = attribute.hasSuffix("Ccy") || attribute.hasPrefix("xmlns") || character == open
                text.append(isShown ? character : Quotation.masked([character])[0])
                if character == open { (quote, attribute) = (nil, "") }
                continue
            }
            if character == "\"" || character == "'" {
                quote = character
            } else if character == " " {
                attribute = ""
            } else if character != "=" {
                attribute.append(character)
            }
            text.append(character)
        }
        return text
    }
}
