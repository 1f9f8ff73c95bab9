/// The page's modules as one script: a browser takes no modules from a folder.
package struct PageBundle {
  /// Why there is no script: a module that takes something from itself, or from none that is there.
  package struct Failure: Error {
    package var module: String
  }

  private var done: Set<String> = []
  private var open: Set<String> = []
  /// What has been put together.
  package private(set) var text = "\"use strict\";\nconst modules = {};\n"

  /// - Parameter main: the module that starts the page.
  package init(_ main: String) throws(Failure) { try add(main) }

  private mutating func add(_ name: String) throws(Failure) {
    guard !done.contains(name) else { return }
    guard open.insert(name).inserted, let file = PageFile.all[name] else { throw Failure(module: name) }
    var body = ""
    var exports: [String] = []
    for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("import "), let source = Self.between("from \"./", "\"", line),
        let names = Self.between("import ", " from", line)
      {
        try add(String(source))
        body += "const \(names) = modules[\"\(source)\"];\n"
      } else if line.hasPrefix("export ") {
        let rest = line.dropFirst("export ".count)
        if let name = Self.declared(rest) { exports.append(name) }
        body += rest + "\n"
      } else {
        body += line + "\n"
      }
    }
    text += "modules[\"\(name)\"] = (() => {\n\(body)return { \(exports.joined(separator: ", ")) };\n})();\n"
    open.remove(name)
    done.insert(name)
  }

  private static func between(_ start: String, _ end: String, _ line: Substring) -> Substring? {
    guard let from = line.firstRange(of: start), let to = line[from.upperBound...].firstRange(of: end) else {
      return nil
    }
    return line[from.upperBound..<to.lowerBound]
  }

  /// The name that a declaration gives.
  private static func declared(_ declaration: Substring) -> String? {
    let words = declaration.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }.map(String.init)
    return words.first { !["async", "function", "const", "class"].contains($0) }
  }
}
