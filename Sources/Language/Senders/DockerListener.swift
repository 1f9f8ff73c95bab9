import Bytes

/// What the listener on a Docker host makes of an event of the Docker Engine: `{"integration": "docker", "docker": …}`,
/// written as Python's `json.dumps` writes it.
package enum DockerListener: Sender {
  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    let hint = "paste an event of `docker events --format json`"
    guard JSONInput.looksLikeObject(text) else {
      throw InputError(message: "the Docker listener takes JSON objects only", hint: hint, offset: 0)
    }
    do throws(PythonJSON.Fault) {
      return SentEvent(try wrapped(text.bytes))
    } catch {
      throw InputError(
        message: "the Docker listener cannot read this JSON: \(error.message)", hint: hint, offset: error.offset)
    }
  }

  /// An event as the listener passes it on.
  package static func wrapped(_ event: [UInt8]) throws(PythonJSON.Fault) -> ByteString {
    ByteString(
      Array(#"{"integration": "docker", "docker": "#.utf8) + (try PythonJSON.rewritten(event)) + Array("}".utf8))
  }
}
