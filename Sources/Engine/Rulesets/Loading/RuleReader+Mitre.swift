import Bytes

/// The `<mitre>` blocks of a rule (docs/reference/rules.md §5.12).
extension RuleReader {
  mutating func readMitre(_ child: Int) {
    let children = document.children(of: child)
    let id = rule.id
    guard !children.isEmpty else {
      warn("Empty Mitre information for rule '\(id)'", child, hint: "Write <mitre><id>T1110</id></mitre>.")
      return
    }
    var techniques: [ByteString] = []
    var pairTechniques: [ByteString] = []
    var tactics: [ByteString] = []
    var isSpoiled = false
    for part in children {
      let content = document.content(of: part)
      switch document.name(of: part).lowercased {
      case "id" where !content.isEmpty: techniques.append(content)
      case "techniqueid" where !content.isEmpty: pairTechniques.append(content)
      case "tacticid" where !content.isEmpty: tactics.append(content)
      case "id", "techniqueid":
        warn("No Mitre Technique ID found for rule '\(id)'", part, hint: "The element is empty.")
        isSpoiled = true
      case "tacticid":
        warn("No Mitre Tactic ID found for rule '\(id)'", part, hint: "The element is empty.")
        isSpoiled = true
      default:
        report.say(
          .error, "mitre-element", "Invalid option '\(document.name(of: part))' for rule '\(id)'",
          at: document.location(of: part), hint: "A <mitre> block holds <id>, or <tacticID> and <techniqueID>.")
        isSpoiled = true
      }
    }
    guard !isSpoiled else { return }
    let hasPairs = !pairTechniques.isEmpty || !tactics.isEmpty
    if !techniques.isEmpty, hasPairs {
      warn(
        "Rule '\(id)' combined old and new Mitre formats in the same block. The Mitre block will be discarded.", child,
        hint: "Use either <id>, or <tacticID> with <techniqueID>.")
    } else if hasPairs, pairTechniques.isEmpty {
      warn("Mitre techniqueID should be defined in rule '\(id)'", child, hint: "The block has a <tacticID> alone.")
    } else if hasPairs, tactics.isEmpty {
      warn("Mitre tacticID should be defined in rule '\(id)'", child, hint: "The block has a <techniqueID> alone.")
    } else if pairTechniques.count > 1 || tactics.count > 1 {
      warn(
        """
        In rule '\(id)' is not allowed to join more than one Mitre techniqueID or tacticID in the same block. \
        The Mitre block will be discarded.
        """, child, hint: "Write a block for each pair.")
    } else if hasPairs {
      add(tactic: tactics[0], technique: pairTechniques[0], child)
    } else {
      add(techniques, child)
    }
  }

  private func warn(_ text: MessageText, _ child: Int, hint: String) {
    report.say(.warning, "mitre", text, at: document.location(of: child), hint: hint)
  }

  private func warnAboutFormats(_ child: Int) {
    warn(
      "Rule '\(rule.id)' combined old and new Mitre formats, the old Mitre Technique format will be discarded.", child,
      hint: "Use either <id>, or <tacticID> with <techniqueID>.")
  }

  private mutating func add(tactic: ByteString, technique: ByteString, _ child: Int) {
    var pairs: [(tactic: ByteString, technique: ByteString)] = []
    switch rule.definition.mitre {
    case .techniques: warnAboutFormats(child)
    case .pairs(let earlier): pairs = earlier
    case .none: break
    }
    if !pairs.contains(where: { $0 == (tactic, technique) }) { pairs.append((tactic, technique)) }
    rule.definition.mitre = .pairs(pairs)
  }

  private mutating func add(_ techniques: [ByteString], _ child: Int) {
    var all: [ByteString] = []
    switch rule.definition.mitre {
    case .pairs: return warnAboutFormats(child)
    case .techniques(let earlier): all = earlier
    case .none: break
    }
    for technique in techniques where !all.contains(technique) { all.append(technique) }
    rule.definition.mitre = .techniques(all)
  }
}
