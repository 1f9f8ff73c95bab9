import Bytes

/// Techniques of ATT&CK Enterprise that release 13.1 no longer has: revoked ones with what took their place, and
/// deprecated ones, which nothing replaced. See NOTICE for MITRE's terms.
///
/// Most of them were revoked in 2020, when ATT&CK got sub-techniques. Where a successor was revoked in its turn, the last
/// one is named, so that every successor is a technique of 13.1.
package enum RetiredTechniques {
  /// A technique that is no longer there.
  package struct Technique: Sendable, Equatable {
    /// Its number.
    package var id: ByteString
    /// What it was called.
    package var name: ByteString
    /// The technique that took its place; nil for one that is deprecated.
    package var successor: ByteString?
  }

  /// All of them, by number.
  package static let all: [Technique] = {
    let bytes = text.withUTF8Buffer { Array($0) }
    return bytes.split(separator: 0x0A).map { line in
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map { ByteString(Array($0)) }
      return Technique(id: fields[0], name: fields[2], successor: fields[1].isEmpty ? nil : fields[1])
    }
  }()

  /// The technique of a number, where it is one of these.
  package static func technique(_ id: ByteString) -> Technique? { all.first { $0.id == id } }

  /// The largest number of a technique of release 13.1; what is above came later.
  package static let lastNumber = 1652

  /// Number, successor, name.
  private static let text: StaticString = """
    T1002\tT1560\tData Compressed
    T1004\tT1547.004\tWinlogon Helper DLL
    T1009\tT1027.001\tBinary Padding
    T1013\tT1547.010\tPort Monitors
    T1015\tT1546.008\tAccessibility Features
    T1017\tT1072\tApplication Deployment Software
    T1019\tT1542.001\tSystem Firmware
    T1022\tT1560\tData Encrypted
    T1023\tT1547.009\tShortcut Modification
    T1024\tT1573\tCustom Cryptographic Protocol
    T1026\t\tMultiband Communication
    T1028\tT1021.006\tWindows Remote Management
    T1031\tT1543.003\tModify Existing Service
    T1032\tT1573\tStandard Cryptographic Protocol
    T1034\t\tPath Interception
    T1035\tT1569.002\tService Execution
    T1038\tT1574.001\tDLL Search Order Hijacking
    T1042\tT1546.001\tChange Default File Association
    T1043\t\tCommonly Used Port
    T1044\tT1574.010\tFile System Permissions Weakness
    T1045\tT1027.002\tSoftware Packing
    T1050\tT1543.003\tNew Service
    T1051\t\tShared Webroot
    T1053.001\tT1053.002\tAt (Linux)
    T1053.004\t\tLaunchd
    T1054\tT1562.006\tIndicator Blocking
    T1058\tT1574.011\tService Registry Permissions Weakness
    T1060\tT1547.001\tRegistry Run Keys / Startup Folder
    T1061\t\tGraphical User Interface
    T1062\t\tHypervisor
    T1063\tT1518.001\tSecurity Software Discovery
    T1064\t\tScripting
    T1065\tT1571\tUncommonly Used Port
    T1066\tT1027.005\tIndicator Removal from Tools
    T1067\tT1542.003\tBootkit
    T1073\tT1574.002\tDLL Side-Loading
    T1075\tT1550.002\tPass the Hash
    T1076\tT1021.001\tRemote Desktop Protocol
    T1077\tT1021.002\tWindows Admin Shares
    T1079\tT1573\tMultilayer Encryption
    T1081\tT1552.001\tCredentials in Files
    T1084\tT1546.003\tWindows Management Instrumentation Event Subscription
    T1085\tT1218.011\tRundll32
    T1086\tT1059.001\tPowerShell
    T1088\tT1548.002\tBypass User Account Control
    T1089\tT1562.001\tDisabling Security Tools
    T1093\tT1055.012\tProcess Hollowing
    T1094\tT1095\tCustom Command and Control Protocol
    T1096\tT1564.004\tNTFS File Attributes
    T1097\tT1550.003\tPass the Ticket
    T1099\tT1070.006\tTimestomp
    T1100\tT1505.003\tWeb Shell
    T1101\tT1547.005\tSecurity Support Provider
    T1103\tT1546.010\tAppInit DLLs
    T1107\tT1070.004\tFile Deletion
    T1108\t\tRedundant Access
    T1109\tT1542.002\tComponent Firmware
    T1116\tT1553.002\tCode Signing
    T1117\tT1218.010\tRegsvr32
    T1118\tT1218.004\tInstallUtil
    T1121\tT1218.009\tRegsvcs/Regasm
    T1122\tT1546.015\tComponent Object Model Hijacking
    T1126\tT1070.005\tNetwork Share Connection Removal
    T1128\tT1546.007\tNetsh Helper DLL
    T1130\tT1553.004\tInstall Root Certificate
    T1131\tT1547.002\tAuthentication Package
    T1138\tT1546.011\tApplication Shimming
    T1139\tT1552.003\tBash History
    T1141\tT1056.002\tInput Prompt
    T1142\tT1555.001\tKeychain
    T1143\tT1564.003\tHidden Window
    T1144\tT1553.001\tGatekeeper Bypass
    T1145\tT1552.004\tPrivate Keys
    T1146\tT1070.003\tClear Command History
    T1147\tT1564.002\tHidden Users
    T1148\tT1562.003\tHISTCONTROL
    T1149\t\tLC_MAIN Hijacking
    T1150\tT1647\tPlist Modification
    T1151\tT1036.006\tSpace after Filename
    T1152\tT1569.001\tLaunchctl
    T1153\t\tSource
    T1154\tT1546.005\tTrap
    T1155\tT1059.002\tAppleScript
    T1156\tT1546.004\t.bash_profile and .bashrc
    T1157\tT1574.004\tDylib Hijacking
    T1158\tT1564.001\tHidden Files and Directories
    T1159\tT1543.001\tLaunch Agent
    T1160\tT1543.004\tLaunch Daemon
    T1161\tT1546.006\tLC_LOAD_DYLIB Addition
    T1162\tT1547.015\tLogin Item
    T1163\tT1037.004\tRc.common
    T1164\tT1547.007\tRe-opened Applications
    T1165\tT1037.005\tStartup Items
    T1166\tT1548.001\tSetuid and Setgid
    T1167\tT1555.002\tSecurityd Memory
    T1168\tT1053\tLocal Job Scheduling
    T1169\tT1548.003\tSudo
    T1170\tT1218.005\tMshta
    T1171\tT1557.001\tLLMNR/NBT-NS Poisoning and Relay
    T1172\tT1090.004\tDomain Fronting
    T1173\tT1559.002\tDynamic Data Exchange
    T1174\tT1556.002\tPassword Filter DLL
    T1175\t\tComponent Object Model and Distributed COM
    T1177\tT1547.008\tLSASS Driver
    T1178\tT1134.005\tSID-History Injection
    T1179\tT1056.004\tHooking
    T1180\tT1546.002\tScreensaver
    T1181\tT1055.011\tExtra Window Memory Injection
    T1182\tT1546.009\tAppCert DLLs
    T1183\tT1546.012\tImage File Execution Options Injection
    T1184\tT1563.001\tSSH Hijacking
    T1186\tT1055.013\tProcess Doppelgänging
    T1188\tT1090.003\tMulti-hop Proxy
    T1191\tT1218.003\tCMSTP
    T1192\tT1566.002\tSpearphishing Link
    T1193\tT1566.001\tSpearphishing Attachment
    T1194\tT1566.003\tSpearphishing via Service
    T1196\tT1218.002\tControl Panel Items
    T1198\tT1553.003\tSIP and Trust Provider Hijacking
    T1206\tT1548.003\tSudo Caching
    T1208\tT1558.003\tKerberoasting
    T1209\tT1547.003\tTime Providers
    T1214\tT1552.002\tCredentials in Registry
    T1215\tT1547.006\tKernel Modules and Extensions
    T1223\tT1218.001\tCompiled HTML File
    T1483\tT1568.002\tDomain Generation Algorithms
    T1487\tT1561.002\tDisk Structure Wipe
    T1488\tT1561.001\tDisk Content Wipe
    T1492\tT1565.001\tStored Data Manipulation
    T1493\tT1565.002\tTransmitted Data Manipulation
    T1494\tT1565.003\tRuntime Data Manipulation
    T1500\tT1027.004\tCompile After Delivery
    T1501\tT1543.002\tSystemd Service
    T1502\tT1134.004\tParent PID Spoofing
    T1503\tT1555.003\tCredentials from Web Browsers
    T1504\tT1546.013\tPowerShell Profile
    T1506\tT1550.004\tWeb Session Cookie
    T1514\tT1548.004\tElevated Execution with Prompt
    T1519\tT1546.014\tEmond
    T1522\tT1552.005\tCloud Instance Metadata API
    T1527\tT1550.001\tApplication Access Token
    T1536\tT1578.004\tRevert Cloud Instance
    T1547.011\tT1647\tPlist Modification

    """
}
