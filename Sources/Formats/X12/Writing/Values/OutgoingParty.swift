// A party of a payment: N1 with its address and contacts, and NM1, the name of a person or an organisation.

/// N3 and N4.
public struct PostalAddress: Sendable, Hashable {
    /// One or two lines.
    public var lines: [String]
    public var city: String
    public var state: String?
    public var postalCode: String?
    /// ISO 3166 alpha-2; left out inside the United States.
    public var country: String?

    public init(
        lines: [String], city: String, state: String? = nil, postalCode: String? = nil, country: String? = nil
    ) {
        self.lines = lines
        self.city = city
        self.state = state
        self.postalCode = postalCode
        self.country = country
    }
}

/// PER, Administrative Communications Contact: a function, a name, up to three numbers (TE telephone, EX extension, EM
/// e-mail, FX fax, UR web address).
public struct AdministrativeContact: Sendable, Hashable {
    /// PER01: BL technical, CX claims, IC information.
    public var function: String
    public var name: String?
    public var numbers: [QualifiedIdentifier]

    public init(_ function: String, name: String? = nil, numbers: [QualifiedIdentifier] = []) {
        self.function = function
        self.name = name
        self.numbers = numbers
    }
}

/// RDM, Remittance Delivery Method: how the remittance reaches the payee (BM post, EM e-mail, FT file transfer, OL on line).
public struct RemittanceDelivery: Sendable, Hashable {
    public var method: String
    public var name: String?
    public var number: String?

    public init(_ method: String, name: String? = nil, number: String? = nil) {
        self.method = method
        self.name = name
        self.number = number
    }
}

/// N1 and what belongs to it. Which parts are written, and in which order, the guide says.
public struct OutgoingParty: Sendable, Hashable {
    public var name: String?
    public var identifier: QualifiedIdentifier?
    /// N2.
    public var additionalName: String?
    public var address: PostalAddress?
    public var references: [ReferenceIdentification] = []
    public var contacts: [AdministrativeContact] = []
    public var delivery: RemittanceDelivery?

    public init(
        name: String?, identifier: QualifiedIdentifier? = nil, address: PostalAddress? = nil,
        references: [ReferenceIdentification] = [], contacts: [AdministrativeContact] = [],
        delivery: RemittanceDelivery? = nil
    ) {
        self.name = name
        self.identifier = identifier
        self.address = address
        self.references = references
        self.contacts = contacts
        self.delivery = delivery
    }
}

/// NM1, Individual or Organizational Name; its role (QC, IL, 82 …) is given by where it is used.
public struct OutgoingName: Sendable, Hashable {
    public var isPerson: Bool
    /// NM103: the last name, or the organisation's.
    public var last: String?
    public var first: String?
    public var middle: String?
    public var suffix: String?
    public var identifier: QualifiedIdentifier?

    public static func person(
        last: String?, first: String? = nil, middle: String? = nil, suffix: String? = nil,
        identifier: QualifiedIdentifier? = nil
    ) -> OutgoingName {
        OutgoingName(
            isPerson: true, last: last, first: first, middle: middle, suffix: suffix, identifier: identifier)
    }

    public static func organisation(_ name: String?, identifier: QualifiedIdentifier? = nil) -> OutgoingName {
        OutgoingName(isPerson: false, last: name, identifier: identifier)
    }
}

extension SetComposer {
    /// N1 alone.
    mutating func partyName(_ role: String, _ party: OutgoingParty) {
        begin("N1")
        text(role, 98)
        text(party.name, 93)
        text(party.identifier?.qualifier, 66)
        text(party.identifier?.identifier, 67)
        end()
    }

    mutating func additionalName(_ name: String?) {
        guard let name else { return }
        begin("N2")
        text(name, 93)
        end()
    }

    mutating func address(_ address: PostalAddress?) {
        guard let address else { return }
        begin("N3")
        if !(1...2).contains(address.lines.count) { refuse("An address has one or two lines.") }
        for line in address.lines.prefix(2) { text(line, 166) }
        end()
        begin("N4")
        text(address.city, 19)
        text(address.state, 156)
        text(address.postalCode, 116)
        text(address.country, 26)
        end()
    }

    mutating func contacts(_ contacts: [AdministrativeContact]) {
        for contact in contacts {
            begin("PER")
            text(contact.function, 366)
            text(contact.name, 93)
            if contact.numbers.count > 3 { refuse("A contact has at most three numbers.") }
            for number in contact.numbers.prefix(3) {
                text(number.qualifier, 365)
                text(number.identifier, 364)
            }
            end()
        }
    }

    mutating func delivery(_ delivery: RemittanceDelivery?) {
        guard let delivery else { return }
        begin("RDM")
        text(delivery.method, 756)
        text(delivery.name, 93)
        text(delivery.number, 364)
        end()
    }

    mutating func name(_ role: String, _ name: OutgoingName?) {
        guard let name else { return }
        begin("NM1")
        text(role, 98)
        text(name.isPerson ? "1" : "2", 1065)
        text(name.last, 1035)
        text(name.first, 1036)
        text(name.middle, 1037)
        skip()
        text(name.suffix, 1039)
        text(name.identifier?.qualifier, 66)
        text(name.identifier?.identifier, 67)
        end()
    }
}
