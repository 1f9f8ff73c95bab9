import Memory
import TestSupport
import Testing

@testable import Bytes

@Suite("Views and arenas do by chunks what they would do byte by byte")
struct ByteViewTests {
  /// Random bytes of few kinds, so that what is looked for occurs.
  private func bytes(_ count: Int, _ random: inout SplitMix) -> [UInt8] {
    (0..<count).map { _ in
      [0x22, 0x5C, 0x41, 0x61, 0x5A, 0x7A, 0x40, 0x60, 0xC1, 0xE1].randomElement(using: &random) ?? 0
    }
  }

  @Test("A mask is a bit for each byte")
  func masks() {
    var random = SplitMix(seed: 1)
    for _ in 0..<1000 {
      let chunk = SIMD16<UInt8>(bytes(16, &random))
      let mask: SIMDMask<SIMD16<Int8>> = chunk .== SIMD16(repeating: 0x22)
      let plain = (0..<16).reduce(UInt32(0)) { $0 | (chunk[$1] == 0x22 ? 1 << UInt32($1) : 0) }
      #expect(mask.bits == plain)
      #expect(mask.portableBits == plain)
    }
  }

  @Test("Searches find the first place", arguments: Array(0...80) + [127, 128, 129, 200])
  func searches(count: Int) {
    var random = SplitMix(seed: UInt64(count))
    let arena = ByteArena(capacity: 16)
    for rare in [false, true] {
      var text = bytes(count, &random)
      // Hardly any hit, to get past the first chunks.
      if rare { text = text.map { $0 == 0x22 || $0 == 0x5C ? 0x41 : $0 } }
      arena.removeAll()
      let place = arena.append(text)
      arena.append("\"\\\"\\" as ByteString)
      for start in 0...count {
        let plain = text[start...].firstIndex { $0 == 0x22 || $0 == 0x5C } ?? count
        #expect(arena.view(place).firstIndex(of: 0x22, or: 0x5C, from: start) == plain)
        #expect(arena.view(place).firstIndex(of: 0x22, from: start) == text[start...].firstIndex(of: 0x22))
        #expect(min(arena.view(place).firstIndexInPadded(of: 0x22, or: 0x5C, from: start), count) == plain)
      }
    }
  }

  @Test("Equal is what has the same bytes, with and without case; the hash goes with it", arguments: 0...70)
  func equality(count: Int) {
    var random = SplitMix(seed: UInt64(count))
    for _ in 0..<50 {
      let one = bytes(count, &random)
      var other = one
      for _ in 0..<Int.random(in: 0...2, using: &random) where count > 0 {
        other[Int.random(in: 0..<count, using: &random)] ^= 0x20
      }
      let areAlike = one.map(ASCII.fold) == other.map(ASCII.fold)
      ByteString(one).withView { one in
        ByteString(other).withView { other in
          #expect((one == other) == (Array(one.buffer) == Array(other.buffer)))
          #expect(one.equalsFoldingCase(other) == areAlike)
          if areAlike { #expect(one.hashFoldingCase == other.hashFoldingCase) }
        }
      }
    }
  }

  @Test("Hardly two texts have one hash")
  func hashes() {
    var seen: Set<UInt64> = []
    var texts: [String] = [""]
    for number in 0..<2000 {
      texts += ["\(number)", "win.eventdata.field\(number)", "\(number) is a name that is longer than most names are"]
    }
    for text in texts { seen.insert(ByteString(text).withView { $0.hashFoldingCase } & 0xFFFF_FFFF) }
    #expect(seen.count > texts.count - 20)
  }

  @Test("Copies inside an arena, of every length", arguments: [0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 200])
  func copies(count: Int) {
    var random = SplitMix(seed: UInt64(count))
    let (left, right) = (bytes(count, &random), bytes(70 - min(count, 70), &random))
    for capacity in [16, 100, 1000] {
      let arena = ByteArena(capacity: capacity)
      let (first, second) = (arena.append(left), arena.append(right))
      let joined = arena.append(first, second)
      let copied = arena.append(first)
      #expect(arena.copy(joined).bytes == left + right)
      #expect(arena.copy(copied).bytes == left)
      #expect(arena.copy(first).bytes == left)
      #expect(arena.copy(second).bytes == right)
      #expect(arena.count == 2 * left.count + right.count + Int(joined.count))
    }
  }

  @Test("Decimal numbers of every length")
  func decimals() {
    let arena = ByteArena(capacity: 16)
    var numbers = [0, 9, 10, Int.max, Int.min, -1]
    var power = 1
    for _ in 0..<18 {
      power *= 10
      numbers += [power - 1, power, -power, 1 - power, power * 9 / 7]
    }
    for number in numbers { #expect(arena.copy(arena.append(decimal: number)).description == "\(number)") }
  }
}
