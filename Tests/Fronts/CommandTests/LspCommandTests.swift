import Foundation
import TestSupport
import Testing

/// `assay lsp`, as an editor starts it.
@Suite struct LspCommandTests {
  private func frame(_ body: String) -> String { "Content-Length: \(body.utf8.count)\r\n\r\n\(body)" }

  @Test("a session from beginning to end") func session() throws {
    let folder = try TemporaryFolder([
      "assay.conf": "base = minimal\n",
      "rules.xml":
        "<group name=\"a,\">\n  <rule id=\"100000\" level=\"3\">\n    <if_sid>99</if_sid>\n  </rule>\n</group>\n",
    ])
    let root = "file://\(folder.path)"
    let input = [
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"rootUri":"\#(root)"}}"#,
      #"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"workspace/diagnostic","params":{"previousResultIds":[]}}"#,
      #"{"jsonrpc":"2.0","id":3,"method":"shutdown"}"#, #"{"jsonrpc":"2.0","method":"exit"}"#,
    ].map(frame).joined()
    let result = try CommandLineTool.run(["lsp"], input: input)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.hasPrefix("Content-Length: "))
    #expect(result.output.contains(#""serverInfo":{"name":"assay""#))
    #expect(result.output.contains(#""code":"7617""#))
    #expect(result.output.contains(#"{"jsonrpc":"2.0","id":3,"result":null}"#))
  }

  @Test("an editor that goes without good-bye, and one that sends no message") func goneClient() throws {
    #expect(try CommandLineTool.run(["lsp", "--stdio"]).status == 1)
    let result = try CommandLineTool.run(["lsp"], input: "hello\r\n\r\n" + frame("{}") + "Content-Length: x\r\n\r\n")
    #expect(result.status == 1)
    #expect(result.errors.contains("without one Content-Length"))
    #expect(result.output.contains("-32600"))
  }
}
