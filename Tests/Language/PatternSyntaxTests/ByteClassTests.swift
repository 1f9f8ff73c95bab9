import Bytes
import PatternSyntax
import Testing

@Suite struct ByteClassTests {
  @Test(arguments: ByteClass.allCases) func isNamedByItsEscape(byteClass: ByteClass) {
    #expect(ByteClass(escape: byteClass.escape) == byteClass)
  }

  @Test func overlapsAreThoseOfTheMembers() {
    for left in ByteClass.allCases {
      for right in ByteClass.allCases {
        let shared = (UInt8.min...UInt8.max).contains { left.contains($0) && right.contains($0) }
        #expect(left.isDisjoint(with: right) == !shared)
      }
    }
  }

  @Test(arguments: ByteClass.allCases) func holdsNoNUL(byteClass: ByteClass) {
    #expect(!byteClass.contains(0))
  }
}
