import HTTPTypes

/// Who may see the page: this machine's browser, with the secret of the address that was printed.
///
/// The name that the browser asked for has to be this machine's: a page elsewhere whose name leads here (DNS rebinding) is
/// refused. Requests that other pages make (CSRF) lack the cookie, which is sent by this page alone, and name their origin.
public struct Access: Sendable {
  /// What is wrong with a request.
  public enum Refusal: Error, Equatable {
    case wrongHost, otherPage, noSecret
  }

  /// The secret in the address.
  public let secret: String
  private let cookie: String
  private let port: Int

  /// - Parameter port: what the page listens on.
  public init(port: Int) {
    self.port = port
    secret = Self.random()
    cookie = Self.random()
  }

  private static func random() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(random.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  private var cookieName: String { "assay-\(port)" }
  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"] }

  /// The address to print.
  public var address: String { "http://127.0.0.1:\(port)/?k=\(secret)" }

  /// The cookie that the page gets with the secret.
  var setCookie: String { "\(cookieName)=\(cookie); HttpOnly; SameSite=Strict; Path=/" }

  /// Whether a request comes with the secret in its address.
  func hasSecret(_ request: HTTPRequest) -> Bool {
    guard let path = request.path, let query = path.split(separator: "?", maxSplits: 1).dropFirst().first else {
      return false
    }
    return query.split(separator: "&").contains { Self.isSame(String($0), "k=\(secret)") }
  }

  /// Refuses what is not from this page; anyone may ask for what `needsCookie` leaves open.
  func check(_ request: HTTPRequest, needsCookie: Bool) throws(Refusal) {
    guard let host = request.authority, hosts.contains(host) else { throw .wrongHost }
    let fields = request.headerFields
    if let origin = fields[.origin], !hosts.contains(where: { origin == "http://\($0)" }) { throw .otherPage }
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = fields[name] {
      // A link in another page may lead here, but with the secret alone.
      guard site == "same-origin" || site == "none" || !needsCookie && request.method == .get else { throw .otherPage }
    }
    guard needsCookie else { return }
    let cookies = fields[values: .cookie].flatMap { $0.split(separator: ";") }
    guard cookies.contains(where: { Self.isSame(String($0.drop { $0 == " " }), "\(cookieName)=\(cookie)") }) else {
      throw .noSecret
    }
  }

  /// Compares in a time that does not tell how much is right.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    let (left, right) = (Array(one.utf8), Array(other.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
