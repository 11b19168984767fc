// The certificates of the exchange as an operator sees them: whose, for what, until when; and the warnings before their end.

import AS2
import Configuration
import SMIME

/// A certificate that messages by AS2 rest on.
struct ExchangeCertificate {
    let certificate: Certificate
    /// `ours`, or the partner's name.
    let owner: String
    let isOurs: Bool

    /// Days of the thresholds of `KeyExpiry` that are passed; 0 when it has ended, nil when its end is far.
    func threshold(now: Instant) -> Int64? {
        let left = certificate.notAfter - now.seconds
        if left <= 0 { return 0 }
        return KeyExpiry.thresholds.first { left <= $0 * 86_400 }
    }

    /// Where its end is 60 days away or less, or its beginning is still to come.
    func warning(now: Instant) -> String? {
        if certificate.notBefore > now.seconds {
            return "begins on \(Instant(milliseconds: certificate.notBefore &* 1000).date)"
        }
        guard let threshold = threshold(now: now) else { return nil }
        let date = Instant(milliseconds: certificate.notAfter &* 1000).date
        if threshold == 0 { return "ended on \(date)" }
        return "ends on \(date), in \((certificate.notAfter - now.seconds + 86_399) / 86_400) days"
    }

    var weakness: String? {
        certificate.keyKind == .rsa && certificate.keyBits < 2048 ? "its key has only \(certificate.keyBits) bits" : nil
    }

    /// Ours first, then the partners' by name; each once.
    static func all(_ configuration: GatewayConfiguration, _ root: Root) -> [ExchangeCertificate] {
        let files = ExchangeFiles(root)
        var found: [ExchangeCertificate] = []
        func add(_ certificates: [Certificate], _ owner: String, isOurs: Bool) {
            for certificate in certificates
            where !found.contains(where: { $0.certificate == certificate && $0.owner == owner }) {
                found.append(ExchangeCertificate(certificate: certificate, owner: owner, isOurs: isOurs))
            }
        }
        for own in configuration.as2Identities {
            add((try? files.certificates([own.certificate])) ?? [], "ours", isOurs: true)
        }
        for partner in configuration.partners {
            let named =
                partner.receive.flatMap { $0.as2?.certificates ?? [] }
                + partner.send.flatMap { $0.as2?.certificates ?? [] }
            for file in named { add((try? files.certificates([file])) ?? [], partner.name, isOurs: false) }
        }
        return found
    }
}

extension Installation {
    /// The certificates of the exchange by AS2, as a listing shows them beside the OpenPGP keys.
    public func certificateDescriptions() -> [RingKey] {
        let now = clock.now()
        return ExchangeCertificate.all(configuration, root).map { entry in
            RingKey(
                fingerprint: entry.certificate.fingerprint,
                owner: "AS2 \(entry.owner): \(entry.certificate.subject)", isOurs: entry.isOurs,
                usability: entry.weakness ?? (entry.certificate.holds(at: now.seconds) ? "yes" : "not valid now"),
                expiresOn: Instant(milliseconds: entry.certificate.notAfter &* 1000).date.description,
                warning: entry.warning(now: now))
        }
    }
}

extension ConfigurationCheck {
    /// What of the exchange by AS2 cannot be used: files that cannot be read, keys that do not belong together. Throws
    /// `ConfigurationFailure` with all of it.
    public static func exchange(_ root: Root) throws {
        let complaints = ExchangeRelations(try read(root), root).complaints
        if !complaints.isEmpty { throw ConfigurationFailure(complaints: complaints) }
    }
}

/// The doctor's look at them.
struct ExchangeCheck: DoctorCheck {
    let patient: Patient

    func examine() -> [Diagnosis] {
        let relations = ExchangeRelations(patient.configuration, patient.root)
        var answers = relations.complaints.map { complaint in
            Diagnosis.no(
                "keys", "what AS2 needs can be read", "\(complaint)",
                cure: "Correct the path or the file; a key must belong to its certificate.")
        }
        let now = patient.clock.now()
        for entry in ExchangeCertificate.all(patient.configuration, patient.root) {
            let fingerprint = entry.certificate.fingerprint
            let question =
                entry.isOurs
                ? "our AS2 certificate can be used, also in 60 days"
                : "\(entry.owner)'s AS2 certificate can be used, also in 60 days"
            let cure =
                entry.isOurs
                ? "Make a new key and certificate, list it beside the old one under `as2`, and give partners the new certificate."
                : "Ask the partner for its new certificate, compare its fingerprint by another way, and list it beside the old one."
            if let fault = entry.weakness ?? entry.warning(now: now) {
                answers.append(.no("keys", question, "\(fingerprint) \(fault)", cure: cure))
            } else {
                let end = Instant(milliseconds: entry.certificate.notAfter &* 1000).date
                answers.append(.yes("keys", question, "\(fingerprint), until \(end)"))
            }
        }
        return answers
    }
}
