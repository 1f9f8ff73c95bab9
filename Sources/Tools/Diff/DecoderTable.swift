import Bytes
import Synchronization

/// Numbers for decoders that mean the same on both sides: two decoders of one name below one parent are the same.
final class DecoderTable: Sendable {
  private struct Content {
    var numbers: [ByteString: Int32] = [:]
    var names: [String] = [""]
    var ownNames: [ByteString] = [""]
  }

  // Both sides may run at once.
  private let content = Mutex(Content())

  /// The number of a decoder; 0 is none.
  func number(_ name: ByteString, parent: ByteString?) -> Int32 {
    let key = parent.map { $0 + "/" + name } ?? name
    return content.withLock { content in
      if let known = content.numbers[key] { return known }
      let number = Int32(content.names.count)
      content.numbers[key] = number
      content.names.append(key.description)
      content.ownNames.append(name)
      return number
    }
  }

  /// `parent/name`; empty for none.
  func name(_ number: Int32) -> String { content.withLock { $0.names[Int(number)] } }

  /// The name without the parent's.
  func ownName(_ number: Int32) -> ByteString { content.withLock { $0.ownNames[Int(number)] } }
}
