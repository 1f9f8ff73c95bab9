import Bytes

/// A line as rootcheck reports it.
enum RootcheckSender: Sender {
  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    guard !JSONInput.looksLikeObject(text), text.bytes.first != UInt8(ascii: "<") else {
      throw InputError(
        message: "rootcheck reports plain text, not JSON or XML",
        hint: "for example: System Audit: SSH Hardening: Root can log in {PCI_DSS: 2.2.4}. File: /etc/ssh/sshd_config.",
        offset: 0)
    }
    return SentEvent(queue: .rootcheck, location: "rootcheck", text)
  }
}
