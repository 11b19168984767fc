// The certificates of the two that exchange messages: each has made its own key, and given the other its certificate.

import SMIME

struct DemoCertificates {
    /// Where the hospital keeps its own, without `.pem` and `.key`.
    static let own = "state/as2/ours"

    let hospital: SelfSigned
    let partner: SelfSigned

    /// Where the hospital keeps the certificate that it has agreed on with a partner, without `.pem`.
    static func agreed(_ partner: DemoPartner) -> String { "Config/keys/\(partner.name)" }

    /// Where a partner keeps the hospital's certificate, without `.pem`.
    static func agreedOn(by partner: DemoPartner) -> String { "partners/\(partner.name)/as2/hospital" }

    init(_ stage: DemoStage, _ partner: DemoPartner, _ clock: DemoClock) throws {
        // A day for clocks that differ, and longer than anybody will look at it.
        let now = clock.now().seconds
        let validity = (now - 86_400)...(now + 20 * 365 * 86_400)
        let name = partner.messageName ?? partner.name
        hospital = try SelfSigned(
            organization: DemoCast.hospital, commonName: DemoCast.hospitalMessageName, keyBits: 2_048,
            validity: validity)
        self.partner = try SelfSigned(
            organization: partner.title, commonName: name, keyBits: 2_048, validity: validity)
        try stage.makeFolder("state/as2", mode: 0o700)
        try stage.write("\(Self.own).pem", hospital.identity.certificate.pem)
        try stage.writeSecret("\(Self.own).key", hospital.privateKeyPEM)
        try stage.write("\(Self.agreed(partner)).pem", self.partner.identity.certificate.pem)
        try stage.write("\(Self.agreedOn(by: partner)).pem", hospital.identity.certificate.pem)
    }
}
