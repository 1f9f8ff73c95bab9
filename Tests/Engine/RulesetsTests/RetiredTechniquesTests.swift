import Bytes
import Foundation
import Testing

@testable import Rulesets
import TestSupport

/// The table of techniques that ATT&CK no longer has.
@Suite struct RetiredTechniquesTests {
  @Test("each successor is a technique of the table, and nothing that is there is retired") func successors() {
    let table = MitreTable()
    #expect(RetiredTechniques.all.count > 130)
    for technique in RetiredTechniques.all {
      #expect(table.technique(technique.id) == nil, "\(technique.id)")
      if let successor = technique.successor { #expect(table.technique(successor) != nil, "\(successor)") }
      #expect(!technique.name.isEmpty)
    }
    #expect(Set(RetiredTechniques.all.map(\.id)).count == RetiredTechniques.all.count)
    #expect(RetiredTechniques.all.map(\.id) == RetiredTechniques.all.map(\.id).sorted())
  }

  private static let published = Repository.root.deletingLastPathComponent().appending(path: "shared/attack-13.1.tsv")

  @Test(
    "each successor is in the published list of 13.1",
    .enabled(if: FileManager.default.fileExists(atPath: published.path)))
  func publishedList() throws {
    let text = try String(contentsOf: Self.published, encoding: .utf8)
    let ids = Set(text.split(separator: "\n").compactMap { $0.split(separator: "\t").first.map(String.init) })
    for technique in RetiredTechniques.all {
      #expect(!ids.contains(technique.id.description))
      if let successor = technique.successor { #expect(ids.contains(successor.description), "\(successor)") }
    }
  }

  @Test(
    "known facts",
    arguments: [
      ("T1107", "T1070.004"), ("T1086", "T1059.001"), ("T1193", "T1566.001"), ("T1060", "T1547.001"), ("T1043", nil),
    ]) func facts(_ id: String, _ successor: String?)
  {
    #expect(RetiredTechniques.technique(ByteString(id))?.successor == successor.map { ByteString($0) })
  }
}
