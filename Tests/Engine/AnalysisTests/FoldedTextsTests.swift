import Bytes
import Memory
import Testing

@testable import Analysis

@Suite("Numbered texts")
struct FoldedTextsTests {
  @Test("A text is found in any case under its own tag, and nothing else is", arguments: [0, 1, 31, 33, 3000])
  func lookUp(count: Int) {
    let names = (0..<count).map { ByteString("Field.\($0)" + String(repeating: "-", count: $0 % 40)) }
    var texts = FoldedTexts()
    for (index, name) in names.enumerated() { #expect(texts.intern(name, tag: index % 3) == index) }
    let table = FoldedTextTable(texts)
    for (index, name) in names.enumerated() {
      for spelling in [name, name.lowercased, ByteString(name.description.uppercased())] {
        spelling.withView {
          #expect(texts.number(of: $0, tag: index % 3) == index)
          #expect(table.number(of: $0, tag: index % 3) == index)
          #expect(table.number(of: $0, tag: index % 3 + 1) == nil)
        }
      }
      (name.description + "!").utf8.withContiguousStorageIfAvailable {
        #expect(table.number(of: ByteView($0), tag: index % 3) == nil)
      }
    }
    #expect(table.count == count)
  }

  @Test("The first field of a name is the one that is found, whichever way its name came")
  func paths() {
    var names = FoldedTexts()
    let numbers = ["a.b.c", "key", "a.", ".x"].map { names.intern(ByteString($0)) }
    let event = EventState(names: FieldNames(names))
    event.reset(time: .standard)
    func place(_ text: String) -> ByteRange { event.arena.append(ByteString(text)) }
    func value(_ number: Int) -> String? { event.dynamicValue(named: number).map { event.arena.copy($0).description } }
    let path = event.path(to: place("A"), in: ByteRange(offset: 0, count: 0))
    #expect(event.arena.copy(path) == "A.")
    event.addDynamic(path: path, key: place("b.C"), value: place("first"))
    event.addDynamic(path: event.path(to: place("b"), in: path), key: place("c"), value: place("second"))
    event.addDynamic(path: path, key: place(""), value: place("empty key"))
    event.addDynamic(path: ByteRange(offset: 0, count: 0), key: place("KEY"), value: place("top"))
    let unnamed = event.path(to: place(""), in: ByteRange(offset: 0, count: 0))
    event.addDynamic(path: unnamed, key: place("x"), value: place("of no name"))
    #expect(numbers.map(value) == ["first", "top", "empty key", "of no name"])
    #expect(
      event.dynamic.view.map { event.arena.copy($0.name).description } == ["A.b.C", "A.b.c", "A.", "KEY", ".x"])
    event.reset(time: .standard)
    #expect(numbers.map(value) == [nil, nil, nil, nil])
  }
}
