import Bytes
import Memory
import TestSupport
import Testing

@testable import Analysis

@Suite("Candidates")
struct CandidateTests {
  @Test("Lists are merged in order, without doubles", arguments: 0..<50)
  func merging(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var lists = CandidateLists()
    let spans = (0..<6).map { _ in
      Set((0..<Int.random(in: 0...12, using: &random)).map { _ in Int32.random(in: 0...40, using: &random) }).sorted()
    }
    let members = PlainBuffer(spans.flatMap { $0 })
    let pool = members.view
    var start: Int32 = 0
    lists.merge(Span(start: 0, end: 0), of: pool, from: 0)
    for span in spans {
      lists.merge(Span(start: start, end: start + Int32(span.count)), of: pool, from: 0)
      start += Int32(span.count)
    }
    #expect((0..<lists.count).map { lists[$0] } == Set(spans.joined()).sorted())
  }
}
