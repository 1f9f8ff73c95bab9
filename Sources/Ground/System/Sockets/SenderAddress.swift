import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Who sent something last, in digits.
package struct SenderAddress {
  private var storage = sockaddr_storage()
  private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
  private var known = [UInt8](repeating: 0, count: MemoryLayout<sockaddr_storage>.size)
  private var knownText: ByteString = ""

  package init() {}

  /// Has the system write an address.
  mutating func fill(_ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Int) -> Int {
    length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var count = length
    let result = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &count) }
    }
    length = count
    return result
  }

  /// The address; that of the last one is kept, for many logs come from one sender.
  package mutating func text() -> ByteString {
    var storage = storage
    let length = length
    let count = Int(length)
    let isSame = withUnsafeBytes(of: &storage) { given in
      !knownText.isEmpty && known[..<count].elementsEqual(given[..<count])
    }
    if isSame { return knownText }
    withUnsafeBytes(of: &storage) { given in known.withUnsafeMutableBytes { $0.copyMemory(from: given) } }
    var name = [CChar](repeating: 0, count: 128)
    let result = withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getnameinfo($0, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
      }
    }
    knownText = result == 0 ? ByteString(name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }) : "unknown"
    return knownText
  }
}
