import Analysis
import Bytes
import TestSupport

/// Makes events: logs that nearly make sense, JSON that nearly is, and noise.
struct EventGenerator {
  private var random: SplitMix
  private var time = EventTime.standard

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  static let headers = [
    "", "Mar 05 08:09:10 web sshd[12]: ", "Mar 05 08:09:10 sshd: ", "Mar 05 08:09:10 web auth|security:info su[1]: ",
    "Mar 05 08:09:10 sun sshd: [ID 123 auth.info] ", "Mär 05 08:09:10 web sshd: ",
    "2021-03-05 08:09:10,123 ftp sshd[5]: ", "2021-03-05T08:09:10-04:00 web sshd: ",
    "2021-03-05T08:09:10.123+00:00 web sshd: ", "2021-03-05T08:09:10.654321-07:00 web pf: ",
    "2021-03-05T08:09:10.003Z web sshd: ", "2021 Mar 05 08:09:10 web su: ",
    "2021-03-05 08:09:10.654321-0700 mac sshd[9]: ", "Fri Mar 05 08:09:10 2021 1 192.0.2.7 ",
    "03/05-08:09:10.654321  ", "03/05/2021-08:09:10.654321  ", "[Fri Mar 05 08:09:10 2021] ",
    "[Time 2021.03.05 08:09:10 UTC] [Sender sshd] [Message x] [Host mac] ", "1614931750.368  24680 1.2.3.4 ",
    "Mar 05 08:09:10 fw pf: ", "<34>1 ", "Mar 05 08:09:10 web su[12x: ",
  ]

  static let bodies = [
    "Failed password for root from 10.0.0.1 port 22 ssh2", "failed none for ann from 192.0.2.1 port 0",
    "a=1 b=2 c=3 x", "c=3 b=2 a=", "rule 1/(match) pass in on em0: 10.0.0.1.1234 > 10.0.0.2.53: udp 40",
    "rule 1/(match) block out: 10.0.0.1.5.6 < x", "conn=7 ann", "conn=8 bob",
    #"csv {"a":["x",{},1e60],"b":null,"srcip":[1,2]}"#,
    "id=fw pri=6 c=1024 m=97 src=10.0.0.1:1:X0 dst=10.0.0.2:80:X1 proto=tcp/http result=4 dstname=a arg=/x",
    "id=fw pri=6 c=32 m=36 src=10.0.0.1:1:X0 dst=10.0.0.2:80:X1 proto=", "sws,2=27,10=ann,11=10.0.0.1,60=http://x",
    "ossec: Alert Level: 3; Rule: 100001 - x; Location: y; srcip: 1.2.3.4;  z",
    "[**] [1:2:3] attack 10.0.0.1 -> 10.0.0.2", "[**] [1:2:4] attack 10.0.0.1 -> 10.0.0.3",
    "fw drop 10.0.0.1 10.0.0.2 tcp",
    #"192.0.2.1 - ann [05/Mar/2021:08:09:10 +0000] "GET /?q=select HTTP/1.1" 404"#,
    #"10.0.0.9 - - [05/Mar/2021:08:09:10 +0000] "POST /%27 HTTP/1.1" 500"#, "ports 1", "ports 2",
    "Target Account Name: alice  Caller User Name: bob", "me@home 12", "no number", "x {PCI_DSS: 1.1, 2} {A: }",
    #"{"a":{"b":"beef"},"n":1,"l":[1,"x",{"y":null}]}"#, #"{"user":"u","dstuser":"d","srcip":"::1","url":"/"}"#,
    #"{"integration":"docker","docker":{"id":"f00","Actor":{"Attributes":{"name":"web"}},"timeNano":1683632491049788416}}"#,
  ]

  static let locations = [
    "stdin", "/var/log/auth.log", "[001] (web-1) 10.0.0.1->/var/log/x", "[002] (db) any->y", "[003] bare", "[004]",
    "(ssh) root@host->/etc", "a|b:c", "(", "[1", "[005] (x)", "[006] (x) ->",
  ]

  mutating func event() -> Event {
    time = time + Int.random(in: -3...20, using: &random)
    if chance(50) { time = EventTime(seconds: Int.random(in: -100...5_000_000_000, using: &random)) }
    if chance(10) { return Event(message: message(), time: time) }
    let format: InputFormat = chance(20) ? .eventchannel : .syslog
    return Event(log(), location: ByteString(pick(Self.locations)), time: time, format: format)
  }

  static let messages = [
    #"8:syscheck:{"type":"event","data":{"path":"/etc/x","version":2,"mode":"realtime","type":"modified","attributes":{"type":"file","size":5,"perm":"rw|r","inode":"12","mtime":17},"old_attributes":{"size":4},"changed_attributes":["size"],"tags":"a,b","audit":{"process_id":1}}}"#,
    #"f:EventChannel:{"Message":"m\t\"q\"","Event":"<Event xmlns='x'><System><Provider Name='P'/><Level>0</Level><Keywords>0x8010000000000000</Keywords></System><EventData><Data Name='CategoryId'>%%8273</Data><Data>a\b</Data><!-- c --></EventData><UserData><X><Y>1</Y></X></UserData></Event>"}"#,
    #"p:sca:{"type":"check","id":1,"policy":"p","policy_id":"p","check":{"id":1,"title":"t","result":"failed","file":"a,b","compliance":{"cis":"1"}}}"#,
    "9:rootcheck:System Audit: x {PCI_DSS: 2.2}. File: /etc/x.", "3:nmap:Host: 192.0.2.1 (h), open ports: 22(tcp)",
    #"d:syscollector:{"type":"dbsync_ports","operation":"INSERTED","data":{"local_port":22,"process":null}}"#,
    #"e:wodle_cis-cat:{"type":"scan_info","cis":{"score":"7%"}}"#, "5:x:y", "u:x:y", "1:[001] (w) any->/x:sshd[1]: y",
    "",
    "1:ossec:ossec: Alert Level: 3; Rule: 5 - x; Location: y; srcip: 192.0.2.1; user: z;  log",
  ]

  private mutating func message() -> ByteString {
    var bytes = Array(pick(Self.messages).utf8)
    if chance(3) { mutate(&bytes) }
    if chance(3) { mutate(&bytes) }
    return ByteString(bytes)
  }

  private mutating func log() -> ByteString {
    var bytes: [UInt8]
    switch Int.random(in: 0..<10, using: &random) {
    case 0: bytes = noise(Int.random(in: 0..<200, using: &random))
    case 1...3: bytes = json(depth: 0)
    default: bytes = Array((pick(Self.headers) + pick(Self.bodies)).utf8)
    }
    if chance(3) { mutate(&bytes) }
    if chance(60) { bytes += [UInt8](repeating: pick([0x61, 0x20, 0x5B, 0x22]), count: pick([1000, 65_000, 66_000])) }
    return ByteString(bytes)
  }

  private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &random)]
  }

  private mutating func noise(_ count: Int) -> [UInt8] {
    let marks = Array(" :[]{}()\"\\.,=$%<>|-\0\n\täa0".utf8)
    return (0..<count).map { _ in chance(2) ? pick(marks) : UInt8.random(in: 0...255, using: &random) }
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(contentsOf: noise(Int.random(in: 1..<4, using: &random)), at: at)
      case 3: bytes.removeLast(bytes.count - at)
      default: bytes.insert(contentsOf: bytes[at...].prefix(20), at: at)
      }
    }
  }

  private mutating func json(depth: Int) -> [UInt8] {
    if depth == 0 {
      if chance(40) {
        let levels = pick([10, 996, 998, 999, 1000, 1001, 5000])
        return Array("{\"a\":\(String(repeating: pick(["[", "{\"b\":"]), count: levels))".utf8)
          + [UInt8](repeating: UInt8(ascii: "]"), count: chance(2) ? levels : 3) + Array("}".utf8)
      }
      return object(depth: 1)
    }
    switch Int.random(in: 0..<(depth > 6 ? 7 : 10), using: &random) {
    case 0: return Array("null".utf8)
    case 1: return Array(pick(["true", "false", "tru", "TRUE"]).utf8)
    case 2, 3:
      return Array(
        pick(["0", "-0.0", "1e400", "1e60", "2147483648", "-.5", "01", "1.5e-3", "+1", "1e", "5e-324"]).utf8)
    case 4...6: return text()
    case 7:
      let items = (0..<Int.random(in: 0..<4, using: &random)).map { _ in json(depth: depth + 1) }
      return [UInt8(ascii: "[")] + items.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    default: return object(depth: depth + 1)
    }
  }

  private mutating func object(depth: Int) -> [UInt8] {
    let names = [
      "a", "A", "b", "a.b", "srcip", "dstuser", "user", "id", "url", "data", "l", "n", "sca", "check", "compliance", "",
      ".",
    ]
    let members = (0..<Int.random(in: 0..<6, using: &random)).map { _ -> [UInt8] in
      let name = chance(10) ? text() : Array("\"\(pick(names))\"".utf8)
      return name + [UInt8(ascii: ":")] + json(depth: depth)
    }
    return [UInt8(ascii: "{")] + members.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
  }

  private mutating func text() -> [UInt8] {
    let texts = [
      "", "x", "10.0.0.1", "::1", "beef", "[1,2]", "[1,", "[[[]]]", "\\u0000", "\\ud83d\\ude00", "\\ud83d", "\\u00g0",
      "\\x", "\\n\\\"",
      "é", "$(a)", "select", "root", "a.b.c",
    ]
    return Array("\"\(pick(texts))\"".utf8)
  }
}
