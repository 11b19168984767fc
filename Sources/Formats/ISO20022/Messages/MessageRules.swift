// What can be wrong with a message as a whole: its name, namespace, version and header.
// Relies on Parsing. Part of the catalogue of this module; codes are stable, texts may improve. Examples are made up.

import Parsing

extension ISO20022Rules {
    static let message = [
        unknownMessage, namespaceMissing, namespaceUnknown, versionNewer, versionUnsupported, bodyMismatch,
        messageIDMissing,
    ]
    static let unknownMessage = FindingRule(
        "iso20022.message.unknown", .error,
        meaning: "Read are camt.052, camt.053, camt.054, pain.001 and pain.002.",
        cure: "Ask the sender what the file is meant to be.",
        wrong: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.060.001.05"><AcctRptgReq>
            """,
        right: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            """,
        leavesGap: true)
    static let namespaceMissing = FindingRule(
        "iso20022.message.namespace-missing", .warning, meaning: "The namespace tells message and version.",
        cure: "Nothing to do: the message was read by its shape. Tell the sender.",
        wrong: "<Document><BkToCstmrStmt>",
        right: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            """)
    static let namespaceUnknown = FindingRule(
        "iso20022.message.namespace-unknown", .error, meaning: "The namespace must name message and version.",
        cure: "Ask the sender for an ISO 20022 namespace.",
        wrong: """
            <Document xmlns="http://bank.example/statements"><BkToCstmrStmt>
            """,
        right: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            """)
    static let versionNewer = FindingRule(
        "iso20022.message.version-newer", .warning,
        meaning: "Versions newer than the newest known are read by their shape.",
        cure: "Check one such file by hand, then have the new version added.",
        wrong: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.15">
            """,
        right: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.14">
            """)
    static let versionUnsupported = FindingRule(
        "iso20022.message.version-unsupported", .error, meaning: "There is no such version of the message.",
        cure: "Ask the sender which version the file is.",
        wrong: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.99">
            """,
        right: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
            """)
    static let bodyMismatch = FindingRule(
        "iso20022.message.body-mismatch", .error,
        meaning: "Namespace and body element must name the same message.",
        cure: "Ask the sender for a correct file.",
        wrong: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrStmt>
            """,
        right: """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            """)
    static let messageIDMissing = FindingRule(
        "iso20022.message.id-missing", .warning, meaning: "GrpHdr/MsgId is mandatory.",
        cure: "Nothing to do. Tell the sender.",
        wrong: "<GrpHdr><CreDtTm>2026-03-06T05:30:00Z</CreDtTm></GrpHdr>",
        right: "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-06T05:30:00Z</CreDtTm></GrpHdr>")
}
