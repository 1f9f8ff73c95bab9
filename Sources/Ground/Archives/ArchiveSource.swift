/// Bytes that come one part after the other, so that an archive of any size is read in the memory of one part.
package protocol ArchiveSource: AnyObject {
  /// The next bytes; none at the end.
  func next() throws(ArchiveFault) -> [UInt8]
}

/// Bytes that are there already.
package final class BytesSource: ArchiveSource {
  private var rest: [UInt8]?

  package init(_ bytes: [UInt8]) { rest = bytes }

  package func next() throws(ArchiveFault) -> [UInt8] {
    defer { rest = nil }
    return rest ?? []
  }
}
