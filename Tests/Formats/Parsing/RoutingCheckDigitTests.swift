import Parsing
import Testing

@Suite struct RoutingCheckDigitTests {
    @Test(arguments: ["091000019", "021000021", "000000000"])
    func right(text: String) { #expect(RoutingCheckDigit.fits(text)) }

    @Test(arguments: ["", "09100001", "091000018", "0910000190", "09100001a", " 091000019", "٠٩١٠٠٠٠١٩"])
    func wrong(text: String) { #expect(!RoutingCheckDigit.fits(text)) }
}
