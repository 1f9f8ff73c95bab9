import Bytes

/// What the reader of nmap's output has found: `Host: 192.0.2.1 (name), open ports: 22(tcp)`.
///
/// A host with the ports it had before is no event.
enum HostInfoDecoder: CodeDecoder {
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result {
    let text = work.event.arena.copy(work.event.fullLog).bytes[...]
    guard text.starts(with: "Host: ".utf8), let end = text.firstRange(of: " (".utf8),
      let ports = text.firstRange(of: "), open ports: ".utf8), end.upperBound <= ports.lowerBound
    else { return .dropped("not a line of nmap's reader: Host: ADDRESS (NAME), open ports: PORTS") }
    let host = ByteString(text[6..<end.lowerBound])
    let found = ByteString(text[ports.upperBound...])
    let known = work.knownHosts.updateValue(found, forKey: host)
    guard known != found else { return .dropped("the host has the ports it had before") }
    work.report(known == nil ? work.decoders.newHost : work.decoders.changedHost)
    return .decoded
  }
}
