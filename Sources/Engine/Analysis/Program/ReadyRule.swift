import Bytes
import Patterns
import RulesetSyntax
import Rulesets

/// A condition of a rule, ready to be tested.
enum Condition: Sendable {
  case decodedAs(nameID: Int)
  case text(TextCondition)
  case field(nameID: Int, FieldCondition)
  case address(StaticField, AddressCondition)
  case compiled(CompiledRule)
  case minimumSize(Int)
  case time(TimeWindow)
  case weekdays(WeekdaySet)
  case difference
  case firstTime
  case list(ListCondition)
  case history
}

/// A rule with its conditions in the order in which the engine tests them (docs/reference/rules.md §5.2).
struct ReadyRule: Sendable {
  /// PERF: the definition stays where it is; a copy counts two dozen references.
  private let definitions: [RuleDefinition]
  private let index: Int
  let conditions: [Condition]
  /// The history lists that its events go to.
  let historyLists: [Int]

  /// As it was loaded.
  var definition: RuleDefinition { _read { yield definitions[index] } }

  init(
    _ index: Int, of definitions: [RuleDefinition], historyLists: [Int], quirks: Quirks,
    names: inout FoldedTexts, decoders: inout DecoderNames
  ) {
    self.definitions = definitions
    self.index = index
    self.historyLists = historyLists
    conditions = Self.conditions(of: definitions, index, quirks: quirks, &names, &decoders)
  }

  private static func conditions(
    of definitions: [RuleDefinition], _ index: Int, quirks: Quirks, _ names: inout FoldedTexts,
    _ decoders: inout DecoderNames
  ) -> [Condition] {
    var conditions: [Condition] = []
    let textConditions = definitions[index].textConditions
    func texts(_ subjects: TextSubject...) {
      if textConditions.isEmpty { return }
      for subject in subjects {
        for place in textConditions.indices where textConditions[place].subject == subject {
          conditions.append(.text(textConditions[place]))
        }
      }
    }
    if let name = definitions[index].decodedAs { conditions.append(.decodedAs(nameID: decoders.intern(name))) }
    texts(.programName, .field(.id), .field(.systemName), .field(.protocol), .match, .regex)
    texts(.field(.action), .field(.url), .location)
    for condition in definitions[index].fieldConditions {
      conditions.append(.field(nameID: names.intern(condition.name), condition))
    }
    if let condition = definitions[index].sourceIP { conditions.append(.address(.srcip, condition)) }
    if let condition = definitions[index].destinationIP { conditions.append(.address(.dstip, condition)) }
    texts(.field(.srcport), .field(.dstport))
    if let rule = definitions[index].compiledRule { conditions.append(.compiled(rule)) }
    texts(.user, .field(.srcgeoip), .field(.dstgeoip))
    if definitions[index].minimumSize > 0 { conditions.append(.minimumSize(definitions[index].minimumSize)) }
    if let time = definitions[index].time { conditions.append(.time(time)) }
    if let weekdays = definitions[index].weekdays { conditions.append(.weekdays(weekdays)) }
    texts(.field(.data), .field(.extraData), .hostname, .field(.status))
    if definitions[index].checksDifference { conditions.append(.difference) }
    if definitions[index].ifFirstTimeSeen { conditions.append(.firstTime) }
    let lists = definitions[index].listConditions
    for list in quirks.has(.lastTwoLists) ? lists.suffix(2) : lists[...] { conditions.append(.list(list)) }
    if definitions[index].searchesHistory, !definitions[index].checksDifference { conditions.append(.history) }
    return conditions
  }
}
