import Money
import Testing

@testable import Conversion

@Suite struct RowCellTests {
    @Test(arguments: [
        (Int64(0), 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (123_456, 2, "1234.56"), (7, 0, "7"),
        (-1, 3, "-0.001"),
        (.max, 2, "92233720368547758.07"), (.min, 4, "-922337203685477.5808"),
    ])
    func `amounts are exact decimals`(units: Int64, decimals: Int, text: String) {
        #expect(RowCell.amount(units, decimals: decimals).text == text)
    }

    @Test func `account numbers show their ends only`() {
        #expect(AccountDots.text("123456789") == "•••6789")
        #expect(AccountDots.text("12345") == "•••45")
        #expect(AccountDots.text("1234") == "•••")
        #expect(AccountDots.text("") == "•••")
    }

    @Test(arguments: [Table.entries, .advices, .transactions, .transfers, .statuses, .openItems, .payments])
    func `columns have names of their own`(table: Table) {
        #expect(Set(table.columns.map(\.name)).count == table.columns.count)
        #expect(table.columns.allSatisfy { $0.name.wholeMatch(of: /[a-z_]+/) != nil })
    }
}
