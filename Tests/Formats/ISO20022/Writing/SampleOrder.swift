// Orders of our own making: a small one, and any number of random ones from a seed.

import ISO20022
import Money

/// A small generator, so that a seed gives the same orders everywhere (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
    mutating func flip() -> Bool { next() & 1 == 0 }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(0...choices.count - 1)] }
}

enum SampleOrder {
    /// A Monday.
    static let today = CalendarDate(dayNumber: 20_521)
    static let created = MessageTime(today, hour: 9, minute: 30, second: 5, zoneMinutes: -300)

    static func profile(_ version: CreditTransferVersion = .v09) -> OrderProfile {
        OrderProfile(version: version, today: today)
    }

    static let hospital = PaymentParty(
        name: "Mapleton General Hospital",
        address: PostalAddress(street: "Elm Street", buildingNumber: "1", town: "Mapleton", country: "US"))

    static func header(_ id: String = "ORDER-1") -> OrderHeader {
        OrderHeader(messageID: id, created: created ?? MessageTime(startOf: today), initiatingParty: hospital)
    }

    static func instruction(
        _ id: String = "BLOCK-1", type: PaymentType? = .ach(.corporate), method: PaymentMethod = .transfer
    ) -> PaymentInstruction {
        var instruction = PaymentInstruction(
            id: id, method: method, type: type, execution: .on(today), debtor: hospital,
            debtorAccount: .checking("4000123456", currency: .usd), debtorAgent: .routingNumber("021000021"))
        instruction.batchBooking = true
        return instruction
    }

    static func transfer(_ id: String = "INV-1", cents: Int64 = 125_00) -> CreditTransfer {
        CreditTransfer(
            endToEndID: id, amount: .instructed(.dollars(cents: cents)),
            creditor: PaymentParty(name: "Example Supplies", address: PostalAddress(town: "Oak City", country: "US")),
            creditorAccount: .checking("000001001"), creditorAgent: .routingNumber("091000019"))
    }

    static func order(
        _ transfers: [CreditTransfer] = [transfer()], _ instruction: PaymentInstruction = instruction()
    ) -> CreditTransferOrder {
        CreditTransferOrder(header(), [CreditTransferBlock(instruction, transfers)])
    }
}

/// The values of an order, as one list of what a reader hands on.
struct OrderValues: Hashable {
    var header: OrderHeader?
    var instructions: [PaymentInstruction] = []
    var transfers: [[CreditTransfer]] = []

    init(_ events: [PaymentEvent]) {
        for event in events {
            switch event {
            case .orderBegan(let header): self.header = header
            case .instructionBegan(let instruction):
                instructions.append(instruction)
                transfers.append([])
            case .transfer(let transfer): transfers[transfers.count - 1].append(transfer)
            default: break
            }
        }
    }

    init(header: OrderHeader, instructions: [PaymentInstruction], transfers: [[CreditTransfer]]) {
        self.header = header
        self.instructions = instructions
        self.transfers = transfers
    }

    var order: CreditTransferOrder? {
        header.map { header in
            CreditTransferOrder(header, zip(instructions, transfers).map { CreditTransferBlock($0, $1) })
        }
    }
}
