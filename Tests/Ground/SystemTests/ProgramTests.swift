import Bytes
import System
import Testing

@Suite("Other programs and threads")
struct ProgramTests {
  @Test("Output, errors and exit code come back")
  func outcome() throws {
    let outcome = try Program("sh").run(["-c", "echo out; echo problem >&2; exit 3"])
    #expect(outcome.output == Array("out\n".utf8))
    #expect(outcome.problem == Array("problem\n".utf8))
    #expect(outcome.exitCode == 3 && !outcome.isGood)
    #expect(try Program("true").run([]).isGood)
  }

  @Test("More is said than a pipe holds, before there is any output")
  func muchIsSaid() throws {
    let outcome = try Program("sh").run(["-c", "head -c 1000000 /dev/zero >&2; echo out"])
    #expect(outcome.output == Array("out\n".utf8))
    #expect(outcome.problem.count == 1_000_000 && outcome.isGood)
  }

  @Test("A program that is not there")
  func missing() {
    #expect(throws: Program.Failure.notStarted(.isMissing)) { try Program("no-such-program-of-ours").run([]) }
  }

  @Test(
    "Numbers as C's library reads and writes them",
    arguments: [
      (0.1, "0.1", "0.100000"), (1e300, "1e+300", nil), (-2.5, "-2.5", "-2.500000"),
      (123456789.125, "123456789.125", nil),
    ])
  func numbers(_ number: Double, _ text: String, _ fixed: String?) {
    #expect(CNumber.text(number, digits: 15) == Array(text.utf8))
    if let fixed { #expect(CNumber.fixedText(number) == Array(fixed.utf8)) }
    #expect(ByteString(text).withView { CNumber.value($0) } == number)
  }

  @Test("The first byte of a value, from an index on")
  func search() {
    Array("a<b<".utf8).withUnsafeBytes { bytes in
      #expect(ByteSearch.first(UInt8(ascii: "<"), in: bytes) == 1)
      #expect(ByteSearch.first(UInt8(ascii: "<"), in: bytes, from: 2) == 3)
      #expect(ByteSearch.first(UInt8(ascii: "<"), in: bytes, from: 4) == nil)
      #expect(ByteSearch.first(UInt8(ascii: "x"), in: bytes) == nil)
    }
  }
}
