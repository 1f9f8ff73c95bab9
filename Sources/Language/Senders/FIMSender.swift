import Bytes
import JSONText

/// An event of file integrity monitoring: the agent's message, its `data`, or a short form.
///
/// The short form has `path`, `type` (added, modified, deleted) and what matters: `size`, `perm`, `uid`, `gid`, `uname`,
/// `gname`, `mtime`, `inode`, `md5`, `sha1`, `sha256`, `attrs`, each also as `…_before` and `…_after`: the names that
/// alerts show below `syscheck`, so that this object can be pasted. All other values are usual ones, unless there is a
/// name with `_after`, which stands for an object that is complete.
enum FIMSender: Sender {
  private static let hint = #"{"path":"/etc/passwd","type":"modified","md5_before":"…","md5":"…"}"#

  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    let message = try JSONInput.object(text, expected: "an event of file integrity monitoring", hint: hint)
    var sent = SentEvent(queue: .fim, location: "syscheck", text)
    if message["data"] != nil { return sent }
    guard let path = message["path"]?.bytes else {
      throw InputError(message: "an event of file integrity monitoring has a `path`", hint: hint, offset: 0)
    }
    var writer = ByteWriter()
    writer.write(#"{"type":"event","data":"#)
    if message["attributes"]?.kind == .object {
      writer.write(compactJSON: message)
    } else {
      try FIMShortForm(message, path: path).write(to: &writer)
    }
    writer.write("}")
    sent.text = ByteString(writer.bytes)
    return sent
  }
}
