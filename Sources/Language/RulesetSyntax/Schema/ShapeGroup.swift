/// Elements that may hold the same: the schema describes them together.
struct ShapeGroup {
  let value: ValueRule
  let attributes: [AttributeEntry]
  private(set) var names: [String]

  /// Whether any text will do, and there are no attributes.
  private var isPlain: Bool { value == .anything && attributes.isEmpty }

  /// The groups of some elements, in the order of their first ones; behind them the one that may hold any text, for what
  /// libxml2 says about an element that fits none hangs on the last one that it has tried.
  static func groups<Meaning>(of entries: [ElementEntry<Meaning>]) -> [ShapeGroup] {
    var groups: [ShapeGroup] = []
    for entry in entries {
      let name = "\(entry.name)"
      if let index = groups.firstIndex(where: { $0.value == entry.value && $0.attributes == entry.attributes }) {
        groups[index].names.append(name)
      } else {
        groups.append(ShapeGroup(value: entry.value, attributes: entry.attributes, names: [name]))
      }
    }
    return groups.filter { !$0.isPlain } + groups.filter(\.isPlain)
  }

  /// What the schema calls it: by its first element.
  func name(below owner: String) -> String {
    isPlain ? "\(owner)-text" : "\(owner)-\(names[0])"
  }
}
