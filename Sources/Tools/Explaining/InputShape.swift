import Analysis
import Bytes
import Senders

/// What is said about a text that is given as a log and only holds one.
package enum InputShape {
  /// What a log is in truth, and what to do; nil for anything that may be a log as it is.
  /// - Parameters:
  ///   - format: how it was given.
  ///   - location: where it comes from, as it was given.
  package static func remark(on log: ByteString, format: InputFormat, location: ByteString = "") -> Remark? {
    shape(of: log, format) ?? ModuleEvents.remark(location: location, format: format)
  }

  private static func shape(of log: ByteString, _ format: InputFormat) -> Remark? {
    guard let form = PastedForm(log) else { return nil }
    let isLog = format == .syslog
    let isWindows = format == .windows || format == .eventchannel
    switch form {
    case .archivesLine(let location, let place, let isOfAgent, let isWindows):
      return archivesLine(location, isOfAgent ? "[001] \(location)" : "\(place)", isWindows: isWindows)
    case .alertsLine:
      return Remark(
        "alerts-log",
        "this is the first line of an alert in alerts.log: the log that the manager saw stands some lines below it; give that line alone"
      )
    case .priority(let written, let rest): return isLog ? priority(written, rest) : nil
    case .printedChange: return isLog ? printedChange : nil
    case .windowsXML: return isWindows ? nil : windows("a Windows event as XML", .windows)
    case .windowsObject: return isWindows ? nil : windows("a Windows event", .eventchannel)
    case .windowsMessage: return isWindows ? nil : windows("a Windows event as an agent sends it", .windows)
    case .module(let own): return isLog ? module(own) : nil
    case .hit: return document("an index")
    case .alert: return document("alerts.json")
    case .archived: return document("archives.json")
    }
  }

  private static func archivesLine(_ written: ByteString, _ location: String, isWindows: Bool) -> Remark {
    let format = isWindows ? " --format eventchannel" : ""
    return Remark(
      "archives-log",
      "this is a line of archives.log: what the manager saw is the part behind `\(Phrases.short(written))`; give that part alone, with --location '\(location)'\(format)"
    )
  }

  private static func priority(_ written: ByteString, _ rest: ByteString) -> Remark {
    var text =
      "the log begins with a priority, `\(written)`: the manager's syslog receiver takes it off before anything else, logtest does not; leave it out"
    if rest.bytes.starts(with: "1 ".utf8), rest.count > 6, ASCII.isDigit(rest.bytes[2]) {
      text +=
        ". What follows is RFC 5424, which no form of header knows: decoders see all of it, without a program name"
    } else if HeaderDiagnosis(rest).finding == nil {
      text += ". Without it the header is recognised"
    }
    return Remark("priority", text)
  }

  private static var printedChange: Remark {
    Remark(
      "fim-event",
      "this is what the manager prints about a change of a file: the event itself is JSON, which a decoder of its own takes; give it with --format fim (format = fim in a case), for example {\"path\":\"/etc/passwd\",\"type\":\"modified\"}"
    )
  }

  /// What other parts of an agent send.
  private static func module(_ format: InputFormat) -> Remark {
    let what =
      switch format {
      case .inventory: "a change of the inventory, as syscollector sends it"
      case .fim: "an event of file integrity monitoring"
      default: "a result of security configuration assessment"
      }
    return Remark(
      "module-event",
      "this is \(what): in production a decoder of the manager's own takes it, and no decoder of a file; give it with --format \(format.rawValue) (format = \(format.rawValue) in a case)"
    )
  }

  private static func windows(_ what: String, _ format: InputFormat) -> Remark {
    Remark(
      "windows-event",
      "this is \(what): in production the manager's own decoder for Windows events takes it; give it with --format \(format.rawValue) (format = \(format.rawValue) in a case)"
    )
  }

  private static func document(_ place: String) -> Remark {
    Remark(
      "document",
      "this is a document of \(place), no log: what the manager saw is the text of its `full_log`, from its `location`; give that text alone, or let `assay convert` make cases of such a file"
    )
  }
}
