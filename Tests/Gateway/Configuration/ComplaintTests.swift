import Testing

@testable import Configuration

/// Every complaint names file and line; a sound configuration has none.
@Suite struct ComplaintTests {
    struct Files: ConfigurationFiles {
        var texts: [String: String]
        func text(of name: String) -> String? { texts[name] }
        func names(in folder: String) -> [String] {
            texts.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }.sorted()
        }
    }

    static let bank = """
        name: first-bank
        role: bank
        expects: [nacha, camt.053]
        receive:
          - folder: inbox/first-bank
        send:
          - folder: outbox/first-bank
        """

    private func complaints(gateway: String = "organisation: { name: H }", bank: String = bank) -> [String] {
        do {
            _ = try GatewayReader.read(Files(texts: ["gateway.yaml": gateway, "partners/bank.yaml": bank]), rules: [])
            return []
        } catch {
            return (error as? ConfigurationFailure)?.complaints.map(\.description) ?? ["\(error)"]
        }
    }

    @Test func soundFilesHaveNone() throws {
        #expect(complaints() == [])
        let configuration = try GatewayReader.read(
            Files(texts: ["gateway.yaml": "organisation: { name: H }", "partners/bank.yaml": Self.bank]), rules: [])
        let partner = try #require(configuration.partner(named: "first-bank"))
        #expect(partner.receive.first?.completeWhen == .quiet(milliseconds: 2000))
        #expect(partner.receive.first?.checksum == .accepted)
        #expect(partner.profile == "strict")
    }

    @Test(arguments: [
        ("role: bank", "role: king", "Config/partners/bank.yaml:2:", "one of bank"),
        ("expects: [nacha, camt.053]", "expects: [nachos]", "Config/partners/bank.yaml:3:", "nachos"),
        ("name: first-bank", "name: First Bank", "Config/partners/bank.yaml:1:", "lower-case"),
        (
            "  - folder: inbox/first-bank", "  - folder: inbox/first-bank\n    colour: red",
            "Config/partners/bank.yaml:6:", "colour"
        ),
        ("  - folder: inbox/first-bank", "  - as2: { from: h }", "Config/partners/bank.yaml:5:", "`to` is missing"),
        (
            "  - folder: inbox/first-bank", "  - folder: inbox/first-bank\n    openpgp: required",
            "Config/partners/bank.yaml:5:", "signed-by"
        ),
        (
            "  - folder: inbox/first-bank", "  - folder: inbox/first-bank\n    complete-when: soon",
            "Config/partners/bank.yaml:6:", "quiet 2s"
        ),
    ])
    func complaintsNameFileAndLine(part: String, wrong: String, place: String, word: String) {
        let found = complaints(bank: Self.bank.replacing(part, with: wrong))
        #expect(found.contains { $0.hasPrefix(place) && $0.contains(word) }, "\(found)")
    }

    @Test func gatewayFileIsCheckedToo() {
        #expect(complaints(gateway: "ledger: { to: nobody }").contains { $0.contains("no partner") })
        #expect(complaints(gateway: "a: [").contains { $0.hasPrefix("Config/gateway.yaml:") && $0.contains("YAML") })
        #expect(complaints(gateway: "a: 1\na: 2").contains { $0.contains("stands twice: a") })
        #expect(complaints(gateway: "database: oracle").contains { $0.hasPrefix("Config/gateway.yaml:1:") })
    }

    @Test(arguments: [("500ms", 500), ("2s", 2_000), ("5m", 300_000), ("2", nil), ("-1s", nil), ("99999999s", nil)])
    func durations(text: String, milliseconds: Int?) {
        #expect(PartnerReader.milliseconds(text) == milliseconds)
    }

    @Test func careIsReadAndCheckedToo() throws {
        let gateway = """
            organisation: { name: H }
            folders: { keep-free: 2GB }
            retention: { done: 400d, spool: 90d, sent: keep }
            """
        let bank =
            Self.bank + """

                calendar:
                  - { kind: camt.053, by: "07:30", on: banking-days, zone: America/New_York, grace: 45m }
                """
        let configuration = try GatewayReader.read(
            Files(texts: ["gateway.yaml": gateway, "partners/bank.yaml": bank]), rules: [])
        #expect(configuration.folders.keepFree == 2_000_000_000)
        #expect(configuration.retention.done == 400 && configuration.retention.sent == nil)
        #expect(
            configuration.partner(named: "first-bank")?.calendar == [
                ExpectedFile(
                    kind: "camt.053", dueMinute: 450, days: .bankingDays, zone: "America/New_York", graceMinutes: 45)
            ])
        for (bad, word) in [
            ("retention: { done: 400 }", "400d"), ("retention: { audit: 1d }", "unknown key"),
            ("retention: { done: 0d }", "400d"), ("folders: { keep-free: lots }", "1GB"),
        ] {
            let found = complaints(gateway: "organisation: { name: H }\n\(bad)")
            #expect(found.count == 1 && found.first?.contains(word) == true && found.first?.contains(":2:") == true)
        }
        for (bad, word) in [
            ("kind: x12, by: \"07:30\", zone: UTC", "may send"), ("kind: nacha, by: \"7:30\", zone: UTC", "07:30"),
            ("kind: nacha, by: \"24:00\", zone: UTC", "07:30"),
            ("kind: nacha, by: \"07:30\", zone: Nowhere/Town", "America/New_York"),
            ("kind: nacha, by: \"07:30\", zone: UTC, on: sundays", "banking-days"),
            ("kind: nacha, by: \"07:30\", zone: UTC, grace: soon", "30m"), ("kind: nacha, by: \"07:30\"", "zone"),
        ] {
            let found = complaints(bank: Self.bank + "\ncalendar:\n  - { \(bad) }")
            #expect(found.count == 1 && found.first?.contains(word) == true, "\(bad): \(found)")
        }
    }
}
