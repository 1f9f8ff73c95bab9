import Analysis
import Bytes
import JSONText
import Rulesets
import TestSupport
import Testing

/// Messages of the manager's queue, from the first byte to the document.
@Suite("Messages of the queue")
struct MessageTests {
  private static let rules = """
    <group name="test,">
      <rule id="100001" level="0"><category>ossec</category><decoded_as>rootcheck</decoded_as><description>line</description></rule>
      <rule id="100002" level="5"><if_sid>100001</if_sid><if_fts/><description>new</description></rule>
      <rule id="100003" level="5"><category>ossec</category><decoded_as>hostinfo_new</decoded_as><description>new host</description></rule>
      <rule id="100004" level="5"><category>ossec</category><decoded_as>hostinfo_modified</decoded_as><description>host</description></rule>
      <rule id="100005" level="5"><category>ossec</category><decoded_as>syscheck_deleted</decoded_as><field name="file">^/etc</field>
        <description>$(file) is gone</description></rule>
      <rule id="100006" level="7"><category>ossec</category><decoded_as>sca</decoded_as><field name="sca.check.result">failed</field>
        <description>failed</description></rule>
      <rule id="100007" level="7"><category>ossec</category><decoded_as>windows_eventchannel</decoded_as>
        <field name="win.eventdata.image" type="pcre2">C:\\\\\\\\x</field><description>two backslashes</description></rule>
    </group>
    """

  private func session() throws -> Session { Session(try SmallRuleset.compile(rules: Self.rules)) }

  @Test(
    "What is no message is refused with the reference's words",
    arguments: [
      ("1:", "ERROR: (1222): Invalid msg: 1:"), ("1:no colon", "ERROR: (1222): Invalid msg: 1:no colon"),
      ("1:a|:b", "ERROR: (1222): Invalid msg: 1:a|:b"), ("1:[001:x", "ERROR: (1106): String not correctly formatted."),
    ])
  func malformed(_ message: String, _ text: String) throws {
    let outcome = try session().analyze(Event(message: ByteString(message)))
    #expect(outcome.verdict == .refused)
    #expect(outcome.messages.map(\.line.description) == [text])
    #expect(outcome.messageCode == -1)
    #expect(outcome.document == nil)
  }

  @Test(
    "Location and text",
    arguments: [
      ("1:/var/log/x:a: b", "/var/log/x", "a: b", "000"), ("2:C|:\\a||b:x", "C:\\a|b", "x", "000"),
      ("Z:[001] (w) 10.0.0.1->/x:y", "(w) 10.0.0.1->/x", "y", "001"), ("1:x:", "x", "", "000"),
      ("4:x:1:y:z", "x", "1:y:z", "000"),
    ])
  func envelope(_ message: String, _ location: String, _ log: String, _ agent: String) throws {
    let outcome = try session().analyze(Event(message: ByteString(message)))
    #expect(outcome.predecoding.location.description == location)
    #expect(outcome.predecoding.log.description == log)
    #expect(outcome.predecoding.agentID.description == agent)
  }

  @Test(
    "Messages that are no events",
    arguments: [
      "5:syscollector:{}", "u:x:{}", "8:syscheck:{\"type\":\"scan_start\",\"data\":{}}", "8:syscheck:12:ab /etc/x",
      "8:syscheck:{\"type\":\"event\",\"data\":{\"type\":\"added\",\"attributes\":{\"type\":\"file\"}}}",
      "8:syscheck:{\"type\":\"event\",\"data\":{\"path\":\"/x\",\"type\":\"added\",\"attributes\":{\"type\":\"disk\"}}}",
      "8:syscheck:{\"type\":\"event\",\"data\":{\"path\":\"H\",\"version\":3,\"type\":\"added\",\"attributes\":{\"type\":\"registry_key\"}}}",
      "3:nmap:hello", "d:other:{\"type\":\"dbsync_ports\"}", "d:syscollector:hello", "e:other:{}", "p:sca:{}",
      "f:EventChannel:hello", "f:EventChannel:{}", "f:EventChannel:{\"win\":{}}",
    ])
  func dropped(_ message: String) throws {
    let outcome = try session().analyze(Event(message: ByteString(message)))
    #expect(outcome.verdict == .dropped)
    #expect(outcome.document == nil)
    #expect(!outcome.isAlert)
    #expect(outcome.diagnostics.count == 1)
  }

  @Test("if_fts asks the database about a line of rootcheck")
  func firstTime() throws {
    let session = try session()
    let known = session.analyze(Event(message: "9:rootcheck:File '/a b' is bad. More."))
    #expect(known.verdict == .silenced)
    #expect(known.field("title") == "File is bad.")
    #expect(known.field("file") == "/a b")
    let new = session.analyze(
      Event(message: "9:rootcheck:x", answers: DatabaseAnswers([.init(to: "rootcheck save", "ok 2")])))
    #expect(new.rule?.id == 100_002)
    let failed = session.analyze(Event(message: "9:rootcheck:x", answers: DatabaseAnswers([.init(to: "", "err")])))
    #expect(failed.verdict == .dropped)
    // The answer is gone with its event.
    #expect(session.analyze(Event(message: "9:rootcheck:x")).verdict == .silenced)
  }

  @Test("Hosts are new, the same, changed; documents know one name for them")
  func hosts() throws {
    let session = try session()
    func result(_ ports: String) -> Outcome {
      session.analyze(Event(message: ByteString("3:nmap:Host: 192.0.2.1 (), open ports: \(ports)")))
    }
    let new = result("22(tcp)")
    #expect(new.rule?.id == 100_003)
    #expect(new.decoder.name == "hostinfo_modified")
    #expect(result("22(tcp)").verdict == .dropped)
    #expect(result("80(tcp)").rule?.id == 100_004)
  }

  @Test("File integrity: rules see JSON and fields, the document prints words")
  func deleted() throws {
    let session = try session()
    let outcome = session.analyze(try InputFormat.fim.event(#"{"path":"/etc/x","type":"deleted"}"#))
    #expect(outcome.rule?.description == "/etc/x is gone")
    #expect(outcome.predecoding.log.description.hasPrefix(#"{"type":"event""#))
    let document = try #require(outcome.document).description
    #expect(document.contains(#""full_log":"File '/etc/x' deleted\nMode: realtime\n","syscheck":{"path":"/etc/x","#))
    #expect(document.contains(#""event":"deleted"},"decoder":{"name":"syscheck_deleted"},"location":"syscheck"}"#))
    // Nothing of it is left on the next event.
    #expect(session.analyze(Event("x")).document?.description.contains("syscheck") == false)
  }

  @Test("A check that says what was known before is an event without fields")
  func checks() throws {
    let session = try session()
    let text: ByteString = #"{"title":"t","result":"failed"}"#
    #expect(session.analyze(try InputFormat.sca.event(text)).rule?.id == 100_006)
    let same = session.analyze(try InputFormat.sca.event(text, previous: "failed"))
    #expect(same.verdict == .noRule)
    #expect(same.fields.isEmpty)
    let changed = session.analyze(try InputFormat.sca.event(text, previous: "passed"))
    #expect(changed.field("sca.check.previous_result") == "passed")
  }

  @Test("A Windows event from XML: a backslash is two in a field, and four in the log")
  func windows() throws {
    let event = try InputFormat.windows.event(
      #"<Event xmlns="x"><System><Provider Name="P"/></System><EventData><Data Name="Image">C:\x</Data></EventData></Event>"#
    )
    let outcome = try session().analyze(event)
    #expect(outcome.rule?.id == 100_007)
    #expect(outcome.field("win.eventdata.image") == #"C:\\x"#)
    #expect(
      outcome.predecoding.log.description
        == #"{"win":{"system":{"providerName":"P"},"eventdata":{"image":"C:\\\\x"}}}"#)
    #expect(outcome.predecoding.location == "EventChannel")
  }

  @Test("A message is taken the daemon's way, a log of the same session is not")
  func daemonsWay() throws {
    let ruleset = try SmallRuleset.compile(
      rules: "<group name='t,'><rule id='100001' level='0'><match>x</match><description>d</description></rule></group>")
    let session = Session(ruleset)
    #expect(session.analyze(Event(message: "1:a:x")).document?.description.contains("\"rule\"") == false)
    #expect(session.analyze(Event("x")).document?.description.contains("\"rule\"") == true)
  }

  @Test("A relayed alert has the rule that it names")
  func relayedAlert() throws {
    let ruleset = try SmallRuleset.compile(
      decoders: """
        <decoder name="relay"><prematch>^ossec: Alert </prematch><plugin_decoder>OSSECAlert_Decoder</plugin_decoder></decoder>
        """,
      rules: """
        <group name="t,"><rule id="100001" level="5"><match>never</match><description>by $(dstuser)</description></rule></group>
        """)
    let log: ByteString =
      "ossec: Alert Level: 5; Rule: 100001 - d; Location: (h) 10.0.0.1->/x; srcip: 192.0.2.1; user: bob;  the log"
    var message: ByteString = "1:relay:"
    message.append(log)
    let outcome = Session(ruleset).analyze(Event(message: message))
    #expect(outcome.rule?.id == 100_001)
    #expect(outcome.isAlert)
    #expect(outcome.field("srcip") == "192.0.2.1")
    #expect(outcome.field("dstuser") == "bob")
    #expect(outcome.predecoding.log == "the log")
    #expect(outcome.predecoding.location == "relay|(h) 10.0.0.1->/x")
    #expect(Session(ruleset).analyze(Event(log)).rule == nil)
  }
}
