/// The words behind the numbers of Windows' audit categories.
enum AuditWords {
  /// A category and its subcategories, whose numbers follow each other.
  struct Category {
    let id: Int
    let name: StaticString
    let first: Int
    let subcategories: [StaticString]

    /// The name of a subcategory; nil for one that is not of this category.
    func subcategory(_ id: Int) -> StaticString? {
      let index = id - first
      return subcategories.indices.contains(index) ? subcategories[index] : nil
    }
  }

  /// A category by its number.
  static func category(_ id: Int) -> Category? {
    let index = id - 8272
    return categories.indices.contains(index) ? categories[index] : nil
  }

  /// What has become of a setting of the audit policy.
  static func change(_ id: Int) -> StaticString? {
    switch id {
    case 8448: "Success removed"
    case 8449: "Success added"
    case 8450: "Failure removed"
    case 8451: "Failure added"
    default: nil
    }
  }

  private static let categories = [
    Category(
      id: 8272, name: "System", first: 12288,
      subcategories: [
        "Security State Change", "Security System Extension", "System Integrity", "IPsec Driver",
        "Other System Events",
      ]),
    Category(
      id: 8273, name: "Logon/Logoff", first: 12544,
      subcategories: [
        "Logon", "Logoff", "Account Lockout", "IPsec Main Mode", "Special Logon", "IPSec Extended Mode",
        "IPSec Quick Mode", "Other Logon/Logoff Events", "Network Policy Server", "User/Device Claims",
        "Group Membership",
      ]),
    Category(
      id: 8274, name: "Object Access", first: 12800,
      subcategories: [
        "File System", "Registry", "Kernel Object", "SAM", "Other Object Access Events", "Certification Services",
        "Application Generated", "Handle Manipulation", "File Share", "Filtering Platform Packet Drop",
        "Filtering Platform Connection", "Detailed File Share", "Removable Storage", "Central Policy Staging",
      ]),
    Category(
      id: 8275, name: "Privilege Use", first: 13056,
      subcategories: [
        "Sensitive Privilege Use", "Non Sensitive Privilege Use", "Other Privilege Use Events",
      ]),
    Category(
      id: 8276, name: "Detailed Tracking", first: 13312,
      subcategories: [
        "Process Creation", "Process Termination", "DPAPI Activity", "RPC Events", "Plug and Play Events",
        "Token Right Adjusted Events",
      ]),
    Category(
      id: 8277, name: "Policy Change", first: 13568,
      subcategories: [
        "Audit Policy Change", "Authentication Policy Change", "Authorization Policy Change",
        "MPSSVC Rule-Level Policy Change", "Filtering Platform Policy Change", "Other Policy Change Events",
      ]),
    Category(
      id: 8278, name: "Account Management", first: 13824,
      subcategories: [
        "User Account Management", "Computer Account Management", "Security Group Management",
        "Distribution Group Management", "Application Group Management", "Other Account Management Events",
      ]),
    Category(
      id: 8279, name: "DS Access", first: 14080,
      subcategories: [
        "Directory Service Access", "Directory Service Changes", "Directory Service Replication",
        "Detailed Directory Service Replication",
      ]),
    Category(
      id: 8280, name: "Account Logon", first: 14336,
      subcategories: [
        "Credential Validation", "Kerberos Service Ticket Operations", "Other Account Logon Events",
        "Kerberos Authentication Service",
      ]),
  ]
}
