import Parsing
import Testing

@testable import Configuration

/// A profile without who, when and why, or of a code that cannot be tolerated, is a complaint with file and line.
@Suite struct ProfileReaderTests {
    private static let profile = """
        name: late-blocks
        deviations:
          - code: nacha.file.blocking
            as: warning
            who: treasury
            when: 2026-03-02
            why: the bank does not fill its last block
        """
    private static let rules = [
        FindingRule("nacha.file.blocking", .error, meaning: "m", cure: "c"),
        FindingRule("nacha.entry.amount", .error, meaning: "m", cure: "c", leavesGap: true),
    ]

    private func read(profile: String = profile, partnerProfile: String = "late-blocks") throws -> GatewayConfiguration
    {
        try GatewayReader.read(
            ComplaintTests.Files(texts: [
                "gateway.yaml": "organisation: { name: H }", "profiles/late-blocks.yaml": profile,
                "partners/bank.yaml": ComplaintTests.bank + "\nprofile: \(partnerProfile)",
            ]), rules: Self.rules)
    }

    private func complaints(profile: String = profile, partnerProfile: String = "late-blocks") -> [String] {
        do {
            _ = try read(profile: profile, partnerProfile: partnerProfile)
            return []
        } catch {
            return (error as? ConfigurationFailure)?.complaints.map(\.description) ?? ["\(error)"]
        }
    }

    @Test func aSoundProfileIsRead() throws {
        let configuration = try read()
        let deviation = try #require(configuration.profile(named: "late-blocks")?.deviations.first)
        #expect(deviation.treatment == .warning)
        #expect(deviation.when.description == "2026-03-02")
        #expect(configuration.partner(named: "first-bank")?.profile == "late-blocks")
    }

    @Test(arguments: [
        ("    who: treasury\n", "", ":3:", "`who` is missing"),
        ("    why: the bank does not fill its last block", "", ":3:", "`why` is missing"),
        ("when: 2026-03-02", "when: 2026-02-31", ":6:", "takes a day"),
        ("as: warning", "as: fine", ":4:", "one of error, warning, ignored"),
        ("code: nacha.file.blocking", "code: nacha.file.colour", ":3:", "there is no code"),
        ("code: nacha.file.blocking", "code: nacha.entry.amount", ":3:", "cannot be tolerated"),
    ])
    func aFaultyProfileIsComplainedOf(_ old: String, _ new: String, _ line: String, _ sentence: String) throws {
        let found = complaints(profile: Self.profile.replacing(old, with: new))
        let first = try #require(found.first)
        #expect(first.hasPrefix("Config/profiles/late-blocks.yaml\(line)"), "\(first)")
        #expect(first.contains(sentence), "\(first)")
    }

    @Test func anUnknownProfileIsComplainedOf() {
        #expect(complaints(partnerProfile: "lax").first?.contains("no profile `lax`") == true)
    }
}
