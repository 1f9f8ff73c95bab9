import Bytes
import Rulesets

/// The `<localfile>` and `<socket>` blocks of an `ossec.conf`.
package struct CollectorConfiguration: Sendable {
  var localFiles: [LocalFile] = []
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
    var sockets: Set<ByteString> = []
    for top in document.topLevelElements {
      let root = document.name(of: top)
      guard root == "ossec_config" || root == "agent_config" else { continue }
      for section in document.children(of: top) {
        switch document.name(of: section) {
        case "localfile":
          var reader = LocalFileReader(document: document, isRemote: root == "agent_config", settings: settings)
          do throws(LocalFileReader.Fault) {
            if let file = try reader.read(section, log: &log) { localFiles.append(file) }
          } catch {
            log.add(.error, error.text)
            fail(&log)
            return
          }
        case "socket":
          for element in document.children(of: section) where document.name(of: element) == "name" {
            sockets.insert(document.content(of: element))
          }
        default: break
        }
      }
    }
    checkTargets(sockets, &log)
    if localFiles.isEmpty, !isFaulty { log.add(.info, "(1905): No file configured to monitor.") }
    messages = log.take()
  }

  private mutating func fail(_ log: inout CollectorLog) {
    log.add(.error, "(1202): Configuration error at 'etc/ossec.conf'.")
    messages = log.take()
    localFiles = []
    isFaulty = true
  }

  private mutating func checkTargets(_ sockets: Set<ByteString>, _ log: inout CollectorLog) {
    for file in localFiles {
      for target in file.targets where target != "agent" && !sockets.contains(target) {
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
