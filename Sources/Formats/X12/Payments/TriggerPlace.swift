// The trigger of a situational rule, from the place of its segment.

extension SituationalTrigger {
    init(_ place: Place, _ element: Int, component: Int? = nil, reference: Int?, loop: String? = nil) {
        self.init(
            segment: place.tag.text, position: place.position, loop: loop, element: element, component: component,
            reference: reference)
    }
}
