import Alerts
import Bytes

/// Alerts for tests: short ways to write them, and an index of them.
enum AlertLines {
  /// An alert as the manager writes it.
  static func alert(
    _ time: String, agent: String = "web", level: Int = 3, id: Int = 5715, groups: [String] = ["syslog", "sshd"],
    more: String = ""
  ) -> String {
    let groups = groups.map { "\"\($0)\"" }.joined(separator: ",")
    return
      #"{"timestamp":"2026-11-01T\#(time)+0000","rule":{"level":\#(level),"description":"rule \#(id)","id":"\#(id)","#
      + #""groups":[\#(groups)]},"agent":{"id":"001","name":"\#(agent)"},"manager":{"name":"m"},"location":"/x"\#(more)}"#
  }

  static func index(_ lines: [String]) throws -> AlertIndex {
    let index = AlertIndex()
    for (number, line) in lines.enumerated() {
      let fault = ByteString(line).withView { index.add($0, at: AlertPlace(file: 0, offset: number)) }
      if let fault { throw NoAlert(line: line, fault: fault) }
    }
    return index
  }

  struct NoAlert: Error {
    var line: String
    var fault: AlertIndex.Fault
  }
}
