import Bytes

/// A number of an agent that is the same in every process and on every machine: which shard it belongs to, and whether it is
/// one of the sample.
package enum AgentHash {
  /// FNV-1a over the agent's name, its bits mixed once more.
  package static func of(_ agent: ByteString) -> UInt64 { agent.withView(of) }

  /// The same of bytes that somebody else keeps.
  package static func of(_ agent: ByteView) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<agent.count { hash = (hash ^ UInt64(agent[index])) &* 0x0000_0100_0000_01b3 }
    hash ^= hash >> 32
    hash = hash &* 0xd6e8_feb8_6659_fd93
    return hash ^ (hash >> 32)
  }
}
