import Bytes

extension Profile {
  /// The stacks in the collapsed format of flame graph tools: a line per path, its names joined by `;`, a blank, and the
  /// nanoseconds spent there.
  public var folded: ByteString {
    var writer = ByteWriter()
    for stack in stacks where stack.nanoseconds > 0 {
      writer.write(stack.frames.map(Self.frame).joined(separator: ";"))
      writer.write(" \(stack.nanoseconds)\n")
    }
    return ByteString(writer.bytes)
  }

  /// A name without what the format needs for itself.
  private static func frame(_ name: String) -> String {
    var frame = ""
    for character in name.unicodeScalars {
      switch character {
      case ";": frame.unicodeScalars.append(",")
      case _ where character.value < 0x20: frame.unicodeScalars.append(" ")
      default: frame.unicodeScalars.append(character)
      }
    }
    return frame
  }
}
