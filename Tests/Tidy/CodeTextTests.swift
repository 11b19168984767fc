// The rules are only as good as their view of the code.

import Testing

@Suite struct CodeTextTests {
    @Test(arguments: [
        ("let a = b // c!", "let a = b      "),
        ("a /* b /* c */ d */ e", "a                   e"),
        (#"print("a! // b", c)"#, #"print("       ", c)"#),
        (#"x = "a\"b" + c"#, #"x = "    " + c"#),
        (#"x = "a\(b("c")!)d""#, #"x = " \(b(" ")!) ""#),
        (##"x = #"a"\(b)"# + c"##, ##"x = #"      "# + c"##),
        (##"x = #"a\#(b)"#"##, ##"x = #" \#(b)"#"##),
        ("x = \"\"\"\n  a\"b!\n  \"\"\"!", "x = \"\"\"\n      \n  \"\"\"!"),
    ])
    func `comments and strings are blank, code stays in its place`(text: String, code: String) {
        #expect(CodeText.of(text) == code)
    }

    @Test func `a literal without an end ends with its line`() {
        #expect(CodeText.of("x = \"a\ny!") == "x = \" \ny!")
    }

    @Test func `the repository is found whole`() {
        #expect(Repository.sources.count > 100)
        #expect(Repository.swift.contains { $0.path == "Tests/Tidy/CodeTextTests.swift" })
        #expect(Repository.texts.contains { $0.path == "Makefile" && !$0.text.isEmpty })
        #expect(Repository.texts.contains { $0.path == ".ci/run" })
    }
}
