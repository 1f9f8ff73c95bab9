import Bytes
import Diagnostics
import RulesetSyntax
import System

/// An `ossec.conf` that decided what was loaded, and what the entries of its `<ruleset>` blocks came to.
package struct ReadConfiguration: Sendable {
  /// What an entry came to.
  package enum Outcome: Sendable, Equatable {
    /// It names something.
    case something
    /// It names nothing; a name that is there and close to it.
    case nothing(meant: ByteString?)
    /// The folder is there, and none of its files is chosen.
    case noFile
    /// A later block replaces the one that it stands in.
    case replaced
  }

  /// An element of a `<ruleset>` block.
  package struct Entry: Sendable {
    /// The element's name.
    package var element: ByteString
    /// Its text.
    package var text: ByteString
    /// Where the text stands.
    package var location: SourceLocation
    /// What it came to.
    package var outcome: Outcome
  }

  /// The file.
  package let document: XMLDocument
  /// All entries, in order.
  package let entries: [Entry]

  init(_ document: XMLDocument, entries: [Entry]) {
    self.document = document
    self.entries = entries
  }
}

extension EngineConfiguration {
  /// The blocks of a configuration with what their entries came to.
  func read(_ document: XMLDocument) -> ReadConfiguration {
    let blocks = document.topLevelElements.filter { document.name(of: $0) == "ossec_config" }
      .flatMap { document.children(of: $0) }.filter { document.name(of: $0) == "ruleset" }
    var entries: [ReadConfiguration.Entry] = []
    for block in blocks {
      let elements = document.children(of: block)
      for element in elements {
        let outcome = block == blocks.last ? outcome(of: element, among: elements, document) : .replaced
        entries.append(
          ReadConfiguration.Entry(
            element: document.name(of: element), text: document.content(of: element),
            location: document.contentLocation(of: element), outcome: outcome))
      }
    }
    return ReadConfiguration(document, entries: entries)
  }

  private func outcome(of element: Int, among block: [Int], _ document: XMLDocument) -> ReadConfiguration.Outcome {
    let text = document.content(of: element)
    let name = document.name(of: element).description
    let kind = name.hasPrefix("decoder") ? "decoder" : "rule"
    switch name {
    case "decoder_dir", "rule_dir":
      let names = names(in: text)
      if names == nil { return .nothing(meant: nearest(to: text)) }
      return names?.contains { $0.lowercased().hasSuffix(".xml") } == true || !document.attributes(of: element).isEmpty
        ? .something : .noFile
    case "decoder_include", "rule_include":
      return file(
        text.bytes.contains(UInt8(ascii: "/")) ? text : ByteString(Array("ruleset/\(kind)s/".utf8) + text.bytes))
    case "list":
      let path = text.bytes.contains(UInt8(ascii: "/")) ? text : ByteString(Array("ruleset/rules/".utf8) + text.bytes)
      return file(path.bytes.suffix(4).elementsEqual(".cdb".utf8) ? ByteString(Array(path.bytes.dropLast(4))) : path)
    case "decoder_exclude", "rule_exclude":
      let folders = block.filter { document.name(of: $0).description == "\(kind)_dir" }.map { document.content(of: $0) }
      var files: [ByteString] = []
      for folder in folders.isEmpty ? [ByteString("ruleset/\(kind)s")] : folders {
        for name in names(in: folder) ?? [] {
          files += [ByteString(name), ByteString(folder.bytes + [UInt8(ascii: "/")] + Array(name.utf8))]
        }
      }
      return files.contains(text) ? .something : .nothing(meant: Suggestion.closest(to: text, among: files))
    default: return .something
    }
  }

  private func names(in folder: ByteString) -> [String]? {
    try? FolderContent.names(of: resolve(Paths.joinAsWritten(root, folder.description)))
  }

  private func file(_ path: ByteString) -> ReadConfiguration.Outcome {
    PathFacts.isFile(resolve(Paths.joinAsWritten(root, path.description)))
      ? .something : .nothing(meant: nearest(to: path))
  }

  /// A neighbour of what a path names, whose name is close.
  private func nearest(to path: ByteString) -> ByteString? {
    let text = path.description
    let folder = Paths.folder(of: text)
    guard let names = names(in: ByteString(folder)),
      let name = Suggestion.closest(to: Paths.name(of: text), among: names)
    else { return nil }
    return ByteString(Paths.joinAsWritten(folder, name))
  }
}
