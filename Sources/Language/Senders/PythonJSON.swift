import Bytes

/// JSON as Python's `json` module reads and writes it, which is how the listener on a Docker host passes events on.
///
/// Keys keep their order; of a repeated one the first place and the last value count. Integers keep all their digits,
/// other numbers come in Python's shortest form, `NaN` and `Infinity` are taken. What is not ASCII is written as `\\uXXXX`.
package struct PythonJSON {
  /// Why a text is not read, in Python's words.
  package struct Fault: Error, Equatable {
    /// What is wrong.
    package var message: String
    /// Offset of the byte where it is.
    package var offset: Int
  }

  /// Containers inside each other; Python gives up at about as many.
  static let maximumDepth = 990

  private var source: PythonJSONSource
  /// Lists and objects that have begun, the innermost last.
  private var open: [Container] = []

  /// What one value becomes.
  ///
  /// - Parameter text: UTF-8, with blanks around the value or without.
  /// - Throws: ``Fault`` for what Python refuses.
  package static func rewritten(_ text: [UInt8]) throws(Fault) -> [UInt8] {
    var json = PythonJSON(source: PythonJSONSource(text))
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw json.source.fault("Unexpected UTF-8 BOM (decode using utf-8-sig)")
    }
    if let place = placeOfNoUTF8(text) {
      let byte = String(text[place], radix: 16)
      throw Fault(message: "'utf-8' codec can't decode byte 0x\(byte) in position \(place)", offset: place)
    }
    let value = try json.value()
    json.source.skipBlanks()
    guard json.source.isAtEnd else { throw json.source.fault("Extra data") }
    return value
  }

  private static func placeOfNoUTF8(_ text: [UInt8]) -> Int? {
    var decoder = UTF8()
    var bytes = text.makeIterator()
    var place = 0
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar): place += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return place
      }
    }
  }

  private init(source: PythonJSONSource) { self.source = source }

  /// A list or an object with its contents as they will be written.
  private struct Container {
    let isObject: Bool
    var keys: [[UInt8]] = []
    var values: [[UInt8]] = []
    var places: [[UInt8]: Int] = [:]
    /// Where the value goes whose key was read.
    var place = 0

    /// Makes room for a member.
    mutating func begin(_ key: [UInt8]) {
      if let known = places[key] {
        place = known
      } else {
        place = keys.count
        places[key] = place
        keys.append(key)
        values.append([])
      }
    }

    mutating func take(_ value: [UInt8]) {
      if isObject { values[place] = value } else { values.append(value) }
    }

    var text: [UInt8] {
      var text = [isObject ? UInt8(ascii: "{") : UInt8(ascii: "[")]
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", ".utf8 }
        if isObject { text += keys[index] + ": ".utf8 }
        text += value
      }
      text.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
      return text
    }
  }

  /// Reads a value and all that is in it, without recursion: a text decides how deep it is.
  private mutating func value() throws(Fault) -> [UInt8] {
    while true {
      source.skipBlanks()
      var finished: [UInt8]
      switch source.next {
      case UInt8(ascii: "{"):
        try begin(isObject: true)
        guard source.takeAfterBlanks("}") else {
          try key()
          continue
        }
        finished = end()
      case UInt8(ascii: "["):
        try begin(isObject: false)
        guard source.takeAfterBlanks("]") else { continue }
        finished = end()
      default: finished = try source.scalar()
      }
      // What has ended may be the last thing in what it stands in, and that in what it stands in.
      while let isObject = open.last?.isObject {
        open[open.count - 1].take(finished)
        if source.takeAfterBlanks(",") {
          if isObject { try key() }
          break
        }
        guard source.takeAfterBlanks(isObject ? "}" : "]") else { throw source.fault("Expecting ',' delimiter") }
        finished = end()
      }
      if open.isEmpty { return finished }
    }
  }

  private mutating func begin(isObject: Bool) throws(Fault) {
    guard open.count < Self.maximumDepth else {
      throw source.fault("maximum recursion depth exceeded while decoding a JSON document")
    }
    source.skip()
    open.append(Container(isObject: isObject))
  }

  private mutating func end() -> [UInt8] { open.popLast()?.text ?? [] }

  private mutating func key() throws(Fault) {
    source.skipBlanks()
    guard source.next == UInt8(ascii: "\"") else {
      throw source.fault("Expecting property name enclosed in double quotes")
    }
    open[open.count - 1].begin(try source.string())
    guard source.takeAfterBlanks(":") else { throw source.fault("Expecting ':' delimiter") }
  }
}
