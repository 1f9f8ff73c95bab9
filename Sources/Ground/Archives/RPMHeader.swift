import System

/// What an RPM package says about itself, and where its files are: a lead, two headers, and an archive behind them.
struct RPMHeader: Equatable {
  var name: String?
  /// Without the release of the package.
  var version: String?
  /// Where the archive begins.
  var payload: Int64

  private static let leadSize: Int64 = 96
  private static let largest = 256 << 20
  private static let (nameTag, versionTag) = (1000, 1001)
  private static let stringType = 6

  /// Whether some bytes are the beginning of such a package.
  static func recognises(_ beginning: [UInt8]) -> Bool { beginning.starts(with: [0xED, 0xAB, 0xEE, 0xDB]) }

  init(_ file: OpenedFile) throws(ArchiveFault) {
    let signature = try Section(file, at: Self.leadSize)
    // Signatures end at a multiple of eight.
    let main = try Section(file, at: signature.end + (8 - signature.end % 8) % 8)
    payload = main.end
    name = main.string(Self.nameTag)
    version = main.string(Self.versionTag)
  }

  /// A header: an index of tags, and the values behind it.
  private struct Section {
    let end: Int64
    let index: [UInt8]
    let store: [UInt8]

    init(_ file: OpenedFile, at start: Int64) throws(ArchiveFault) {
      let intro = try file.bytes(at: start, count: 16)
      guard intro.starts(with: [0x8E, 0xAD, 0xE8, 0x01]) else { throw .damaged("a header of the package is missing") }
      let (entries, size) = (Self.number(intro[8..<12]), Self.number(intro[12..<16]))
      guard entries <= RPMHeader.largest / 16, size <= RPMHeader.largest else {
        throw .tooLarge("its header has more than \(RPMHeader.largest >> 20) MB")
      }
      index = try file.bytes(at: start + 16, count: entries * 16)
      store = try file.bytes(at: start + 16 + Int64(entries * 16), count: size)
      end = start + 16 + Int64(entries * 16 + size)
    }

    func string(_ tag: Int) -> String? {
      for entry in stride(from: 0, to: index.count, by: 16) where Self.number(index[entry..<entry + 4]) == tag {
        let offset = Self.number(index[entry + 8..<entry + 12])
        guard Self.number(index[entry + 4..<entry + 8]) == RPMHeader.stringType, offset < store.count else {
          return nil
        }
        return String(decoding: store[offset...].prefix { $0 != 0 }, as: UTF8.self)
      }
      return nil
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
  }
}
