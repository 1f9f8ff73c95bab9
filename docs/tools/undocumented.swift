// Lists the public symbols of modules that have no documentation comment; fails when there are any.
//
//     swift docs/tools/undocumented.swift FOLDER MODULE...
//
// FOLDER holds the symbol graphs that `swift package dump-symbol-graph --skip-synthesized-members` has written. Symbols
// whose documentation is that of a requirement they fulfil, such as `==`, count as documented.

import Foundation

struct Graph: Decodable {
  struct Symbol: Decodable {
    struct Identifier: Decodable { var precise: String }
    struct Kind: Decodable { var displayName: String }
    struct Comment: Decodable {
      struct Line: Decodable { var text: String }
      var lines: [Line]
    }
    struct Place: Decodable {
      struct Position: Decodable { var line: Int }
      var uri: String
      var position: Position
    }
    var identifier: Identifier
    var kind: Kind
    var pathComponents: [String]
    var docComment: Comment?
    var location: Place?
  }
  struct Relationship: Decodable {
    struct Origin: Decodable { var identifier: String }
    var kind: String
    var source: String
    var sourceOrigin: Origin?
  }
  var symbols: [Symbol]
  var relationships: [Relationship]
}

let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first, arguments.count > 1 else {
  FileHandle.standardError.write(Data("usage: undocumented.swift FOLDER MODULE...\n".utf8))
  exit(2)
}
let files = try FileManager.default.contentsOfDirectory(atPath: folder)
var missing: [String] = []
var count = 0
for module in arguments.dropFirst() {
  // A module's own graph, and those of what it adds to others: `Cases@Rulesets.symbols.json`.
  let own = files.filter { $0 == "\(module).symbols.json" || $0.hasPrefix("\(module)@") }.sorted()
  guard own.contains("\(module).symbols.json") else {
    FileHandle.standardError.write(Data("\(module) has no symbol graph in \(folder)\n".utf8))
    exit(2)
  }
  for file in own {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(file))
    let graph = try JSONDecoder().decode(Graph.self, from: data)
    let inherited = Set(graph.relationships.filter { $0.sourceOrigin != nil }.map(\.source))
    for symbol in graph.symbols where symbol.location != nil && !inherited.contains(symbol.identifier.precise) {
      count += 1
      let text = symbol.docComment?.lines.map(\.text).joined() ?? ""
      guard text.allSatisfy(\.isWhitespace), let place = symbol.location else { continue }
      let path = URL(string: place.uri)?.path ?? place.uri
      let name = symbol.pathComponents.joined(separator: ".")
      missing.append("\(path):\(place.position.line + 1): \(symbol.kind.displayName) \(name) has no documentation")
    }
  }
}
for line in missing.sorted() { print(line) }
print("\(count) public symbols in \(arguments.count - 1) modules, \(missing.count) without documentation")
exit(missing.isEmpty ? 0 : 1)
