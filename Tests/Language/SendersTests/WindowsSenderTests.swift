import Bytes
import JSONText
import Testing

@testable import Senders

/// What people have of a Windows event, as the agent would have sent it.
@Suite("Windows events as people have them")
struct WindowsSenderTests {
  private func xml(_ text: ByteString) throws -> String {
    let event = try text.withView { view throws(InputError) in try WindowsEventRenderer.render(view) }
    return String(decoding: event.xml, as: UTF8.self)
  }

  @Test(
    "XML is written as Windows writes it",
    arguments: [
      (#"<Event xmlns="x"><System/></Event>"#, "<Event xmlns='x'><System/></Event>"),
      ("<?xml version=\"1.0\"?>\n<!-- c --><Event/>", "<Event/>"),
      ("\u{FEFF}<Event/>", "<Event/>"),
      ("<Event>\n  <System>\n    <A>1</A>\n  </System>\n</Event>", "<Event><System><A>1</A></System></Event>"),
      ("<Event><A>  </A><B> x </B></Event>", "<Event><A>  </A><B> x </B></Event>"),
      (#"<Event><A n="a'b&quot;c&gt;"/></Event>"#, #"<Event><A n='a&apos;b"c&gt;'/></Event>"#),
      ("<Event><A>&lt;x&gt; &amp; &#x41;&#66; \"q\"</A></Event>", "<Event><A>&lt;x&gt; &amp; AB \"q\"</A></Event>"),
      ("<Event><A><![CDATA[<b> & c]]></A></Event>", "<Event><A>&lt;b&gt; &amp; c</A></Event>"),
      ("<Event><A>a\r\n\tb:\t\tc\td</A></Event>", "<Event><A>a   b:  c\td</A></Event>"),
      ("<Event><A>1<!-- c -->2</A></Event>", "<Event><A>12</A></Event>"),
      ("<Event ><A  n = 'x' ></A ></Event>", "<Event><A n='x'></A></Event>"),
    ])
  func rendering(_ source: String, _ rendered: String) throws {
    #expect(try xml(ByteString(source)) == rendered)
  }

  @Test("The message of RenderingInfo is the provider's; the rest of it is never sent")
  func message() throws {
    let text: ByteString =
      "<Event><System/><RenderingInfo Culture='en'><Message>One\nTwo\tx &amp; y</Message><Level>Info</Level></RenderingInfo></Event>"
    let event = try text.withView { view throws(InputError) in try WindowsEventRenderer.render(view) }
    #expect(String(decoding: event.xml, as: UTF8.self) == "<Event><System/></Event>")
    #expect(event.message.map { String(decoding: $0, as: UTF8.self) } == "One\r\nTwo\tx & y")
  }

  @Test(
    "What is no event is refused, with the place",
    arguments: [
      ("hello", 0), ("[1]", 0), (#"{"a":1}"#, 0), (#"{"Event":5}"#, 0), (#"{"Event":"#, 8), ("<foo/>", 0),
      ("<Event><System></Event>", 15), ("<Event/> x", 9), ("<!DOCTYPE x><Event/>", 0),
      ("<Event><A>&nope;</A></Event>", 10),
      ("<Event><A b></A></Event>", 11), ("<Event><A b='x></A></Event>", 12), ("<Event>", 0),
    ])
  func refused(_ text: String, _ offset: Int) throws {
    let error = #expect(throws: InputError.self) { _ = try WindowsSender.send(ByteString(text), previous: nil) }
    #expect(error?.offset == offset, "\(error?.message ?? "")")
  }

  @Test("Elements cannot be nested without bound")
  func depth() {
    let text = "<Event>" + String(repeating: "<a>", count: 100_000)
    #expect(throws: InputError.self) { _ = try WindowsSender.send(ByteString(text), previous: nil) }
  }

  @Test("A value of 20,480 escaped bytes is warned about, one byte less is not", arguments: [(20_479, 0), (20_480, 1)])
  func limit(_ count: Int, _ warnings: Int) throws {
    let text =
      "<Event><EventData><Data Name='a'>" + String(repeating: "x", count: count) + "</Data></EventData></Event>"
    #expect(try WindowsSender.send(ByteString(text), previous: nil).warnings.count == warnings)
    // A backslash counts twice.
    let half = "<Event><A>" + String(repeating: "\\", count: count / 2) + "</A></Event>"
    #expect(try WindowsSender.send(ByteString(half), previous: nil).warnings.count == warnings)
  }

  @Test("The agent's message goes on as it is, with or without its envelope")
  func agentMessage() throws {
    let message: ByteString = #"{"Message":"m","Event":"<Event/>"}"#
    #expect(try WindowsSender.send(message, previous: nil).text == message)
    #expect(try WindowsSender.send("f:EventChannel:" + message, previous: nil).text == message)
    let decoded = try WindowsSender.send(#"{"win":{}}"#, previous: nil)
    #expect(decoded.queue == .decodedWindows)
    let quoted = try WindowsSender.send(#"{"Event":"<Event a=\"x\"/>"}"#, previous: nil)
    #expect(quoted.warnings.count == 1)
  }
}

extension ByteString {
  fileprivate static func + (left: ByteString, right: ByteString) -> ByteString {
    ByteString(left.bytes + right.bytes)
  }
}
