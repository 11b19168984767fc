// What can be wrong with a file as XML, whatever its message.
// Relies on Parsing. Part of the catalogue of this module; codes are stable, texts may improve. Examples are made up.

import Parsing

extension ISO20022Rules {
    static let xml = [
        syntax, trailing, truncated, empty, nul, encoding, encodingMismatch, encodingUnsupported, documentType, limit,
    ]
    static let syntax = FindingRule(
        "iso20022.xml.syntax", .error, meaning: "The file must be well-formed XML 1.0.",
        cure: "Ask the sender for a correct file.",
        wrong: "<Stmt><Id>S1</Stmt></Id>",
        right: "<Stmt><Id>S1</Id></Stmt>",
        leavesGap: true)
    static let trailing = FindingRule(
        "iso20022.xml.after-end", .error,
        meaning: "Behind the document's element come comments, instructions and white space only.",
        cure: "Ask the sender for one file a message; nothing is booked meanwhile.",
        wrong: """
            <Document>...</Document>
            <Document>...</Document>
            """,
        right: "<Document>...</Document>",
        leavesGap: true)
    static let truncated = FindingRule(
        "iso20022.xml.truncated", .error, meaning: "The file must hold its whole document.",
        cure: "Fetch the file again; if it is as short as before, ask the sender to send it anew.",
        wrong: "<Document><BkToCstmrStmt><Stmt><Id>S1</Id><Ntr",
        right: "<Document><BkToCstmrStmt><Stmt><Id>S1</Id>...</Stmt></BkToCstmrStmt></Document>",
        leavesGap: true)
    static let empty = FindingRule(
        "iso20022.xml.empty", .error, meaning: "A message cannot be empty.", cure: "Ask the sender for the file.",
        leavesGap: true)
    static let nul = FindingRule(
        "iso20022.xml.nul", .error, meaning: "NUL is no character of XML.", cure: "Ask the sender for a correct file.",
        leavesGap: true)
    static let encoding = FindingRule(
        "iso20022.xml.encoding", .error, meaning: "All bytes must be characters of the document's encoding.",
        cure: "Ask the sender to write the file in the encoding that it declares.",
        wrong: """
            <?xml version="1.0" encoding="UTF-8"?> and then bytes of ISO 8859-1: E9 for é
            """,
        right: """
            <?xml version="1.0" encoding="UTF-8"?> and then C3 A9 for é
            """,
        leavesGap: true)
    static let encodingMismatch = FindingRule(
        "iso20022.xml.encoding-mismatch", .error, meaning: "Declared encoding and byte order mark must agree.",
        cure: "Ask the sender to write the file in the encoding that it declares.",
        wrong: """
            the bytes EF BB BF, and then <?xml version="1.0" encoding="ISO-8859-1"?>
            """,
        right: """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            """,
        leavesGap: true)
    static let encodingUnsupported = FindingRule(
        "iso20022.xml.encoding-unsupported", .error,
        meaning: "Messages are read in UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and Windows-1252.",
        cure: "Ask the sender for UTF-8.",
        wrong: """
            <?xml version="1.0" encoding="KOI8-R"?>
            """,
        right: """
            <?xml version="1.0" encoding="UTF-8"?>
            """,
        leavesGap: true)
    static let documentType = FindingRule(
        "iso20022.xml.document-type", .error,
        meaning: "Document types are refused: they can name outside files and entities that explode.",
        cure: "Treat the file as an attack unless the sender explains it; ISO 20022 needs no document type.",
        wrong: """
            <!DOCTYPE Document [<!ENTITY a "b">]>
            <Document>...</Document>
            """,
        right: "<Document>...</Document>",
        leavesGap: true)
    static let limit = FindingRule(
        "iso20022.xml.limit", .error, meaning: "Depth, names and texts stay within bounds that every real file keeps.",
        cure: "Treat the file as an attack unless the sender explains it.",
        wrong: "<Document><a><a><a> and so on, more than 64 deep",
        right: "<Document><BkToCstmrStmt>...</BkToCstmrStmt></Document>",
        leavesGap: true)
}
