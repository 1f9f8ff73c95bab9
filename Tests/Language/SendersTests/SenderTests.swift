import Bytes
import JSONText
import Testing

@testable import Senders

/// What the senders of modules make of what they are given.
@Suite("Senders")
struct SenderTests {
  @Test(
    "Where messages say they come from",
    arguments: [
      ("stdin", "syscheck"), ("[001] (web) any->stdin", "[001] (web) any->syscheck"), ("/x", "/x"),
      ("[001] (web) any->/x", "[001] (web) any->/x"), ("xstdin", "xstdin"),
    ])
  func location(_ given: String, _ expected: String) throws {
    let sent = try InputFormat.fim.send(#"{"path":"/x"}"#)
    #expect(sent.location(given: ByteString(given)).description == expected)
  }

  @Test(
    "What is none of a format's is refused",
    arguments: [
      (InputFormat.fim, "hello"), (.fim, "[]"), (.fim, #"{"a":1}"#), (.fim, #"{"path":"/x","type":"moved"}"#),
      (.fim, #"{"path":"/x","size":"big"}"#), (.fim, #"{"path":"/x"} {}"#), (.sca, "{}"), (.sca, #"{"type":"check"}"#),
      (.rootcheck, "{}"), (.inventory, "x"), (.inventory, "{}"), (.queue, "1:x"), (.queue, "1"), (.json, "x"),
      (.docker, "x"),
    ])
  func refused(_ format: InputFormat, _ text: String) {
    #expect(throws: InputError.self) { try format.send(ByteString(text)) }
  }

  @Test("A path and what changed is a whole event")
  func shortForm() throws {
    let sent = try InputFormat.fim.send(
      #"{"path":"/srv/a","size_before":21,"size":25,"perm":"rwxrwxrwx","audit":{"user":{"name":"al"},"process":{"id":"7"}}}"#
    )
    let reader = JSONReader()
    #expect(sent.text.withView { reader.parse($0) })
    let data = try #require(reader.root["data"])
    #expect(data["type"]?.string == "modified")
    #expect(data["attributes"]?["size"]?.number == 25)
    #expect(data["old_attributes"]?["size"]?.number == 21)
    #expect(data["attributes"]?["perm"]?.string == "rwxrwxrwx")
    #expect(data["old_attributes"]?["perm"]?.string == "rw-r--r--")
    #expect(data["attributes"]?["user_name"]?.string == "root")
    #expect(data["changed_attributes"]?.children.compactMap(\.string) == ["size", "permission"])
    #expect(data["audit"]?["user_name"]?.string == "al")
    #expect(data["audit"]?["process_id"]?.number == 7)
  }

  @Test("The object of an alert says all there is: nothing usual is added")
  func alertObject() throws {
    let sent = try InputFormat.fim.send(
      #"{"path":"c:\\a","event":"modified","mtime_after":"2023-11-14T22:13:20","win_perm_after":[{"name":"S","allowed":["A","B"]}],"attrs_after":["ARCHIVE","HIDDEN"],"tags":["a","b"]}"#
    )
    let reader = JSONReader()
    #expect(sent.text.withView { reader.parse($0) })
    let attributes = try #require(reader.root["data"]?["attributes"])
    #expect(attributes["mtime"]?.number == 1_700_000_000)
    #expect(attributes["perm"]?.string == "S (allowed): A|B")
    #expect(attributes["attributes"]?.string == "ARCHIVE, HIDDEN")
    #expect(attributes["size"] == nil)
    #expect(reader.root["data"]?["tags"]?.string == "a,b")
  }

  @Test(
    "A check is compared with what was known before",
    arguments: [
      (nil, "ok not found"), ("none", "ok not found"), ("passed", "ok found passed"),
      ("not applicable", "ok found not applicable"),
    ] as [(ByteString?, ByteString)])
  func previous(_ previous: ByteString?, _ answer: ByteString) throws {
    let sent = try InputFormat.sca.send(#"{"title":"t","result":"failed"}"#, previous: previous)
    #expect(sent.answers.answer(to: "agent 000 sca query 1") == answer)
    #expect(sent.answers.answer(to: "agent 000 sca insert {}") == "ok")
  }

  @Test("An unknown result before is an error")
  func unknownPrevious() {
    #expect(throws: InputError.self) {
      try InputFormat.sca.send(#"{"title":"t","result":"failed"}"#, previous: "maybe")
    }
  }
}
