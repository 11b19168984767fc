// What the ISA and GS of a file of ours say. Numbers and times are the caller's: writing it twice gives the same bytes.

public import Money

/// The envelope of an interchange that is to be written.
public struct OutgoingInterchange: Sendable, Hashable {
    /// ISA12: the version of the control segments.
    public enum Version: String, Sendable, Hashable {
        case v00401 = "00401"
        case v00501 = "00501"
    }

    /// ISA15.
    public enum Usage: String, Sendable, Hashable {
        case production = "P"
        case test = "T"
    }

    /// ISA05 to ISA08.
    public var sender: InterchangeParty
    public var receiver: InterchangeParty
    /// GS02 and GS03.
    public var applicationSender: String
    public var applicationReceiver: String
    /// ISA13, 1 to 999,999,999; new for each interchange between the two.
    public var controlNumber: Int
    /// GS06 of the first group, 1 to 999,999,999; counted on for further groups. Give each group that is ever sent to the
    /// receiver a number of its own: acknowledgements name no interchange.
    public var firstGroupControlNumber: Int
    /// ISA09 and GS04, ISA10 and GS05.
    public var date: CalendarDate
    public var hour: Int
    public var minute: Int
    public var usage = Usage.production
    /// ISA14: whether a TA1 is wanted.
    public var wantsAcknowledgement = false
    public var version = Version.v00501

    public init(
        sender: InterchangeParty, receiver: InterchangeParty, applicationSender: String, applicationReceiver: String,
        controlNumber: Int, firstGroupControlNumber: Int, date: CalendarDate, hour: Int, minute: Int
    ) {
        self.sender = sender
        self.receiver = receiver
        self.applicationSender = applicationSender
        self.applicationReceiver = applicationReceiver
        self.controlNumber = controlNumber
        self.firstGroupControlNumber = firstGroupControlNumber
        self.date = date
        self.hour = hour
        self.minute = minute
    }

    /// What is wrong with it; nil when nothing is.
    func fault(delimiters: Delimiters) -> String? {
        let numbers = 1...999_999_999
        if !numbers.contains(controlNumber) || !numbers.contains(firstGroupControlNumber) {
            return "Control numbers are 1 to 999,999,999."
        }
        if !(0...23).contains(hour) || !(0...59).contains(minute) { return "There is no such time." }
        if !(1...9999).contains(date.components.year) { return "There is no such date." }
        if !delimiters.areUsable { return "Two delimiters are the same, or one is a letter, a digit or a blank." }
        if version == .v00501, delimiters.repetition == nil { return "Version 00501 has a repetition separator." }
        for party in [sender, receiver] {
            if party.qualifier.utf8.count != 2 || !party.qualifier.utf8.allSatisfy(ASCII.isAlphanumeric) {
                return "A party's qualifier has two letters or digits."
            }
            if !fits(party.identifier, 1...15, delimiters) { return "A party's identifier has 1 to 15 characters." }
        }
        if !fits(applicationSender, 2...15, delimiters) || !fits(applicationReceiver, 2...15, delimiters) {
            return "An application code has 2 to 15 characters, no delimiter among them."
        }
        return nil
    }

    private func fits(_ text: String, _ widths: ClosedRange<Int>, _ delimiters: Delimiters) -> Bool {
        let forbidden = [delimiters.element, delimiters.component, delimiters.terminator, delimiters.repetition ?? 0]
        return widths.contains(text.utf8.count) && text.utf8.first != ASCII.space && text.utf8.last != ASCII.space
            && text.utf8.allSatisfy { CharacterRepertoire.extended.mask.contains($0) && !forbidden.contains($0) }
    }
}

/// What was written, by its numbers: what acknowledgements will be held against.
public struct SentInterchange: Sendable, Hashable {
    public let sender: InterchangeParty
    public let receiver: InterchangeParty
    /// ISA13.
    public let controlNumber: Int
    public let wantsAcknowledgement: Bool
    public internal(set) var groups: [SentGroup] = []

    public init(
        sender: InterchangeParty, receiver: InterchangeParty, controlNumber: Int, wantsAcknowledgement: Bool,
        groups: [SentGroup] = []
    ) {
        self.sender = sender
        self.receiver = receiver
        self.controlNumber = controlNumber
        self.wantsAcknowledgement = wantsAcknowledgement
        self.groups = groups
    }
}

/// One group that was written.
public struct SentGroup: Sendable, Hashable {
    /// GS01, GS06 and GS08.
    public let functionalIdentifier: String
    public let controlNumber: Int
    public let version: String
    public internal(set) var sets: [SentSet] = []

    public init(functionalIdentifier: String, controlNumber: Int, version: String, sets: [SentSet] = []) {
        self.functionalIdentifier = functionalIdentifier
        self.controlNumber = controlNumber
        self.version = version
        self.sets = sets
    }
}

/// One set that was written.
public struct SentSet: Sendable, Hashable {
    /// ST01 and ST02.
    public let identifier: String
    public let controlNumber: String

    public init(identifier: String, controlNumber: String) {
        self.identifier = identifier
        self.controlNumber = controlNumber
    }
}
