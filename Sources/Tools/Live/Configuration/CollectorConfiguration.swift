import Bytes
import RulesetSyntax
import Rulesets
import System

/// The `<localfile>` and `<socket>` blocks of an `ossec.conf`.
package struct CollectorConfiguration: Sendable {
  var localFiles: [LocalFile] = []
  /// Where the sockets are that blocks may name as targets, as messages tell it.
  var sockets: [ByteString: ByteString] = [:]
  /// What the collector said while it read them.
  package private(set) var messages: [CollectorMessage] = []
  /// Whether the collector does not start with this.
  package private(set) var isFaulty = false

  /// Reads the blocks of a document.
  package init(_ document: XMLDocument, settings: CollectorSettings) {
    var log = CollectorLog()
    if let fault = settings.fault {
      log.add(.error, fault)
      fail(&log)
      return
    }
    var hasBlocks = false
    for top in document.topLevelElements {
      let root = document.name(of: top)
      guard root == "ossec_config" || root == "agent_config" else { continue }
      for section in document.children(of: top) {
        switch document.name(of: section) {
        case "localfile":
          hasBlocks = true
          var reader = LocalFileReader(document: document, isRemote: root == "agent_config", settings: settings)
          do throws(LocalFileReader.Fault) {
            if let file = try reader.read(section, log: &log) { localFiles.append(file) }
          } catch {
            log.add(.error, error.text)
            fail(&log)
            return
          }
        case "socket": addSocket(section, of: document)
        default: break
        }
      }
    }
    checkTargets(&log)
    if !hasBlocks { log.add(.info, "(1905): No file configured to monitor.") }
    messages = log.take()
  }

  /// What is followed without a file of blocks.
  package struct Sources {
    /// Paths, also with wildcards and dates.
    package var paths: [ByteString] = []
    /// How they are read, by the names that `<log_format>` knows.
    package var format: ByteString = "syslog"
    package var commands: [ByteString] = []
    /// Seconds from one run of a command to the next.
    package var frequency = 360
    package var wantsJournal = false

    package init() {}

    package var isEmpty: Bool { paths.isEmpty && commands.isEmpty && !wantsJournal }
  }

  /// Blocks for what somebody names at a desk; nil for a format that there is not, or that needs more than a path.
  package init?(_ sources: Sources) {
    guard let format = LogFormat(sources.format), format.isFile, format != .multiLineRegex else { return nil }
    var common = LocalFile()
    // Nothing that was left behind is too much to be read.
    (common.onlyFutureEvents, common.maximumBacklog) = (false, .max)
    for path in sources.paths {
      var file = common
      (file.format, file.formatName, file.location) = (format, sources.format, path)
      localFiles.append(file)
    }
    for command in sources.commands {
      var file = common
      (file.format, file.formatName, file.location, file.command) = (.command, "command", command, command)
      file.frequency = sources.frequency
      localFiles.append(file)
    }
    if sources.wantsJournal {
      var file = common
      (file.format, file.formatName, file.location) = (.journald, "journald", "journald")
      file.onlyFutureEvents = true
      localFiles.append(file)
    }
  }

  private mutating func fail(_ log: inout CollectorLog) {
    log.add(.error, "(1202): Configuration error at 'etc/ossec.conf'.")
    messages = log.take()
    localFiles = []
    isFaulty = true
  }

  private mutating func addSocket(_ section: Int, of document: XMLDocument) {
    var (name, location, mode): (ByteString, ByteString, ByteString) = ("", "", "udp")
    for element in document.children(of: section) {
      switch document.name(of: element) {
      case "name": name = document.content(of: element)
      case "location": location = document.content(of: element)
      case "mode": mode = document.content(of: element)
      default: break
      }
    }
    sockets[name] = location + " (" + mode + ")"
  }

  private mutating func checkTargets(_ log: inout CollectorLog) {
    for file in localFiles {
      for target in file.targets where target != "agent" && sockets[target] == nil {
        log.add(.critical, "Socket '" + target + "' for '" + (file.command ?? file.location) + "' is not defined.")
        isFaulty = true
        return
      }
      for format in file.outFormats {
        guard let target = format.target, !file.targets.contains(target) else { continue }
        log.add(.warning, "Log target '" + target + "' is not defined for '" + (file.command ?? file.location) + "'.")
      }
    }
  }
}
