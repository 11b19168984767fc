// Seals the bodies of outgoing files into the spool and stages their dispatches under a posting.

import Configuration
import Money
import Store
import Vault

struct DispatchStaging {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// The number that the partner's next dispatch has.
    func nextNumber(_ partner: Partner) throws -> Int64 {
        try installation.database.read { try $0.nextDispatchSequence(partner: partner.name) }
    }

    /// Stages files for a partner; nothing when the partner has no channel to send by.
    ///
    /// - Parameter stem: what stands between number and label in the names; the answered file's name, or the batch.
    func stage(
        _ answers: [Answer], to partner: Partner, date: CalendarDate, stem: String, answering arrival: Int64?,
        posting: Int64
    ) throws {
        for answer in answers {
            let body = try installation.spool.seal(answer.bytes)
            try stage(
                body: body, label: answer.label, kind: answer.kind, to: partner, date: date, stem: stem,
                answering: arrival, posting: posting)
        }
        DurableStep.answersSealed.reached()
    }

    /// Stages a file whose body lies in the spool already.
    func stage(
        body: SpooledFile, label: String, kind: String, to partner: Partner, date: CalendarDate, stem: String,
        answering arrival: Int64?, posting: Int64
    ) throws {
        guard let channel = partner.send.first else {
            installation.spool.remove(body.name)
            return
        }
        try installation.database.write { session in
            let sequence = try session.nextDispatchSequence(partner: partner.name)
            let digits = String(sequence)
            let number = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            try session.stageDispatch(
                DispatchRecord(
                    posting: posting, partner: partner.name, channel: channel.folder, sequence: sequence,
                    name: "\(date.basicText)-\(number)-\(DispatchStaging.plain(stem))-\(label)", kind: kind,
                    answersArrival: arrival, bodySpool: body.name, bodySHA256: body.sha256))
        }
    }

    /// Letters, digits, points, dashes and underscores of a name, without the endings of encryption; at most 80.
    static func plain(_ name: String) -> String {
        var name = name[...]
        for ending in [".pgp", ".gpg", ".asc"] where name.lowercased().hasSuffix(ending) { name = name.dropLast(4) }
        let plain = name.unicodeScalars.map { scalar -> Character in
            let isKept =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "._-".unicodeScalars.contains(scalar))
            return isKept ? Character(scalar) : "_"
        }
        return String(plain.prefix(80))
    }
}
