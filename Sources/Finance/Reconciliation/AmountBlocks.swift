// Facts of equal amount, by day: the candidates of weak evidence, bounded.

import Facts
import Money

/// Positions of facts by amount, each block in the order of its days.
struct AmountBlocks {
    private var blocks: [Money: [(day: CalendarDate, index: Int)]] = [:]

    init(_ facts: some Sequence<(amount: Money, day: CalendarDate, index: Int)>) {
        for fact in facts { blocks[fact.amount, default: []].append((fact.day, fact.index)) }
        for amount in blocks.keys { blocks[amount]?.sort { ($0.day, $0.index) < ($1.day, $1.index) } }
    }

    /// The positions of an amount within a number of days of a day; nil where there are more than can be told apart.
    func near(_ amount: Money, _ day: CalendarDate, days: Int) -> [Int]? {
        guard let block = blocks[amount] else { return [] }
        let first = day.advanced(byDays: -days)
        let last = day.advanced(byDays: days)
        var found: [Int] = []
        var position = block.partitioningIndex { $0.day >= first }
        while position < block.count, block[position].day <= last {
            if found.count == FundsMatching.blockLimit { return nil }
            found.append(block[position].index)
            position += 1
        }
        return found
    }
}

extension Array {
    /// The position of the first element for which the test holds, in an array in which all elements for which it does not hold
    /// come first.
    func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
