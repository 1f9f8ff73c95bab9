import Bytes
import Diagnostics
import Live
import RulesetSyntax

/// What `assay live` is to read.
package struct LiveRequest {
  /// A Docker Engine that somebody named.
  package struct Docker {
    /// Where it listens; nil for what the environment says.
    package var host: String?

    package init(host: String?) { self.host = host }
  }

  /// The blocks of an agent's configuration; nil where the sources are named one by one.
  package var document: XMLDocument?
  /// Sources that were named.
  package var sources = CollectorConfiguration.Sources()
  /// A Docker Engine that was named.
  package var docker: Docker?
  /// Whether nothing waits for the times of an agent.
  package var isFast: Bool
  /// Whether the Docker listener has the defects of the agent's.
  package var isExact = false
  /// Whether it ends when all that is there has been read.
  package var endsAtEnd = false
  /// Whether events are kept back as the agent's buffer keeps them.
  package var isThrottled = false
  package var settings: CollectorSettings
  /// The file of saved positions.
  package var statePath: ByteString?
  /// The folders in which programs are looked for.
  package var programFolders: String?

  /// A request for what a configuration says, or for what is named afterwards.
  package init(document: XMLDocument?, isFast: Bool, settings: CollectorSettings) {
    (self.document, self.isFast, self.settings) = (document, isFast, settings)
  }

  /// What the collector reads.
  func collectorConfiguration() throws(BadInput) -> CollectorConfiguration {
    if let document { return CollectorConfiguration(document, settings: settings) }
    guard let configuration = CollectorConfiguration(sources) else {
      throw BadInput(
        Diagnostic(
          .error, code: "bad-format", "files cannot be followed in the format '\(sources.format)'",
          hint: "take syslog, json, audit, multi-line:N, mysql_log …, or a <localfile> block with --config"))
    }
    return configuration
  }

  /// The agent's buffer; nil where nobody wants it.
  func clientBuffer() throws(BadInput) -> ClientBuffer? {
    guard isThrottled else { return nil }
    guard let document else { return ClientBuffer(ClientBufferSettings()) }
    do throws(ClientBufferSettings.Fault) {
      let settings = try ClientBufferSettings(document)
      return settings.isDisabled ? nil : ClientBuffer(settings)
    } catch {
      throw BadInput(Diagnostic(.error, code: "bad-buffer", "the block <client_buffer> is wrong: \(error.message)"))
    }
  }

  /// When the Docker listener is started; nil where nobody wants it.
  func dockerSettings() throws(BadInput) -> DockerModuleSettings? {
    if docker != nil { return DockerModuleSettings.atOnce }
    guard let document else { return nil }
    do throws(RunSchedule.Fault) {
      guard var settings = try DockerModuleSettings(document), !settings.isDisabled else { return nil }
      if isFast { settings.startAtOnce() }
      return settings
    } catch {
      throw BadInput(
        Diagnostic(
          .error, code: "bad-wodle",
          "the block <wodle name=\"docker-listener\"> is refused by the agent: \(error.messages.joined(separator: " "))"
        ))
    }
  }
}
