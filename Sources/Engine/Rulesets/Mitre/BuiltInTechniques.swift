import Bytes
import System

/// The techniques of ATT&CK Enterprise 13.1 that are neither revoked nor deprecated. See NOTICE for MITRE's terms.
///
/// The table is text in the binary, sorted by id, so that having it costs nothing until it is asked.
enum BuiltInTechniques {
  /// Number of techniques.
  static let count = 607

  /// Tactics by the letters the lines below use for them.
  private static let tactics: [(id: ByteString, name: ByteString)] = [
    ("TA0001", "Initial Access"),
    ("TA0002", "Execution"),
    ("TA0003", "Persistence"),
    ("TA0004", "Privilege Escalation"),
    ("TA0005", "Defense Evasion"),
    ("TA0006", "Credential Access"),
    ("TA0007", "Discovery"),
    ("TA0008", "Lateral Movement"),
    ("TA0009", "Collection"),
    ("TA0010", "Exfiltration"),
    ("TA0011", "Command and Control"),
    ("TA0040", "Impact"),
    ("TA0042", "Resource Development"),
    ("TA0043", "Reconnaissance"),
  ]

  /// The technique of an id, found by halving.
  static func technique(_ id: ByteString) -> MitreTable.Technique? {
    id.withView { id in
      let table = ByteView(base: text.utf8Start, count: text.utf8CodeUnitCount)
      var low = 0
      var high = table.count
      while low < high {
        // The line around the middle.
        var start = (low + high) / 2
        while start > low, table[start - 1] != 0x0A { start -= 1 }
        let end = table.firstIndex(of: 0x0A, from: start) ?? table.count
        let line = table[start..<end]
        let separator = line.firstIndex(of: 0x09) ?? line.count
        let found = line[0..<separator]
        if found == id { return technique(line.from(min(separator + 1, line.count))) }
        if found.buffer.lexicographicallyPrecedes(id.buffer) { low = end + 1 } else { high = start }
      }
      return nil
    }
  }

  /// All ids, in order.
  static var ids: [ByteString] {
    let table = ByteView(base: text.utf8Start, count: text.utf8CodeUnitCount)
    return table.buffer.split(separator: 0x0A).map { ByteString($0.prefix { $0 != 0x09 }) }
  }

  /// Reads what follows the id on a line: the name and the tactics' letters.
  private static func technique(_ line: ByteView) -> MitreTable.Technique {
    let separator = line.firstIndex(of: 0x09) ?? line.count
    var technique = MitreTable.Technique(name: ByteString(line[0..<separator]), tactics: [])
    for letter in line.from(separator).buffer where letter != 0x09 {
      let index = Int(letter) - Int(UInt8(ascii: "a"))
      if tactics.indices.contains(index) { technique.tactics.append(tactics[index]) }
    }
    return technique
  }

  private static let text: StaticString = """
    T1001\tData Obfuscation\tk
    T1001.001\tJunk Data\tk
    T1001.002\tSteganography\tk
    T1001.003\tProtocol Impersonation\tk
    T1003\tOS Credential Dumping\tf
    T1003.001\tLSASS Memory\tf
    T1003.002\tSecurity Account Manager\tf
    T1003.003\tNTDS\tf
    T1003.004\tLSA Secrets\tf
    T1003.005\tCached Domain Credentials\tf
    T1003.006\tDCSync\tf
    T1003.007\tProc Filesystem\tf
    T1003.008\t/etc/passwd and /etc/shadow\tf
    T1005\tData from Local System\ti
    T1006\tDirect Volume Access\te
    T1007\tSystem Service Discovery\tg
    T1008\tFallback Channels\tk
    T1010\tApplication Window Discovery\tg
    T1011\tExfiltration Over Other Network Medium\tj
    T1011.001\tExfiltration Over Bluetooth\tj
    T1012\tQuery Registry\tg
    T1014\tRootkit\te
    T1016\tSystem Network Configuration Discovery\tg
    T1016.001\tInternet Connection Discovery\tg
    T1018\tRemote System Discovery\tg
    T1020\tAutomated Exfiltration\tj
    T1020.001\tTraffic Duplication\tj
    T1021\tRemote Services\th
    T1021.001\tRemote Desktop Protocol\th
    T1021.002\tSMB/Windows Admin Shares\th
    T1021.003\tDistributed Component Object Model\th
    T1021.004\tSSH\th
    T1021.005\tVNC\th
    T1021.006\tWindows Remote Management\th
    T1021.007\tCloud Services\th
    T1025\tData from Removable Media\ti
    T1027\tObfuscated Files or Information\te
    T1027.001\tBinary Padding\te
    T1027.002\tSoftware Packing\te
    T1027.003\tSteganography\te
    T1027.004\tCompile After Delivery\te
    T1027.005\tIndicator Removal from Tools\te
    T1027.006\tHTML Smuggling\te
    T1027.007\tDynamic API Resolution\te
    T1027.008\tStripped Payloads\te
    T1027.009\tEmbedded Payloads\te
    T1027.010\tCommand Obfuscation\te
    T1027.011\tFileless Storage\te
    T1029\tScheduled Transfer\tj
    T1030\tData Transfer Size Limits\tj
    T1033\tSystem Owner/User Discovery\tg
    T1036\tMasquerading\te
    T1036.001\tInvalid Code Signature\te
    T1036.002\tRight-to-Left Override\te
    T1036.003\tRename System Utilities\te
    T1036.004\tMasquerade Task or Service\te
    T1036.005\tMatch Legitimate Name or Location\te
    T1036.006\tSpace after Filename\te
    T1036.007\tDouble File Extension\te
    T1036.008\tMasquerade File Type\te
    T1037\tBoot or Logon Initialization Scripts\tcd
    T1037.001\tLogon Script (Windows)\tcd
    T1037.002\tLogin Hook\tcd
    T1037.003\tNetwork Logon Script\tcd
    T1037.004\tRC Scripts\tcd
    T1037.005\tStartup Items\tcd
    T1039\tData from Network Shared Drive\ti
    T1040\tNetwork Sniffing\tfg
    T1041\tExfiltration Over C2 Channel\tj
    T1046\tNetwork Service Discovery\tg
    T1047\tWindows Management Instrumentation\tb
    T1048\tExfiltration Over Alternative Protocol\tj
    T1048.001\tExfiltration Over Symmetric Encrypted Non-C2 Protocol\tj
    T1048.002\tExfiltration Over Asymmetric Encrypted Non-C2 Protocol\tj
    T1048.003\tExfiltration Over Unencrypted Non-C2 Protocol\tj
    T1049\tSystem Network Connections Discovery\tg
    T1052\tExfiltration Over Physical Medium\tj
    T1052.001\tExfiltration over USB\tj
    T1053\tScheduled Task/Job\tbcd
    T1053.002\tAt\tbcd
    T1053.003\tCron\tbcd
    T1053.005\tScheduled Task\tbcd
    T1053.006\tSystemd Timers\tbcd
    T1053.007\tContainer Orchestration Job\tbcd
    T1055\tProcess Injection\ted
    T1055.001\tDynamic-link Library Injection\ted
    T1055.002\tPortable Executable Injection\ted
    T1055.003\tThread Execution Hijacking\ted
    T1055.004\tAsynchronous Procedure Call\ted
    T1055.005\tThread Local Storage\ted
    T1055.008\tPtrace System Calls\ted
    T1055.009\tProc Memory\ted
    T1055.011\tExtra Window Memory Injection\ted
    T1055.012\tProcess Hollowing\ted
    T1055.013\tProcess Doppelgänging\ted
    T1055.014\tVDSO Hijacking\ted
    T1055.015\tListPlanting\ted
    T1056\tInput Capture\tif
    T1056.001\tKeylogging\tif
    T1056.002\tGUI Input Capture\tif
    T1056.003\tWeb Portal Capture\tif
    T1056.004\tCredential API Hooking\tif
    T1057\tProcess Discovery\tg
    T1059\tCommand and Scripting Interpreter\tb
    T1059.001\tPowerShell\tb
    T1059.002\tAppleScript\tb
    T1059.003\tWindows Command Shell\tb
    T1059.004\tUnix Shell\tb
    T1059.005\tVisual Basic\tb
    T1059.006\tPython\tb
    T1059.007\tJavaScript\tb
    T1059.008\tNetwork Device CLI\tb
    T1059.009\tCloud API\tb
    T1068\tExploitation for Privilege Escalation\td
    T1069\tPermission Groups Discovery\tg
    T1069.001\tLocal Groups\tg
    T1069.002\tDomain Groups\tg
    T1069.003\tCloud Groups\tg
    T1070\tIndicator Removal\te
    T1070.001\tClear Windows Event Logs\te
    T1070.002\tClear Linux or Mac System Logs\te
    T1070.003\tClear Command History\te
    T1070.004\tFile Deletion\te
    T1070.005\tNetwork Share Connection Removal\te
    T1070.006\tTimestomp\te
    T1070.007\tClear Network Connection History and Configurations\te
    T1070.008\tClear Mailbox Data\te
    T1070.009\tClear Persistence\te
    T1071\tApplication Layer Protocol\tk
    T1071.001\tWeb Protocols\tk
    T1071.002\tFile Transfer Protocols\tk
    T1071.003\tMail Protocols\tk
    T1071.004\tDNS\tk
    T1072\tSoftware Deployment Tools\tbh
    T1074\tData Staged\ti
    T1074.001\tLocal Data Staging\ti
    T1074.002\tRemote Data Staging\ti
    T1078\tValid Accounts\tecda
    T1078.001\tDefault Accounts\tecda
    T1078.002\tDomain Accounts\tecda
    T1078.003\tLocal Accounts\tecda
    T1078.004\tCloud Accounts\tecda
    T1080\tTaint Shared Content\th
    T1082\tSystem Information Discovery\tg
    T1083\tFile and Directory Discovery\tg
    T1087\tAccount Discovery\tg
    T1087.001\tLocal Account\tg
    T1087.002\tDomain Account\tg
    T1087.003\tEmail Account\tg
    T1087.004\tCloud Account\tg
    T1090\tProxy\tk
    T1090.001\tInternal Proxy\tk
    T1090.002\tExternal Proxy\tk
    T1090.003\tMulti-hop Proxy\tk
    T1090.004\tDomain Fronting\tk
    T1091\tReplication Through Removable Media\tha
    T1092\tCommunication Through Removable Media\tk
    T1095\tNon-Application Layer Protocol\tk
    T1098\tAccount Manipulation\tc
    T1098.001\tAdditional Cloud Credentials\tc
    T1098.002\tAdditional Email Delegate Permissions\tc
    T1098.003\tAdditional Cloud Roles\tc
    T1098.004\tSSH Authorized Keys\tc
    T1098.005\tDevice Registration\tc
    T1102\tWeb Service\tk
    T1102.001\tDead Drop Resolver\tk
    T1102.002\tBidirectional Communication\tk
    T1102.003\tOne-Way Communication\tk
    T1104\tMulti-Stage Channels\tk
    T1105\tIngress Tool Transfer\tk
    T1106\tNative API\tb
    T1110\tBrute Force\tf
    T1110.001\tPassword Guessing\tf
    T1110.002\tPassword Cracking\tf
    T1110.003\tPassword Spraying\tf
    T1110.004\tCredential Stuffing\tf
    T1111\tMulti-Factor Authentication Interception\tf
    T1112\tModify Registry\te
    T1113\tScreen Capture\ti
    T1114\tEmail Collection\ti
    T1114.001\tLocal Email Collection\ti
    T1114.002\tRemote Email Collection\ti
    T1114.003\tEmail Forwarding Rule\ti
    T1115\tClipboard Data\ti
    T1119\tAutomated Collection\ti
    T1120\tPeripheral Device Discovery\tg
    T1123\tAudio Capture\ti
    T1124\tSystem Time Discovery\tg
    T1125\tVideo Capture\ti
    T1127\tTrusted Developer Utilities Proxy Execution\te
    T1127.001\tMSBuild\te
    T1129\tShared Modules\tb
    T1132\tData Encoding\tk
    T1132.001\tStandard Encoding\tk
    T1132.002\tNon-Standard Encoding\tk
    T1133\tExternal Remote Services\tca
    T1134\tAccess Token Manipulation\ted
    T1134.001\tToken Impersonation/Theft\ted
    T1134.002\tCreate Process with Token\ted
    T1134.003\tMake and Impersonate Token\ted
    T1134.004\tParent PID Spoofing\ted
    T1134.005\tSID-History Injection\ted
    T1135\tNetwork Share Discovery\tg
    T1136\tCreate Account\tc
    T1136.001\tLocal Account\tc
    T1136.002\tDomain Account\tc
    T1136.003\tCloud Account\tc
    T1137\tOffice Application Startup\tc
    T1137.001\tOffice Template Macros\tc
    T1137.002\tOffice Test\tc
    T1137.003\tOutlook Forms\tc
    T1137.004\tOutlook Home Page\tc
    T1137.005\tOutlook Rules\tc
    T1137.006\tAdd-ins\tc
    T1140\tDeobfuscate/Decode Files or Information\te
    T1176\tBrowser Extensions\tc
    T1185\tBrowser Session Hijacking\ti
    T1187\tForced Authentication\tf
    T1189\tDrive-by Compromise\ta
    T1190\tExploit Public-Facing Application\ta
    T1195\tSupply Chain Compromise\ta
    T1195.001\tCompromise Software Dependencies and Development Tools\ta
    T1195.002\tCompromise Software Supply Chain\ta
    T1195.003\tCompromise Hardware Supply Chain\ta
    T1197\tBITS Jobs\tec
    T1199\tTrusted Relationship\ta
    T1200\tHardware Additions\ta
    T1201\tPassword Policy Discovery\tg
    T1202\tIndirect Command Execution\te
    T1203\tExploitation for Client Execution\tb
    T1204\tUser Execution\tb
    T1204.001\tMalicious Link\tb
    T1204.002\tMalicious File\tb
    T1204.003\tMalicious Image\tb
    T1205\tTraffic Signaling\teck
    T1205.001\tPort Knocking\teck
    T1205.002\tSocket Filters\teck
    T1207\tRogue Domain Controller\te
    T1210\tExploitation of Remote Services\th
    T1211\tExploitation for Defense Evasion\te
    T1212\tExploitation for Credential Access\tf
    T1213\tData from Information Repositories\ti
    T1213.001\tConfluence\ti
    T1213.002\tSharepoint\ti
    T1213.003\tCode Repositories\ti
    T1216\tSystem Script Proxy Execution\te
    T1216.001\tPubPrn\te
    T1217\tBrowser Information Discovery\tg
    T1218\tSystem Binary Proxy Execution\te
    T1218.001\tCompiled HTML File\te
    T1218.002\tControl Panel\te
    T1218.003\tCMSTP\te
    T1218.004\tInstallUtil\te
    T1218.005\tMshta\te
    T1218.007\tMsiexec\te
    T1218.008\tOdbcconf\te
    T1218.009\tRegsvcs/Regasm\te
    T1218.010\tRegsvr32\te
    T1218.011\tRundll32\te
    T1218.012\tVerclsid\te
    T1218.013\tMavinject\te
    T1218.014\tMMC\te
    T1219\tRemote Access Software\tk
    T1220\tXSL Script Processing\te
    T1221\tTemplate Injection\te
    T1222\tFile and Directory Permissions Modification\te
    T1222.001\tWindows File and Directory Permissions Modification\te
    T1222.002\tLinux and Mac File and Directory Permissions Modification\te
    T1480\tExecution Guardrails\te
    T1480.001\tEnvironmental Keying\te
    T1482\tDomain Trust Discovery\tg
    T1484\tDomain Policy Modification\ted
    T1484.001\tGroup Policy Modification\ted
    T1484.002\tDomain Trust Modification\ted
    T1485\tData Destruction\tl
    T1486\tData Encrypted for Impact\tl
    T1489\tService Stop\tl
    T1490\tInhibit System Recovery\tl
    T1491\tDefacement\tl
    T1491.001\tInternal Defacement\tl
    T1491.002\tExternal Defacement\tl
    T1495\tFirmware Corruption\tl
    T1496\tResource Hijacking\tl
    T1497\tVirtualization/Sandbox Evasion\teg
    T1497.001\tSystem Checks\teg
    T1497.002\tUser Activity Based Checks\teg
    T1497.003\tTime Based Evasion\teg
    T1498\tNetwork Denial of Service\tl
    T1498.001\tDirect Network Flood\tl
    T1498.002\tReflection Amplification\tl
    T1499\tEndpoint Denial of Service\tl
    T1499.001\tOS Exhaustion Flood\tl
    T1499.002\tService Exhaustion Flood\tl
    T1499.003\tApplication Exhaustion Flood\tl
    T1499.004\tApplication or System Exploitation\tl
    T1505\tServer Software Component\tc
    T1505.001\tSQL Stored Procedures\tc
    T1505.002\tTransport Agent\tc
    T1505.003\tWeb Shell\tc
    T1505.004\tIIS Components\tc
    T1505.005\tTerminal Services DLL\tc
    T1518\tSoftware Discovery\tg
    T1518.001\tSecurity Software Discovery\tg
    T1525\tImplant Internal Image\tc
    T1526\tCloud Service Discovery\tg
    T1528\tSteal Application Access Token\tf
    T1529\tSystem Shutdown/Reboot\tl
    T1530\tData from Cloud Storage\ti
    T1531\tAccount Access Removal\tl
    T1534\tInternal Spearphishing\th
    T1535\tUnused/Unsupported Cloud Regions\te
    T1537\tTransfer Data to Cloud Account\tj
    T1538\tCloud Service Dashboard\tg
    T1539\tSteal Web Session Cookie\tf
    T1542\tPre-OS Boot\tec
    T1542.001\tSystem Firmware\tce
    T1542.002\tComponent Firmware\tce
    T1542.003\tBootkit\tce
    T1542.004\tROMMONkit\tec
    T1542.005\tTFTP Boot\tec
    T1543\tCreate or Modify System Process\tcd
    T1543.001\tLaunch Agent\tcd
    T1543.002\tSystemd Service\tcd
    T1543.003\tWindows Service\tcd
    T1543.004\tLaunch Daemon\tcd
    T1546\tEvent Triggered Execution\tdc
    T1546.001\tChange Default File Association\tdc
    T1546.002\tScreensaver\tdc
    T1546.003\tWindows Management Instrumentation Event Subscription\tdc
    T1546.004\tUnix Shell Configuration Modification\tdc
    T1546.005\tTrap\tdc
    T1546.006\tLC_LOAD_DYLIB Addition\tdc
    T1546.007\tNetsh Helper DLL\tdc
    T1546.008\tAccessibility Features\tdc
    T1546.009\tAppCert DLLs\tdc
    T1546.010\tAppInit DLLs\tdc
    T1546.011\tApplication Shimming\tdc
    T1546.012\tImage File Execution Options Injection\tdc
    T1546.013\tPowerShell Profile\tdc
    T1546.014\tEmond\tdc
    T1546.015\tComponent Object Model Hijacking\tdc
    T1546.016\tInstaller Packages\tdc
    T1547\tBoot or Logon Autostart Execution\tcd
    T1547.001\tRegistry Run Keys / Startup Folder\tcd
    T1547.002\tAuthentication Package\tcd
    T1547.003\tTime Providers\tcd
    T1547.004\tWinlogon Helper DLL\tcd
    T1547.005\tSecurity Support Provider\tcd
    T1547.006\tKernel Modules and Extensions\tcd
    T1547.007\tRe-opened Applications\tcd
    T1547.008\tLSASS Driver\tcd
    T1547.009\tShortcut Modification\tcd
    T1547.010\tPort Monitors\tcd
    T1547.012\tPrint Processors\tcd
    T1547.013\tXDG Autostart Entries\tcd
    T1547.014\tActive Setup\tcd
    T1547.015\tLogin Items\tcd
    T1548\tAbuse Elevation Control Mechanism\tde
    T1548.001\tSetuid and Setgid\tde
    T1548.002\tBypass User Account Control\tde
    T1548.003\tSudo and Sudo Caching\tde
    T1548.004\tElevated Execution with Prompt\tde
    T1550\tUse Alternate Authentication Material\teh
    T1550.001\tApplication Access Token\teh
    T1550.002\tPass the Hash\teh
    T1550.003\tPass the Ticket\teh
    T1550.004\tWeb Session Cookie\teh
    T1552\tUnsecured Credentials\tf
    T1552.001\tCredentials In Files\tf
    T1552.002\tCredentials in Registry\tf
    T1552.003\tBash History\tf
    T1552.004\tPrivate Keys\tf
    T1552.005\tCloud Instance Metadata API\tf
    T1552.006\tGroup Policy Preferences\tf
    T1552.007\tContainer API\tf
    T1552.008\tChat Messages\tf
    T1553\tSubvert Trust Controls\te
    T1553.001\tGatekeeper Bypass\te
    T1553.002\tCode Signing\te
    T1553.003\tSIP and Trust Provider Hijacking\te
    T1553.004\tInstall Root Certificate\te
    T1553.005\tMark-of-the-Web Bypass\te
    T1553.006\tCode Signing Policy Modification\te
    T1554\tCompromise Client Software Binary\tc
    T1555\tCredentials from Password Stores\tf
    T1555.001\tKeychain\tf
    T1555.002\tSecurityd Memory\tf
    T1555.003\tCredentials from Web Browsers\tf
    T1555.004\tWindows Credential Manager\tf
    T1555.005\tPassword Managers\tf
    T1556\tModify Authentication Process\tfec
    T1556.001\tDomain Controller Authentication\tfec
    T1556.002\tPassword Filter DLL\tfec
    T1556.003\tPluggable Authentication Modules\tfec
    T1556.004\tNetwork Device Authentication\tfec
    T1556.005\tReversible Encryption\tfec
    T1556.006\tMulti-Factor Authentication\tfec
    T1556.007\tHybrid Identity\tfec
    T1556.008\tNetwork Provider DLL\tfec
    T1557\tAdversary-in-the-Middle\tfi
    T1557.001\tLLMNR/NBT-NS Poisoning and SMB Relay\tfi
    T1557.002\tARP Cache Poisoning\tfi
    T1557.003\tDHCP Spoofing\tfi
    T1558\tSteal or Forge Kerberos Tickets\tf
    T1558.001\tGolden Ticket\tf
    T1558.002\tSilver Ticket\tf
    T1558.003\tKerberoasting\tf
    T1558.004\tAS-REP Roasting\tf
    T1559\tInter-Process Communication\tb
    T1559.001\tComponent Object Model\tb
    T1559.002\tDynamic Data Exchange\tb
    T1559.003\tXPC Services\tb
    T1560\tArchive Collected Data\ti
    T1560.001\tArchive via Utility\ti
    T1560.002\tArchive via Library\ti
    T1560.003\tArchive via Custom Method\ti
    T1561\tDisk Wipe\tl
    T1561.001\tDisk Content Wipe\tl
    T1561.002\tDisk Structure Wipe\tl
    T1562\tImpair Defenses\te
    T1562.001\tDisable or Modify Tools\te
    T1562.002\tDisable Windows Event Logging\te
    T1562.003\tImpair Command History Logging\te
    T1562.004\tDisable or Modify System Firewall\te
    T1562.006\tIndicator Blocking\te
    T1562.007\tDisable or Modify Cloud Firewall\te
    T1562.008\tDisable Cloud Logs\te
    T1562.009\tSafe Mode Boot\te
    T1562.010\tDowngrade Attack\te
    T1562.011\tSpoof Security Alerting\te
    T1563\tRemote Service Session Hijacking\th
    T1563.001\tSSH Hijacking\th
    T1563.002\tRDP Hijacking\th
    T1564\tHide Artifacts\te
    T1564.001\tHidden Files and Directories\te
    T1564.002\tHidden Users\te
    T1564.003\tHidden Window\te
    T1564.004\tNTFS File Attributes\te
    T1564.005\tHidden File System\te
    T1564.006\tRun Virtual Instance\te
    T1564.007\tVBA Stomping\te
    T1564.008\tEmail Hiding Rules\te
    T1564.009\tResource Forking\te
    T1564.010\tProcess Argument Spoofing\te
    T1565\tData Manipulation\tl
    T1565.001\tStored Data Manipulation\tl
    T1565.002\tTransmitted Data Manipulation\tl
    T1565.003\tRuntime Data Manipulation\tl
    T1566\tPhishing\ta
    T1566.001\tSpearphishing Attachment\ta
    T1566.002\tSpearphishing Link\ta
    T1566.003\tSpearphishing via Service\ta
    T1567\tExfiltration Over Web Service\tj
    T1567.001\tExfiltration to Code Repository\tj
    T1567.002\tExfiltration to Cloud Storage\tj
    T1567.003\tExfiltration to Text Storage Sites\tj
    T1568\tDynamic Resolution\tk
    T1568.001\tFast Flux DNS\tk
    T1568.002\tDomain Generation Algorithms\tk
    T1568.003\tDNS Calculation\tk
    T1569\tSystem Services\tb
    T1569.001\tLaunchctl\tb
    T1569.002\tService Execution\tb
    T1570\tLateral Tool Transfer\th
    T1571\tNon-Standard Port\tk
    T1572\tProtocol Tunneling\tk
    T1573\tEncrypted Channel\tk
    T1573.001\tSymmetric Cryptography\tk
    T1573.002\tAsymmetric Cryptography\tk
    T1574\tHijack Execution Flow\tcde
    T1574.001\tDLL Search Order Hijacking\tcde
    T1574.002\tDLL Side-Loading\tcde
    T1574.004\tDylib Hijacking\tcde
    T1574.005\tExecutable Installer File Permissions Weakness\tcde
    T1574.006\tDynamic Linker Hijacking\tcde
    T1574.007\tPath Interception by PATH Environment Variable\tcde
    T1574.008\tPath Interception by Search Order Hijacking\tcde
    T1574.009\tPath Interception by Unquoted Path\tcde
    T1574.010\tServices File Permissions Weakness\tcde
    T1574.011\tServices Registry Permissions Weakness\tcde
    T1574.012\tCOR_PROFILER\tcde
    T1574.013\tKernelCallbackTable\tcde
    T1578\tModify Cloud Compute Infrastructure\te
    T1578.001\tCreate Snapshot\te
    T1578.002\tCreate Cloud Instance\te
    T1578.003\tDelete Cloud Instance\te
    T1578.004\tRevert Cloud Instance\te
    T1580\tCloud Infrastructure Discovery\tg
    T1583\tAcquire Infrastructure\tm
    T1583.001\tDomains\tm
    T1583.002\tDNS Server\tm
    T1583.003\tVirtual Private Server\tm
    T1583.004\tServer\tm
    T1583.005\tBotnet\tm
    T1583.006\tWeb Services\tm
    T1583.007\tServerless\tm
    T1583.008\tMalvertising\tm
    T1584\tCompromise Infrastructure\tm
    T1584.001\tDomains\tm
    T1584.002\tDNS Server\tm
    T1584.003\tVirtual Private Server\tm
    T1584.004\tServer\tm
    T1584.005\tBotnet\tm
    T1584.006\tWeb Services\tm
    T1584.007\tServerless\tm
    T1585\tEstablish Accounts\tm
    T1585.001\tSocial Media Accounts\tm
    T1585.002\tEmail Accounts\tm
    T1585.003\tCloud Accounts\tm
    T1586\tCompromise Accounts\tm
    T1586.001\tSocial Media Accounts\tm
    T1586.002\tEmail Accounts\tm
    T1586.003\tCloud Accounts\tm
    T1587\tDevelop Capabilities\tm
    T1587.001\tMalware\tm
    T1587.002\tCode Signing Certificates\tm
    T1587.003\tDigital Certificates\tm
    T1587.004\tExploits\tm
    T1588\tObtain Capabilities\tm
    T1588.001\tMalware\tm
    T1588.002\tTool\tm
    T1588.003\tCode Signing Certificates\tm
    T1588.004\tDigital Certificates\tm
    T1588.005\tExploits\tm
    T1588.006\tVulnerabilities\tm
    T1589\tGather Victim Identity Information\tn
    T1589.001\tCredentials\tn
    T1589.002\tEmail Addresses\tn
    T1589.003\tEmployee Names\tn
    T1590\tGather Victim Network Information\tn
    T1590.001\tDomain Properties\tn
    T1590.002\tDNS\tn
    T1590.003\tNetwork Trust Dependencies\tn
    T1590.004\tNetwork Topology\tn
    T1590.005\tIP Addresses\tn
    T1590.006\tNetwork Security Appliances\tn
    T1591\tGather Victim Org Information\tn
    T1591.001\tDetermine Physical Locations\tn
    T1591.002\tBusiness Relationships\tn
    T1591.003\tIdentify Business Tempo\tn
    T1591.004\tIdentify Roles\tn
    T1592\tGather Victim Host Information\tn
    T1592.001\tHardware\tn
    T1592.002\tSoftware\tn
    T1592.003\tFirmware\tn
    T1592.004\tClient Configurations\tn
    T1593\tSearch Open Websites/Domains\tn
    T1593.001\tSocial Media\tn
    T1593.002\tSearch Engines\tn
    T1593.003\tCode Repositories\tn
    T1594\tSearch Victim-Owned Websites\tn
    T1595\tActive Scanning\tn
    T1595.001\tScanning IP Blocks\tn
    T1595.002\tVulnerability Scanning\tn
    T1595.003\tWordlist Scanning\tn
    T1596\tSearch Open Technical Databases\tn
    T1596.001\tDNS/Passive DNS\tn
    T1596.002\tWHOIS\tn
    T1596.003\tDigital Certificates\tn
    T1596.004\tCDNs\tn
    T1596.005\tScan Databases\tn
    T1597\tSearch Closed Sources\tn
    T1597.001\tThreat Intel Vendors\tn
    T1597.002\tPurchase Technical Data\tn
    T1598\tPhishing for Information\tn
    T1598.001\tSpearphishing Service\tn
    T1598.002\tSpearphishing Attachment\tn
    T1598.003\tSpearphishing Link\tn
    T1599\tNetwork Boundary Bridging\te
    T1599.001\tNetwork Address Translation Traversal\te
    T1600\tWeaken Encryption\te
    T1600.001\tReduce Key Space\te
    T1600.002\tDisable Crypto Hardware\te
    T1601\tModify System Image\te
    T1601.001\tPatch System Image\te
    T1601.002\tDowngrade System Image\te
    T1602\tData from Configuration Repository\ti
    T1602.001\tSNMP (MIB Dump)\ti
    T1602.002\tNetwork Device Configuration Dump\ti
    T1606\tForge Web Credentials\tf
    T1606.001\tWeb Cookies\tf
    T1606.002\tSAML Tokens\tf
    T1608\tStage Capabilities\tm
    T1608.001\tUpload Malware\tm
    T1608.002\tUpload Tool\tm
    T1608.003\tInstall Digital Certificate\tm
    T1608.004\tDrive-by Target\tm
    T1608.005\tLink Target\tm
    T1608.006\tSEO Poisoning\tm
    T1609\tContainer Administration Command\tb
    T1610\tDeploy Container\teb
    T1611\tEscape to Host\td
    T1612\tBuild Image on Host\te
    T1613\tContainer and Resource Discovery\tg
    T1614\tSystem Location Discovery\tg
    T1614.001\tSystem Language Discovery\tg
    T1615\tGroup Policy Discovery\tg
    T1619\tCloud Storage Object Discovery\tg
    T1620\tReflective Code Loading\te
    T1621\tMulti-Factor Authentication Request Generation\tf
    T1622\tDebugger Evasion\teg
    T1647\tPlist File Modification\te
    T1648\tServerless Execution\tb
    T1649\tSteal or Forge Authentication Certificates\tf
    T1650\tAcquire Access\tm
    T1651\tCloud Administration Command\tb
    T1652\tDevice Driver Discovery\tg
    """
}
