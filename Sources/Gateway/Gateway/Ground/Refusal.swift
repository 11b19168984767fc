// Why the gateway itself refuses, holds or sets a file apart: the catalogue of its codes, as data.
// Format modules have catalogues of their own for what is wrong inside a document.

public import Parsing

/// A reason for which a file does not go on, with its rule from the catalogue.
struct Refusal: Error, Sendable, Hashable {
    let rule: FindingRule
    let sentence: String

    var code: String { rule.code }

    init(_ rule: FindingRule, _ sentence: String? = nil) {
        self.rule = rule
        self.sentence = sentence ?? rule.meaning
    }

    /// As it stands in the store: code, then sentence.
    var text: String { "\(code): \(sentence)" }
}

/// The gateway's own codes.
public enum GatewayRules {
    static let checksumMissing = FindingRule(
        "open.checksum-missing", .error,
        meaning: "This partner must send a checksum file with each file, and none came.",
        cure: "Send the file again with its .sha256 beside it, or set `checksum: accepted` for the channel.",
        wrong: "inbox/first-bank/ACH-0302.ach",
        right: """
            inbox/first-bank/ACH-0302.ach
            inbox/first-bank/ACH-0302.ach.sha256
            """)
    static let checksumMismatch = FindingRule(
        "open.checksum-mismatch", .error,
        meaning: "The file's bytes do not have the digest that its checksum file names.",
        cure:
            "The file was damaged on its way or the checksum belongs to another one: ask the partner to send both again.",
        wrong: """
            $ sha256sum --check ACH-0302.ach.sha256
            ACH-0302.ach: FAILED
            """,
        right: """
            $ sha256sum --check ACH-0302.ach.sha256
            ACH-0302.ach: OK
            """)
    static let checksumUnreadable = FindingRule(
        "open.checksum-unreadable", .error, meaning: "The checksum file is in no known form or names another file.",
        cure: "Use the form of sha256sum: the digest, two blanks, the file's name.",
        wrong: "sha256 of our file: 2cf24dba...",
        right: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  ACH-0302.ach")
    static let notEncrypted = FindingRule(
        "open.not-encrypted", .error,
        meaning: "This partner must encrypt its files with OpenPGP, and this one is plain.",
        cure: "Ask the partner to encrypt to our key, or set `openpgp: accepted` for the channel.",
        wrong: "101 091000019 1234567892603021200A094101FIRST BANK             GENERAL HOSPITAL",
        right: "-----BEGIN PGP MESSAGE-----")
    static let encryptionUnexpected = FindingRule(
        "open.encryption-unexpected", .error,
        meaning: "The file is encrypted with OpenPGP, but the channel takes plain files only.",
        cure: "Set `openpgp: accepted` and `signed-by` for the channel, or ask for a plain file.",
        wrong: """
            receive:
              - folder: inbox/first-bank
                openpgp: none
            """,
        right: """
            receive:
              - folder: inbox/first-bank
                openpgp: accepted
            """)
    static let unsigned = FindingRule(
        "open.unsigned", .error,
        meaning: "The file is encrypted but not signed; anybody with our public key can have made it.",
        cure: "Ask the partner to sign with the key whose fingerprint is pinned in `signed-by`.",
        wrong: "gpg --encrypt --recipient finance@hospital.example ACH-0302.ach",
        right: "gpg --sign --encrypt --recipient finance@hospital.example ACH-0302.ach")
    static let signerUnknown = FindingRule(
        "open.signer-unknown", .error, meaning: "The file is signed by a key that is not this partner's.",
        cure:
            "Do not trust the file. Ask the partner by telephone; if the key is new, import it and pin its fingerprint.",
        wrong: "signed-by: []",
        right: "signed-by: [0123456789ABCDEF0123456789ABCDEF01234567]")
    static let signatureBad = FindingRule(
        "open.signature-bad", .error, meaning: "The signature does not fit the content: it was changed after signing.",
        cure: "Do not trust the file. Ask the partner to send it again.")
    static let keyExpired = FindingRule(
        "open.key-expired", .error, meaning: "The signing key or the signature has expired.",
        cure: "Ask the partner to extend or replace the key, import it, and send the file again.")
    static let keyRevoked = FindingRule(
        "open.key-revoked", .error, meaning: "The signing key has been revoked.",
        cure: "Do not trust the file. Ask the partner for its new key and the file signed with it.")
    static let weakProtection = FindingRule(
        "open.weak-protection", .error,
        meaning:
            "The file uses a digest or a form of encryption that no longer protects (SHA-1, MD5, no integrity check).",
        cure: "Ask the partner to use a current OpenPGP program with its default settings.",
        wrong: "gpg --digest-algo SHA1 --sign --encrypt --recipient finance@hospital.example ACH-0302.ach",
        right: "gpg --sign --encrypt --recipient finance@hospital.example ACH-0302.ach")
    static let undecryptable = FindingRule(
        "open.undecryptable", .error, meaning: "The file cannot be decrypted with our key.",
        cure: "Check that the partner encrypts to our current key (`hms-ach keys`) and sends the whole file.",
        wrong: "gpg --sign --encrypt --recipient old-key@hospital.example ACH-0302.ach",
        right: "gpg --sign --encrypt --recipient finance@hospital.example ACH-0302.ach")
    static let exploding = FindingRule(
        "open.exploding", .error, meaning: "The content grows beyond every measure when it is unpacked.",
        cure: "Treat it as an attack until the partner explains it.")
    static let unexpectedKind = FindingRule(
        "route.kind-not-expected", .error, meaning: "This kind of document is not among those taken from this partner.",
        cure: "Add the kind to `expects` in the partner's file, or ask the partner why it sends it.",
        wrong: "expects: [nacha]",
        right: "expects: [nacha, camt.053]")
    static let unknownKind = FindingRule(
        "route.kind-unknown", .error, meaning: "The content is none of the kinds the gateway knows.",
        cure: "Look at it with `hms-ach inspect`; ask the partner what it is.",
        wrong: "inbox/first-bank/minutes.docx",
        right: "inbox/first-bank/CAMT053-20260302.xml")
    static let duplicateBytes = FindingRule(
        "duplicate.bytes", .notice, meaning: "The same bytes came from this partner before.",
        cure: "Nothing to do: the first delivery counts, this one changes nothing.")
    static let duplicateDocument = FindingRule(
        "duplicate.document", .notice,
        meaning: "The same document, by its own control numbers and content, came before under another name.",
        cure: "Nothing to do: the first delivery counts, this one changes nothing.")
    static let duplicateConflict = FindingRule(
        "duplicate.conflict", .error,
        meaning:
            "A document with the same control numbers but other content came before; only one of them can be right.",
        cure:
            "Ask the partner which one counts. A correction needs control numbers of its own; this file counts for nothing.",
        wrong: "ISA...*000000041*0*P*:~   sent again with other claims",
        right: "ISA...*000000042*0*P*:~   the correction under its own number")
    static let duplicateItem = FindingRule(
        "duplicate.item", .error, meaning: "An open item with this item id came in an earlier file.",
        cure: "Send items once; corrections need an item id of their own.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,   in Monday's file and in Tuesday's",
        right: "I2,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-03,,   in Tuesday's")
    static let duplicateStatement = FindingRule(
        "duplicate.statement", .error,
        meaning: "A statement of the same account and day, with the same balances, came under another number.",
        cure: "Ask the bank which one counts; an account moves from one balance to the other once a day, and this file "
            + "counts for nothing.",
        wrong: "statement 47 of a day from 100.00 to 250.00, and statement 947 of the same day, with other references",
        right: "statement 47 once")
    static let notCarriedOut = FindingRule(
        "route.not-carried-out", .error,
        meaning: "The document is sound, but this version does not carry out payment orders.",
        cure: "Send the payments by the bank's own means; the file stays here as evidence.")
    static let processingFault = FindingRule(
        "gateway.fault", .error,
        meaning: "The gateway could not carry the file on for a reason that is not the file's.",
        cure: "Look at the log of that moment; when the cause is gone, `hms-ach release` the file.")

    /// All of them, for `explain` and the documentation.
    public static let all: [FindingRule] = [
        checksumMissing, checksumMismatch, checksumUnreadable, notEncrypted, encryptionUnexpected, unsigned,
        signerUnknown, signatureBad, keyExpired, keyRevoked, weakProtection, undecryptable, exploding, unexpectedKind,
        unknownKind, duplicateBytes, duplicateDocument, duplicateConflict, duplicateItem, duplicateStatement,
        notCarriedOut,
        processingFault,
    ]
}
