/// What the reader of ruleset files takes for a blank (docs/reference/xml.md §2).
enum Blank {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
