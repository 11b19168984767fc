// The envelope of our own in which answers travel: TA1, 999, 997 and 824.

/// What our own ISA and GS say. Numbers and times are the caller's: writing an answer twice gives the same bytes.
public struct AnswerEnvelope: Sendable, Hashable {
    /// We, and the one who is answered.
    public var sender: InterchangeParty
    public var receiver: InterchangeParty
    /// GS02 and GS03.
    public var applicationSender: String
    public var applicationReceiver: String
    /// ISA13, 1 to 999,999,999.
    public var interchangeControlNumber: Int
    /// GS06, 1 to 999,999,999.
    public var groupControlNumber: Int
    /// CCYYMMDD.
    public var date: String
    /// HHMM.
    public var time: String
    /// ISA15: P production, T test.
    public var usage: String
    /// ISA12: 00501, or 00401 where that is what the other side speaks.
    public var version = "00501"
    public var delimiters = Delimiters.usual
    /// Whether each segment stands on a line of its own.
    public var breaksLines = true

    public init(
        sender: InterchangeParty, receiver: InterchangeParty, applicationSender: String, applicationReceiver: String,
        interchangeControlNumber: Int, groupControlNumber: Int, date: String, time: String, usage: String = "P"
    ) {
        self.sender = sender
        self.receiver = receiver
        self.applicationSender = applicationSender
        self.applicationReceiver = applicationReceiver
        self.interchangeControlNumber = interchangeControlNumber
        self.groupControlNumber = groupControlNumber
        self.date = date
        self.time = time
        self.usage = usage
    }

    /// The envelope of an answer to an interchange: its ends turned round.
    public init(
        answering header: InterchangeHeader, group: GroupOutcome?, interchangeControlNumber: Int,
        groupControlNumber: Int, date: String, time: String
    ) {
        self.init(
            sender: header.receiver, receiver: header.sender,
            applicationSender: group?.applicationReceiver ?? header.receiver.identifier,
            applicationReceiver: group?.applicationSender ?? header.sender.identifier,
            interchangeControlNumber: interchangeControlNumber, groupControlNumber: groupControlNumber, date: date,
            time: time, usage: header.usage)
        if header.version < "00402", InterchangeCheck.versions.contains(header.version) { version = "00401" }
    }
}
