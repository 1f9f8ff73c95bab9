/// Takes gzip apart that comes in parts from anywhere.
package final class GunzipStream {
  /// Why there is nothing more.
  package enum Failure: Error, Equatable, Sendable {
    /// It ends too early.
    case truncated
    /// What comes is no gzip.
    case damaged
    case unreadable(SystemError)
  }

  private let gzip: GzipReader

  /// - Parameter parts: gives the next bytes; none at the end.
  package init(parts: @escaping () -> [UInt8]) { gzip = GzipReader(parts: parts) }

  /// The next bytes; none at the end.
  package func next() throws(Failure) -> [UInt8] {
    var failure: GzipReader.Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
      do throws(GzipReader.Failure) {
        count = try gzip.read(into: UnsafeMutableRawBufferPointer(buffer)) { _ in }
      } catch {
        failure = error
      }
    }
    switch failure {
    case nil: return bytes
    case .truncated: throw .truncated
    case .damaged: throw .damaged
    case .unreadable(let reason): throw .unreadable(reason)
    }
  }
}
