import Bytes
import Diagnostics

extension XMLDraft {
  /// Longest text that a replacement may make. Everything that reads contents refuses far shorter ones, and the
  /// limit keeps a small file from growing into gigabytes.
  private static let expansionLimit = Limits.expansion

  /// Takes out the `var` elements and replaces `$NAME` in all that follows them (docs/reference/xml.md §8, defect
  /// included).
  mutating func expandVariables(_ quirks: Quirks) throws(XMLProblem) {
    var variables: [ByteString: ByteString] = [:]
    let damages = quirks.has(.damagedVariables)
    // Collected apart: the buffer is being read from.
    var expanded: [UInt8] = []
    for index in nodes.indices {
      if isVariable(index) {
        let definition = try definition(at: index)
        nodes[index].kind = .variable
        let name = definition.name.lowercased
        if variables[name] == nil { variables[name] = definition.value }
      } else if !variables.isEmpty, nodes[index].content.count > (damages ? 2 : 0),
        let text = try expansion(of: index, variables, damages: damages)
      {
        nodes[index].content = TextRange(buffer.count + expanded.count, count: text.count)
        expanded.append(contentsOf: text)
      }
    }
    if !expanded.isEmpty { buffer.append(contentsOf: expanded) }
  }

  private func isVariable(_ index: Int) -> Bool {
    let name = nodes[index].name
    guard name.count == 3 else { return false }
    let offset = Int(name.offset)
    return ASCII.fold(buffer[offset]) == UInt8(ascii: "v") && ASCII.fold(buffer[offset + 1]) == UInt8(ascii: "a")
      && ASCII.fold(buffer[offset + 2]) == UInt8(ascii: "r")
  }

  /// The name and the value that a `var` defines.
  private func definition(at index: Int) throws(XMLProblem) -> (name: ByteString, value: ByteString) {
    var at = index + 1
    // Without an attribute of its own the next one of the same or a greater depth is taken.
    while at < nodes.count, nodes[at].depth >= nodes[index].depth {
      guard nodes[at].kind == .attribute else {
        at += 1
        continue
      }
      guard name(of: at).equalsFoldingCase("name") else {
        throw XMLProblem(
          .variables, "XMLERR: Only \"name\" is allowed as an attribute for a variable.", line: Int(nodes[at].line),
          at: location(of: at), hint: "Write <var name=\"NAME\">value</var>.")
      }
      guard nodes[at].content.count < 256 else {
        throw XMLProblem(
          .variables, "XMLERR: Invalid variable name size.", line: Int(nodes[index].line), at: location(of: at),
          hint: "A variable's name may be 255 bytes long.")
      }
      return (content(of: at), content(of: index))
    }
    throw XMLProblem(
      .variables, "XMLERR: No value set for variable.", line: Int(nodes[index].line), at: location(of: index),
      hint: "Write <var name=\"NAME\">value</var>.")
  }

  /// One content with its variables replaced; nil where there is nothing to replace.
  ///
  /// The reference keeps a reading and a writing position in step, but forgets to move the latter over a `$(…)`; the
  /// next replacement then cuts the text too early. `result` is what is final, `base` the offset in the original where
  /// its continuation starts, `written` how far the writing position is behind `base`.
  /// - Parameter damages: whether it does so here.
  private func expansion(
    of index: Int, _ variables: [ByteString: ByteString], damages: Bool
  ) throws(XMLProblem) -> [UInt8]? {
    let range = nodes[index].content
    let original = buffer[Int(range.offset)..<Int(range.offset) + Int(range.count)]
    guard original.contains(UInt8(ascii: "$")) else { return nil }
    var result: [UInt8] = []
    var base = original.startIndex
    var written = 0
    var reading = original.startIndex
    var isChanged = false
    while reading < original.endIndex {
      guard original[reading] == UInt8(ascii: "$") else {
        reading += 1
        written += 1
        continue
      }
      let start = reading + 1
      var end = start
      while end < original.endIndex, !endsVariableName(original[end]) { end += 1 }
      let name = ByteString(original[start..<end])
      guard name.count <= 254 else {
        throw XMLProblem(
          .variables, "XMLERR: Invalid variable name size: '255'.", line: Int(nodes[index].line),
          at: location(of: index, contentOffset: reading),
          hint:
            "Once a file defines a variable, \"$\" starts a name up to the next \"$\", \".\", \"|\", \",\" or space.")
      }
      if let value = variables[name.lowercased] {
        result.append(contentsOf: original[base..<base + written])
        result.append(contentsOf: value.bytes)
        if result.count > Self.expansionLimit { result.removeLast(result.count - Self.expansionLimit) }
        base = end
        written = 0
        reading = end
        isChanged = true
      } else if name.isEmpty {
        reading += 1
        written += 1
      } else if name.bytes[0] == UInt8(ascii: "(") {
        if !damages { written += end - reading }
        reading = end
      } else {
        throw unknownVariable(name, at: index, contentOffset: reading, variables)
      }
    }
    guard isChanged else { return nil }
    result.append(contentsOf: original[base...])
    return result
  }

  private func endsVariableName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: " "): true
    default: false
    }
  }

  private func unknownVariable(
    _ name: ByteString, at index: Int, contentOffset: Int, _ variables: [ByteString: ByteString]
  ) -> XMLProblem {
    var text: ByteString = "XMLERR: Unknown variable: '"
    text.append(ByteString(Array(name.bytes.prefix(95))))
    text.append("'.")
    let folded = name.lowercased.bytes
    let beginning = variables.keys.filter { !$0.isEmpty && folded.starts(with: $0.bytes) }.max { $0.count < $1.count }
    let hint: String
    if let beginning {
      hint = "\"$\(beginning)\" is a variable, but its name must be followed by \"$\", \".\", \"|\", \",\" or a space."
    } else {
      hint =
        "This file defines variables, so every \"$\" starts one; put patterns with \"$\" into a file without <var>."
    }
    return XMLProblem(
      .variables, text, line: Int(nodes[index].line), at: location(of: index, contentOffset: contentOffset),
      hint: hint)
  }

  private func string(_ range: TextRange) -> ByteString {
    ByteString(Array(buffer[Int(range.offset)..<Int(range.offset) + Int(range.count)]))
  }

  private func name(of index: Int) -> ByteString { string(nodes[index].name) }
  private func content(of index: Int) -> ByteString { string(nodes[index].content) }

  private func location(of index: Int) -> SourceLocation { location(ofOffset: Int(nodes[index].start)) }

  private func location(ofOffset offset: Int) -> SourceLocation { lines.location(of: offset, in: file) }

  /// The place of a byte of a content, given by its offset in the buffer; the content's start where the content does
  /// not stand in one piece in the file.
  private func location(of index: Int, contentOffset: Int) -> SourceLocation {
    location(ofOffset: contentOffset < sourceCount ? contentOffset : Int(nodes[index].contentStart))
  }
}
