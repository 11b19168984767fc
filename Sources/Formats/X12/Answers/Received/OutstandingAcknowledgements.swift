// What we sent and what became of it: a pure value that is told of each interchange sent and of each acknowledgement
// received, and answers what is accepted, rejected, contradictory, unknown or overdue. It knows no clock and no storage.
// Times are seconds since 1970, the caller's.

/// One thing of ours that is acknowledged.
public enum AcknowledgedSubject: Sendable, Hashable {
    /// By ISA13.
    case interchange(Int, to: InterchangeParty)
    /// By GS01 and GS06.
    case group(String, Int, to: InterchangeParty)
    /// By GS06, ST01 and ST02.
    case set(String, String, inGroup: Int, to: InterchangeParty)
}

/// What is known of something we sent.
public enum AcknowledgementStanding: String, Sendable, Hashable, CaseIterable {
    case waiting
    case accepted
    /// Taken, with errors noted.
    case acceptedWithErrors
    /// Refused: by syntax (TA1, 997, 999) or by the application (824).
    case rejected
    /// Two answers, or two parts of one, say opposite things: somebody must ask.
    case contradictory
}

/// What an acknowledgement did.
public struct Settlement: Sendable, Hashable {
    public enum Effect: Sendable, Hashable {
        case settled(AcknowledgementStanding)
        /// It says again what was known.
        case repeated
        /// We sent nothing like it to this partner.
        case unknown
        /// More than one thing sent has these numbers and waits.
        case ambiguous
        /// The acknowledgement breaks its own rules and settles nothing.
        case unsound
    }

    /// nil for what names nothing that can be found.
    public let subject: AcknowledgedSubject?
    public let effect: Effect
}

/// The list of what waits for its acknowledgement.
public struct OutstandingAcknowledgements: Sendable, Hashable {
    private struct SentRecord: Sendable, Hashable {
        let sent: SentInterchange
        let sentAt: Int64
        let dueBy: Int64
        var standing = AcknowledgementStanding.waiting
        /// By group and set, in the order sent.
        var groups: [[AcknowledgementStanding]]

        /// Whether everything that an answer is expected for has one.
        var isSettled: Bool {
            !groups.joined().contains(.waiting) && (standing != .waiting || !sent.wantsAcknowledgement)
        }
    }

    private var records: [SentRecord] = []

    public init() {}

    /// Remembers what was sent; `dueBy` is when its answers must have come.
    public mutating func send(_ interchange: SentInterchange, at sentAt: Int64, dueBy: Int64) {
        records.append(
            SentRecord(
                sent: interchange, sentAt: sentAt, dueBy: dueBy,
                groups: interchange.groups.map { Array(repeating: .waiting, count: $0.sets.count) }))
    }

    /// Takes an acknowledgement; what it settled, set by set where sets are named.
    public mutating func take(_ acknowledgement: ReceivedAcknowledgement) -> [Settlement] {
        switch acknowledgement {
        case .interchange(let receipt): [take(receipt)]
        case .group(let receipt): take(receipt)
        case .application(let receipt): take(receipt)
        }
    }

    /// What is known; nil for what was never sent. Of several under the same numbers, the last one sent.
    public func standing(of subject: AcknowledgedSubject) -> AcknowledgementStanding? {
        switch subject {
        case .interchange(let number, let partner):
            return records.last { $0.sent.receiver == partner && $0.sent.controlNumber == number }?.standing
        case .group(let type, let number, let partner):
            guard let (record, group) = candidates(type, number, partner).last else { return nil }
            return AcknowledgementStanding.together(records[record].groups[group])
        case .set(let identifier, let control, let number, let partner):
            for (record, group) in candidates(nil, number, partner).reversed() {
                let sets = records[record].sent.groups[group].sets
                if let set = sets.firstIndex(of: SentSet(identifier: identifier, controlNumber: control)) {
                    return records[record].groups[group][set]
                }
            }
            return nil
        }
    }

    /// What should have been answered by now and is not, in the order sent: interchanges that asked for a TA1, and groups.
    public func overdue(at now: Int64) -> [AcknowledgedSubject] {
        var overdue: [AcknowledgedSubject] = []
        for record in records where record.dueBy < now {
            let partner = record.sent.receiver
            if record.sent.wantsAcknowledgement, record.standing == .waiting {
                overdue.append(.interchange(record.sent.controlNumber, to: partner))
            }
            for (index, group) in record.sent.groups.enumerated() where record.groups[index].contains(.waiting) {
                overdue.append(.group(group.functionalIdentifier, group.controlNumber, to: partner))
            }
        }
        return overdue
    }

    /// Forgets what was sent before the time and is settled.
    public mutating func forgetSettled(sentBefore time: Int64) {
        records.removeAll { $0.sentAt < time && $0.isSettled }
    }

    public var count: Int { records.count }

    // MARK: TA1

    private mutating func take(_ receipt: InterchangeReceipt) -> Settlement {
        guard let number = Int(receipt.controlNumber) else { return Settlement(subject: nil, effect: .unknown) }
        let subject = AcknowledgedSubject.interchange(number, to: receipt.origin.sender)
        let matches = records.indices.filter {
            records[$0].sent.controlNumber == number && isBetween(records[$0].sent, receipt.origin)
        }
        guard let record = one(of: matches, waiting: { records[$0].standing == .waiting }) else {
            return Settlement(subject: subject, effect: matches.isEmpty ? .unknown : .ambiguous)
        }
        guard let verdict = receipt.verdict else { return Settlement(subject: subject, effect: .unsound) }
        var said = AcknowledgementStanding(verdict)
        if said == .rejected {
            // Nothing inside was looked at. A set that was accepted all the same contradicts it.
            let inside = records[record].groups.joined()
            if inside.contains(.accepted) || inside.contains(.acceptedWithErrors) { said = .contradictory }
            for group in records[record].groups.indices {
                for set in records[record].groups[group].indices {
                    _ = records[record].groups[group][set].take(.rejected)
                }
            }
        }
        return Settlement(subject: subject, effect: records[record].standing.take(said))
    }

    // MARK: 997 and 999

    private mutating func take(_ receipt: GroupReceipt) -> [Settlement] {
        guard let number = Int(receipt.controlNumber) else { return [Settlement(subject: nil, effect: .unknown)] }
        let partner = receipt.origin.sender
        let subject = AcknowledgedSubject.group(receipt.functionalIdentifier, number, to: partner)
        if !receipt.origin.isSound { return [Settlement(subject: subject, effect: .unsound)] }
        let matches = candidates(receipt.functionalIdentifier, number, partner)
            .filter { isBetween(records[$0.record].sent, receipt.origin) }
        guard
            let (record, group) = one(of: matches, waiting: { records[$0.record].groups[$0.group].contains(.waiting) })
        else { return [Settlement(subject: subject, effect: matches.isEmpty ? .unknown : .ambiguous)] }
        let sent = records[record].sent.groups[group]
        let verdicts = GroupVerdicts(receipt, of: sent)
        var settlements: [Settlement] = []
        for (set, said) in verdicts.sets.enumerated() {
            guard let said else { continue }
            let effect = records[record].groups[group][set].take(said)
            let name = sent.sets[set]
            settlements.append(
                Settlement(
                    subject: .set(name.identifier, name.controlNumber, inGroup: number, to: partner), effect: effect))
        }
        for stranger in verdicts.strangers {
            settlements.append(
                Settlement(
                    subject: .set(stranger.identifier, stranger.controlNumber, inGroup: number, to: partner),
                    effect: .unknown))
        }
        return settlements
    }

    // MARK: 824

    private mutating func take(_ receipt: ApplicationReceipt) -> [Settlement] {
        let partner = receipt.origin.sender
        return receipt.items.compactMap { item in
            guard let number = Int(item.groupControlNumber) else {
                return Settlement(subject: nil, effect: .unknown)
            }
            let name = SentSet(identifier: item.setIdentifier, controlNumber: item.setControlNumber)
            let subject = AcknowledgedSubject.set(name.identifier, name.controlNumber, inGroup: number, to: partner)
            if !receipt.origin.isSound { return Settlement(subject: subject, effect: .unsound) }
            let matches = candidates(nil, number, partner).filter {
                isBetween(records[$0.record].sent, receipt.origin)
                    && records[$0.record].sent.groups[$0.group].sets.contains(name)
            }
            guard let (record, group) = matches.last else { return Settlement(subject: subject, effect: .unknown) }
            if matches.count > 1 { return Settlement(subject: subject, effect: .ambiguous) }
            // What is said of a batch or an item inside settles nothing of the set as a whole.
            guard item.scope == .transactionSet, let verdict = item.verdict,
                let set = records[record].sent.groups[group].sets.firstIndex(of: name)
            else { return nil }
            let said = AcknowledgementStanding(verdict)
            let effect = records[record].groups[group][set].takeFromApplication(said)
            return Settlement(subject: subject, effect: effect)
        }
    }

    // MARK: Finding

    /// Groups sent to a partner under a number, oldest first.
    private func candidates(
        _ type: String?, _ number: Int, _ partner: InterchangeParty
    ) -> [(record: Int, group: Int)] {
        var found: [(record: Int, group: Int)] = []
        for (record, entry) in records.enumerated() where entry.sent.receiver == partner {
            for (index, group) in entry.sent.groups.enumerated()
            where group.controlNumber == number && (type == nil || group.functionalIdentifier == type) {
                found.append((record, index))
            }
        }
        return found
    }

    private func isBetween(_ sent: SentInterchange, _ origin: AcknowledgementOrigin) -> Bool {
        sent.receiver == origin.sender && sent.sender == origin.receiver
    }

    /// The only match; of several the only one that waits.
    private func one<Match>(of matches: [Match], waiting: (Match) -> Bool) -> Match? {
        if matches.count < 2 { return matches.first }
        let open = matches.filter(waiting)
        return open.count == 1 ? open.first : nil
    }
}

extension AcknowledgementStanding {
    init(_ verdict: AcknowledgementCode) {
        switch verdict {
        case .accepted: self = .accepted
        case .acceptedWithErrors, .partiallyAccepted: self = .acceptedWithErrors
        case .rejected: self = .rejected
        }
    }

    /// What is known after one more answer.
    fileprivate mutating func take(_ said: AcknowledgementStanding) -> Settlement.Effect {
        if self == said { return .repeated }
        switch (self, said) {
        case (.waiting, _): self = said
        case (.accepted, .acceptedWithErrors), (.acceptedWithErrors, .accepted): self = .acceptedWithErrors
        default: self = .contradictory
        }
        return .settled(self)
    }

    /// The application may refuse what the syntax let pass; it cannot take what the syntax refused.
    fileprivate mutating func takeFromApplication(_ said: AcknowledgementStanding) -> Settlement.Effect {
        if said == .rejected, self == .accepted || self == .acceptedWithErrors {
            self = .rejected
            return .settled(.rejected)
        }
        return take(said)
    }

    /// Of sets together: what is worst, waiting before all good news.
    fileprivate static func together(_ sets: [AcknowledgementStanding]) -> AcknowledgementStanding {
        for standing in [contradictory, rejected, waiting, acceptedWithErrors] where sets.contains(standing) {
            return standing
        }
        return .accepted
    }
}
