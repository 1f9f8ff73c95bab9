import Bytes

/// The header forms as a table, condition by condition: what explanations read, and the plain statement of what
/// ``HeaderForm`` tests as fast as it can (docs/reference/decoders.md §2.3, §2.5). A test compares the two.
package enum HeaderTable {
  /// A byte that a form wants.
  enum Wanted: Sendable, Equatable {
    case byte(UInt8)
    case either(UInt8, UInt8)
    case digit

    func holds(_ byte: UInt8) -> Bool {
      switch self {
      case .byte(let wanted): byte == wanted
      case .either(let first, let second): byte == first || byte == second
      case .digit: ASCII.isDigit(byte)
      }
    }
  }

  /// A form: the bytes that are tested, and nothing else of it.
  struct Form: Sendable {
    /// A header of this form, for people.
    var example: String
    /// The least length of a log.
    var minimum: Int
    /// What is tested, by place.
    var tests: [(places: [Int], wanted: Wanted)]
    /// Whether host and program follow.
    var hasHost: Bool

    init(_ example: String, _ minimum: Int, hasHost: Bool, _ tests: [(places: [Int], wanted: Wanted)]) {
      self.example = example
      self.minimum = minimum
      self.hasHost = hasHost
      self.tests = tests.sorted { $0.places[0] < $1.places[0] }
    }
  }

  /// A form that does not fit a log, and the first of its tests that fails.
  package struct Attempt: Sendable, Equatable {
    /// A header of the form.
    package var example: String
    /// The byte that is not what it should be; nil where only the log's length is at fault.
    package var place: Int?
    /// What was due there, in words.
    package var due: String
    /// How many of the form's tests come before it.
    package var passed: Int
    /// The least length of a log of this form.
    package var minimum: Int
  }

  private static func all(_ scalar: Unicode.Scalar, _ places: Int...) -> [(places: [Int], wanted: Wanted)] {
    places.map { ([$0], .byte(UInt8(ascii: scalar))) }
  }

  private static func digits(_ places: Int...) -> [(places: [Int], wanted: Wanted)] {
    places.map { ([$0], .digit) }
  }

  static let forms: [Form] = [
    Form("Mar 05 08:09:10 host …", 17, hasHost: true, all(" ", 3, 6, 15) + all(":", 9, 12)),
    Form(
      "2021-03-05 08:09:10,123 host …", 24, hasHost: true,
      all("-", 4, 7) + all(" ", 10) + all(":", 13, 16) + all(",", 19)),
    Form(
      "2021-03-05T08:09:10-04:00 host …", 33, hasHost: true,
      all("-", 4, 7) + all("T", 10) + all(":", 13, 16, 22) + all(" ", 25)),
    Form(
      "2021-03-05T08:09:10.654321-07:00 host …", 33, hasHost: true,
      all("-", 4, 7) + all("T", 10) + all(":", 13, 16) + all(".", 19)),
    Form(
      "2021 Mar 05 08:09:10 host …", 21, hasHost: true, digits(0) + all(" ", 4, 8, 11, 20) + all(":", 14, 17)),
    Form(
      "2021-03-05 08:09:10.654321-0700 host …", 33, hasHost: true,
      digits(0) + all("-", 4, 7) + all(" ", 10, 31) + all(":", 13, 16) + all(".", 19)
        + [([26], .either(UInt8(ascii: "-"), UInt8(ascii: "+")))]),
    Form(
      "Fri Mar 05 08:09:10 2021 1 192.0.2.7 …", 28, hasHost: false, all(" ", 3, 7, 10, 19, 24, 26) + all(":", 13, 16)),
    Form(
      "03/05-08:09:10.654321  …", 24, hasHost: false,
      all("/", 2) + all("-", 5) + all(":", 8, 11) + all(".", 14) + all(" ", 21)),
    Form(
      "03/05/2021-08:09:10.654321  …", 28, hasHost: false,
      all("/", 2, 5) + all("-", 10) + all(":", 13, 16) + all(".", 19) + all(" ", 26)),
    Form(
      "[Fri Mar 05 08:09:10 2021] …", 27, hasHost: false,
      all("[", 0) + all(" ", 4, 8, 11, 20) + all(":", 14, 17) + all("]", 25)),
    Form(
      "[Time 2021.03.05 08:09:10 UTC] …", 26, hasHost: false,
      all("[", 0) + all("T", 1) + all(" ", 5, 16) + all(".", 10, 13) + all(":", 19)),
    Form(
      "1614931750.368  24680 192.0.2.7 …", 32, hasHost: false,
      all("1", 0) + digits(1, 2, 3, 13) + all(".", 10) + all(" ", 14) + [([21, 22], .byte(UInt8(ascii: " ")))]),
  ]

  /// Whether a form fits, by the table.
  static func fits(_ form: Form, _ log: [UInt8]) -> Bool { attempt(form, log) == nil }

  /// How each form failed on a log; a form that fits is not among them.
  package static func attempts(on log: [UInt8]) -> [Attempt] { forms.compactMap { attempt($0, log) } }

  private static func attempt(_ form: Form, _ log: [UInt8]) -> Attempt? {
    // The repair of a German `Mär` (§2.2): the tests look at `Ma` and what comes behind the two bytes of the umlaut.
    let isRepaired = log.count >= 17 && log[1] == 0xC3 && log[2] == 0xA4
    func origin(_ place: Int) -> Int { isRepaired && place >= 2 ? place + 1 : place }
    func byte(_ place: Int) -> UInt8 {
      if isRepaired, place < 2 { return place == 0 ? UInt8(ascii: "M") : UInt8(ascii: "a") }
      return origin(place) < log.count ? log[origin(place)] : 0
    }
    for (number, test) in form.tests.enumerated() where !test.places.contains(where: { test.wanted.holds(byte($0)) }) {
      return Attempt(
        example: form.example, place: min(origin(test.places[0]), log.count), due: words(test.wanted), passed: number,
        minimum: form.minimum)
    }
    guard log.count < form.minimum else { return nil }
    return Attempt(example: form.example, place: nil, due: "", passed: form.tests.count, minimum: form.minimum)
  }

  private static func words(_ wanted: Wanted) -> String {
    func name(_ byte: UInt8) -> String { byte == 0x20 ? "a blank" : "`\(Unicode.Scalar(byte))`" }
    return switch wanted {
    case .byte(let byte): name(byte)
    case .either(let first, let second): "\(name(first)) or \(name(second))"
    case .digit: "a digit"
    }
  }
}
