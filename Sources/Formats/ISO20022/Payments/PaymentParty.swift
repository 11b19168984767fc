// Who pays and who is paid: name, address, identifications (PartyIdentification of ISO 20022).
// Relies on Money for the birth date. Printing one of these shows no name and no number.

public import Money

/// PstlAdr. Structured parts come first; free lines are being withdrawn between banks, so town and country should stand in
/// parts of their own.
public struct PostalAddress: Hashable, Sendable {
    /// AdrTp: ADDR, HOME, BIZZ, MLTO, DLVY, PBOX.
    public var type: PaymentCode?
    public var department, subDepartment, street, buildingNumber, buildingName, floor, postBox, room: String?
    public var postCode, town, townLocation, district, countrySubdivision: String?
    /// ISO 3166, two capital letters.
    public var country: String?
    /// AdrLine, seven at most.
    public var lines: [String]

    public init(
        street: String? = nil, buildingNumber: String? = nil, postCode: String? = nil, town: String? = nil,
        countrySubdivision: String? = nil, country: String? = nil, lines: [String] = []
    ) {
        self.street = street
        self.buildingNumber = buildingNumber
        self.postCode = postCode
        self.town = town
        self.countrySubdivision = countrySubdivision
        self.country = country
        self.lines = lines
    }

    /// Town and country in parts of their own: what SWIFT's usage guidelines ask for from November 2026.
    public var isStructured: Bool { town != nil && country != nil }
}

/// One of a party's numbers: a tax number, a customer number at the bank.
public struct PartyNumber: Hashable, Sendable {
    public var number: String
    /// SchmeNm: TXID, CUST, BANK, DUNS and the like.
    public var scheme: PaymentCode?
    public var issuer: String?

    public init(_ number: String, scheme: PaymentCode? = nil, issuer: String? = nil) {
        self.number = number
        self.scheme = scheme
        self.issuer = issuer
    }
}

/// DtAndPlcOfBirth.
public struct BirthDetails: Hashable, Sendable {
    public var date: CalendarDate
    public var province: String?
    public var city: String
    public var country: String

    public init(date: CalendarDate, province: String? = nil, city: String, country: String) {
        self.date = date
        self.province = province
        self.city = city
        self.country = country
    }
}

/// How a party is identified besides its name.
public enum PartyIdentification: Hashable, Sendable {
    /// OrgId. BICOrBEI until version .03, AnyBIC later; a legal entity identifier since .09.
    case organisation(bic: String?, legalEntity: String?, numbers: [PartyNumber])
    /// PrvtId.
    case person(birth: BirthDetails?, numbers: [PartyNumber])
}

/// CtctDtls, as far as both versions know it.
public struct ContactDetails: Hashable, Sendable {
    public var name, phone, mobile, fax, email: String?

    public init(name: String? = nil, phone: String? = nil, email: String? = nil) {
        self.name = name
        self.phone = phone
        self.email = email
    }
}

/// A party of a payment.
public struct PaymentParty: Hashable, Sendable {
    public var name: String?
    public var address: PostalAddress?
    public var identification: PartyIdentification?
    public var countryOfResidence: String?
    public var contact: ContactDetails?

    public init(
        name: String? = nil, address: PostalAddress? = nil, identification: PartyIdentification? = nil
    ) {
        self.name = name
        self.address = address
        self.identification = identification
    }
}

extension PostalAddress: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "an address" }
    public var debugDescription: String { description }
}

extension PartyNumber: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "•••" }
    public var debugDescription: String { description }
}

extension BirthDetails: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "•••" }
    public var debugDescription: String { description }
}

extension ContactDetails: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "•••" }
    public var debugDescription: String { description }
}

extension PaymentParty: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a party" }
    public var debugDescription: String { description }
}
