import Rulesets

/// What a test has to do that would kill a mutant, where no such test could be made.
enum Advice {
  static func text(for mutant: Mutant, cases: Int) -> String {
    if cases == 0 {
      return "No case gets as far as this \(mutant.isRule ? "rule" : "decoder"): write one in which it "
        + (mutant.isRule ? "fires." : "is taken.")
    }
    switch mutant.operatorName {
    case DropCondition.name:
      return "A log that meets every other condition but not this one, and what becomes of it."
    case NegateCondition.name: return "A log that meets all conditions, with the rule that is expected."
    case DropAlternative.name: return "A log that this alternative takes and no other one does."
    case DropAnchor.name: return "The same log with something before (or behind) the text."
    case ChangeLiteral.name: return "A log in which this text makes the difference: with it, and with another byte."
    case WidenPattern.name: return "A near miss: a log that only the wider pattern takes."
    case NarrowPattern.name: return "A log that only the original pattern takes."
    case ChangeLevel.name: return "`level = …` in a case in which the rule fires."
    case ChangeFrequency.name:
      return "A sequence with exactly as many events as the rule needs, and one with one fewer."
    case ChangeTimeframe.name:
      return "A sequence whose first event is exactly as old as the timeframe allows, and one second older."
    case DropComparison.name: return "A burst that this option keeps from being one."
    case ChangeParent.name: return "An event that reaches the rule through this parent and no other."
    case ChangeLookup.name: return "An event whose value is in the list, and one whose value is not."
    case DropOption.name: return "A case that shows what the option is for."
    case SwapOrder.name, DropOrderField.name: return "Expectations of the values of these fields (`.srcip = …`)."
    default: return "A log in which the pattern finds something else from another place."
    }
  }
}
