import Bytes
import JSONText

/// Compares two documents as JSON: the order of members does not count, that of elements does, numbers are compared as
/// numbers.
struct DocumentComparison {
  /// What is told of a document by the run and not by the ruleset: when it came, its place in the manager's files, and what
  /// the manager is called.
  static let varying: Set<ByteString> = ["timestamp", "id", "manager"]

  /// Whether ``varying`` members, and the name of the agent that is the manager itself, are left out.
  let leavesOutWhatVaries: Bool
  private(set) var differences: [DocumentDifference] = []

  init(leavesOutWhatVaries: Bool) { self.leavesOutWhatVaries = leavesOutWhatVaries }

  mutating func compare(_ wanted: JSONValue, _ came: JSONValue, at path: ByteString) {
    guard differences.count < DocumentDifference.maximumFound else { return }
    switch (wanted.kind, came.kind) {
    case (.object, .object): compareMembers(wanted, came, at: path)
    case (.array, .array): compareElements(wanted.children, came.children, at: path)
    default:
      guard !Self.isSame(wanted, came) else { return }
      add(path, wanted, came)
    }
  }

  private static func isSame(_ wanted: JSONValue, _ came: JSONValue) -> Bool {
    guard wanted.kind == came.kind else { return false }
    switch wanted.kind {
    case .string: return wanted.bytes == came.bytes
    case .number: return wanted.number == came.number
    default: return true
    }
  }

  private mutating func compareMembers(_ wanted: JSONValue, _ came: JSONValue, at path: ByteString) {
    let new = came.children
    let found = Dictionary(new.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var known: Set<ByteString> = []
    let isManager = path == "agent" && found["id"]?.bytes == "000"
    func varies(_ name: ByteString) -> Bool {
      leavesOutWhatVaries && (path.isEmpty && Self.varying.contains(name) || isManager && name == "name")
    }
    for member in wanted.children where known.insert(member.key).inserted && !varies(member.key) {
      let place = DocumentDifference.join(path, member.key)
      if let other = found[member.key] { compare(member, other, at: place) } else { add(place, member, nil) }
    }
    for member in new where known.insert(member.key).inserted && !varies(member.key) {
      add(DocumentDifference.join(path, member.key), nil, member)
    }
  }

  private mutating func compareElements(_ wanted: [JSONValue], _ came: [JSONValue], at path: ByteString) {
    for index in 0..<max(wanted.count, came.count) {
      let place = DocumentDifference.join(path, ByteString(String(index)))
      if index >= came.count {
        add(place, wanted[index], nil)
      } else if index >= wanted.count {
        add(place, nil, came[index])
      } else {
        compare(wanted[index], came[index], at: place)
      }
    }
  }

  private mutating func add(_ path: ByteString, _ wanted: JSONValue?, _ came: JSONValue?) {
    guard differences.count < DocumentDifference.maximumFound else { return }
    differences.append(
      DocumentDifference(path: path, expected: wanted.map(AlertDocument.json), came: came.map(AlertDocument.json)))
  }
}
