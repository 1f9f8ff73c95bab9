/// `S-1-5-18`.
enum SecurityIdentifier {
  static func append(_ range: Range<Int>, in data: LittleEndianBytes, to output: inout [UInt8]) throws(EVTXFault) {
    let (start, end) = (range.lowerBound, range.upperBound)
    let revision = try data.u8(start, end: end)
    let parts = Int(try data.u8(start + 1, end: end))
    try data.check(start, 8 + 4 * parts, end)
    // Six bytes, the only ones of the format with the largest first.
    let authority = data.bytes[start + 2..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    output += "S-\(revision)-".utf8
    if authority < 1 << 32 { output += authority.description.utf8 } else { Hexadecimal.append(authority, to: &output) }
    for part in 0..<parts {
      output.append(UInt8(ascii: "-"))
      output += try data.u32(start + 8 + 4 * part, end: end).description.utf8
    }
  }
}
