import PageFiles

/// A file that the page is made of.
package struct PageFile: Sendable {
  package var name: String
  package var bytes: [UInt8]

  /// All of them.
  package static let all: [String: PageFile] = {
    var files: [String: PageFile] = [:]
    var index = 0
    while let file = page_file_at(index)?.pointee, let name = file.name.map({ String(cString: $0) }) {
      files[name] = PageFile(
        name: name, bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.length)))
      index += 1
    }
    return files
  }()

  /// What it is, as browsers are told.
  var type: String {
    if name.hasSuffix(".html") { return "text/html; charset=utf-8" }
    if name.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
    if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
    if name.hasSuffix(".json") { return "application/json" }
    return name.hasSuffix(".svg") ? "image/svg+xml" : "application/octet-stream"
  }
}
