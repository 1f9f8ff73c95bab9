import Bytes
import Diagnostics
import JSONText
import Rulesets

/// Writes JSON member by member; nil members are left out.
struct JSONObjectWriter {
  var writer = ByteWriter()
  private var needsComma = false

  mutating func object(_ body: (inout JSONObjectWriter) -> Void) {
    begin("{")
    body(&self)
    end("}")
  }

  mutating func array<Element>(_ elements: [Element], _ body: (Element, inout JSONObjectWriter) -> Void) {
    begin("[")
    for element in elements { body(element, &self) }
    end("]")
  }

  mutating func key(_ name: String) {
    separate()
    writer.write(jsonString: name)
    writer.write(":")
    needsComma = false
  }

  mutating func value(_ text: String) {
    separate()
    writer.write(jsonString: text)
    needsComma = true
  }

  mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    self.value(value)
  }

  mutating func member(_ name: String, _ value: ByteString?) {
    guard let value else { return }
    key(name)
    writer.write(jsonString: value)
    needsComma = true
  }

  mutating func member(_ name: String, _ value: Int?) {
    guard let value else { return }
    key(name)
    writer.write("\(value)")
    needsComma = true
  }

  mutating func member(_ name: String, _ value: Bool?) {
    guard let value else { return }
    key(name)
    writer.write(value ? "true" : "false")
    needsComma = true
  }

  /// A range as `[start, end]`, the end not included.
  mutating func member(_ name: String, _ value: Range<Int>?) {
    guard let value else { return }
    key(name)
    writer.write("[\(value.lowerBound),\(value.upperBound)]")
    needsComma = true
  }

  mutating func member(_ name: String, _ value: SourceLocation?) {
    member(name, value.map(\.description))
  }

  private mutating func separate() { if needsComma { writer.write(",") } }

  private mutating func begin(_ bracket: String) {
    separate()
    writer.write(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: String) {
    writer.write(bracket)
    needsComma = true
  }
}
