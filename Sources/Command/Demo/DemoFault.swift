// Why the demonstration cannot be played to its end.

struct DemoFault: Error, CustomStringConvertible {
    let sentence: String
    var description: String { "the demonstration cannot go on: \(sentence)" }
}
