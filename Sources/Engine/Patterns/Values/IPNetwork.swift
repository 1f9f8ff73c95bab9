import Bytes
import PatternSyntax

/// One entry of `srcip` or `dstip` (docs/reference/regex.md §7).
///
/// `any`; an IPv4 address, alone or with `/bits` or `/mask`, also behind `::ffff:`; an IPv6 address, alone or with
/// `/bits`. A leading `!` is read and means nothing; negation is the element's attribute.
public struct IPNetwork: Sendable, Hashable {
  private enum Kind: Hashable {
    case any
    case version4(address: UInt32, mask: UInt32)
    case version6(address: [UInt8], mask: [UInt8])
  }

  private let kind: Kind

  /// Reads an entry; nil when the engine would refuse it.
  public init?(_ text: ByteString) {
    guard let kind = text.withView({ Self.read($0) }) else { return nil }
    self.kind = kind
  }

  /// Whether the engine finds an address in this network; never for what is no address.
  ///
  /// An IPv4 address is compared even with an IPv6 entry, by a defect that is part of the behaviour: the entry's bytes 0–3
  /// serve as network and its bytes 4–7 as mask. So `::1` contains every IPv4 address. An IPv6 address is likewise compared
  /// with an IPv4 entry, whose address, mask and the zeros behind serve as network, with a mask of zeros: only an entry
  /// that is all zeros, `0.0.0.0/0`, contains it.
  public func contains(_ address: ByteView) -> Bool {
    guard let address = IPAddress(address) else { return false }
    return contains(address)
  }

  /// Whether the address lies in this network; addresses of the other family never do.
  public func containsStrictly(_ address: ByteView) -> Bool {
    guard let address = IPAddress(address) else { return false }
    switch (kind, address) {
    case (.version6, .version4), (.version4, .version6): return false
    default: return contains(address)
    }
  }

  func contains(_ address: IPAddress) -> Bool {
    switch (kind, address) {
    case (.any, _): return true
    case (.version4(let network, let mask), .version4(let bytes)): return Self.word(bytes[...]) & mask == network
    case (.version4(let network, let mask), .version6): return network == 0 && mask == 0
    case (.version6(let network, let mask), .version6(let bytes)):
      return zip(bytes, zip(network, mask)).allSatisfy { $0 & $1.1 == $1.0 }
    case (.version6(let network, _), .version4(let bytes)):
      return Self.word(bytes[...]) & Self.word(network[4..<8]) == Self.word(network[0..<4])
    }
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  private static func read(_ whole: ByteView) -> Kind? {
    var text = whole
    if text.starts(with: "!") { text = text.from(1) }
    if text == "any" { return .any }
    // The reference's check lets one line end pass.
    if text.count > 0, text[text.count - 1] == 10 { text = text.prefix(text.count - 1) }
    if text == "any" { return .any }
    let slash = text.firstIndex(of: UInt8(ascii: "/"))
    let address = text.prefix(slash ?? text.count)
    let suffix = slash.map { text.from($0 + 1) }
    let isMapped = address.count > 7 && address.prefix(7).equalsFoldingCase("::ffff:" as ByteString)
    if let bytes = IPAddress.version4(isMapped ? address.from(7) : address) {
      guard let mask = suffix.map(mask4) ?? .some(UInt32.max) else { return nil }
      return .version4(address: word(bytes[...]) & mask, mask: mask)
    }
    guard let bytes = IPAddress.version6(address, allowingDotted: false) else { return nil }
    guard let bits = suffix.map(bits6) ?? .some(128) else { return nil }
    if suffix != nil, address == "::" { return nil }
    let mask = (0..<16).map { index in
      let kept = max(0, min(8, bits - index * 8))
      return UInt8(truncatingIfNeeded: 0xFF00 >> kept)
    }
    return .version6(address: zip(bytes, mask).map { $0 & $1 }, mask: mask)
  }

  /// `0`…`32` without a leading zero, or a dotted mask of any shape.
  private static func mask4(_ text: ByteView) -> UInt32? {
    if let bytes = IPAddress.version4(text) { return word(bytes[...]) }
    guard let bits = decimal(text), bits <= 32, text.count == 1 || text[0] != UInt8(ascii: "0") else { return nil }
    return bits == 0 ? 0 : UInt32.max << UInt32(32 - bits)
  }

  /// `0`…`128`; two digits may begin with a zero.
  private static func bits6(_ text: ByteView) -> Int? {
    guard let bits = decimal(text), bits <= 128, text.count < 3 || text[0] != UInt8(ascii: "0") else { return nil }
    return bits
  }

  private static func decimal(_ text: ByteView) -> Int? {
    guard 1...3 ~= text.count else { return nil }
    var number = 0
    for index in 0..<text.count {
      guard ASCII.isDigit(text[index]) else { return nil }
      number = number * 10 + Int(text[index] - 0x30)
    }
    return number
  }
}

extension ByteView {
  fileprivate func equalsFoldingCase(_ text: ByteString) -> Bool { text.withView { equalsFoldingCase($0) } }
}

/// Several networks, one per line; an address in any of them matches.
final class NetworkListMatcher: Matcher, @unchecked Sendable {
  private let networks: [IPNetwork]

  init(_ source: ByteString) throws(PatternError) {
    var networks: [IPNetwork] = []
    var at = 0
    var lines = source.bytes.split(separator: 10, omittingEmptySubsequences: false)
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      guard let network = IPNetwork(ByteString(line)) else { throw .network(ByteString(line), at: at) }
      networks.append(network)
      at += line.count + 1
    }
    self.networks = networks
  }

  override func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    guard let address = IPAddress(subject) else { return nil }
    return networks.contains { $0.contains(address) } ? PatternMatch(end: nil) : nil
  }
}

extension PatternError {
  static func network(_ text: ByteString, at position: Int) -> PatternError {
    let hint: String
    if text.bytes.contains(UInt8(ascii: ",")) || text.bytes.contains(UInt8(ascii: " ")) {
      hint = "one address per element, without blanks; repeat the element for further ones"
    } else if text.lowercased == "any" {
      hint = "write any in small letters"
    } else {
      hint =
        "write an address such as 10.0.0.0/8, 192.168.1.0/255.255.255.0 or 2001:db8::/32; numbers without leading zeros"
    }
    return PatternError(code: 1237, position: position, message: "'\(text)' is no network address", hint: hint)
  }
}
