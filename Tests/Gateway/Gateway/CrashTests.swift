import Foundation
import Testing

@testable import Gateway

/// Killed at any durable boundary or at any moment, started again: the end is the same as without it.
@Suite(.serialized) struct CrashTests {
    /// Forty files of all kinds, some of them trouble.
    private static func fill(_ root: HospitalRoot) throws {
        let claims = (1...60).map { Claim(number: $0) }
        try root.drop(HospitalFiles.openItems(Array(claims.prefix(30))), "erp", "items-1.csv")
        try root.drop(HospitalFiles.openItems(Array(claims.suffix(30))), "erp", "items-2.csv")
        try root.drop(Array("item_id,kind\nX,claim\n".utf8), "erp", "items-broken.csv")
        for number in 1...20 {
            let pair = Array(claims[(number * 2 - 2)..<(number * 2)])
            try root.drop(
                HospitalFiles.remittance(control: number, trace: "EFT\(number)", claims: pair), "payer-blue",
                "era-\(number).835")
        }
        let first = HospitalFiles.remittance(control: 1, trace: "EFT1", claims: Array(claims.prefix(2)))
        try root.drop(first, "payer-blue", "era-again.835")
        try root.drop(
            HospitalFiles.remittance(control: 90, trace: "EFT90", claims: [claims[50]], offBy: 1), "payer-blue",
            "era-off.835")
        try root.drop(Array("no interchange at all".utf8), "payer-blue", "noise.835")
        var opening: Int64 = 1_000_000
        for day in 0..<5 {
            let payments = (1...4).map { (trace: "EFT\(day * 4 + $0)", cents: Int64(16_000)) }
            try root.drop(
                HospitalFiles.statement(
                    payments, day: "2026-03-\(day < 1 ? "09" : String(9 + day))", sequence: day + 1, opening: opening,
                    message: "M\(day)"), "first-bank", "statement-\(day).xml")
            opening += 64_000 - 1_500
            try root.drop(
                HospitalFiles.ach(payments, modifier: String(UnicodeScalar(UInt8(0x41 + day)))), "first-bank",
                "detail-\(day).ach")
        }
        var broken = try HospitalFiles.ach([("EFT77", 100)], modifier: "Z")
        broken[94 + 30] = broken[94 + 30] == 0x31 ? 0x32 : 0x31
        try root.drop(Array(broken.dropLast(300)), "first-bank", "detail-cut.ach")
        try root.drop(
            HospitalFiles.statement([("EFT1", 5)], sequence: 1, message: "MX"), "first-bank", "statement-other.xml")
        try root.drop(Array("<Document/>".utf8), "first-bank", "empty.xml")
        try root.drop(HospitalFiles.openItems([claims[0]]), "first-bank", "wrong-kind.csv")
    }

    private static func reference() throws -> (outcome: [String: [String]], seconds: Double) {
        let root = try HospitalRoot()
        try fill(root)
        let began = Date()
        try root.runOnce()
        return (try root.outcome(), Date().timeIntervalSince(began))
    }

    private static func expectSame(_ root: HospitalRoot, _ reference: [String: [String]], _ what: String) throws {
        let outcome = try root.outcome()
        for (part, rows) in reference {
            let got = outcome[part] ?? []
            #expect(
                got == rows,
                "\(what): \(part) differs: missing \(Set(rows).subtracting(got).sorted().prefix(3)), more \(Set(got).subtracting(rows).sorted().prefix(3))"
            )
        }
    }

    @Test func everyDurableBoundaryMayBeTheLast() throws {
        let (reference, _) = try Self.reference()
        #expect(reference["arrivals"]?.count == 40)
        var unreached: [String] = []
        let elsewhere = DurableStep.onServers.union(DurableStep.inExchange)
        for step in DurableStep.allCases where !elsewhere.contains(step) {
            for count in [1, 4] {
                let root = try HospitalRoot()
                try Self.fill(root)
                let died = try root.run(
                    ["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "\(step.rawValue):\(count)"])
                if died.status != -SIGKILL {
                    #expect(died.status == 0)
                    if count == 1 { unreached.append(step.rawValue) }
                    continue
                }
                try root.runOnce()
                try Self.expectSame(root, reference, "killed at \(step.rawValue):\(count)")
            }
        }
        // Nothing here is encrypted; the OpenPGP suite reaches that boundary.
        #expect(unreached == ["open.sealed"])
    }

    @Test func anyMomentMayBeTheLast() throws {
        let (reference, seconds) = try Self.reference()
        var generator = SeededGenerator(seed: 20_260_309)
        for round in 0..<100 {
            let root = try HospitalRoot()
            try Self.fill(root)
            let moment = Double.random(in: 0.01...seconds, using: &generator)
            let first = try root.run(["run", "--once"], limit: moment)
            if first.status != 0 { try root.runOnce() }
            try Self.expectSame(root, reference, "round \(round), killed after \(moment) s")
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
