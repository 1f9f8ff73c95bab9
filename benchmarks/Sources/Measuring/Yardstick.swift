import Bytes
import System

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a machine needs to look at bytes once: times are given as multiples of it, which compare across machines.
package enum Yardstick {
  /// Nanoseconds of `memchr` looking in vain, text by text.
  package static func memchrTime(_ texts: [ByteString]) -> Double {
    Stopwatch.best(leastTime: 5e7) {
      var found = 0
      for text in texts {
        text.withView { view in if memchr(view.base, 0xFF, view.count) != nil { found += 1 } }
      }
      blackHole(found)
    }
  }
}
