// The catalogue of what recognition itself finds: files that are none of the documents known here.

public import Parsing

/// What can be wrong before any format is known.
public enum InspectionRules {
    static let unknown = FindingRule(
        "document.unknown", .error,
        meaning: "The content begins like none of: NACHA, X12, ISO 20022 XML, open items or payments in CSV.",
        cure: "Look at the first line; ask the sender what the file is.",
        wrong: "Dear partner, please find our payments attached.",
        right: "101 091000019 1234567892603090915A094101FIRST BANK             GENERAL HOSPITAL", leavesGap: true)
    static let empty = FindingRule(
        "document.empty", .error, meaning: "The file holds nothing.", cure: "Ask the sender for the file again.",
        leavesGap: true)
    static let encrypted = FindingRule(
        "document.encrypted", .error,
        meaning: "The content is an OpenPGP message; what is inside cannot be seen without the key.",
        cure:
            "Decrypt it first (`gpg --decrypt FILE`), or drop it into the partner's inbox, where the gateway does so.",
        wrong: "-----BEGIN PGP MESSAGE-----", right: "ISA*00*          *00*          *ZZ*FIRSTBANK      *ZZ*...",
        leavesGap: true)
    static let packed = FindingRule(
        "document.packed", .error, meaning: "The content is an archive, which may hold any number of files.",
        cure: "Unpack it and send its files one by one; a single file may be packed with gzip for `inspect`.",
        wrong: "payments.zip", right: "payments.csv", leavesGap: true)

    public static let all: [FindingRule] = [unknown, empty, encrypted, packed]
}
