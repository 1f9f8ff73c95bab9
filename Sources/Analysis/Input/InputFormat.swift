import Bytes
import JSONText

/// Who sends a log, and what its sender does to it before the engine sees it.
public enum InputFormat: String, Sendable, CaseIterable {
  /// A line as it is: what `log_format syslog` and most others send.
  case syslog
  /// What an agent's json reader sends: the object re-serialised without blanks (spec/ecosystem.md §5.4).
  case json
  /// A Windows event as `{"win":{…}}`, decoded as the engine decodes it in code (spec/decoders.md §13).
  case eventchannel
  /// A Docker Engine event as the Docker listener sends it (spec/ecosystem.md §5.2).
  case docker

  /// What reaches the engine.
  /// - Throws: ``InputError`` when the sender would drop the line.
  public func prepare(_ log: ByteString) throws(InputError) -> ByteString {
    switch self {
    case .syslog: return log
    case .json: return try Self.reserialized(log)
    case .eventchannel: return log
    case .docker: return try DockerListener.wrap(log)
    }
  }

  private static func reserialized(_ log: ByteString) throws(InputError) -> ByteString {
    let reader = JSONReader()
    guard log.withView({ reader.parse($0) }), reader.root.kind == .object else {
      throw InputError(
        message: "the agent's json reader drops a line that is no JSON object", hint: "use format = syslog")
    }
    var writer = ByteWriter()
    writer.write(compactJSON: reader.root)
    return ByteString(writer.bytes)
  }
}

/// Why a sender would not send a line.
public struct InputError: Error, Equatable, Sendable {
  /// One sentence.
  public var message: String
  /// What to try.
  public var hint: String?

  /// An error.
  public init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
