// Recognise and check: one pass over the content; then the route's word, and whether the document came before.

import Configuration
import Facts
import Inspection
public import Parsing
import Store

/// What checking decided.
enum CheckOutcome {
    /// Its facts may be loaded.
    case sound
    /// Its content or the route refuses it.
    case refused(Refusal)
    /// It came before as this arrival.
    case duplicate(of: Int64)
    /// Waits for an operator.
    case held(Refusal)
}

struct Checking {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// One pass over an arrival's content, judged by its sender's profile.
    func inspect(_ arrival: ArrivalRecord, _ partner: Partner) throws -> Inspection {
        var source = installation.spool.source(arrival.openedSpool ?? arrival.spool)
        let profile = installation.configuration.profile(named: partner.profile) ?? .strict
        return try Inspector.inspect(&source).judged(by: profile)
    }

    /// What the audit says of a profile that was used on an arrival; one sentence for each code.
    func deviations(of inspection: Inspection, _ partner: Partner) -> [String] {
        inspection.deviations.map { use in
            let deviation = use.deviation
            return "\(deviation.code), \(use.count) times, counted as \(deviation.treatment.rawValue) by profile "
                + "\(partner.profile) (\(deviation.who), \(deviation.when): \(deviation.why))"
        }
    }

    func decide(_ arrival: ArrivalRecord, _ inspection: Inspection, _ partner: Partner) throws -> CheckOutcome {
        if inspection.kind == .unknown, inspection.verdict == .rejected {
            return .refused(Checking.refusal(of: inspection))
        }
        guard partner.expects.contains(inspection.kind.rawValue) else {
            return .refused(
                Refusal(
                    GatewayRules.unexpectedKind,
                    "The file is \(inspection.kind.rawValue), which is not taken from \(partner.name)."))
        }
        if inspection.verdict == .rejected { return .refused(Checking.refusal(of: inspection)) }
        if let outcome = try repetition(arrival, identities(of: inspection)) { return outcome }
        if [.payments, .creditTransfer, .paymentStatus].contains(inspection.kind) {
            return .held(Refusal(GatewayRules.notCarriedOut))
        }
        return .sound
    }

    /// The first error speaks for the document; the report lists all.
    static func refusal(of inspection: Inspection) -> Refusal {
        guard let first = inspection.findings.kept.first(where: { $0.severity == .error }) else {
            return Refusal(GatewayRules.unknownKind)
        }
        let others = inspection.findings.errorCount - 1
        let rest = others > 0 ? " (and \(others) more)" : ""
        return Refusal(first.rule, first.message + rest)
    }

    /// A document whose every part came before with the same content is a duplicate; any part with other content is a
    /// conflict that a person must decide.
    private func repetition(_ arrival: ArrivalRecord, _ identities: [DocumentIdentity]) throws -> CheckOutcome? {
        var repeated: [Int64] = []
        for identity in identities {
            let earlier = try installation.database.read {
                try $0.earlierArrival(claiming: identity, before: arrival.id)
            }
            guard let earlier else { continue }
            if earlier.content != identity.content {
                return .held(
                    Refusal(
                        GatewayRules.duplicateConflict,
                        "Arrival \(earlier.arrival) has the same control numbers and other totals."))
            }
            repeated.append(earlier.arrival)
        }
        guard let first = repeated.min() else { return nil }
        if repeated.count == identities.count { return .duplicate(of: first) }
        return .held(
            Refusal(
                GatewayRules.duplicateConflict,
                "A part of the file came before as arrival \(first), another part is new."))
    }

    /// Control numbers may hold an account number: what is stored is their keyed hash.
    func identities(of inspection: Inspection) -> [DocumentIdentity] {
        inspection.identities.map { claimed in
            let key = installation.keys.subjectKey(claimed.scope, claimed.identity)
            return DocumentIdentity(
                scope: claimed.scope, identity: "\(String(key.high, radix: 16))-\(String(key.low, radix: 16))",
                content: claimed.content)
        }
    }

    func findings(of inspection: Inspection) -> [FindingRecord] {
        inspection.findings.kept.map { finding in
            FindingRecord(
                severity: finding.severity.rawValue, code: finding.code, message: finding.message,
                location: LocationText.render(finding.location))
        }
    }
}

/// A location in words, as reports and listings show it.
public enum LocationText {
    public static func render(_ location: Location) -> String {
        var parts: [String] = []
        if let line = location.line { parts.append("line \(line)") }
        if let record = location.record { parts.append("record \(record)") }
        if let segment = location.segment { parts.append("segment \(segment)") }
        if let element = location.element { parts.append("at \(element)") }
        if let path = location.path { parts.append(path) }
        parts.append("byte \(location.offset)")
        return parts.joined(separator: ", ")
    }
}
