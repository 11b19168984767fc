// The vocabulary of payment messages as the XML reader numbers it.
// Relies on StatementGrammar, which numbers the words of all messages.

enum PaymentGrammar {
    static var words: [String] { PaymentWord.tags.filter { !$0.isEmpty } }

    /// The word of an element's place in the vocabulary.
    static func word(_ place: UInt16) -> PaymentWord {
        Int(place) < byPlace.count ? byPlace[Int(place)] : .unread
    }

    private static let byPlace: [PaymentWord] = {
        let vocabulary = StatementGrammar.shared.vocabulary
        var words = [PaymentWord](repeating: .unread, count: vocabulary.names.count)
        for word in PaymentWord.allCases where word != .unread {
            words[Int(vocabulary.place(of: word.tag))] = word
        }
        return words
    }()
}
