import Bytes
import Patterns
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

/// A rule with its conditions in the order in which the engine tests them (spec/rules.md §5.2).
struct ReadyRule: Sendable {
  let definition: RuleDefinition
  let conditions: [Condition]
  /// The history lists that its events go to.
  let historyLists: [Int]

  init(
    _ definition: RuleDefinition, historyLists: [Int], fixesDefects: Bool, names: inout FoldedTexts,
    decoders: inout DecoderNames
  ) {
    self.definition = definition
    self.historyLists = historyLists
    var conditions: [Condition] = []
    func texts(_ subjects: TextSubject...) {
      for subject in subjects {
        for condition in definition.textConditions where condition.subject == subject {
          conditions.append(.text(condition))
        }
      }
    }
    if let name = definition.decodedAs { conditions.append(.decodedAs(nameID: decoders.intern(name))) }
    texts(.programName, .field(.id), .field(.systemName), .field(.protocol), .match, .regex)
    texts(.field(.action), .field(.url), .location)
    for condition in definition.fieldConditions {
      conditions.append(.field(nameID: names.intern(condition.name), condition))
    }
    if let condition = definition.sourceIP { conditions.append(.address(.srcip, condition)) }
    if let condition = definition.destinationIP { conditions.append(.address(.dstip, condition)) }
    texts(.field(.srcport), .field(.dstport))
    if let rule = definition.compiledRule { conditions.append(.compiled(rule)) }
    texts(.user, .field(.srcgeoip), .field(.dstgeoip))
    if definition.minimumSize > 0 { conditions.append(.minimumSize(definition.minimumSize)) }
    if let time = definition.time { conditions.append(.time(time)) }
    if let weekdays = definition.weekdays { conditions.append(.weekdays(weekdays)) }
    texts(.field(.data), .field(.extraData), .hostname, .field(.status))
    if definition.checksDifference { conditions.append(.difference) }
    if definition.ifFirstTimeSeen { conditions.append(.firstTime) }
    let lists = definition.listConditions
    for list in fixesDefects ? lists[...] : lists.suffix(2) { conditions.append(.list(list)) }
    if definition.searchesHistory, !definition.checksDifference { conditions.append(.history) }
    self.conditions = conditions
  }
}
