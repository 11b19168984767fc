// Writes the answers to a file: TA1 and 999 for X12, acceptance reports for the rest and for whatever was refused.
// Answers hold no time of day and no random number: writing one again gives the same bytes.

import Facts
import Inspection
import Money
import Parsing
import Store
import X12

/// What became of a file, as its sender is told.
enum Disposition {
    case posted
    case refused(Refusal)
    /// Of an earlier arrival: the same bytes, or the same document in other bytes.
    case duplicate(of: Int64, isSameBytes: Bool)
    case held(Refusal)

    var verdict: String {
        switch self {
        case .posted: "accepted"
        case .refused: "rejected"
        case .duplicate: "duplicate"
        case .held: "held"
        }
    }
}

struct Answering {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// The answers to an arrival.
    ///
    /// - Parameters:
    ///   - inspection: nil for a file that could not be opened.
    ///   - number: the partner's running number of the first answer; X12 control numbers are taken from it.
    func answers(
        to arrival: ArrivalRecord, _ disposition: Disposition, _ inspection: Inspection?, posting: Int64, number: Int64
    ) throws -> [Answer] {
        var answers: [Answer] = []
        if let inspection, inspection.kind == .x12 {
            answers = acknowledgements(inspection, disposition, number: number)
        }
        if case .posted = disposition, inspection?.kind == .x12 { return answers }
        let report = try report(on: arrival, disposition, inspection, posting: posting)
        answers.append(Answer(label: "report.csv", kind: "response", bytes: report.csv()))
        answers.append(
            Answer(
                label: "report.txt", kind: "response",
                bytes: report.text(organisation: installation.configuration.organisation.name)))
        return answers
    }

    /// Named `ta1.edi`, `999.edi` and `997.edi`, with the interchange's number where a file holds several.
    private func acknowledgements(_ inspection: Inspection, _ disposition: Disposition, number: Int64) -> [Answer] {
        var answers: [Answer] = []
        var control = Int(clamping: number)
        for (index, original) in inspection.interchanges.enumerated() {
            var outcome = original
            switch disposition {
            case .duplicate: outcome = original.refusedAsRepeated()
            case .posted: if !inspection.deviations.isEmpty { outcome = original.taken() }
            case .refused, .held: break
            }
            let suffix = inspection.interchanges.count > 1 ? "-\(index + 1)" : ""
            for answer in Acknowledgements.answers(
                to: outcome,
                envelope: { group in
                    defer { control += 1 }
                    // Dated as the interchange that is answered: an answer written again after a crash has the same bytes.
                    return AnswerEnvelope(
                        answering: outcome.header, group: group, interchangeControlNumber: control,
                        groupControlNumber: control, date: "20" + outcome.header.date, time: outcome.header.time)
                })
            {
                let label = "\(answer.kind.rawValue.lowercased())\(suffix).edi"
                answers.append(Answer(label: label, kind: "response", bytes: answer.bytes))
            }
        }
        return answers
    }

    private func report(
        on arrival: ArrivalRecord, _ disposition: Disposition, _ inspection: Inspection?, posting: Int64
    ) throws -> AcceptanceReport {
        var refusal: Refusal?
        switch disposition {
        case .posted: break
        case .refused(let reason), .held(let reason): refusal = reason
        case .duplicate(let original, let isSameBytes):
            refusal = Duplicates.refusal(original: original, isSameBytes: isSameBytes)
        }
        let isPosted = if case .posted = disposition { true } else { false }
        return try installation.database.read { session in
            AcceptanceReport(
                arrival: arrival, verdict: verdict(disposition, inspection), refusal: refusal,
                kind: inspection?.kind.rawValue ?? "unknown", figures: inspection.map { Figures.of($0.summary) } ?? [],
                findings: inspection.map { Checking(installation).findings(of: $0) } ?? [],
                findingCount: inspection.map { $0.findings.counts.values.reduce(0, +) } ?? 0,
                matches: isPosted
                    ? try session.matches(posting: posting, limit: AcceptanceReport.listedMatches) : [],
                matchCount: isPosted ? Int(clamping: try session.matchCount(posting: posting)) : 0,
                booked: isPosted ? try session.eventSums(posting: posting) : [])
        }
    }

    private func verdict(_ disposition: Disposition, _ inspection: Inspection?) -> String {
        if case .posted = disposition, inspection?.verdict == .warnings { return "accepted with warnings" }
        return disposition.verdict
    }
}

/// How a second delivery is told of.
enum Duplicates {
    static func refusal(original: Int64, isSameBytes: Bool) -> Refusal {
        let what = isSameBytes ? "The same bytes came" : "The same document came under another name"
        return Refusal(
            isSameBytes ? GatewayRules.duplicateBytes : GatewayRules.duplicateDocument,
            "\(what) before (arrival \(original)); the first delivery counts, this one changes nothing.")
    }
}
