import Diagnostics
import JSONText

/// The numbers of a ruleset as `schemas/ids.schema.json` says.
package struct NumbersDocument: JSONObject {
  /// The numbers.
  package var numbers: RuleNumbers
  /// Where free ones are looked for.
  package var ranges: [ClosedRange<Int>]
  /// The free ones that were asked for.
  package var next: [Int]

  /// Whether the base's files are named, too.
  private let namesBase: Bool

  package init(_ numbers: RuleNumbers, in ranges: [ClosedRange<Int>], next: [Int], namesBase: Bool = true) {
    (self.numbers, self.ranges, self.next, self.namesBase) = (numbers, ranges, next, namesBase)
  }

  package func write(membersTo json: inout JSONWriter) {
    json.objects("in", ranges) { Self.write($0, to: &$1) }
    json.member("free", numbers.freeCount(in: ranges))
    json.array("next", next) { $1.value($0) }
    json.objects("files", numbers.files.filter { namesBase || !$0.isBase }) { file, json in
      json.member("file", file.path)
      json.member("base", file.isBase)
      json.member("rules", file.count)
      json.objects("ranges", file.ranges) { Self.write($0, to: &$1) }
    }
    json.objects("conflicts", numbers.conflicts) { conflict, json in
      json.member("id", conflict.id)
      json.objects("places", conflict.places) { place, json in
        place.location.write(membersTo: &json)
        json.member("base", place.isBase)
      }
    }
  }

  private static func write(_ range: ClosedRange<Int>, to json: inout JSONWriter) {
    json.member("first", range.lowerBound)
    json.member("last", range.upperBound)
  }
}
