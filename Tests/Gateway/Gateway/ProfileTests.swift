import Testing

/// What a bank is allowed to get wrong is taken, and written down each time.
@Suite struct ProfileTests {
    private func withWrongBlockCount(_ file: [UInt8]) -> [UInt8] {
        var bytes = file
        // The file control is the last record that is not all nines; columns 8-13 are its block count.
        let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let control = lines.lastIndex(where: { $0.first == 0x39 && $0.contains { $0 != 0x39 } }) else {
            return file
        }
        bytes[lines[control].startIndex + 12] = 0x37
        return bytes
    }

    @Test func aToleratedDeviationIsPostedAndAudited() throws {
        let file = withWrongBlockCount(try HospitalFiles.ach([(trace: "T1", cents: 12_345)]))
        let strict = try HospitalRoot()
        try strict.drop(file, "first-bank", "a.ach")
        try strict.runOnce()
        let refused = try #require(try strict.export("arrivals").first)
        #expect(refused["state"] == "rejected")
        #expect(refused["reason"]?.hasPrefix("nacha.file.block-count") == true, "\(refused)")

        let root = try HospitalRoot()
        try root.write(
            """
            name: block-count
            deviations:
              - code: nacha.file.block-count
                as: warning
                who: treasury
                when: 2026-03-02
                why: agreed with the bank until its new release
            """, "Config/profiles/block-count.yaml")
        try root.partner(
            "first-bank", role: "bank", expects: "[nacha, camt.053]", send: "\nprofile: block-count")
        try root.drop(file, "first-bank", "a.ach")
        try root.runOnce()
        let posted = try #require(try root.export("arrivals").first)
        #expect(posted["state"] == "answered", "\(posted)")
        let uses = try root.export("audit").filter { $0["action"] == "tolerated" }
        #expect(uses.count == 1)
        #expect(uses.first?["detail"]?.contains("nacha.file.block-count, 1 times, counted as warning") == true)
        #expect(uses.first?["detail"]?.contains("treasury, 2026-03-02") == true)
    }

    /// The payer's filing indicator is none of the guide's: refused strictly, taken and noted by agreement.
    @Test func theAnswerToAToleratedSetIsNoRefusal() throws {
        let text = String(
            decoding: HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1)]), as: UTF8.self)
        let file = Array(text.replacing("*12*", with: "*CI*").utf8)
        let strict = try HospitalRoot()
        try strict.drop(file, "payer-blue", "a.edi")
        try strict.runOnce()
        let reason = try #require(try strict.export("arrivals").first?["reason"])
        #expect(reason.hasPrefix("x12.element.code"), "\(reason)")
        #expect(answer(strict).contains("IK5*R"))

        let root = try HospitalRoot()
        try root.write(
            """
            name: filing-indicator
            deviations:
              - code: \(reason.prefix { $0 != ":" })
                as: warning
                who: billing
                when: 2026-03-02
                why: the payer sends CI for commercial
            """, "Config/profiles/filing-indicator.yaml")
        try root.partner("payer-blue", role: "payer", expects: "[x12]", send: "\nprofile: filing-indicator")
        try root.drop(file, "payer-blue", "a.edi")
        try root.runOnce()
        #expect(try root.export("arrivals").first?["state"] == "answered")
        #expect(answer(root).contains("IK5*E"), "\(answer(root))")
        #expect(answer(root).contains("AK9*E*1*1*1"), "\(answer(root))")
    }

    private func answer(_ root: HospitalRoot) -> String {
        root.files(below: "outbox/payer-blue").filter { $0.hasSuffix("999.edi") }.map {
            String(decoding: root.contents("outbox/payer-blue/\($0)"), as: UTF8.self)
        }.joined()
    }
}
