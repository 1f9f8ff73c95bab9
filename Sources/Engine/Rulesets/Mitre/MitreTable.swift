import Bytes

/// Names of ATT&CK techniques and tactics (docs/reference/alerts.md §4.3).
public struct MitreTable: Sendable {
  /// A technique with its tactics in ATT&CK's order.
  public struct Technique: Sendable {
    /// The name; a sub-technique has its own short one.
    public var name: ByteString
    /// Tactics: id (`TA0001`) and name.
    public var tactics: [(id: ByteString, name: ByteString)]
  }

  /// A table of another release, read from a file.
  private var techniques: [ByteString: Technique]?

  /// The table shipped with Assay: ATT&CK Enterprise 13.1, what Wazuh 4.14.7 uses.
  public init() {}

  /// Why a text is no table.
  public struct Fault: Error, Sendable {
    /// The line, counted from 1.
    public var line: Int
    /// What is wrong with it.
    public var reason: String
  }

  /// Reads a table: a line per technique with its id, its name, and its tactics as `TA0001:Initial Access`, in order and
  /// separated by `;`. Fields are separated by tabs; lines that begin with `#` are comments.
  public init(text: [UInt8]) throws(Fault) {
    var techniques: [ByteString: Technique] = [:]
    var number = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      let fields = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, !fields[0].isEmpty, !fields[1].isEmpty else {
        throw Fault(line: number, reason: "a technique has three fields, separated by tabs: id, name, tactics")
      }
      techniques[ByteString(fields[0])] = try Self.technique(name: fields[1], tactics: fields[2], line: number)
    }
    self.techniques = techniques
  }

  private static func technique(
    name: ArraySlice<UInt8>, tactics: ArraySlice<UInt8>, line: Int
  ) throws(Fault) -> Technique {
    var technique = Technique(name: ByteString(name), tactics: [])
    for tactic in tactics.split(separator: UInt8(ascii: ";")) {
      guard let colon = tactic.firstIndex(of: UInt8(ascii: ":")) else {
        throw Fault(line: line, reason: "a tactic is written TA0001:Name")
      }
      technique.tactics.append((ByteString(tactic[..<colon]), ByteString(tactic[(colon + 1)...])))
    }
    return technique
  }

  /// Number of techniques.
  public var count: Int { techniques?.count ?? BuiltInTechniques.count }

  /// The ids of all techniques, sorted.
  public var ids: [ByteString] { techniques?.keys.sorted() ?? BuiltInTechniques.ids }

  /// The technique of an id (`T1110.001`), compared exactly.
  public func technique(_ id: ByteString) -> Technique? {
    if let techniques { return techniques[id] }
    return BuiltInTechniques.technique(id)
  }
}
