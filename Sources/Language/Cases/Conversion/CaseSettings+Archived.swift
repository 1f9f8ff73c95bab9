import Bytes
import Diagnostics
import Senders

extension CaseSettings {
  /// Where an event of the archives came from, who had sent it and when, as far as a case has to say it.
  package init(archived event: ArchivedEvent, at place: SourceLocation) {
    self.init()
    let hasWin = event.format == .windows && event.text?.withView { $0.starts(with: "{\"win\"") } ?? false
    let format = hasWin || event.text == "{}" && event.format == .windows ? .eventchannel : event.format
    if format != .syslog { self.format = Located(format, at: place) }
    previous = event.previous.map { Located($0, at: place) }
    start = event.seconds.map { Located(CaseTime(seconds: $0), at: place) }
    // A whole message says itself where it comes from.
    guard format != .queue else { return }
    var location = event.place
    if let from = event.agent {
      let identity = AgentIdentity(id: from.id, name: from.name, ip: from.ip)
      // One that cannot be written in a case is none that a manager would have.
      if AgentIdentity(text: identity.text) == identity {
        agent = Located(identity, at: place)
      } else {
        location = event.location
      }
    }
    if !location.isEmpty { self.location = Located(location, at: place) }
  }
}
