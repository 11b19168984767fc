// Takes the segments that nearly all of a set are: usual in form, with one plain place in the guide. What is asked of each
// segment elsewhere is asked here once for all of them; what came of a segment's first bytes before is not asked again.
// Relies on the scanner for what is usual; leaves all else to `SegmentInterpreter.take`.

extension SegmentInterpreter {
    /// Takes segments of the set at hand as long as they are usual and the guide has one plain place for each.
    mutating func takeUsual(_ scanner: inout SegmentScanner, _ bytes: RawSpan) {
        guard isInSet, isWalking, !walk.hasPassedOver, var stand = scanner.stand else { return }
        let component = scanner.delimiters.component
        walk.rememberOnly(for: scanner.delimiters)
        while let segment = scanner.usual(stand, in: bytes) {
            let known = walk.knownStep(segment.key)
            if !walk.applies(known, to: segment.key) {
                if !learn(segment, at: stand.start, bytes) { break }
                continue
            }
            let start = stand.start
            let before = stand.before
            let count = segment.last &- before &- 1
            place.offset = stand.base &+ start
            place.ordinal &+= 1
            place.position = control.countSegment()
            place.tag = known.tag
            stand.before = segment.last
            stand.start = segment.end &+ 1
            stand.nextTerminator &+= 1
            walk.take(known, place, &recorder)
            if count == 2, isSecondUsual(known, bytes, segment.firstEnd &+ 1, segment.end) {
                if isConcerned(known.tag) {
                    scanner.shape.take(from: start, first: before, count: count, tag: known.tag)
                    read(scanner.shape, bytes, component: component)
                }
                continue
            }
            scanner.shape.take(from: start, first: before, count: count, tag: known.tag)
            checkElements(scanner.shape, bytes, known.place, component: component)
            read(scanner.shape, bytes, component: component)
        }
        scanner.resume(stand)
    }

    /// Remembers the step that a segment takes; false where it takes no plain one.
    @inline(never)
    private mutating func learn(_ segment: SegmentScanner.UsualSegment, at start: Int, _ bytes: RawSpan) -> Bool {
        let tag = SegmentTag(code: UInt32(truncatingIfNeeded: bytes.packed(start..<segment.tagEnd)))
        let first = Range(uncheckedBounds: (segment.tagEnd &+ 1, max(segment.tagEnd &+ 1, segment.firstEnd)))
        return walk.remember(segment.key, tag, first: bytes.packed(first))
    }

    /// Whether the second and last of two elements, the first of which is known to be right, is right at first sight.
    @inline(__always)
    private mutating func isSecondUsual(_ known: KnownStep, _ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        let length = end &- start
        switch known.second {
        case .length: return length <= Int(known.maximumLength) && length >= Int(known.minimumLength)
        case .day: return length == 8 && isDay(bytes, start)
        case .amount: return DecimalElement.usual(bytes, start, length) != nil
        case .listed, .composite, .other: return false
        }
    }
}
