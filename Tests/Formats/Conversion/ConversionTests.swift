import Inspection
import Parsing
import Testing

@testable import Conversion

/// The rows of each kind, as a whole: who reads them relies on names and order of the columns.
@Suite struct ConversionTests {
    @Test func `a NACHA file gives its entries`() throws {
        #expect(
            try Samples.csv(Samples.nacha) == [
                "line,batch,sec_code,company_name,company_id,entry_description,effective_date,kind,transaction_code,direction,"
                    + "amount,currency,routing,account,name,identification,trace_number,addenda,reason_code,"
                    + "original_trace_number,payment_information",
                "3,1,CCD,EXAMPLE HEALTH,1123456789,HCCLAIMPMT,2026-01-15,forward,22,credit,1250.00,USD,071000288,•••2345,"
                    + "GENERAL HOSPITAL,NPI1000000001,071000280000001,1,,,TRN*1*7000099999*1123456789*SUB01~",
                "7,2,PPD,EXAMPLE EMPLOYER,1987654321,RENT,2026-01-15,return,26,debit,100.00,USD,071000288,•••4321,"
                    + "BLAKE BARROW,EMP0000002,071000280000002,1,R01,071000280000007,",
            ])
    }

    @Test func `an 835 gives payment, claims, lines and adjustments`() throws {
        let rows = try Samples.csv(Samples.claims)
        #expect(
            rows[0]
                == "set,control_number,row,trace_number,payer_id,payment_method,payment_date,currency,payer,payee,qualifier,"
                + "reference,status,payer_control_number,line,procedure,charged,paid,patient_responsibility,"
                + "contractual_adjustment,patient_adjustment,other_adjustment,adjustments,billed,discount,reason,direction,"
                + "amount,balanced")
        let shared = "EFT0001,1123456789,ACH,2026-03-02,USD,HEALTH PLAN,GENERAL HOSPITAL"
        #expect(
            rows.dropFirst() == [
                "835,0001,payment,\(shared),,,,,,,,,,,,,,,,,credit,180.00,",
                "835,0001,claim,\(shared),,A-1,1,ICN1,,,200.00,130.00,30.00,40.00,30.00,0.00,70.00,,,,,,true",
                "835,0001,line,\(shared),,A-1,,ICN1,1,HC:99213,150.00,100.00,,,,,50.00,,,,,,",
                "835,0001,line,\(shared),,A-1,,ICN1,2,HC:85025,50.00,30.00,,,,,20.00,,,,,,",
                "835,0001,adjustment,\(shared),,ICN9,,,,,,,,,,,,,,WO,,-50.00,",
            ])
    }

    @Test func `an 820 gives payment and items`() throws {
        let shared = "PO0001,1123456789,ACH,2026-03-02,USD,ACME,GENERAL HOSPITAL"
        #expect(
            try Samples.csv(Samples.items).dropFirst() == [
                "820,0001,payment,\(shared),,,,,,,,,,,,,,,,,credit,1060.00,",
                "820,0001,item,\(shared),IV,INV-1,,,,,,980.00,,,,,0.00,1000.00,20.00,,,,",
                "820,0001,item,\(shared),IV,INV-2,,,,,,80.00,,,,,0.00,80.00,0.00,,,,",
            ])
    }

    @Test func `a statement gives entries, and details where there are several`() throws {
        #expect(
            try Samples.csv(Samples.statement) == [
                "statement_id,account,row,entry,detail,status,booked_on,value_on,direction,amount,currency,reversal,bank_code,"
                    + "proprietary_code,entry_reference,servicer_reference,batch_id,end_to_end_id,transaction_id,"
                    + "clearing_reference,check_number,debtor,creditor,remittance,creditor_reference,return_code,"
                    + "return_text,information",
                "S-•••3456-7,•••3456,entry,1,,booked,2026-03-05,2026-03-05,credit,12.50,USD,false,PMNT/RCDT/ESCT,,,B1,"
                    + ",,,,,,,,,,,",
                "S-•••3456-7,•••3456,detail,1,1,booked,2026-03-05,2026-03-05,credit,12.00,USD,false,,,,,,E1,,,,,,"
                    + "\"'=HYPERLINK(\"\"x\"\") and more\",,,,",
                "S-•••3456-7,•••3456,detail,1,2,booked,2026-03-05,2026-03-05,credit,0.50,USD,false,,,,,,E2,,,,,,,,,,",
                "S-•••3456-7,•••3456,entry,2,,booked,2026-03-05,,debit,2.25,USD,false,,698,,,,,,,,,,,,,,",
            ])
    }

    @Test func `an order gives its transfers`() throws {
        #expect(
            try Samples.csv(Samples.order) == [
                "message_id,payment_id,method,service_level,local_instrument,execution_date,debtor,debtor_account,debtor_agent,"
                    + "instruction_id,end_to_end_id,unique_reference,amount,currency,creditor,creditor_account,creditor_agent,"
                    + "purpose,remittance",
                "PM-1,PI1,TRF,NURG,CCD,2026-03-03,GENERAL HOSPITAL,•••3456,091000019,,E1,,5.00,USD,Elm Supplies,•••7654,"
                    + "071000288,,INV 9",
            ])
    }

    @Test func `a status report gives what it says of group, blocks and transfers`() throws {
        #expect(
            try Samples.csv(Samples.report) == [
                "row,original_message_id,original_payment_id,instruction_id,end_to_end_id,unique_reference,status,"
                    + "effective_status,reason,return_code,information,amount,currency,servicer_reference,accepted_on",
                "group,PM-1,,,,,PART,,,,,,,,", "payment,PM-1,PI1,,,,PART,,,,,,,,",
                "transfer,PM-1,PI1,,E1,,RJCT,RJCT,AC04,R02,R02 ACCOUNT CLOSED,,,,",
                "transfer,PM-1,PI1,,E2,,ACSP,ACSP,,,,,,,",
            ])
    }

    @Test func `the tables of departments keep their columns`() throws {
        #expect(
            try Samples.csv(Samples.openItems) == [
                "line,item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref",
                "2,I1,invoice,P1,\"Elm, Oak & Co\",R1,1250.00,USD,2026-03-02,2026-03-31,",
                "3,I2,claim,P2,'=1+1,'-R2,5.00,USD,2026-03-02,,PT9",
            ])
        #expect(
            try Samples.csv(Samples.payments) == [
                "line,payment_id,kind,direction,party_name,routing,account,account_type,amount,currency,effective_on,addenda,"
                    + "sec_code",
                "2,PY1,vendor,credit,Elm Supplies,091000019,•••2345,checking,5.00,USD,2026-03-02,INV 9,CCD",
            ])
    }

    @Test func `account numbers come whole only when asked for`() throws {
        #expect(try Samples.csv(Samples.nacha, accounts: .revealed)[1].contains(",00012345,"))
        #expect(try Samples.csv(Samples.payments, accounts: .revealed)[1].contains(",0000012345,"))
        #expect(try Samples.csv(Samples.statement, accounts: .revealed)[1].hasPrefix("S-4400123456-7,4400123456,"))
        for text in [Samples.nacha, Samples.payments, Samples.statement, Samples.order] {
            let masked = try Samples.csv(text).joined() + Samples.json(text).joined()
            for account in ["0012345", "0054321", "4400123456", "9900987654"] { #expect(!masked.contains(account)) }
        }
    }

    @Test func `JSON lines hold the same, typed`() throws {
        let rows = try Samples.json(Samples.openItems)
        #expect(rows.count == 2)
        #expect(
            rows[1]
                == #"{"line":3,"item_id":"I2","kind":"claim","party_id":"P2","party_name":"=1+1","reference":"-R2","#
                + #""amount":"5.00","currency":"USD","issued_on":"2026-03-02","due_on":null,"patient_ref":"PT9"}"#)
        #expect(try Samples.json(Samples.statement)[1].contains(#""remittance":"=HYPERLINK(\"x\") and more""#))
        #expect(try Samples.json(Samples.statement)[0].contains(#""reversal":false"#))
    }

    @Test func `a file with errors gives its rows and its verdict`() throws {
        var source = MemoryByteSource(Array(Samples.nacha.replacing("0000125000NPI", with: "0000125001NPI").utf8))
        var rows = Rows()
        let inspection = try Conversion.convert(&source, into: &rows)
        #expect(inspection.verdict == .rejected)
        #expect(rows.cells.count == 2)
    }

    @Test func `what holds no rows begins no table`() throws {
        var source = MemoryByteSource(Array("hello".utf8))
        var rows = Rows()
        #expect(try Conversion.convert(&source, into: &rows).kind == .unknown)
        #expect(rows.table == nil && rows.cells.isEmpty)
    }
}

/// Keeps what it gets.
struct Rows: RowSink {
    var table: Table?
    var cells: [[RowCell]] = []

    mutating func begin(_ table: Table) {
        #expect(self.table == nil)
        self.table = table
    }

    mutating func row(_ cells: [RowCell]) {
        #expect(cells.count == table?.columns.count)
        self.cells.append(cells)
    }

    /// The rows by column name, as text.
    var texts: [[String: String]] {
        let names = table?.columns.map(\.name) ?? []
        return cells.map { Dictionary(uniqueKeysWithValues: zip(names, $0.map(\.text))) }
    }
}
