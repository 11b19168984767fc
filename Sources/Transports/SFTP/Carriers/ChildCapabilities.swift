// What the gateway's children may not do. With the drop-box it has a capability to read what partners put; gpg and ssh, which
// it runs, are to have none.

import CLinux

public enum ChildCapabilities {
    /// From here on no program that this thread, or one made by it, runs inherits a capability; what we have ourselves stays.
    /// To be called before there are other threads (capabilities(7), the ambient set is each thread's own).
    public static func withhold() { _ = hms_clear_ambient() }
}
