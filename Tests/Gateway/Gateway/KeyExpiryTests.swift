import Foundation
import OpenPGP
import Testing

@testable import Gateway

/// Keys that end are told of in time, once for each threshold.
@Suite(.serialized) struct KeyExpiryTests {
    @Test func eachThresholdIsLoggedOnce() throws {
        let root = try HospitalRoot()
        try FileManager.default.createDirectory(atPath: "\(root.path)/state", withIntermediateDirectories: true)
        let keyring = try Keyring(home: "\(root.path)/state/gnupg")
        defer { keyring.close() }
        let own = try keyring.generateKey(userID: "H <h@example.org>", validSeconds: 100 * 86_400)
        _ = try keyring.generateKey(userID: "Unused <u@example.org>", validSeconds: 3 * 86_400)
        try root.write(
            "organisation: { name: H }\nopenpgp: { home: state/gnupg, key: \(own) }\n", "Config/gateway.yaml")
        let events = EventList()
        let clock = try FixedClock(SystemClock().now().description)
        let installation = try root.installation(clock, events)
        var told: [Int] = []
        for _ in 0..<102 {
            var rounds = CareRounds(installation, keyring: keyring)
            try rounds.makeIfDue()
            told.append(events.all.filter { $0 == "key.ends" }.count)
            clock.advance(days: 1)
        }
        #expect(told[39] == 0 && told[41] == 1 && told[69] == 1 && told[71] == 2)
        #expect(told[87] == 3 && told[94] == 4 && told[99] == 5 && told.last == 6)

        let late = try root.installation(FixedClock("2026-01-01T00:00:00.000Z"))
        #expect(try late.keyDescriptions().allSatisfy { $0.warning == nil })
        clock.advance(days: -10)
        #expect(try installation.keyDescriptions().contains { $0.warning?.contains("in 8 days") == true })
    }
}
