/// Every operator, in the order in which their mutants are listed for a definition.
enum OperatorCatalogue {
  static let all: [any MutationOperator.Type] = [
    DropCondition.self, NegateCondition.self, DropAlternative.self, DropAnchor.self, ChangeLiteral.self,
    WidenPattern.self, NarrowPattern.self, ChangeLevel.self, ChangeFrequency.self, ChangeTimeframe.self,
    DropComparison.self, ChangeParent.self, ChangeLookup.self, DropOption.self, SwapOrder.self, DropOrderField.self,
    ChangeOffset.self,
  ]
}
