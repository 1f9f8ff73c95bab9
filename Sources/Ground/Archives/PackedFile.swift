import Bytes
import System

/// An archive in a file: what it is, what it says about itself, and its members one after the other.
package final class PackedFile: ArchiveReader {
  package enum Kind: String, Sendable { case tar, deb, rpm }

  package let kind: Kind
  /// The version that a package says that it has, without its own release.
  package let packageVersion: String?
  private let reader: any ArchiveReader
  private let file: OpenedFile
  /// A part of the file as a file of its own, for another program.
  private let scratch: PrivateFolder?

  /// Opens a file.
  package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveFault) {
    file = try Self.open(path)
    do throws(ArchiveFault) {
      let content = try Content(path, file, limits)
      (kind, packageVersion, reader, scratch) = (content.kind, content.version, content.reader, content.scratch)
    } catch {
      file.close()
      throw error
    }
  }

  deinit { file.close() }

  package func next() throws(ArchiveFault) -> ArchiveMember? { try reader.next() }

  package func content() throws(ArchiveFault) -> [UInt8] { try reader.content() }

  /// The SHA-256 of a file of any size, in hexadecimal digits.
  package static func checksum(of path: String) throws(ArchiveFault) -> String {
    let file = try open(path)
    defer { file.close() }
    let source = FileSource(file, 0..<(file.facts?.size ?? 0))
    var sum = SHA256()
    while case let part = try source.next(), !part.isEmpty { sum.update(part) }
    return sum.hexadecimal
  }

  private static func open(_ path: String) throws(ArchiveFault) -> OpenedFile {
    let opened: OpenedFile?
    do throws(SystemError) { opened = try OpenedFile.open(path) } catch { throw .unreadable(error) }
    guard let opened else { throw .unknownKind("no regular file") }
    return opened
  }

  /// What was found out when it was opened.
  private struct Content {
    let kind: Kind
    var version: String?
    let reader: any ArchiveReader
    var scratch: PrivateFolder?

    init(_ path: String, _ file: OpenedFile, _ limits: ArchiveLimits) throws(ArchiveFault) {
      let size = file.facts?.size ?? 0
      let beginning = try file.bytes(at: 0, count: Int(min(512, size)))
      if ArIndex.recognises(beginning) {
        kind = .deb
        let index = try ArIndex(file, size: size)
        guard let data = index.members.first(where: { $0.name.hasPrefix("data.tar") }) else {
          throw .unknownKind("an ar archive, and no Debian package")
        }
        if let control = index.members.first(where: { $0.name.hasPrefix("control.tar") }) {
          var scratch: PrivateFolder?
          let source = try Self.source(path, file, control.range, size, &scratch)
          version = try Self.debianVersion(TarReader(source, limits: limits))
        }
        reader = TarReader(try Self.source(path, file, data.range, size, &scratch), limits: limits)
      } else if RPMHeader.recognises(beginning) {
        kind = .rpm
        let header = try RPMHeader(file)
        guard header.payload < size else { throw .truncated }
        version = header.version
        reader = CpioReader(try Self.source(path, file, header.payload..<size, size, &scratch), limits: limits)
      } else {
        kind = .tar
        guard Packing(beginning) != .none || TarReader.recognises(beginning) else {
          throw .unknownKind(Self.description(of: beginning))
        }
        reader = TarReader(try Self.source(path, file, 0..<size, size, &scratch), limits: limits)
      }
    }

    /// A part of a file, unpacked.
    private static func source(
      _ path: String, _ file: OpenedFile, _ range: Range<Int64>, _ size: Int64, _ scratch: inout PrivateFolder?
    ) throws(ArchiveFault) -> any ArchiveSource {
      let part = FileSource(file, range)
      let beginning = try file.bytes(at: range.lowerBound, count: Int(min(16, Int64(range.count))))
      switch Packing(beginning) {
      case .none: return part
      case .gzip: return GzipSource(part)
      case .program(let name):
        var packed = PathFacts.real(path) ?? path
        if range != 0..<size {
          let folder = try PackedFile.copied(part)
          scratch = folder
          packed = Paths.join(folder.path, "part")
        }
        return try ProgramSource(name, ["-dc", "--", packed])
      }
    }

    /// `Version: 4.14.7-1` of the file `control`, without the package's own release.
    private static func debianVersion(_ reader: TarReader) throws(ArchiveFault) -> String? {
      while let member = try reader.next() {
        guard member.kind == .file, member.path == "./control" || member.path == "control", member.size <= 1 << 20
        else { continue }
        let key = "Version: "
        let line = String(decoding: try reader.content(), as: UTF8.self).lines.first { $0.hasPrefix(key) }
        return line.map { String($0.dropFirst(key.count).prefix { $0 != "-" }) }
      }
      return nil
    }

    /// What else somebody may have taken for an archive of this kind.
    private static func description(of beginning: [UInt8]) -> String? {
      if beginning.isEmpty { return "empty" }
      if beginning.starts(with: "PK".utf8) { return "a ZIP archive; take the .tar.gz of the same release" }
      if beginning.starts(with: "<".utf8) { return "a page or XML, and no archive" }
      return nil
    }
  }

  /// Writes a part of a file into a folder of its own.
  private static func copied(_ source: FileSource) throws(ArchiveFault) -> PrivateFolder {
    let folder: PrivateFolder
    do throws(SystemError) { folder = try PrivateFolder() } catch { throw .unreadable(error) }
    let path = Paths.join(folder.path, "part")
    while case let part = try source.next(), !part.isEmpty {
      do throws(FileFailure) {
        try FileAccess.append(part, to: path)
      } catch {
        throw .damaged("a part of it cannot be put down: \(error.message)")
      }
    }
    return folder
  }
}
