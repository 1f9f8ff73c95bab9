import Bytes
import CZlib

/// Takes gzip apart while it is read: any number of members, one behind the other, as `cat a.gz b.gz` makes them.
final class GzipReader {
  /// Why there is nothing more.
  enum Failure: Error, Equatable, Sendable {
    /// The file ends within a member: whoever wrote it was stopped, or is not done.
    case truncated
    /// What comes is no gzip.
    case damaged
    case unreadable(SystemError)
  }

  /// Where what is taken apart comes from.
  private enum Origin {
    case file(InputFile)
    /// Whoever is asked for the next part; an empty one is the end.
    case parts(() -> [UInt8])
  }

  // The library keeps the address of what it is given.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
  private let origin: Origin
  /// What came of the origin and did not fit yet.
  private var rest: ArraySlice<UInt8> = []
  private var isInside = false
  private var isReady = false

  convenience init(_ file: InputFile) { self.init(.file(file)) }

  /// - Parameter parts: gives the next bytes; none at the end.
  convenience init(parts: @escaping () -> [UInt8]) { self.init(.parts(parts)) }

  private init(_ origin: Origin) {
    self.origin = origin
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 more than the window: a header of gzip is wanted.
    isReady = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deallocate()
    input.deallocate()
  }

  /// Takes what was read of the file already.
  func begin(with bytes: ByteView) {
    let count = min(bytes.count, input.count)
    input.copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes.buffer[..<count])))
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(count)
  }

  /// The next bytes; none at the end.
  /// - Parameter taken: is told how many bytes of the file were read.
  func read(into room: UnsafeMutableRawBufferPointer, taken: (Int) -> Void) throws(Failure) -> Int {
    guard isReady else { throw .damaged }
    let output = room.bindMemory(to: UInt8.self)
    while true {
      if stream.pointee.avail_in == 0 {
        let count = try more()
        taken(count)
        guard count > 0 else {
          guard isInside else { return 0 }
          throw .truncated
        }
      }
      if !isInside {
        guard inflateReset(stream) == Z_OK else { throw .damaged }
        isInside = true
      }
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(min(output.count, 1 << 30))
      let before = stream.pointee.avail_out
      let result = inflate(stream, Z_NO_FLUSH)
      let made = Int(before - stream.pointee.avail_out)
      guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { throw .damaged }
      if result == Z_STREAM_END { isInside = false }
      if made > 0 { return made }
    }
  }

  private func more() throws(Failure) -> Int {
    let count: Int
    switch origin {
    case .file(let file):
      do throws(SystemError) { count = try file.read(into: input) } catch { throw .unreadable(error) }
    case .parts(let next):
      if rest.isEmpty { rest = next()[...] }
      count = min(rest.count, input.count)
      input.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(count)
    return count
  }
}
