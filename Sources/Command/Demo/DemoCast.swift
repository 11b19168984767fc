// Who plays in the demonstration: invented names and numbers, and the day on which it happens.

import Money

/// One partner of the demonstration's hospital.
struct DemoPartner {
    let name: String
    let title: String
    let role: String
    let expects: [String]
    /// Employer identification number, nine digits; empty where none is needed.
    let employerID: String
    /// Routing number of the bank the money comes from; empty where no money does.
    let routing: String
    /// Its name in AS2 messages; nil for a partner that drops sealed files into folders.
    var messageName: String?

    /// BPR10, TRN03 and the company identification of an ACH batch.
    var payerID: String { "1" + employerID }
    /// At most sixteen characters, as an ACH batch header has room for.
    var shortTitle: String { String(title.uppercased().prefix(16)) }
}

enum DemoCast {
    static let hospital = "Mapleton General Hospital"
    static let hospitalEmployerID = "990000001"
    /// National Provider Identifier; the number that the registry gives as its example.
    static let hospitalProviderID = "1234567893"
    static let hospitalAccount = "7701998804417"
    static let reserveAccount = "7701998805528"
    static let hospitalMessageName = "MapletonGeneral"

    /// Monday, 2026-03-09: the day the statement is about.
    static let day = CalendarDate(dayNumber: 20_521)

    static let bank = DemoPartner(
        name: "first-bank", title: "Lakeside First Bank", role: "bank", expects: ["nacha", "camt.053"],
        employerID: "", routing: "099990011")
    static let blueHarbor = DemoPartner(
        name: "blue-harbor", title: "Blue Harbor Health Plan", role: "payer", expects: ["x12"],
        employerID: "990000102", routing: "099980021")
    static let prairieMutual = DemoPartner(
        name: "prairie-mutual", title: "Prairie Mutual Insurance", role: "payer", expects: ["x12"],
        employerID: "990000203", routing: "099970031")
    static let erp = DemoPartner(
        name: "hospital-erp", title: "Mapleton Finance System", role: "department", expects: ["open-items"],
        employerID: "", routing: "")

    /// Exchanges messages by AS2 instead of files in folders.
    static let cedarValley = DemoPartner(
        name: "cedar-valley", title: "Cedar Valley Health", role: "payer", expects: ["x12"],
        employerID: "990000304", routing: "099960041", messageName: "CedarValley")

    static let partners = [bank, blueHarbor, prairieMutual, cedarValley, erp]
    static var folderPartners: [DemoPartner] { partners.filter { $0.messageName == nil } }
    static let stranger = "stranger"
}
