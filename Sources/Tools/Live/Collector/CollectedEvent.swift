import Bytes

/// An event as it leaves the collector: `Q:LOCATION:TEXT` in three parts.
package struct CollectedEvent {
  /// What the manager takes it for: `1` for logs, `3` for host information.
  package var queue: UInt8
  /// Where it comes from.
  package var source: ByteString
  /// The same with `|` and `:` escaped.
  package var location: ByteString
  /// What it says; valid only during the call that hands it over.
  package var text: ByteView

  /// The whole datagram, without its final NUL.
  package func write(to writer: inout ByteWriter) {
    writer.write(byte: queue)
    writer.write(byte: UInt8(ascii: ":"))
    writer.write(location)
    writer.write(byte: UInt8(ascii: ":"))
    writer.write(text)
  }

  /// The whole datagram, to be kept.
  package var message: ByteString {
    var writer = ByteWriter()
    write(to: &writer)
    return ByteString(writer.bytes)
  }

  /// A location as it stands in a datagram.
  static func escaped(_ location: ByteString) -> ByteString {
    ByteString(
      location.bytes.flatMap { byte -> [UInt8] in
        byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":") ? [UInt8(ascii: "|"), byte] : [byte]
      })
  }
}
