// The 824 (005010X186A1, and the generic 004010 and 005010): a set that was right by syntax and is refused, or noted, by the
// application: it does not balance, its payee is unknown, it cannot be posted. Sent by agreement only.

/// Application Advice as it is to be written.
public struct ApplicationAdvice: Sendable, Hashable {
    /// Which 824 is agreed on.
    public enum Version: String, Sendable, Hashable, CaseIterable {
        /// HIPAA's guide: error codes of the list of insurance business process errors (IBP), in RED.
        case guide = "005010X186A1"
        /// The standard itself: error codes and text in TED.
        case r004010 = "004010"
        case r005010 = "005010"
    }

    public var version: Version
    /// BGN02: our number of this advice.
    public var reference: String
    /// N1 41 and N1 40, each with an identifier of our agreement (qualifier 46).
    public var sender: OutgoingParty
    public var receiver: OutgoingParty
    public var items: [Item]

    public init(
        version: Version = .guide, reference: String, sender: OutgoingParty, receiver: OutgoingParty, items: [Item]
    ) {
        self.version = version
        self.reference = reference
        self.sender = sender
        self.receiver = receiver
        self.items = items
    }

    /// OTI: one set that is spoken of.
    public struct Item: Sendable, Hashable {
        /// OTI01, with T before it: the whole set.
        public var verdict: AcknowledgementCode
        /// OTI08 to OTI11: GS06, ST02, ST01 and the guide of the set.
        public var groupControlNumber: String
        public var setControlNumber: String
        public var setIdentifier: String
        public var setVersion: String
        /// REF: say, the trace (`TN`) of the payment. Nothing that names a patient.
        public var references: [ReferenceIdentification] = []
        public var amounts: [MonetaryAmount] = []
        public var problems: [Problem] = []

        public init(
            _ verdict: AcknowledgementCode, groupControlNumber: String, setControlNumber: String,
            setIdentifier: String, setVersion: String, problems: [Problem] = []
        ) {
            self.verdict = verdict
            self.groupControlNumber = groupControlNumber
            self.setControlNumber = setControlNumber
            self.setIdentifier = setIdentifier
            self.setVersion = setVersion
            self.problems = problems
        }

        /// A set that was read, refused as a whole.
        public init(refusing set: X12TransactionSummary, problems: [Problem]) {
            self.init(
                .rejected, groupControlNumber: set.groupControlNumber, setControlNumber: set.controlNumber,
                setIdentifier: set.set, setVersion: set.version, problems: problems)
            if let trace = set.payment?.trace, !trace.isEmpty {
                references = [ReferenceIdentification("TN", trace)]
            }
        }
    }

    /// TED, with its RED in the guide: one thing that is wrong.
    public struct Problem: Sendable, Hashable {
        /// TED01 in the generic 824: 006 duplicate, 007 missing data, 010 totals out of balance, 024 other, 822 payment
        /// amount … The guide always has 024.
        public var code: String
        /// Our own sentence. It never repeats a value of the set.
        public var text: String
        /// RED06: the code of the IBP list; the guide demands it.
        public var businessCode: String?
        /// TED03 to TED05: segment, its position in the set, position of the element.
        public var segment: String?
        public var position: Int?
        public var element: Int?

        public init(
            _ code: String, _ text: String, businessCode: String? = nil, segment: String? = nil, position: Int? = nil,
            element: Int? = nil
        ) {
            self.code = code
            self.text = text
            self.businessCode = businessCode
            self.segment = segment
            self.position = position
            self.element = element
        }

        /// The figures of the set do not add up.
        public static func unbalanced(businessCode: String? = nil) -> Problem {
            Problem("010", "The totals of the set do not balance.", businessCode: businessCode)
        }
    }
}

extension ApplicationAdvice {
    /// The 824's bytes. Throws where an item speaks of an acknowledgement, which is never answered, and where the guide's own
    /// demands are not met.
    public func bytes(in envelope: AnswerEnvelope) throws(X12WritingError) -> [UInt8] {
        try check()
        var writer = SegmentWriter(envelope)
        writer.begin(group: "AG", version: version.rawValue)
        writer.beginSet()
        let control = SegmentWriter.setNumber(1)
        writer.write(["ST", "824", control, version == .guide ? version.rawValue : ""])
        writer.write(["BGN", "11", reference, envelope.date, envelope.time])
        for (role, party) in [("41", sender), ("40", receiver)] {
            writer.write([
                "N1", role, party.name ?? "", party.identifier?.qualifier ?? "", party.identifier?.identifier ?? "",
            ])
            for contact in party.contacts.prefix(1) {
                writer.write(
                    ["PER", "IC", contact.name ?? ""]
                        + contact.numbers.prefix(3).flatMap { [$0.qualifier, $0.identifier] })
            }
        }
        for item in items { write(item, to: &writer) }
        writer.write(["SE", String(writer.count + 1), control])
        writer.end(sets: 1)
        return writer.bytes
    }

    private func check() throws(X12WritingError) {
        func place(_ segment: String, _ element: Int) -> WritingPlace {
            WritingPlace(segment: segment, position: 0, element: element)
        }
        if items.isEmpty { throw .empty }
        for item in items {
            if AcknowledgementReading.sets.contains(item.setIdentifier) {
                throw .rule("An acknowledgement is not acknowledged.", at: place("OTI", 10))
            }
            let isAccepted = item.verdict == .accepted
            if isAccepted != item.problems.isEmpty {
                throw .rule(
                    isAccepted ? "What is accepted has no problems." : "What is refused or noted says why.",
                    at: place("OTI", 1))
            }
            for problem in item.problems where version == .guide && problem.businessCode == nil {
                throw .rule("The guide demands a code of the list IBP.", at: place("RED", 6))
            }
        }
    }

    private func write(_ item: Item, to writer: inout SegmentWriter) {
        writer.write([
            "OTI", "T" + item.verdict.rawValue, "TN", "NA", "", "", "", "", item.groupControlNumber,
            item.setControlNumber, item.setIdentifier, item.setVersion,
        ])
        for reference in item.references { writer.write(["REF", reference.qualifier, reference.identifier]) }
        for amount in item.amounts { writer.write(["AMT", amount.qualifier, amountText(amount.hundredths)]) }
        for problem in item.problems {
            let isGuide = version == .guide
            writer.write([
                "TED", isGuide ? "024" : problem.code, isGuide ? "" : String(problem.text.prefix(60)),
                problem.segment ?? "", problem.position.map(String.init) ?? "",
                problem.element.map(String.init) ?? "",
            ])
            guard let code = problem.businessCode else { continue }
            writer.write(["RED", String(problem.text.prefix(80)), "", "94", "", "IBP", code])
        }
    }
}
