/// How bytes are packed, which their beginning tells.
enum Packing: Equatable {
  case none
  case gzip
  /// Another program undoes it.
  case program(String)

  private static let programs: [(beginning: [UInt8], name: String)] = [
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
    // LZMA as old packages have it, which xz knows, too.
    ([0x5D, 0x00, 0x00], "xz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
    ([0x42, 0x5A, 0x68], "bzip2"),
  ]

  init(_ beginning: [UInt8]) {
    if beginning.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if let known = Self.programs.first(where: { beginning.starts(with: $0.beginning) }) {
      self = .program(known.name)
    } else {
      self = .none
    }
  }
}
