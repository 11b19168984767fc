// Random orders with every part that the writer knows, within what its version and rail allow.

import ISO20022
import Money

struct RandomOrder {
    var random: SeededGenerator
    let version: CreditTransferVersion
    private var serial = 0

    init(seed: UInt64, version: CreditTransferVersion) {
        random = SeededGenerator(state: seed)
        self.version = version
    }

    var isNew: Bool { version == .v09 }

    mutating func values() -> OrderValues {
        var header = SampleOrder.header("ORDER-\(random.number(1...99_999))")
        header.initiatingParty = party()
        if random.flip() { header.forwardingAgent = agent() }
        let blocks = random.number(1...3)
        var instructions: [PaymentInstruction] = []
        var transfers: [[CreditTransfer]] = []
        for block in 1...blocks {
            let method: PaymentMethod = random.flip() ? .transfer : .check
            var instruction = SampleOrder.instruction("BLOCK-\(block)", type: type(), method: method)
            fill(&instruction)
            instructions.append(instruction)
            transfers.append((0..<random.number(1...4)).map { _ in transfer(of: instruction) })
        }
        return OrderValues(header: header, instructions: instructions, transfers: transfers)
    }

    private mutating func maybe<Value>(_ value: (inout RandomOrder) -> Value) -> Value? {
        random.flip() ? value(&self) : nil
    }

    private mutating func text(_ limit: Int) -> String {
        let letters = Array("abcxyzABCXYZ0189/-?:().,'+ ")
        var text = "T"
        for _ in 0..<random.number(0...min(limit, 40) - 2) { text.append(random.pick(letters)) }
        return text + "9"
    }

    private mutating func address() -> PostalAddress {
        var address = PostalAddress(
            street: maybe { $0.text(70) }, buildingNumber: maybe { $0.text(16) }, postCode: maybe { $0.text(16) },
            town: text(35), countrySubdivision: maybe { $0.text(35) }, country: random.pick(["US", "DE", "GB"]),
            lines: (0..<random.number(0...3)).map { _ in text(70) })
        address.type = maybe { .code($0.random.pick(["ADDR", "BIZZ", "PBOX"])) }
        address.department = maybe { $0.text(70) }
        address.subDepartment = maybe { $0.text(70) }
        if isNew {
            address.buildingName = maybe { $0.text(35) }
            address.floor = maybe { $0.text(70) }
            address.postBox = maybe { $0.text(16) }
            address.room = maybe { $0.text(70) }
            address.townLocation = maybe { $0.text(35) }
            address.district = maybe { $0.text(35) }
        }
        return address
    }

    private mutating func party() -> PaymentParty {
        var party = PaymentParty(name: text(140), address: maybe { $0.address() })
        if random.flip() {
            let numbers = (0..<random.number(1...2)).map { _ in
                PartyNumber(
                    text(30).replacing("/", with: "-"), scheme: maybe { _ in .code("TXID") },
                    issuer: maybe { $0.text(35) })
            }
            if random.flip() {
                party.identification = .organisation(
                    bic: maybe { _ in "ABCDUS33" }, legalEntity: isNew ? maybe { _ in "00000000000000000098" } : nil,
                    numbers: numbers)
            } else {
                party.identification = .person(
                    birth: maybe {
                        BirthDetails(
                            date: CalendarDate(dayNumber: 4000), province: $0.maybe { $0.text(35) }, city: $0.text(35),
                            country: "US")
                    }, numbers: numbers)
            }
        }
        party.countryOfResidence = maybe { _ in "US" }
        party.contact = maybe { this in
            var contact = ContactDetails(
                name: this.maybe { $0.text(140) }, phone: this.maybe { _ in "+1-555-0100" },
                email: this.maybe { _ in "a_b@example.org" })
            contact.fax = this.maybe { _ in "+49-(89)0100" }
            return contact
        }
        return party
    }

    private mutating func account() -> PaymentAccount {
        let number: AccountNumber =
            random.flip()
            ? .iban("GB82WEST12345698765432")
            : .other(
                "\(random.number(1000...9_999_999))", scheme: maybe { _ in .code("BBAN") },
                issuer: maybe { $0.text(35) })
        return PaymentAccount(
            number, type: .code(random.pick(["CACC", "SVGS"])), currency: maybe { _ in .usd },
            name: maybe { $0.text(70) })
    }

    private mutating func agent() -> PaymentAgent {
        var agent = PaymentAgent.routingNumber(random.pick(["091000019", "021000021"]))
        agent.bic = maybe { $0.random.pick(["ABCDUS33", "ABCDDEFFZZZ"]) }
        if isNew { agent.legalEntity = maybe { _ in "00000000000000000098" } }
        agent.name = maybe { $0.text(140) }
        agent.address = maybe { $0.address() }
        agent.otherID = maybe { _ in "NOTPROVIDED" }
        agent.branchID = maybe { _ in "0007" }
        return agent
    }

    private mutating func type() -> PaymentType {
        var type = random.pick([
            PaymentType.ach(.corporate), .ach(.prearranged), .ach(.corporateTradeExchange), .wire, .realTime,
        ])
        type.priority = maybe { $0.random.pick(InstructionPriority.allCases) }
        type.categoryPurpose = maybe { $0.random.pick([.code("SUPP"), .proprietary("BILL PAYMENT")]) }
        if isNew, random.flip() { type.serviceLevels.append(.proprietary("NIGHT")) }
        return type
    }

    private mutating func fill(_ instruction: inout PaymentInstruction) {
        instruction.batchBooking = maybe { $0.random.flip() }
        if isNew, random.flip(),
            let time = MessageTime(SampleOrder.today, hour: 17, minute: 0, millisecond: 250, zoneMinutes: 0)
        {
            instruction.execution = .at(time)
        }
        instruction.debtor = party()
        instruction.debtorAgent = agent()
        instruction.debtorAgentAccount = maybe { $0.account() }
        if isNew { instruction.debtorAgentInstruction = maybe { $0.text(140) } }
        instruction.ultimateDebtor = maybe { $0.party() }
        instruction.chargeBearer = maybe { $0.random.pick(ChargeBearer.allCases) }
        instruction.chargesAccount = maybe { $0.account() }
        instruction.chargesAgent = maybe { $0.agent() }
    }

    private mutating func transfer(of instruction: PaymentInstruction) -> CreditTransfer {
        serial += 1
        let money = Money.dollars(cents: Int64(random.number(1...999_999)))
        var transfer = CreditTransfer(
            endToEndID: "E2E-\(serial)",
            amount: random.number(0...4) == 0 ? .equivalent(money, in: .eur) : .instructed(money), creditor: party(),
            creditorAccount: account(), creditorAgent: agent())
        transfer.instructionID = maybe { "I\($0.serial)" }
        if isNew { transfer.uniqueReference = maybe { "0f0f0f0f-0000-4000-8000-\(100_000_000_000 + $0.serial)" } }
        transfer.type = maybe { $0.type() }
        transfer.exchange = maybe { this in
            var exchange = ExchangeAgreement(rate: "1.0825", type: "AGRD", contractID: this.maybe { _ in "FX-7" })
            if this.isNew { exchange.unitCurrency = this.maybe { _ in .eur } }
            return exchange
        }
        transfer.chargeBearer = maybe { $0.random.pick(ChargeBearer.allCases) }
        if instruction.method == .check {
            transfer.creditor?.address = address()
            transfer.check = check()
        }
        transfer.ultimateDebtor = maybe { $0.party() }
        transfer.intermediaries = (0..<random.number(0...3)).map { _ in
            IntermediaryAgent(agent(), account: maybe { $0.account() })
        }
        transfer.creditorAgentAccount = maybe { $0.account() }
        transfer.ultimateCreditor = maybe { $0.party() }
        transfer.creditorAgentInstructions = (0..<random.number(0...2)).map { _ in
            CreditorAgentInstruction(code: maybe { _ in "PHOB" }, text: text(140))
        }
        transfer.debtorAgentInstruction = maybe { $0.text(140) }
        transfer.purpose = maybe { $0.random.pick([.code("GDDS"), .proprietary("LINEN")]) }
        transfer.remittance = remittance()
        return transfer
    }

    private mutating func check() -> CheckInstruction {
        var check = CheckInstruction(
            type: "CCHQ", number: maybe { _ in "000123" }, delivery: .code(random.pick(["MLCD", "CRDB"])))
        check.from = maybe { Addressee(name: $0.text(140), address: $0.address()) }
        check.deliverTo = maybe { Addressee(name: $0.text(140), address: $0.address()) }
        check.priority = maybe { _ in .high }
        check.maturity = maybe { _ in SampleOrder.today }
        check.formsCode = maybe { _ in "F1" }
        check.memo = (0..<random.number(0...2)).map { _ in text(35) }
        check.regionalClearingZone = maybe { $0.text(35) }
        check.printLocation = maybe { $0.text(35) }
        if isNew { check.signatures = (0..<random.number(0...2)).map { _ in text(70) } }
        return check
    }

    private mutating func remittance() -> RemittanceInformation {
        var remittance = RemittanceInformation()
        // Within the 80 characters of one addenda record.
        remittance.unstructured = (0..<random.number(0...2)).map { _ in text(30) }
        remittance.structured = (0..<random.number(0...2)).map { _ in structured() }
        return remittance
    }

    private mutating func structured() -> StructuredRemittance {
        var part = StructuredRemittance()
        part.documents = (0..<random.number(0...2)).map { _ in
            ReferredDocument(
                "INV-\(random.number(1...999))",
                type: random.pick([.code("CINV"), .code("CREN"), .proprietary("ORDER")]),
                issuer: maybe { $0.text(35) }, date: maybe { _ in SampleOrder.today })
        }
        part.amounts = maybe { this in
            var amounts = ReferredAmounts(duePayable: this.maybe { _ in .dollars(cents: 500) })
            amounts.discounts = (0..<this.random.number(0...(this.isNew ? 2 : 1))).map {
                .dollars(cents: Int64($0 + 1))
            }
            amounts.creditNote = this.maybe { _ in .dollars(cents: 50) }
            amounts.taxes = (0..<this.random.number(0...1)).map { .dollars(cents: Int64($0 + 1)) }
            amounts.adjustments = (0..<this.random.number(0...2)).map { _ in
                DocumentAdjustment(
                    .dollars(cents: 7), isCredit: this.maybe { $0.random.flip() }, reason: this.maybe { _ in "DISC" },
                    information: this.maybe { $0.text(140) })
            }
            amounts.remitted = this.maybe { _ in .dollars(cents: 450) }
            return amounts
        }
        part.creditorReference = maybe { this in
            this.random.pick([
                CreditorReference("RF18539007547034", issuer: "ISO"), CreditorReference("PO-77", type: .code("PUOR")),
                CreditorReference("ANY", type: nil),
            ])
        }
        part.invoicer = maybe { $0.party() }
        part.invoicee = maybe { $0.party() }
        part.additional = (0..<random.number(0...3)).map { _ in text(140) }
        return part
    }
}
