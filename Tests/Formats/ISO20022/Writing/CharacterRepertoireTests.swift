import ISO20022
import Testing

@Suite struct CharacterRepertoireTests {
    @Test(arguments: [
        ("Zahnärzte Müller & Söhne", "Zahnaerzte Mueller + Soehne"), ("Ağrı Şişli İstanbul", "Agri Sisli Istanbul"),
        ("Łódź", "Lodz"), ("Αθήνα", "Athina"), ("Москва", "Moskva"), ("a_b@example.org", "a-b(at)example.org"),
        ("“5 €” – done", "'5 EUR' - done"), ("line\none", "line one"), ("Cafe\u{301}", "Cafe"),
        ("  both ends ", "both ends"),
    ])
    func narrowSet(given: String, wanted: String) {
        let result = CharacterRepertoire.swift.bring(given)
        #expect(result.text == wanted)
        #expect(result.transliterated > 0 && result.replaced == 0)
        #expect(CharacterRepertoire.swift.holds(result.text))
    }

    @Test func whatFitsIsLeftAlone() {
        let text = "abcXYZ019/-?:().,'+ end"
        let result = CharacterRepertoire.swift.bring(text)
        #expect(result.text == text && result.transliterated == 0 && result.replaced == 0)
        #expect(CharacterRepertoire.ascii.bring("RMR*IV*1\\").text == "RMR*IV*1\\")
        #expect(CharacterRepertoire.unicode.bring("王 & <é>").text == "王 & <é>")
    }

    @Test func whatHasNoCounterpartIsAPointAndIsCounted() {
        let result = CharacterRepertoire.ascii.bring("Dr 王\u{1F600}")
        #expect(result.text == "Dr ..")
        #expect(result.replaced == 2)
        #expect(CharacterRepertoire.unicode.bring("a\u{0}b\u{FFFE}").text == "a.b.")
    }

    /// No character vanishes untold, and the result always fits.
    @Test func noCharacterVanishes() {
        // All of the scripts of Europe and the signs of print, and samples of the rest.
        let values = Array(UInt32(0)...0x26FF) + stride(from: 0x2700, through: 0x1FFFF, by: 251) + (0xFFF0...0xFFFF)
        for value in values {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(Character(scalar))b"
            for repertoire in [CharacterRepertoire.swift, .ascii, .unicode] {
                let result = repertoire.bring(text)
                if !repertoire.holds(result.text)
                    || (result.text != text && result.transliterated + result.replaced == 0)
                {
                    Issue.record("\(repertoire) U+\(String(value, radix: 16))")
                }
            }
        }
    }
}
