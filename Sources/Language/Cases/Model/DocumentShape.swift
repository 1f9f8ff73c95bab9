import Bytes
import Diagnostics

/// Which members an alert document can have (docs/reference/alerts.md §3): a path that no document has can only be a slip.
package enum DocumentShape {
  /// Why a path names nothing.
  package struct Objection: Equatable {
    package var message: String
    package var hint: String?
  }

  /// The objects of the document and their members; the document itself has the empty path.
  private static let members: [String: [String]] = [
    "": [
      "timestamp", "rule", "agent", "manager", "id", "cluster", "previous_output", "srcgeoip", "dstgeoip", "full_log",
      "syscheck", "predecoder", "decoder", "previous_log", "data", "location", "agentless",
    ],
    "rule": [
      "level", "description", "id", "mitre", "cve", "info", "frequency", "firedtimes", "mail", "groups",
    ] + Subject.frameworks,
    "rule.mitre": ["id", "tactic", "technique"],
    "agent": ["id", "name", "ip", "labels"],
    "agent.labels": [],
    "manager": ["name"],
    "cluster": ["name", "node"],
    "predecoder": ["program_name", "timestamp", "hostname"],
    "decoder": ["accumulate", "parent", "name", "ftscomment"],
    "data": Subject.commonFields,
    "agentless": ["script", "user", "host"],
    "syscheck": [
      "path", "hard_links", "mode", "symbolic_path", "arch", "value_name", "value_type", "diff", "tags",
      "changed_attributes", "event", "audit",
    ]
      + [
        "size", "perm", "win_perm", "uid", "gid", "md5", "sha1", "sha256", "attrs", "uname", "gname", "mtime", "inode",
      ].flatMap { ["\($0)_before", "\($0)_after"] },
    "syscheck.audit": ["user", "process", "group", "login_user", "effective_user"],
    "syscheck.audit.process": ["id", "name", "cwd", "parent_name", "parent_cwd", "ppid"],
    "syscheck.audit.user": ["id", "name"], "syscheck.audit.group": ["id", "name"],
    "syscheck.audit.login_user": ["id", "name"], "syscheck.audit.effective_user": ["id", "name"],
  ]

  /// Objects whose members come from logs and settings, so that any name may be right.
  private static let open: Set<String> = ["data", "agent.labels"]

  /// Why no document has this path; nil where one can have it.
  ///
  /// Entries for compliance come from what rootcheck and SCA say, so `rule` may have members of other names: there only a
  /// name that is a slip away from a known one is refused.
  package static func objection(to path: ByteString) -> Objection? {
    guard !path.isEmpty else {
      return Objection(message: "the path of a member is missing after `alert.`", hint: "alert.rule.mitre.id = …")
    }
    var at = ""
    let parts = path.description.split(separator: ".", omittingEmptySubsequences: false)
    guard !parts.contains("") else { return Objection(message: "an empty name in the path `alert.\(path)`") }
    for part in parts {
      guard let known = members[at] else {
        // An element of an array, by its number from 0 on.
        if Int(part) != nil { return nil }
        return Objection(message: "`alert.\(at)` has no members: `alert.\(path)`", hint: "alert.\(at) is the value")
      }
      let name = String(part)
      if !known.contains(name) {
        if open.contains(at) { return nil }
        let near = Suggestion.closest(to: name, among: known)
        if at == "rule", near == nil { return nil }
        return unknown(name, in: at, near: near, path: path)
      }
      at += at.isEmpty ? name : "." + name
      if open.contains(at), parts.count > at.split(separator: ".").count { return nil }
    }
    return nil
  }

  private static func unknown(_ name: String, in object: String, near: String?, path: ByteString) -> Objection {
    let full = { (name: String) in "`alert." + (object.isEmpty ? name : "\(object).\(name)") + "`" }
    let whose = object.isEmpty ? "no alert document has a member" : "`\(object)` of an alert document has no member"
    var objection = Objection(message: "\(whose) `\(name)`: alert.\(path)")
    if let near {
      objection.hint = "did you mean \(full(near))?"
    } else if object.isEmpty, members["rule"]?.contains(name) == true || name == "mitre" {
      objection.hint = "did you mean `alert.rule.\(name)`?"
    } else if object.isEmpty {
      objection.hint = "decoded fields are below `data`: alert.data.\(path)"
    } else {
      objection.hint = "it can have \((members[object] ?? []).joined(separator: ", "))"
    }
    return objection
  }
}
