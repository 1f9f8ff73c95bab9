import Bytes

/// Plain system logs: what servers write all day. The templates are our own.
package enum SystemLogs {
  package static func lines(_ count: Int, seed: UInt64 = 2) -> [ByteString] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in ByteString(line(&random)) }
  }

  private static func line(_ random: inout SeededGenerator) -> String {
    let time =
      "Jan \(random.number(10...28)) \(random.number(10...23)):\(random.number(10...59)):\(random.number(10...59))"
    let host = "\(time) web0\(random.number(1...4))"
    let (user, address, port) = (random.word(), random.address(), random.number(1024...65535))
    switch random.number(0...11) {
    case 0: return "\(host) sshd[\(port)]: Failed password for \(user) from \(address) port \(port) ssh2"
    case 1: return "\(host) sshd[\(port)]: Accepted publickey for \(user) from \(address) port \(port) ssh2"
    case 2: return "\(host) sshd[\(port)]: Connection closed by \(address) port \(port) [preauth]"
    case 3: return "\(host) CRON[\(port)]: (\(user)) CMD (/usr/local/bin/\(random.word()) --quiet)"
    case 4: return "\(host) CRON[\(port)]: pam_unix(cron:session): session opened for user \(user) by (uid=0)"
    case 5:
      return
        "\(host) kernel: [\(port).\(random.number(100000...999999))] eth0: link is up, \(random.number(1...10)) Gbps"
    case 6:
      return "\(host) sudo:   \(user) : TTY=pts/0 ; PWD=/home/\(user) ; USER=root ; COMMAND=/usr/bin/\(random.word())"
    case 7: return "\(host) systemd[1]: Started \(random.word())-\(random.word()).service - \(random.word()) daemon."
    case 8: return "\(host) postfix/smtpd[\(port)]: connect from mail.\(random.word()).example[\(address)]"
    default:
      let path = "/\(random.word())/\(random.word()).\(random.pick(["html", "css", "png", "php?id=\(port)"]))"
      let status = random.pick([200, 200, 200, 304, 404, 500])
      return
        "\(address) - - [10/Jan/2024:12:\(random.number(10...59)):\(random.number(10...59)) +0000] \"GET \(path) HTTP/1.1\" "
        + "\(status) \(port) \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\""
    }
  }
}
