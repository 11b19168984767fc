import Testing

@testable import Money

@Suite struct MoneyTests {
    @Test(
        arguments: [
            ("0000000149.87", "EUR", 14987), ("100", "USD", 10000), ("7.5", "USD", 750), (".05", "USD", 5),
            ("-12.30", "USD", -1230), ("100.00000", "USD", 10000), ("7", "JPY", 7), ("1.234", "BHD", 1234),
        ] as [(String, String, Int64)])
    func decimalTextIsExact(text: String, code: String, units: Int64) throws {
        let currency = try #require(Currency(code))
        #expect(DecimalText.minorUnits(of: text, exponent: currency.exponent) == .success(units))
    }

    @Test(arguments: [
        ("", DecimalFault.malformed), (".", .malformed), ("1.2.3", .malformed), ("+5", .malformed),
        ("1e3", .malformed), ("8.85123", .subMinor), ("99999999999999999999", .overflow),
    ])
    func whatIsNoAmountIsRefused(text: String, fault: DecimalFault) {
        #expect(DecimalText.minorUnits(of: text, exponent: 2) == .failure(fault))
    }

    @Test func textHasTheCurrencysDecimals() throws {
        #expect(Money.dollars(cents: 125_000).decimalText == "1250.00")
        #expect(Money.dollars(cents: -5).decimalText == "-0.05")
        #expect(Money(minorUnits: 7, currency: try #require(Currency("JPY"))).decimalText == "7")
        #expect(Money(minorUnits: .min, currency: .usd).decimalText == "-92233720368547758.08")
    }

    @Test func sumsNeverMixCurrenciesOrOverflow() {
        #expect(Money.dollars(cents: 1).adding(Money(minorUnits: 1, currency: .eur)) == nil)
        #expect(Money.dollars(cents: .max).adding(.dollars(cents: 1)) == nil)
        var sum = CheckedSum()
        sum.add(.max)
        sum.add(1)
        sum.add(-1)
        #expect(sum.total == nil)
    }
}
