// Takes the segments that nearly all of a set are: usual in form, with one plain place in the guide. What is asked of each
// segment elsewhere is asked here once for all of them; what came of a segment's first bytes before is not asked again.
// Relies on the scanner for what is usual; leaves all else to `SegmentInterpreter.take`.

extension SegmentInterpreter {
    /// Takes segments of the set at hand as long as they are usual and the guide has one plain place for each.
    mutating func takeUsual(_ scanner: inout SegmentScanner, _ bytes: RawSpan) {
        guard isInSet, isWalking, !walk.hasPassedOver, var stand = scanner.stand else { return }
        let component = scanner.delimiters.component
        walk.known.keepOnly(for: scanner.delimiters)
        var context: UInt64 = 0
        while true {
            let start = scanner.usualStart(stand, in: bytes)
            guard let segment = scanner.usual(stand, from: start, in: bytes) else { break }
            let row = KnownSteps.row(of: segment.key, before: context)
            if !walk.applies(row, to: segment.key) {
                let first = (segment.tagEnd &+ 1)..<max(segment.tagEnd &+ 1, segment.firstEnd)
                let tag = SegmentTag(code: UInt32(truncatingIfNeeded: bytes.packed(start..<segment.tagEnd)))
                if !walk.remember(row, segment.key, tag, first: bytes.packed(first)) { break }
                continue
            }
            context = KnownSteps.context(segment.key)
            let before = stand.before
            let count = segment.last &- before &- 1
            place.offset = stand.base &+ start
            place.ordinal &+= 1
            place.position = control.countSegment()
            let tag = walk.known.rows[sure: row].tag
            place.tag = tag
            stand.before = segment.last
            stand.start = segment.end &+ 1
            stand.nextTerminator &+= 1
            walk.takeKnown(row, place, &recorder)
            let isDone =
                switch walk.known.rows[sure: row].sight {
                case .rows: false
                case .text, .day, .amount:
                    count == 2 && takeSecond(row, bytes, segment.firstEnd &+ 1, segment.end &- segment.firstEnd &- 1)
                case .adjustments: takeAdjustments(row, scanner.shape, before, count, bytes)
                case .service: takeService(row, scanner.shape, before, count, bytes, component)
                case .name: takeName(row, scanner.shape, before, count, bytes)
                }
            if isDone { continue }
            scanner.shape.take(from: start, first: before, count: count, tag: tag)
            checkElements(scanner.shape, bytes, walk.known.rows[sure: row].place, component: component)
            read(scanner.shape, bytes, component: component)
        }
        scanner.resume(stand)
    }

    /// Takes a segment of two elements, the first of which is known to be right, if the second is right at first sight and
    /// the set's reader wants no more than a day of it.
    @inline(always)
    private mutating func takeSecond(_ row: Int, _ bytes: RawSpan, _ start: Int, _ length: Int) -> Bool {
        let known = walk.known.rows[sure: row]
        switch known.sight {
        case .day:
            if length != 8 || !isDay(bytes, start) { return false }
            if isInPlainClaim, known.tag == .dtm {
                claims.takeDay(known.first, latestDay.byteSwapped, place, &recorder)
                return true
            }
        case .text: if length > Int(known.maximumLength) || length < Int(known.minimumLength) { return false }
        default: if DecimalElement.usual(bytes, start, length) == nil { return false }
        }
        return isInPlainClaim && known.isPassedOverByClaims || !isConcerned(known.tag)
    }

    /// Takes CAS if all of it is as in nearly all files: one or two reasons that are listed numbers, allowed in their group
    /// and in need of nothing; amounts above zero.
    @inline(never)
    private mutating func takeAdjustments(
        _ row: Int, _ shape: borrowing SegmentShape, _ before: Int, _ count: Int, _ bytes: RawSpan
    ) -> Bool {
        if !isInPlainClaim || count < 3 || count > 7 || count == 5 { return false }
        let group = walk.known.rows[sure: row].first
        let usual = ReasonTraits.of(group: group).union(.listed)
        if usual == .listed { return false }
        let mark = before &+ 2
        guard let first = claims.usualAdjustment(usual, shape, mark, hasQuantity: count > 3, bytes) else {
            return false
        }
        if count > 5 {
            guard let second = claims.usualAdjustment(usual, shape, mark &+ 3, hasQuantity: count > 6, bytes) else {
                return false
            }
            claims.adjust(group: group, by: first)
            claims.adjust(group: group, by: second)
        } else {
            claims.adjust(group: group, by: first)
        }
        return true
    }

    /// Takes SVC if its amounts are right at first sight and no other procedure was billed. The procedure is looked at last,
    /// for what is wrong with it is told at once.
    @inline(never)
    private mutating func takeService(
        _ row: Int, _ shape: borrowing SegmentShape, _ before: Int, _ count: Int, _ bytes: RawSpan,
        _ component: UInt8
    ) -> Bool {
        if !isInPlainClaim || count < 3 || count > 5 { return false }
        let tagEnd = Int(shape.marks[sure: before &+ 1])
        let procedureEnd = Int(shape.marks[sure: before &+ 2])
        let chargeEnd = Int(shape.marks[sure: before &+ 3])
        let paidEnd = Int(shape.marks[sure: before &+ 4])
        guard procedureEnd > tagEnd &+ 1,
            let charge = DecimalElement.usual(bytes, procedureEnd &+ 1, chargeEnd &- procedureEnd &- 1),
            let paid = DecimalElement.usual(bytes, chargeEnd &+ 1, paidEnd &- chargeEnd &- 1)
        else { return false }
        let rules = Int(walk.flat.variants[sure: Int(walk.known.rows[sure: row].variant)].elements)
        if count > 3 {
            let revenueEnd = Int(shape.marks[sure: before &+ 5])
            let length = revenueEnd &- paidEnd &- 1
            let rule = walk.flat.rules[sure: rules &+ 3]
            if length > Int(rule.maximum) || length > 0 && length < Int(rule.minimum) { return false }
            if count > 4 {
                let end = Int(shape.marks[sure: before &+ 6])
                if DecimalElement.usual(bytes, revenueEnd &+ 1, end &- revenueEnd &- 1) == nil { return false }
            }
        }
        ElementCheck.procedure(
            bytes, (tagEnd &+ 1)..<procedureEnd, walk.flat, rules, component, place, &recorder)
        claims.beginService(charged: charge, paid: paid, place, &recorder)
        return true
    }
    /// Takes NM1 if all of it is right at first sight and the names are in capitals.
    @inline(never)
    private mutating func takeName(
        _ row: Int, _ shape: borrowing SegmentShape, _ before: Int, _ count: Int, _ bytes: RawSpan
    ) -> Bool {
        let variant = walk.flat.variants[sure: Int(walk.known.rows[sure: row].variant)]
        if !isInPlainClaim || count < 3 || count == 8 || count > 9 || Int(variant.lastRequired) > count { return false }
        let rules = Int(variant.elements) &- 1
        let nameStart = Int(shape.marks[sure: before &+ 3]) &+ 1
        let kind =
            (Int(shape.marks[sure: before &+ 2]) &+ 1)..<max(Int(shape.marks[sure: before &+ 2]) &+ 1, nameStart &- 1)
        if !walk.flat.lists(walk.flat.rules[sure: rules &+ 2], bytes.packed(kind)) { return false }
        var lower = nameStart
        var nameEnd = nameStart
        var element = 3
        while element <= min(count, 7) {
            let upper = Int(shape.marks[sure: before &+ element &+ 1])
            if !isTextUsual(upper &- lower, walk.flat.rules[sure: rules &+ element]) { return false }
            if element <= 5 { nameEnd = upper }
            lower = upper &+ 1
            element &+= 1
        }
        if count == 9 {
            let middle = Int(shape.marks[sure: before &+ 9])
            let end = Int(shape.marks[sure: before &+ 10])
            if middle <= lower || !walk.flat.lists(walk.flat.rules[sure: rules &+ 8], bytes.packed(lower..<middle)) {
                return false
            }
            if !isTextUsual(end &- middle &- 1, walk.flat.rules[sure: rules &+ 9]) { return false }
        }
        if EightBytes.holdLowerCase(bytes, from: nameStart, to: nameEnd) { return false }
        claims.takeName(walk.known.rows[sure: row].first)
        return true
    }

    /// Whether a text has a usual length; what is no text must be empty.
    @inline(always)
    private func isTextUsual(_ length: Int, _ rule: FlatRule) -> Bool {
        if length <= 0 { return length == 0 && !rule.isRequired }
        return rule.check == .length && length <= Int(rule.maximum) && length >= Int(rule.minimum)
    }
}
