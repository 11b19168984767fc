// An operator's act: what it concerns, what it will and will not do, and why it is refused.

public import Parsing

/// What an act concerns, written as the audit trail writes it: `12` or `arrival 12`, `dispatch 3`, `channel inbox/first-bank`.
public enum ActSubject: Sendable, Hashable, CustomStringConvertible {
    case arrival(Int64)
    case dispatch(Int64)
    /// As the configuration names it.
    case channel(String)

    /// Nil for anything else.
    public init?(words: [String]) {
        switch (words.count, words.first, words.last) {
        case (1, let number?, _):
            guard let number = Int64(number) else { return nil }
            self = .arrival(number)
        case (2, "arrival", let number?):
            guard let number = Int64(number) else { return nil }
            self = .arrival(number)
        case (2, "dispatch", let number?):
            guard let number = Int64(number) else { return nil }
            self = .dispatch(number)
        case (2, "channel", let channel?): self = .channel(channel)
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .arrival(let id): "arrival \(id)"
        case .dispatch(let id): "dispatch \(id)"
        case .channel(let name): "channel \(name)"
        }
    }
}

/// Who acts and why: both go into the audit trail.
public struct ActWarrant: Sendable {
    public let who: String
    public let reason: String

    public init(who: String, reason: String) {
        self.who = who
        self.reason = reason
    }

    var actor: String { "operator \(who)" }
}

/// One thing that an act does or takes care not to do.
public struct ActEffect: Sendable, Hashable {
    public let happens: Bool
    public let what: String
    public let detail: String

    static func does(_ what: String, _ detail: String) -> ActEffect {
        ActEffect(happens: true, what: what, detail: detail)
    }

    static func doesNot(_ what: String, _ detail: String) -> ActEffect {
        ActEffect(happens: false, what: what, detail: detail)
    }
}

/// An act that a rule forbids.
public struct ActRefusal: Error, Sendable, CustomStringConvertible {
    public let rule: FindingRule
    public let sentence: String
    public var description: String { "\(rule.code): \(sentence) \(rule.cure)" }

    init(_ rule: FindingRule, _ sentence: String? = nil) {
        self.rule = rule
        self.sentence = sentence ?? rule.meaning
    }
}

/// There is nothing of this name or number.
public struct SubjectMissing: Error, Sendable, CustomStringConvertible {
    public let subject: ActSubject
    public var description: String { "there is no \(subject)" }
}
