/// A ruleset that uses everything, for events of any bytes.
package enum FuzzRuleset {
  package static let decoders = #"""
    <decoder name="prog"><program_name>^sshd|^su$</program_name></decoder>
    <decoder name="prog-failed">
      <parent>prog</parent><use_own_name>true</use_own_name><prematch>^failed|^Failed </prematch>
      <regex offset="after_prematch">^(\S+) for (\S+) from (\S+) port (\d+)</regex>
      <order>action,user,srcip,srcport</order><fts>name,user,location</fts>
    </decoder>
    <decoder name="prog-chain"><parent>prog</parent><regex>a=(\w*)</regex><order>a.b</order></decoder>
    <decoder name="prog-chain"><parent>prog</parent><regex offset="after_regex">b=(\d+)</regex><order>A.c</order></decoder>
    <decoder name="prog-chain"><parent>prog</parent><regex offset="after_regex" type="pcre2">(?i)c=([^ ]*)( x)?</regex><order>id,data</order></decoder>
    <decoder name="pf"><program_name>^pf$</program_name><plugin_decoder>PF_Decoder</plugin_decoder></decoder>
    <decoder name="conn"><prematch>^conn=</prematch><regex>^conn=(\d+) (\w+)</regex><order>id,srcuser</order><accumulate/></decoder>
    <decoder name="csv">
      <prematch>^csv </prematch><plugin_decoder offset="after_prematch">JSON_Decoder</plugin_decoder>
      <json_null_field>discard</json_null_field><json_array_structure>csv</json_array_structure>
    </decoder>
    <decoder name="sonic"><prematch>^id=fw</prematch><plugin_decoder>SonicWall_Decoder</plugin_decoder></decoder>
    <decoder name="symantec"><prematch>^sws</prematch><plugin_decoder>SymantecWS_Decoder</plugin_decoder></decoder>
    <decoder name="relay"><prematch>^ossec: </prematch><plugin_decoder>OSSECAlert_Decoder</plugin_decoder></decoder>
    <decoder name="ids">
      <prematch>[**] </prematch><type>ids</type><regex>[(\d+:\d+:\d+)]\.+(\S+) -> (\S+)$</regex>
      <order>id,srcip,dstip</order><fts>name,id,srcip,dstip</fts>
    </decoder>
    <decoder name="firewall">
      <prematch type="pcre2">^fw (?=\w)</prematch><type>firewall</type>
      <regex type="pcre2" offset="after_prematch">^(\w+) (\S*) (\S*) (\w*)</regex><order>action,srcip,dstip,protocol</order>
    </decoder>
    <decoder name="web">
      <prematch>"GET |"POST </prematch><type>web-log</type>
      <regex>^(\S+) \S+ (\S+) \.*[\S+ \S\d+] "\w+ (\S+) HTTP\S+" (\d+)</regex><order>srcip,srcuser,url,id</order>
    </decoder>

    """#

  package static let rules = #"""
    <group name="everything,pci_dss_1,rootcheck,">
      <rule id="100001" level="3"><regex>\d+|\w@\w</regex><options>no_full_log</options><description>$(srcip) $(a.b) $(program_name)</description></rule>
      <rule id="100002" level="5" frequency="3" timeframe="100"><if_matched_sid>100001</if_matched_sid><same_srcip/><different_user/><description>Three</description></rule>
      <rule id="100003" level="4" ignore="30"><if_sid>100001</if_sid><match>a|b$</match><mitre><id>T1110</id><id>T0</id></mitre><description>$(x$(y)</description></rule>
      <rule id="100004" level="6" frequency="2"><if_matched_group>everything</if_matched_group><global_frequency/><same_field>a.b</same_field><description>Group</description></rule>
      <rule id="100005" level="7" frequency="4"><if_matched_regex>^\w+ \d</if_matched_regex><description>Memory</description></rule>
      <rule id="100006" level="8"><if_fts/><description>New</description></rule>
      <rule id="100007" level="9"><check_diff/><match>^ports</match><description>Changed</description></rule>
      <rule id="100008" level="2" noalert="1"><srcip>10.0.0.0/8</srcip><srcip>::1</srcip><description>Here</description></rule>
      <rule id="100009" level="10"><if_sid>100008</if_sid><dstip negate="yes">any</dstip><description>No address</description></rule>
      <rule id="100010" level="0"><list field="user" lookup="not_match_key">etc/lists/users</list><url>/</url><description>Silence</description></rule>
      <rule id="100011" level="11"><list field="srcip" lookup="address_match_key_value" check_value="x">etc/lists/nets</list><description>Listed</description></rule>
      <rule id="100012" level="12"><field name="a.b" type="pcre2">(?i)^[a-f]+\s?$</field><field name="n" negate="yes">0</field><description>$(a.b)$(n)$(l)</description></rule>
      <rule id="100013" level="3"><compiled_rule>comp_mswin_targetuser_calleruser_diff</compiled_rule><match>Account</match><description>Users</description></rule>
      <rule id="100014" level="3"><compiled_rule>is_simple_http_request</compiled_rule><time>6 pm - 8 am</time><weekday>weekdays</weekday><description>At night</description></rule>
      <rule id="100015" level="3" maxsize="200"><hostname negate="yes">^web</hostname><location>^/var|stdin</location><description>Long: $(data)</description></rule>
      <rule id="100016" level="3"><decoded_as>json</decoded_as><description>$(a) $(b) $(c) $(d) $(user) $(l)</description></rule>
      <rule id="100017" level="5"><category>ids</category><if_fts/><description>New attack $(id)</description></rule>
      <rule id="100018" level="5"><category>firewall</category><action>drop</action><protocol negate="yes">udp</protocol><description>Dropped</description></rule>
      <rule id="100019" level="5"><category>web-log</category><url type="pcre2">select|%27</url><id>^4|^5</id><description>Injection: $(url)</description></rule>
      <rule id="100020" level="8" frequency="2" timeframe="10"><if_matched_sid>100019</if_matched_sid><same_location/><same_id/><description>Injections</description></rule>
      <rule id="100021" level="1"><description>Anything else</description></rule>
    </group>
    """#

  package static let lists = [
    "etc/lists/users": "root:admin\nann:\n\"a:b\":c\n", "etc/lists/nets": "10.:x\n192.0.2.1:y\n",
  ]
}
