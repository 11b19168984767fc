// The tags that the readers look for, as numbers known when compiling: a segment is told by one comparison.

extension SegmentTag {
    static var isa: SegmentTag { SegmentTag(code: 0x49_5341) }
    static var iea: SegmentTag { SegmentTag(code: 0x49_4541) }
    static var gs: SegmentTag { SegmentTag(code: 0x4753) }
    static var ge: SegmentTag { SegmentTag(code: 0x4745) }
    static var st: SegmentTag { SegmentTag(code: 0x5354) }
    static var se: SegmentTag { SegmentTag(code: 0x5345) }
    static var ta1: SegmentTag { SegmentTag(code: 0x54_4131) }
    static var isb: SegmentTag { SegmentTag(code: 0x49_5342) }
    static var ise: SegmentTag { SegmentTag(code: 0x49_5345) }
    static var nm1: SegmentTag { SegmentTag(code: 0x4E_4D31) }
    static var ref: SegmentTag { SegmentTag(code: 0x52_4546) }
    static var bpr: SegmentTag { SegmentTag(code: 0x42_5052) }
    static var trn: SegmentTag { SegmentTag(code: 0x54_524E) }
    static var cur: SegmentTag { SegmentTag(code: 0x43_5552) }
    static var dtm: SegmentTag { SegmentTag(code: 0x44_544D) }
    static var n1: SegmentTag { SegmentTag(code: 0x4E31) }
    static var lx: SegmentTag { SegmentTag(code: 0x4C58) }
    static var ts3: SegmentTag { SegmentTag(code: 0x54_5333) }
    static var clp: SegmentTag { SegmentTag(code: 0x43_4C50) }
    static var cas: SegmentTag { SegmentTag(code: 0x43_4153) }
    static var svc: SegmentTag { SegmentTag(code: 0x53_5643) }
    static var plb: SegmentTag { SegmentTag(code: 0x50_4C42) }
    static var mia: SegmentTag { SegmentTag(code: 0x4D_4941) }
    static var moa: SegmentTag { SegmentTag(code: 0x4D_4F41) }
    static var lq: SegmentTag { SegmentTag(code: 0x4C51) }
    static var per: SegmentTag { SegmentTag(code: 0x50_4552) }
    static var ent: SegmentTag { SegmentTag(code: 0x45_4E54) }
    static var rmr: SegmentTag { SegmentTag(code: 0x52_4D52) }
    static var adx: SegmentTag { SegmentTag(code: 0x41_4458) }
}

extension SegmentTag {
    /// Whether such a segment ends the set at hand, wherever it stands.
    @inline(__always)
    var isControl: Bool {
        switch self {
        case .st, .se, .ge, .gs, .iea, .isa: true
        default: false
        }
    }
}
