import Bytes
import Senders

/// Texts as people paste them, on their way to the message that the manager receives.
extension FuzzTarget {
  func trySender(_ bytes: [UInt8]) {
    let text = ByteString(bytes)
    switch self {
    case .windows: _ = try? InputFormat.windows.send(text)
    case .fim: _ = try? InputFormat.fim.send(text)
    case .policy: _ = try? InputFormat.sca.send(text, previous: "passed")
    case .rootcheck: _ = try? InputFormat.rootcheck.send(text)
    case .inventory: _ = try? InputFormat.inventory.send(text)
    case .docker: _ = try? DockerListener.wrapped(bytes)
    case .archived:
      if let event = ArchivedEvent(text) { _ = event.text }
      _ = PastedForm(text)
    default: assemble(bytes)
    }
  }

  private func assemble(_ bytes: [UInt8]) {
    for format in [InputFormat.syslog, .windows] {
      var assembler = EventAssembler(format, recognisesAlerts: true)
      for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
        guard (try? assembler.add(ByteString(Array(line)))) != nil else { return }
      }
      _ = try? assembler.finish()
    }
  }
}
