// What becomes of a message when the partner's side answers badly, late, twice, wrongly or not at all.

import Foundation
import Testing

@Suite(.serialized, .enabled(if: PartnerProcess.isThere, "needs HMS_ACH_PEERS, a Python environment with pyas2lib"))
struct FaultySendingTests {
    struct Trouble: Sendable {
        let path: String
        var receipt = "sync"
        /// The state in which its dispatches end.
        let state: String
        /// How often each message is posted.
        let posts: ClosedRange<Int>
        var more = ""
        /// What the reason has to say.
        var says = ""
    }

    static let troubles = [
        Trouble(path: "wrong-mic", state: "held", posts: 1...1, says: "MIC"),
        Trouble(path: "unsigned", state: "held", posts: 1...1, says: "not signed"),
        Trouble(path: "wrong-signer", state: "held", posts: 1...1),
        Trouble(path: "bad-signature", state: "held", posts: 1...1),
        Trouble(path: "wrong-id", state: "held", posts: 1...1, says: "another message"),
        Trouble(path: "negative/decryption-failed", state: "held", posts: 1...1, says: "decryption-failed"),
        // The right MIC by another digest than ours: computed anew from the octets that are kept.
        Trouble(path: "other-digest", state: "confirmed", posts: 1...1),
        Trouble(path: "next-signer", state: "confirmed", posts: 1...1),
        // As pyas2lib answers an unsigned message by itself, and some products any.
        Trouble(path: "no-mic", state: "confirmed", posts: 1...1, more: ", sign: none"),
        Trouble(path: "folded", state: "confirmed", posts: 1...1),
        Trouble(path: "dressed", state: "confirmed", posts: 1...1),
        Trouble(path: "no-algorithm", state: "confirmed", posts: 1...1),
        Trouble(path: "short-algorithm", state: "confirmed", posts: 1...1),
        Trouble(path: "more-parts", state: "confirmed", posts: 1...1),
        Trouble(path: "latin", state: "confirmed", posts: 1...1),
        Trouble(path: "sender-equals-receiver", state: "held", posts: 1...1, says: "sender-equals-receiver"),
        Trouble(path: "refused-in-the-answer", state: "held", posts: 1...1, says: "no key"),
        Trouble(path: "in-the-answer", receipt: "async", state: "confirmed", posts: 1...1),
        Trouble(path: "accepted", receipt: "async", state: "confirmed", posts: 1...1),
        Trouble(path: "no-content", receipt: "async", state: "confirmed", posts: 1...1),
        Trouble(path: "nameless", receipt: "async", state: "confirmed", posts: 1...1),
        Trouble(path: "wrong-id", receipt: "async", state: "unconfirmed", posts: 3...3),
        Trouble(path: "fail/2", state: "confirmed", posts: 3...3),
        Trouble(path: "error/1", state: "confirmed", posts: 2...2),
        Trouble(path: "drop/1", state: "confirmed", posts: 2...2),
        Trouble(path: "drop/99", state: "unconfirmed", posts: 3...3),
        Trouble(path: "status/403", state: "held", posts: 1...1, says: "403"),
        Trouble(path: "redirect", state: "held", posts: 1...1, says: "redirect"),
        Trouble(path: "slow/2", state: "confirmed", posts: 1...1),
        Trouble(path: "slow/3", state: "unconfirmed", posts: 3...3, more: ", time-limit: 1s"),
        Trouble(path: "empty", state: "unconfirmed", posts: 3...3),
        Trouble(path: "page", state: "unconfirmed", posts: 3...3),
        Trouble(path: "early", receipt: "async", state: "confirmed", posts: 1...1),
        Trouble(path: "late/2", receipt: "async", state: "confirmed", posts: 1...3),
        Trouble(path: "twice", receipt: "async", state: "confirmed", posts: 1...1),
        Trouble(path: "contradict", receipt: "async", state: "confirmed", posts: 1...1),
        Trouble(path: "never/1", receipt: "async", state: "confirmed", posts: 2...3),
        Trouble(path: "never", receipt: "async", state: "unconfirmed", posts: 3...3),
        Trouble(path: "wrong-mic", receipt: "async", state: "held", posts: 1...1, says: "MIC"),
        Trouble(path: "unsigned", receipt: "async", state: "unconfirmed", posts: 3...3),
        Trouble(path: "wrong-signer", receipt: "async", state: "unconfirmed", posts: 3...3),
        Trouble(path: "negative/decryption-failed", receipt: "async", state: "held", posts: 1...1),
    ]

    @Test func `each trouble ends as it must, and a message is always the same octets`() throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        for (number, trouble) in Self.troubles.enumerated() {
            try root.recipient(
                "case-\(number)", path: trouble.path, partner,
                ", receipt: \(trouble.receipt), posts: 3, receipt-wait: 30m\(trouble.more)")
            try root.drop(HospitalFiles.openItems([Claim(number: number + 1)]), "case-\(number)", "items-\(number).csv")
        }
        let service = try root.serve(port)
        defer { service.terminate() }
        let dispatches = try settled(root)
        #expect(root.end(service) == 0)
        let records = Dictionary(grouping: try partner.records()) { record in
            record.fields.first { $0.first?.lowercased() == "as2-to" }?.last ?? ""
        }
        for (number, trouble) in Self.troubles.enumerated() {
            let what = "\(trouble.path), \(trouble.receipt)"
            let mine = dispatches.filter { $0["partner"] == "case-\(number)" }
            #expect(mine.count == 2 && mine.allSatisfy { $0["state"] == trouble.state }, "\(what): \(mine)")
            let messages = Dictionary(grouping: records["case-\(number)"] ?? []) { $0.messageID }
            #expect(messages.count == 2, "\(what)")
            for (_, posts) in messages {
                #expect(trouble.posts.contains(posts.count), "\(what): \(posts.count) posts")
                #expect(Set(posts.map(\.body)).count == 1, "\(what)")
                #expect(Set(posts.map(\.fields)).count == 1, "\(what): \(posts.map(\.fields))")
            }
            if !trouble.says.isEmpty {
                #expect(mine.allSatisfy { $0["reason"]?.contains(trouble.says) ?? false }, "\(what): \(mine)")
            }
        }
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    /// Lets time pass for what waits until all is decided.
    private func settled(_ root: HospitalRoot) throws -> [[String: String]] {
        var dispatches: [[String: String]] = []
        for round in 0..<120 {
            usleep(500_000)
            dispatches = try root.export("dispatches").filter { $0["partner"]?.hasPrefix("case-") ?? false }
            let open = dispatches.filter { row in
                let number = Int(row["partner"]?.dropFirst(5) ?? "") ?? 0
                return row["state"] != Self.troubles[number].state
            }
            if open.isEmpty, dispatches.count == Self.troubles.count * 2 { break }
            // Receipts that are on their way get a moment.
            if round % 6 == 5 { try root.makeMessagesDue() }
        }
        return dispatches
    }
}
