/// Elements that may hold the same: the schema describes them together.
struct ShapeGroup {
  let value: ValueRule
  let attributes: [AttributeEntry]
  private(set) var names: [String]

  /// The groups of some elements, in the order of their first ones.
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
    return groups
  }

  /// What the schema calls it: by its first element.
  func name(below owner: String) -> String {
    value == .anything && attributes.isEmpty ? "\(owner)-text" : "\(owner)-\(names[0])"
  }
}
