// Keeps what the reader finds: every finding in the bounded log, and the notes that the 999 will repeat, bounded per set.

import Parsing

/// What it does is never written out where something is found: that is nearly nowhere, and would crowd what is done always.
struct Recorder {
    static let notesPerSet = 500

    var log = FindingLog()
    /// Notes of the set at hand, in the order found.
    private(set) var notes: [SegmentNote] = []
    private(set) var omittedNotes = 0
    private(set) var hasFatalNotes = false
    /// The payment or entity that notes belong to from here on.
    var businessUnit: BusinessUnit?

    mutating func beginSet() {
        businessUnit = nil
        notes.removeAll(keepingCapacity: true)
        omittedNotes = 0
        hasFatalNotes = false
    }

    /// A finding that no 999 repeats.
    @inline(never)
    mutating func find(
        _ rule: FindingRule, _ place: Place, element: Int? = nil, _ message: @autoclosure () -> String
    ) {
        log.add(rule, message(), at: place.location(element: element))
    }

    /// A segment in error; `tag` is the missing segment's where it is not the one at hand.
    @inline(never)
    mutating func segment(
        _ rule: FindingRule, code: String, _ place: Place, loop: String? = nil, isFatal: Bool = true,
        trigger: SituationalTrigger? = nil, _ message: @autoclosure () -> String
    ) {
        log.add(rule, message(), at: place.location())
        note(
            SegmentNote(
                tag: place.tag.text, position: place.position, loop: loop, code: code, elements: [], isFatal: isFatal,
                trigger: trigger, businessUnit: businessUnit))
    }

    /// An element in error.
    @inline(never)
    mutating func element(
        _ rule: FindingRule, code: String, _ place: Place, _ position: Int, component: Int? = nil, reference: Int?,
        copy: String? = nil, isFatal: Bool = true, trigger: SituationalTrigger? = nil,
        _ message: @autoclosure () -> String
    ) {
        log.add(rule, message(), at: place.location(element: position, component: component))
        let element = ElementNote(
            position: position, component: component, reference: reference, code: code, copy: copy, trigger: trigger)
        if let last = notes.indices.last, notes[last].position == place.position, notes[last].code == "8" {
            if notes[last].elements.count < 100 { notes[last].elements.append(element) }
            notes[last].isFatal = notes[last].isFatal || isFatal
            hasFatalNotes = hasFatalNotes || isFatal
            return
        }
        note(
            SegmentNote(
                tag: place.tag.text, position: place.position, loop: nil, code: "8", elements: [element],
                isFatal: isFatal, businessUnit: businessUnit))
    }

    private mutating func note(_ note: SegmentNote) {
        hasFatalNotes = hasFatalNotes || note.isFatal
        if note.position == 0 { return }
        if notes.count < Recorder.notesPerSet { notes.append(note) } else { omittedNotes += 1 }
    }

    /// The notes in the order of the set: a missing segment is found later than it should have stood.
    var notesInOrder: [SegmentNote] {
        notes.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element)
    }
}
