import Analysis
import Bytes
import Explaining
import Testing

/// Lines that are no logs but hold one, and such as only resemble them.
@Suite("What is given as a log is recognised")
struct InputShapeTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var log: String
    var code: String?
    var says = ""
    var format = InputFormat.syslog
    var location: ByteString = "stdin"

    var testDescription: String { log }
  }

  static let rows: [Row] = [
    Row(
      log: "2025 Apr 01 14:34:14 (WS 11) any->EventChannel {\"win\":{\"system\":{\"eventID\":\"1\"}}}",
      code: "archives-log",
      says: "--location '[001] (WS 11) any->EventChannel' --format eventchannel"),
    Row(
      log: "2025 Apr 01 14:34:14 (WS) any->EventChannel {\"win\":{\"system\":{}}}", code: "archives-log",
      format: .eventchannel),
    Row(
      log: "2021 Mar 22 20:41:51 mgr->192.0.2.5 Mar 18 17:05:41 fw mgd[1]: text", code: "archives-log",
      says: "--location '192.0.2.5'"),
    Row(log: "2021 Mar 22 20:41:51 mgr mgd[1]: a->b of something", code: nil),
    Row(log: "2021 Mar 22 20:41:51 WinEvtLog: Security: AUDIT_SUCCESS(4624)", code: nil),
    Row(log: "** Alert 1616445915.14912: - syslog,sshd,", code: "alerts-log"),
    Row(log: "** Alerting is on", code: nil),
    Row(log: "<34>Oct 11 22:14:15 web su: failed", code: "priority", says: "Without it the header is recognised"),
    Row(log: "<165>1 2023-10-11T22:14:15.003Z web su - ID47 - text", code: "priority", says: "RFC 5424"),
    Row(log: "<b>bold</b>", code: nil), Row(log: "<34 x", code: nil), Row(log: "<12345>x", code: nil),
    Row(log: "{\"win\":{\"system\":{\"eventID\":\"1\"}}}", code: "windows-event", says: "--format eventchannel"),
    Row(log: "{\"win\":{\"system\":{\"eventID\":\"1\"}}}", code: "windows-event", format: .json),
    Row(log: "{\"win\":{\"system\":{\"eventID\":\"1\"}}}", code: nil, format: .eventchannel),
    Row(
      log: "{\"Message\":\"m\",\"Event\":\"<Event xmlns='x'><System/></Event>\"}", code: "windows-event",
      says: "as an agent sends it"),
    Row(log: "<Event xmlns='http://x'><System/></Event>", code: "windows-event", says: "XML"),
    Row(
      log: "{\"timestamp\":\"t\",\"agent\":{\"id\":\"000\"},\"full_log\":\"x\",\"location\":\"/x\"}", code: "document",
      says: "archives.json"),
    Row(
      log:
        "{\"timestamp\":\"t\",\"rule\":{\"id\":\"1\"},\"manager\":{\"name\":\"m\"},\"full_log\":\"x\",\"location\":\"/x\"}",
      code: "document", says: "alerts.json"),
    Row(log: "{\"_index\":\"i\",\"_source\":{\"full_log\":\"x\"}}", code: "document", says: "an index"),
    Row(log: "{\"timestamp\":\"t\",\"location\":\"here\",\"agent\":\"curl\"}", code: nil),
    Row(log: "{\"log\":\"x\",\"stream\":\"stdout\"}", code: nil), Row(log: "{broken", code: nil),
    Row(log: "", code: nil),
    Row(log: "File '/etc/passwd' modified\nMode: realtime\n", code: "fim-event", says: "--format fim"),
    Row(log: "File '/etc/passwd' is gone", code: nil),
    Row(
      log: "{\"data\":{\"local_port\":22},\"operation\":\"INSERTED\",\"type\":\"dbsync_ports\"}", code: "module-event",
      says: "--format inventory"),
    Row(
      log: "{\"type\":\"event\",\"data\":{\"path\":\"/x\",\"attributes\":{}}}", code: "module-event",
      says: "--format fim"),
    Row(
      log: "{\"type\":\"check\",\"policy\":\"p\",\"check\":{}}", code: "module-event", says: "--format sca"),
    Row(log: "{\"type\":\"check\",\"policy\":\"p\",\"check\":{}}", code: nil, format: .sca),
    Row(log: "{\"type\":\"event\",\"data\":{\"path\":\"/x\"}}", code: nil),
    // What was given as a Windows event is no surprise, in whatever form.
    Row(log: "{\"win\":{\"system\":{\"eventID\":\"1\"}}}", code: nil, format: .windows),
    Row(log: "{\"Message\":\"m\",\"Event\":\"<Event xmlns='x'/>\"}", code: nil, format: .windows),
    Row(log: "<Event xmlns='http://x'><System/></Event>", code: nil, format: .windows),
    Row(log: "{\"win\":{\"system\":{}}}", code: nil, format: .windows, location: "[001] (ws) any->EventChannel"),
    // Places that no log comes from.
    Row(log: "{}", code: "module-event", says: "--format windows", location: "EventChannel"),
    Row(log: "File '/x' modified", code: "module-event", says: "--format fim", location: "(ws) 192.0.2.1->syscheck"),
    Row(log: "{\"type\":\"check\"}", code: "module-event", says: "--format sca", location: "[001] (ws) any->sca"),
    Row(log: "{}", code: "module-event", says: "--format inventory", location: "syscollector"),
    Row(log: "x", code: "module-event", says: "--format rootcheck", location: "rootcheck"),
    Row(log: "x", code: nil, location: "/var/log/syscheck"), Row(log: "x", code: nil, location: "(ws) any->/sca"),
    Row(log: "{}", code: nil, format: .sca, location: "sca"),
  ]

  @Test(arguments: rows)
  func recognised(row: Row) {
    let remark = InputShape.remark(on: ByteString(row.log), format: row.format, location: row.location)
    #expect(remark?.code == row.code)
    #expect(row.says.isEmpty || remark?.message.contains(row.says) == true, "\(remark?.message ?? "")")
  }
}
