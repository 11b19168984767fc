// Colour and emphasis, where a person looks at a terminal that can show them.

import ArgumentParser
import Glibc

/// `--color`.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

/// Puts emphasis around texts, or nothing.
struct Style {
    enum Emphasis: String {
        case bold = "1"
        case dim = "2"
        case red = "1;31"
        case green = "32"
        case yellow = "33"
        case blue = "36"
    }

    let isOn: Bool

    /// `auto`: a terminal that is not dumb, and NO_COLOR unset or empty (no-color.org).
    init(_ choice: ColorChoice) {
        switch choice {
        case .always: isOn = true
        case .never: isOn = false
        case .auto:
            let refused = Style.variable("NO_COLOR").map { !$0.isEmpty } ?? false
            isOn = StandardOutput.isTerminal && !refused && Style.variable("TERM") != "dumb"
        }
    }

    func callAsFunction(_ emphasis: Emphasis, _ text: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Columns of the terminal; many where the output is none, so that nothing is cut from what a file keeps.
    static var width: Int {
        var size = winsize()
        guard StandardOutput.isTerminal, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 200 }
        return Int(size.ws_col)
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
