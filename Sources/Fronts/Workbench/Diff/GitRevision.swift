import Bytes
import Diagnostics
import Rulesets
import System

/// The files of a revision, read through git into a folder of their own: the user's tree stays as it is.
struct GitRevision {
  /// Where they are.
  let folder: PrivateFolder
  /// The folder in it that the current folder is at that revision.
  let place: String
  /// The top of the working tree, where the whole revision was read; nil for a folder of one.
  let top: String?
  /// What is no part of it.
  private(set) var remarks: [String] = []

  private static let hint =
    "OLD and NEW are folders, configurations, or revisions such as main, HEAD~3 or HEAD~3:ruleset"
  /// Larger files are taken only where their names are a ruleset's.
  private static let largest = Limits.revisionFile
  /// No ruleset has more bytes in its repository.
  private static let total = Limits.revision
  private static let idsAtOnce = 1000

  private struct Blob {
    var id: String
    var size: Int
    var path: String
  }

  /// Reads a revision, or a folder of one (`HEAD~3:ruleset`).
  init(_ word: String) throws(BadInput) {
    guard !word.hasPrefix("-"), word.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw Git.failure("'\(word)' is no name of a revision", Self.hint)
    }
    do throws(SystemError) { folder = try PrivateFolder() } catch {
      throw Git.failure("a folder for the files of \(word) cannot be made: \(error)", Self.hint)
    }
    let isFolder = word.contains(":")
    let id = try Git.line(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", isFolder ? word : word + "^{commit}"],
      hint: "there is no folder, file or revision \(word). " + Self.hint)
    top = isFolder ? nil : try Git.line(["rev-parse", "--show-toplevel"], hint: Self.hint)
    let prefix = isFolder ? "" : try Git.line(["rev-parse", "--show-prefix"], hint: Self.hint)
    place = prefix.isEmpty ? folder.path : Paths.join(folder.path, String(prefix.dropLast()))
    let tree = try Git.output(
      ["ls-tree", "-r", "-z", "-l", "--full-tree", id], hint: "\(word) is no folder. " + Self.hint)
    try write(blobs(of: tree))
    guard PathFacts.isFolder(place) else {
      throw Git.failure("\(word) has no folder \(prefix)", Self.hint)
    }
  }

  private mutating func blobs(of tree: [UInt8]) throws(BadInput) -> [Blob] {
    var blobs: [Blob] = []
    var sum = 0
    var large = 0
    for entry in tree.split(separator: 0) {
      guard let tab = entry.firstIndex(of: 9) else { continue }
      let words = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ").map(String.init)
      let path = String(decoding: entry[(tab + 1)...], as: UTF8.self)
      guard words.count == 4, words[1] == "blob", words[0] != "120000", let size = Int(words[3]) else {
        remarks.append("\(path) is left out: it is no file")
        continue
      }
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard !parts.contains(where: { $0 == ".." || $0 == "." || $0.isEmpty || $0.lowercased() == ".git" }) else {
        throw Git.failure("the revision has a file \(path), which leads elsewhere", Self.hint)
      }
      let isRuleset = path.hasSuffix(".xml") || path.hasSuffix(".conf") || parts.dropLast().contains("lists")
      guard size <= Self.largest || isRuleset && size <= Self.total else {
        large += 1
        continue
      }
      sum += size
      blobs.append(Blob(id: words[2], size: size, path: path))
    }
    if large > 0 { remarks.append("\(large) large files of the revision are left out: they are no ruleset's") }
    guard sum <= Self.total else {
      throw Git.failure("the revision has more than \(Self.total >> 20) MB of files", Self.hint)
    }
    return blobs
  }

  private func write(_ blobs: [Blob]) throws(BadInput) {
    var start = 0
    while start < blobs.count {
      let part = blobs[start..<min(start + Self.idsAtOnce, blobs.count)]
      start += part.count
      let ids = part.map { $0.id + "\n" }.joined()
      let output = try Git.output(["cat-file", "--batch"], input: Array(ids.utf8), hint: Self.hint)
      var at = 0
      for blob in part {
        // `<id> blob <size>`, the bytes, and a line feed.
        guard at < output.count, let line = output[at...].firstIndex(of: 10), output.count > line + blob.size else {
          throw Git.failure("git cat-file gave no \(blob.path)", Self.hint)
        }
        // A file may be empty.
        let end = line + 1 + blob.size
        let bytes = Array(output[(line + 1)..<end])
        at = end + 1
        try write(bytes, to: Paths.join(folder.path, blob.path))
      }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(BadInput) {
    do throws(FileFailure) {
      try FileAccess.makeFolder(Paths.folder(of: path))
      try FileAccess.create(path, bytes)
    } catch {
      throw BadInput(Diagnostic(.error, code: "git", error.message))
    }
  }
}
