import Money
import Testing

@testable import Casework

/// Who may do what alone, with a second, or not at all.
@Suite struct AuthorityTests {
    private func usd(_ cents: Int64) -> Money { .dollars(cents: cents) }

    @Test func withoutRolesWhateverMovesMoneyTakesTwo() {
        let authority = Authority.everybodyInPairs
        for act in CaseAct.allCases {
            #expect(authority.ruling("ann", act, usd(1), movesMoney: true) == .withSecond)
            #expect(authority.ruling("ann", act, usd(1), movesMoney: false) == .alone)
        }
        #expect(authority.mayApprove("bob", proposedBy: "ann", .writeOff, usd(1)))
        #expect(!authority.mayApprove("ann", proposedBy: "ann", .writeOff, usd(0)))
    }

    @Test func rolesSetLimits() {
        let clerk = Authority.Role(
            name: "clerk", acts: [.match, .writeOff], alone: [.writeOff: .upTo(hundredths: 1000)])
        let head = Authority.Role(
            name: "head", acts: [.ignore], approves: [.writeOff: .upTo(hundredths: 50_000), .match: .any])
        let authority = Authority(users: ["ann": [clerk], "bob": [head], "cid": [clerk, head]])
        #expect(authority.ruling("ann", .writeOff, usd(-1000), movesMoney: true) == .alone)
        #expect(authority.ruling("ann", .writeOff, usd(1001), movesMoney: true) == .withSecond)
        #expect(authority.ruling("ann", .match, usd(1), movesMoney: true) == .withSecond)
        #expect(authority.ruling("ann", .ignore, usd(1), movesMoney: false) == .refused)
        #expect(authority.ruling("bob", .ignore, usd(1), movesMoney: false) == .alone)
        #expect(authority.ruling("eve", .ignore, usd(0), movesMoney: false) == .refused)
        #expect(authority.mayApprove("bob", proposedBy: "ann", .writeOff, usd(50_000)))
        #expect(!authority.mayApprove("bob", proposedBy: "ann", .writeOff, usd(50_001)))
        #expect(!authority.mayApprove("ann", proposedBy: "cid", .writeOff, usd(1)))
        #expect(!authority.mayApprove("cid", proposedBy: "cid", .writeOff, usd(1)))
        #expect(!authority.mayApprove("eve", proposedBy: "ann", .writeOff, usd(1)))
    }

    @Test func limitsAreInUnitsOfTheCurrency() throws {
        let limit = Authority.Limit.upTo(hundredths: 1000)
        let yen = try #require(Currency("JPY"))
        let dinar = try #require(Currency("BHD"))
        #expect(
            limit.allows(Money(minorUnits: 10, currency: yen)) && !limit.allows(Money(minorUnits: 11, currency: yen)))
        #expect(
            limit.allows(Money(minorUnits: 10_000, currency: dinar))
                && !limit.allows(Money(minorUnits: 10_001, currency: dinar)))
    }
}
