import Bytes
import Diagnostics
import RulesetSyntax

/// A rule as it is in force: variables replaced, the last overwriting text, the parents of the first.
public enum EffectiveRule {
  /// The rule's text, with a comment that says where its parts come from; nil for an unknown number.
  public static func text(of id: Int, in loaded: LoadedRuleset) -> ByteString? {
    guard let index = loaded.rules.rules.firstIndex(where: { $0.id == id }) else { return nil }
    let rule = loaded.rules.rules[index]
    let earlier = loaded.rules.overwritten[index] ?? []
    var writer = ByteWriter()
    writer.write("<!--\n")
    writer.write("  rule \(id), \(rule.location)\n")
    for element in earlier {
      let document = loaded.documents[element.document]
      writer.write("  overwrites \(document.location(of: element.node))\n")
    }
    writer.write("  \(places(of: index, in: loaded))\n")
    if let groups = rule.groups {
      writer.write("  groups ")
      writer.write(groups)
      writer.write("\n")
    }
    var flags: [String] = []
    flags.append(rule.writesAlert ? "writes an alert" : "writes no alert")
    if rule.sendsMail { flags.append("sends a mail") }
    if rule.searchesHistory { flags.append("fires on event number \(rule.frequency + 2) within \(rule.timeframe) s") }
    if rule.history != nil, !rule.searchesHistory { flags.append("does not count, though it names a history") }
    writer.write("  \(flags.joined(separator: ", "))\n")
    writer.write("-->\n")
    writeElement(loaded.rules.elements[index], first: earlier.first, in: loaded, to: &writer)
    return ByteString(writer.bytes)
  }

  private static func places(of rule: Int, in loaded: LoadedRuleset) -> String {
    var parents: [Int] = []
    var count = 0
    for node in loaded.rules.nodes {
      for child in node.children where loaded.rules.nodes[child].rule == rule {
        count += 1
        let id = loaded.rules.rules[node.rule].id
        if !parents.contains(id), parents.count < 20 { parents.append(id) }
      }
    }
    if count == 0 { return "a root" }
    let names = parents.map(String.init).joined(separator: ", ")
    return "below \(names)\(parents.count == 20 ? ", …" : "") (\(count.counted("place")))"
  }

  /// Elements that an overwriting text cannot change.
  private static let relations = Set(Vocabulary.rule.filter(\.outlastsOverwriting).map { ByteString("\($0.name)") })

  private static func writeElement(
    _ element: SourceElement, first: SourceElement?, in loaded: LoadedRuleset, to writer: inout ByteWriter
  ) {
    let document = loaded.documents[element.document]
    writer.write("<")
    writer.write(document.name(of: element.node))
    for attribute in document.attributes(of: element.node) { write(attribute, of: document, to: &writer) }
    writer.write(">\n")
    if let first {
      let original = loaded.documents[first.document]
      for child in original.children(of: first.node) where relations.contains(original.name(of: child).lowercased) {
        write(child, of: original, to: &writer)
      }
    }
    for child in document.children(of: element.node) {
      if first != nil, relations.contains(document.name(of: child).lowercased) { continue }
      write(child, of: document, to: &writer)
    }
    writer.write("</")
    writer.write(document.name(of: element.node))
    writer.write(">\n")
  }

  private static func write(_ child: Int, of document: XMLDocument, to writer: inout ByteWriter, indentation: Int = 1) {
    let node = document.nodes[child]
    if node.kind == .attribute {
      let value = document.content(of: child)
      let quote = value.bytes.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "'") : UInt8(ascii: "\"")
      writer.write(" ")
      writer.write(document.name(of: child))
      writer.write("=")
      writer.write(byte: quote)
      writer.write(value)
      writer.write(byte: quote)
      return
    }
    for _ in 0..<indentation { writer.write("  ") }
    writer.write("<")
    writer.write(document.name(of: child))
    for attribute in document.attributes(of: child) { write(attribute, of: document, to: &writer) }
    writer.write(">")
    // Only `mitre` has children of its own; what else stands below has no effect.
    let children = indentation < 3 ? document.children(of: child) : []
    if children.isEmpty {
      writer.write(document.content(of: child))
    } else {
      writer.write("\n")
      for inner in children { write(inner, of: document, to: &writer, indentation: indentation + 1) }
      for _ in 0..<indentation { writer.write("  ") }
    }
    writer.write("</")
    writer.write(document.name(of: child))
    writer.write(">\n")
  }
}
