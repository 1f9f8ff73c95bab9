import Foundation
import Testing
import PageServer

@Suite("The files of the page")
struct PageFileTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/PageFiles/assets")

  @Test("All are in the program, as they are in the sources")
  func files() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
    #expect(Set(names) == Set(PageFile.all.keys))
    for name in names {
      #expect(try Data(contentsOf: folder.appending(path: name)) == Data(PageFile.all[name]?.bytes ?? []), "\(name)")
    }
    #expect(PageFile.all.values.reduce(0) { $0 + $1.bytes.count } < 300_000)
  }

  @Test("Nothing in them comes from elsewhere, or stands where the page's policy forbids it")
  func policy() {
    for file in PageFile.all.values where file.name != "openapi.json" {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for word in ["innerHTML", "outerHTML=", "insertAdjacent", "document.write", "eval(", "new Function"] {
        #expect(!text.contains(word), "\(file.name): \(word)")
      }
      if file.name.hasSuffix(".html") {
        #expect(!text.contains("style=\"") && !text.contains("onclick=") && !text.contains("<script>"), "\(file.name)")
      }
      let addresses = text.split(separator: "http://www.w3.org/").joined()
      #expect(!addresses.contains("https://") && !addresses.contains("http://"), "\(file.name)")
    }
  }

  @Test("One script of all modules, each behind those that it takes from")
  func bundle() throws {
    let text = try PageBundle("main.js").text
    let lines = text.split(separator: "\n")
    #expect(!lines.contains { $0.hasPrefix("import ") || $0.hasPrefix("export ") })
    for name in PageFile.all.keys where name.hasSuffix(".js") {
      #expect(lines.count { $0 == "modules[\"\(name)\"] = (() => {" } == 1, "\(name)")
    }
    #expect(throws: PageBundle.Failure.self) { try PageBundle("nothing.js") }
  }
}
