import Bytes
import JSONText

/// Changes of the inventory: the members of `data` become fields under a name that depends on the kind of entry.
enum InventoryDecoder: CodeDecoder {
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result {
    guard work.origin == "syscollector" else { return .dropped("the inventory comes from the location syscollector") }
    guard let message = work.object() else { return .dropped("not a JSON object") }
    guard let type = message["type"]?.bytes else { return .dropped("the message has no type") }
    work.report(work.decoders.inventory)
    work.set("type", type)
    if let operation = message["operation"]?.bytes, let data = message["data"], data.kind == .object {
      guard let table = Table(change: type) else { return .dropped("the inventory has no '\(type)'") }
      table.setFields(of: data, work)
      work.set("operation_type", operation)
      return .decoded
    }
    // The form of agents before 4.2: the entry stands under its own name.
    guard let table = Table(old: type) else { return .decoded }
    if let entry = message.children.first(where: { $0.key == table.oldMember && $0.kind == .object }) {
      table.setFields(of: entry, work)
    }
    return .decoded
  }

  /// How the entries of one table become fields.
  private struct Table {
    /// What stands before the names.
    let prefix: ByteString
    /// Members with another name as fields.
    var renamed: [ByteString: ByteString] = [:]
    let oldMember: ByteString
    /// The members that come first.
    var first: [ByteString] = []

    private static let hidden: Set<ByteString> = ["checksum", "item_id", "scan_time", "scan_id"]

    private init(_ prefix: ByteString, old: ByteString, renamed: [ByteString: ByteString] = [:]) {
      self.prefix = prefix
      self.renamed = renamed
      oldMember = old
    }

    init?(change type: ByteString) {
      switch type {
      case "dbsync_packages": self = Self.programs
      case "dbsync_ports": self = Self.ports
      case "dbsync_processes": self = Self.processes
      case "dbsync_osinfo": self = Self.system
      case "dbsync_hwinfo": self = Self.hardware
      case "dbsync_hotfixes": self = Table("", old: "hotfix")
      case "dbsync_network_iface": self = Table("netinfo.iface.", old: "iface")
      case "dbsync_network_protocol": self = Table("netinfo.proto.", old: "protocol")
      case "dbsync_network_address": self = Table("netinfo.addr.", old: "address")
      default: return nil
      }
    }

    init?(old type: ByteString) {
      switch type {
      case "program": self = Self.programs
      case "port": self = Self.ports
      case "process": self = Self.processes
      case "OS": self = Self.system
      case "hardware": self = Self.hardware
      case "network": self = Table("netinfo.iface.", old: "iface")
      case "hotfix": self = Table("", old: "hotfix")
      default: return nil
      }
    }

    private static var programs: Table {
      var table = Table("program.", old: "program", renamed: ["groups": "section"])
      table.first = [
        "format", "name", "priority", "groups", "size", "vendor", "install_time", "version", "architecture",
        "multiarch", "source", "description", "location",
      ]
      return table
    }
    private static var ports: Table { Table("port.", old: "port") }
    private static var processes: Table { Table("process.", old: "process") }
    private static var hardware: Table { Table("hardware.", old: "inventory", renamed: ["board_serial": "serial"]) }
    private static var system: Table {
      Table(
        "os.", old: "inventory",
        renamed: [
          "os_name": "name", "os_version": "version", "os_codename": "codename", "os_major": "major",
          "os_minor": "minor", "os_patch": "patch", "os_build": "build", "os_platform": "platform",
          "os_release": "os_release", "os_display_version": "display_version", "version": "release_version",
        ])
    }

    /// The members in the order in which they become fields: those of ``first``, then the others as they stand.
    private func members(of entry: JSONValue) -> [JSONValue] {
      let members = entry.children
      guard !first.isEmpty else { return members }
      let leading = first.compactMap { name in members.first { $0.key == name } }
      return leading + members.filter { !first.contains($0.key) }
    }

    func setFields(of entry: JSONValue, _ work: CodeDecoding) {
      for member in members(of: entry) where !Self.hidden.contains(member.key) {
        guard let value = Self.text(of: member) else { continue }
        var name = prefix
        name.append(renamed[member.key] ?? member.key)
        work.set(name, value)
      }
    }

    private static func text(of value: JSONValue) -> ByteString? {
      switch value.kind {
      case .string: return value.bytes
      case .number: return value.number.map { ByteString(number: $0) }
      case .yes: return "true"
      case .no: return "false"
      case .array:
        var writer = ByteWriter()
        writer.write(compactJSON: value)
        return ByteString(writer.bytes)
      case .null, .object: return nil
      }
    }
  }
}
