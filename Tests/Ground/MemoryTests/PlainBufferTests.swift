import Memory
import TestSupport
import Testing

@Suite("Memory with an owner")
struct PlainBufferTests {
  /// Counts the values that are alive.
  private final class Tally {
    var alive = 0
  }

  private struct Value: ~Copyable {
    let tally: Tally
    var number: Int

    init(_ number: Int, _ tally: Tally) {
      self.tally = tally
      self.number = number
      tally.alive += 1
    }

    deinit { tally.alive -= 1 }
  }

  @Test("A buffer does what an array does", arguments: 0..<20)
  func agreesWithArray(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var buffer = PlainBuffer<Int>(capacity: 0)
    var array: [Int] = []
    for step in 0..<2000 {
      switch Int.random(in: 0..<9, using: &random) {
      case 0...3:
        buffer.append(step)
        array.append(step)
      case 4:
        let place = Int.random(in: 0...array.count, using: &random)
        buffer.insert(step, at: place)
        array.insert(step, at: place)
      case 5:
        let number = Int.random(in: 0...min(3, array.count), using: &random)
        buffer.removeLast(number)
        array.removeLast(number)
      case 6:
        let number = Int.random(in: 0...min(3, array.count), using: &random)
        buffer.removeFirst(number)
        array.removeFirst(number)
      case 7: #expect(buffer.popLast() == array.popLast())
      default:
        let more = PlainBuffer((0..<Int.random(in: 0...20, using: &random)).map { $0 })
        buffer.append(contentsOf: more.view)
        array.append(contentsOf: more.view)
      }
      guard step % 50 == 0 else { continue }
      #expect(Array(buffer.view) == array)
    }
  }

  @Test("What it holds ends with it, and when it is removed; each value once") func ending() {
    let tally = Tally()
    do {
      var buffer = PlainBuffer<Value>(capacity: 4)
      for number in 0..<100 { buffer.append(Value(number, tally)) }
      #expect(tally.alive == 100)
      buffer.swapAt(0, 99)
      buffer.removeLast(10)
      #expect(tally.alive == 90)
      #expect(buffer.removeFirst().number == 99)
      #expect(buffer[0].number == 1)
      #expect(tally.alive == 89)
      buffer[0] = Value(7, tally)
      #expect(tally.alive == 89)
      var taken = buffer.take()
      #expect((buffer.count, taken.count, taken[0].number) == (0, 89, 7))
      buffer.append(Value(1, tally))
      taken.removeAll()
      #expect(tally.alive == 1)
      buffer = taken
      #expect(tally.alive == 0)
    }
    #expect(tally.alive == 0)
  }
}
