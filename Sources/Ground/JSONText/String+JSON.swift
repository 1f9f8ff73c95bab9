import Bytes

extension String: JSONConvertible {
  package func write(to json: inout JSONWriter) { json.value(self) }
}

extension ByteString: JSONConvertible {
  package func write(to json: inout JSONWriter) { json.value(self) }
}

extension Int: JSONConvertible {
  package func write(to json: inout JSONWriter) { json.value(self) }
}

extension Double: JSONConvertible {
  package func write(to json: inout JSONWriter) { json.value(self) }
}

extension Bool: JSONConvertible {
  package func write(to json: inout JSONWriter) { json.value(self) }
}

extension Range: JSONConvertible where Bound == Int {
  /// `[start, end]`, the end not included.
  package func write(to json: inout JSONWriter) {
    json.beginArray()
    json.value(lowerBound)
    json.value(upperBound)
    json.endArray()
  }
}
