import Testing

@testable import HTTPCarrier

@Suite struct PostAddressTests {
    @Test func addressesAreTakenApart() throws {
        let one = try #require(PostAddress("https://as2.example/in?a=b"))
        #expect(one.isSecure && one.host == "as2.example" && one.port == 443 && one.target == "/in?a=b")
        #expect(one.authority == "as2.example" && one.description == "https://as2.example/in?a=b")
        let two = try #require(PostAddress("http://[::1]:4080"))
        #expect(!two.isSecure && two.host == "::1" && two.port == 4080 && two.target == "/")
        #expect(two.authority == "[::1]:4080")
    }

    @Test(arguments: [
        "ftp://a/", "http://", "http://a:0/", "http://a:99999/", "http://user@a/", "http://a/#x", "http://a b/",
        "http://a\r\nX: y/", "a.example",
    ])
    func whatIsNoAddressIsNone(text: String) {
        #expect(PostAddress(text) == nil)
    }
}
