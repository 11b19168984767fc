// What an exception is about, as a report may show it: account numbers only by their end.

import Facts

extension CaseLine {
    /// The subject; of a missing statement the account's last four characters and the day.
    var shownSubject: String {
        guard category == .gapInStatements, let slash = subject.lastIndex(of: "/") else { return subject }
        return "•••\(subject[..<slash].suffix(4))\(subject[slash...])"
    }
}
