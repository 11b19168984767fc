// Acknowledgements that others sent us, read: which interchange, group or set of ours they speak of, and what they say.
// Values that the other side repeats of our data are not kept: they may be protected.

/// One acknowledgement as received.
public enum ReceivedAcknowledgement: Sendable, Hashable {
    /// A TA1.
    case interchange(InterchangeReceipt)
    /// One set of a 997 or 999.
    case group(GroupReceipt)
    /// One 824.
    case application(ApplicationReceipt)
}

/// Between whom an acknowledgement travelled, and where it stands in its file.
public struct AcknowledgementOrigin: Sendable, Hashable {
    /// Who acknowledges: ISA05 and ISA06 of the acknowledgement.
    public let sender: InterchangeParty
    /// Who is answered: ISA07 and ISA08.
    public let receiver: InterchangeParty
    /// ISA13 of the acknowledgement itself.
    public let controlNumber: String
    /// Byte of the file at which it begins.
    public let offset: Int
    /// False where the acknowledgement's own set breaks its rules: then it settles nothing.
    public internal(set) var isSound = true
}

/// TA1, Interchange Acknowledgment.
public struct InterchangeReceipt: Sendable, Hashable {
    public let origin: AcknowledgementOrigin
    /// TA101 to TA103: ISA13, ISA09 and ISA10 of what is acknowledged.
    public let controlNumber: String
    public let date: String
    public let time: String
    /// TA104; nil where it is none of A, E, R.
    public let verdict: AcknowledgementCode?
    /// TA105.
    public let note: String
}

/// A 997 or 999: one group of ours.
public struct GroupReceipt: Sendable, Hashable {
    public internal(set) var origin: AcknowledgementOrigin
    /// `997` or `999`.
    public let set: String
    /// AK101 to AK103.
    public internal(set) var functionalIdentifier = ""
    public internal(set) var controlNumber = ""
    public internal(set) var version = ""
    /// The sets that are named, at most `keptSets`.
    public internal(set) var sets: [SetReceipt] = []
    public internal(set) var omittedSets = 0
    /// AK901; codes M, W and X, which refuse for security, count as rejected; nil where it is no code.
    public internal(set) var verdict: AcknowledgementCode?
    /// AK902, AK903, AK904.
    public internal(set) var declaredSets: Int?
    public internal(set) var countedSets: Int?
    public internal(set) var acceptedSets: Int?
    /// AK905 to AK909.
    public internal(set) var reasons: [String] = []

    public static let keptSets = 10_000
}

/// AK2 to AK5 or IK5: one set of ours.
public struct SetReceipt: Sendable, Hashable {
    /// AK201 to AK203.
    public let identifier: String
    public let controlNumber: String
    public let implementation: String
    /// The errors that are named, at most `keptErrors`.
    public internal(set) var errors: [ReceivedError] = []
    public internal(set) var omittedErrors = 0
    /// AK501 or IK501, as `GroupReceipt.verdict`.
    public internal(set) var verdict: AcknowledgementCode?
    /// AK502 or IK502 and the following.
    public internal(set) var reasons: [String] = []

    public static let keptErrors = 100
}

/// AK3 or IK3, with one AK4 or IK4 where there are any.
public struct ReceivedError: Sendable, Hashable {
    /// The segment's tag, its position in the set (ST = 1), its loop.
    public let segment: String
    public let position: Int?
    public let loop: String
    /// AK304 or IK304.
    public let segmentCode: String
    /// Position of the element and its component, number of the data element, AK403 or IK403; nil and empty where the whole
    /// segment is meant.
    public internal(set) var element: Int?
    public internal(set) var component: Int?
    public internal(set) var reference: Int?
    public internal(set) var elementCode = ""
}

/// 824, Application Advice: what the other side's application made of sets that were right by syntax.
public struct ApplicationReceipt: Sendable, Hashable {
    public internal(set) var origin: AcknowledgementOrigin
    /// BGN02.
    public internal(set) var reference = ""
    /// One for each OTI, at most `keptItems`.
    public internal(set) var items: [ApplicationItem] = []
    public internal(set) var omittedItems = 0

    public static let keptItems = 10_000
}

/// OTI and its errors.
public struct ApplicationItem: Sendable, Hashable {
    /// First character of OTI01: what is spoken of.
    public enum Scope: String, Sendable, Hashable {
        case transactionSet = "T"
        case batch = "B"
        case item = "I"
    }

    public let scope: Scope?
    /// Second character of OTI01.
    public let verdict: AcknowledgementCode?
    /// OTI08 to OTI11: GS06, ST02, ST01 and GS08 of what is acknowledged.
    public let groupControlNumber: String
    public let setControlNumber: String
    public let setIdentifier: String
    public let version: String
    /// TED01 and RED06 codes, in the order found, a hundred at most.
    public internal(set) var codes: [String] = []
}
