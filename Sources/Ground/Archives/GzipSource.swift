import System

/// What another source holds in gzip, taken apart.
package final class GzipSource: ArchiveSource {
  private let gzip: GunzipStream
  private let upstream: Upstream

  /// Keeps why the bytes ended, which the stream does not ask.
  private final class Upstream {
    let source: any ArchiveSource
    var fault: ArchiveFault?

    init(_ source: any ArchiveSource) { self.source = source }

    func next() -> [UInt8] {
      do throws(ArchiveFault) {
        return try source.next()
      } catch {
        fault = error
        return []
      }
    }
  }

  package init(_ source: any ArchiveSource) {
    let upstream = Upstream(source)
    self.upstream = upstream
    gzip = GunzipStream { upstream.next() }
  }

  package func next() throws(ArchiveFault) -> [UInt8] {
    do throws(GunzipStream.Failure) {
      return try gzip.next()
    } catch {
      if let fault = upstream.fault { throw fault }
      switch error {
      case .truncated: throw .truncated
      case .damaged: throw .damaged("what should be gzip is none")
      case .unreadable(let reason): throw .unreadable(reason)
      }
    }
  }
}
