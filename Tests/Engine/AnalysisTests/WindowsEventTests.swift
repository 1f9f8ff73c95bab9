import Analysis
import Bytes
import TestSupport
import Testing

/// What the decoder of Windows events makes of the agent's XML, oddities included.
@Suite("Windows event channel")
struct WindowsEventTests {
  private static let ruleset = try? SmallRuleset.compile()

  private func log(_ xml: String, message: String? = nil) throws -> String {
    var datagram = "f:EventChannel:{"
    if let message { datagram += "\"Message\":\(message)," }
    datagram += "\"Event\":\"" + xml.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"}"
    let session = Session(try #require(Self.ruleset))
    return session.analyze(Event(message: ByteString(datagram))).predecoding.log.description
  }

  @Test(
    "System",
    arguments: [
      ("<Provider Name='N' Guid='G' Other='x'/>", #""providerName":"N","providerGuid":"G""#),
      ("<Provider>text</Provider>", #""provider":"text""#), ("<EventID Qualifiers='1'>5</EventID>", #""eventID":"5""#),
      ("<TimeCreated SystemTime='t'/>", #""systemTime":"t""#), ("<TimeCreated x='1' SystemTime='t'/>", ""),
      ("<Execution ProcessID='1' Foo='2' ThreadID='3'/>", #""processID":"1","threadID":"3""#),
      ("<Security UserID='S-1-5-18'/>", ""), ("<Correlation>x</Correlation>", ""), ("<Channel/>", #""channel":"""#),
      ("<Level>2</Level><Keywords>0x0</Keywords>", #""level":"2","keywords":"0x0","severityValue":"ERROR""#),
      ("<Level>2</Level>", #""level":"2""#), ("<A>-</A><B/>", #""a":"-""#),
    ])
  func system(_ xml: String, _ members: String) throws {
    #expect(try log("<Event><System>\(xml)</System></Event>") == #"{"win":{"system":{\#(members)}}}"#)
  }

  @Test(
    "EventData",
    arguments: [
      ("<Data Name='A'>x </Data><Data Name='B'>-</Data><Data Name='C'>   </Data>", #""a":"x","c":" ""#),
      ("<Data>x</Data><Data Name='N'>1</Data><Data>y</Data>", #""n":"1","data":"x, y""#),
      ("<Data T='t' Name='A'>1</Data>", #""t":"1","a":"1""#), ("<Binary>0F</Binary>", #""binary":"0F""#),
      ("<Data Name='A'>a<!-- c -->b</Data>", #""a":"ab""#), ("<Data Name='A'>pre<x/>post</Data>", #""a":"post""#),
      ("<Data Name='A'>&lt;</Data>", #""a":"&lt;""#), (#"<Data Name='A'>"q"</Data>"#, #""a":"\\\"q\\\"""#),
      (
        "<Data Name='AuditPolicyChanges'>%%8448, %%8451</Data>",
        #""auditPolicyChangesId":"%%8448, %%8451","auditPolicyChanges":"Success removed, Failure added""#
      ),
    ])
  func eventData(_ xml: String, _ members: String) throws {
    #expect(
      try log("<Event><System/><EventData>\(xml)</EventData></Event>")
        == #"{"win":{"system":{},"eventdata":{\#(members)}}}"#)
  }

  @Test(
    "Everything else stands below the last name",
    arguments: [
      ("<UserData><X><Y>1</Y></X></UserData>", #","x":{"y":"1"}"#),
      ("<UserData><A><x>1</x></A><B><y>2</y></B></UserData>", #","b":{"x":"1","y":"2"}"#),
      ("<UserData><A>text</A></UserData>", #","a":{}"#), ("<UserData/>", ""),
    ])
  func others(_ xml: String, _ member: String) throws {
    #expect(try log("<Event><System/>\(xml)</Event>") == #"{"win":{"system":{}\#(member)}}"#)
  }

  @Test(
    "What the reader stumbles over leaves nothing but the message",
    arguments: [
      "<Event a=\"x\"><System><A>1</A></System></Event>", "<?xml version='1.0'?><Event/>", "<Event><A></Event>",
      "no XML",
      "<Event><System><A>1 < 2</A></System></Event>",
    ])
  func unreadable(_ xml: String) throws {
    #expect(try log(xml, message: #""a\tb""#) == #"{"win":{"system":{"message":"\"a\tb\""}}}"#)
  }

  @Test("Success and failure of audits, categories in words")
  func categories() throws {
    let text = try log(
      "<Event><System><Level>0</Level><Keywords>0x8010000000000000</Keywords></System><EventData><Data Name='CategoryId'>%%8273</Data><Data Name='SubcategoryId'>%%12544</Data></EventData></Event>"
    )
    #expect(text.contains(#""severityValue":"AUDIT_FAILURE"}"#))
    #expect(text.hasSuffix(#""subcategoryId":"%%12544","category":"Logon/Logoff","subcategory":"Logon"}}}"#))
  }
}
