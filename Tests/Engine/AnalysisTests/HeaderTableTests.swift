import Bytes
import Testing

@testable import Analysis

/// The table of header forms, which explanations read, against the tests that the engine runs.
@Suite("The table of header forms says what the engine does")
struct HeaderTableTests {
  static let logs: [String] = [
    "Mar 05 08:09:10 host prog[1]: text that is long enough", "2021-03-05 08:09:10,123 host prog: text",
    "2021-03-05T08:09:10-04:00 host prog: text", "2021-03-05T08:09:10.123+00:00 host prog: text",
    "2021-03-05T08:09:10.654321-07:00 host prog: text", "2021-03-05T08:09:10.003Z host prog[12]: text",
    "2021 Mar 05 08:09:10 host prog: text", "2021-03-05 08:09:10.654321-0700 host prog: text",
    "Fri Mar 05 08:09:10 2021 1 192.0.2.7 text", "03/05-08:09:10.654321  [**] text",
    "03/05/2021-08:09:10.654321  [**] text", "[Fri Mar 05 08:09:10 2021] [warn] text",
    "[Time 2021.03.05 08:09:10 UTC] [Sender sshd] text", "1614931750.368  24680 192.0.2.7 text that goes on",
    "M\u{E4}r 05 08:09:10 host prog: text that is long enough", "",
  ]

  @Test(arguments: logs)
  func agrees(log: String) {
    let bytes = Array(log.utf8)
    // Each byte changed, each length: what is tested, and nothing else, decides.
    compare(bytes)
    for place in bytes.indices {
      for byte in [UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "7"), 0xC3]
      {
        var changed = bytes
        changed[place] = byte
        compare(changed)
      }
      compare(Array(bytes[..<place]))
    }
  }

  private func compare(_ log: [UInt8]) {
    let (withHost, plain) = ByteString(log).withView { view in
      (HeaderForm.cutWithHost(view) != nil, HeaderForm.withoutHost(view) != nil)
    }
    let fits = HeaderTable.forms.filter { HeaderTable.fits($0, log) }
    #expect(fits.contains(where: \.hasHost) == withHost, "\(ByteString(log))")
    if !withHost { #expect(!fits.isEmpty == plain, "\(ByteString(log))") }
  }

  @Test(
    "Where host and program end",
    arguments: [
      ("Mar 05 08:09:10 [host] prog: text", "host 16"), ("Mar 05 08:09:10 host two prog: text", "program 24"),
      ("Mar 05 08:09:10 host prog[]: text", "program 26"), ("Mar 05 08:09:10 host prog[1x]: text", "program 27"),
      ("Mar 05 08:09:10 host prog[12]text", "program 29"), ("Mar 05 08:09:10 host prog: text", "-"),
      ("Mar 05 08:09:10 prog: text", "-"), ("03/05-08:09:10.654321  [**] text", "-"),
      ("no header at all, none", "form"),
    ])
  func stops(log: String, expected: String) {
    let found =
      switch HeaderDiagnosis(ByteString(log)).finding {
      case .noForm: "form"
      case .noHost(_, let at): "host \(at)"
      case .noProgram(_, let at, _): "program \(at)"
      case nil: "-"
      }
    #expect(found == expected)
  }

  @Test(
    "Dates that are cut off blindly",
    arguments: [
      ("2021-03-05T08:09:10.003Z host prog[12]: text", 32), ("2021-03-05T08:09:10.654321-0700 host prog: text", nil),
      ("2021-03-05T08:09:10.654321-07:00 host prog: text", nil), ("2021-03-05T08:09:10.123+00:00 host prog: text", nil),
      ("2024-01-02T03:04:05.123456789+00:00 host prog: text", 32), ("Mar 05 08:09:10 host prog: text", nil),
    ] as [(String, Int?)])
  func blind(log: String, cut: Int?) { #expect(HeaderDiagnosis(ByteString(log)).blindCut == cut) }
}
