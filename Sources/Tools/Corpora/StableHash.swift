import Bytes

/// A number of some bytes that is the same in every process and on every machine. An agent's says which shard it belongs to,
/// and whether it is one of the sample; a first-time key's, whether two shards have met the same.
package enum StableHash {
  /// FNV-1a over the bytes, its bits mixed once more.
  package static func of(_ bytes: ByteString) -> UInt64 { bytes.withView(of) }

  /// The same of bytes that somebody else keeps.
  package static func of(_ bytes: ByteView) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<bytes.count { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
    hash ^= hash >> 32
    hash = hash &* 0xd6e8_feb8_6659_fd93
    return hash ^ (hash >> 32)
  }
}
