/// The RELAX NG schema of decoder and rule files, as it is shipped for editors in `schemas/wazuh-ruleset.rng`.
///
/// The command carries it along, so that it checks with nothing but itself. A test holds the two together.
package enum RulesetSchema {
  /// The schema in XML syntax.
  package static let text = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!--
      RELAX NG schema of Wazuh decoder and rule files, for editors and for "assay lint".

      A file holds any number of <decoder> or <group> elements side by side, so each of them is checked as a document of its
      own. The schema describes what an author should write: the engine itself takes some names and values in any case.
      Wherever a value is checked, "$NAME" stands for a variable of the same file.

      Part of Assay, Apache-2.0.
    -->
    <grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
      <start>
        <choice>
          <ref name="decoder"/>
          <ref name="group"/>
          <ref name="var"/>
        </choice>
      </start>

      <!-- Values -->

      <define name="variable">
        <data type="string"><param name="pattern">.*[$].+</param></data>
      </define>

      <define name="number">
        <choice>
          <data type="string"><param name="pattern">[0-9]+</param></data>
          <ref name="variable"/>
        </choice>
      </define>

      <define name="pattern-type">
        <choice>
          <value>osregex</value>
          <value>osmatch</value>
          <value>pcre2</value>
          <ref name="variable"/>
        </choice>
      </define>

      <define name="offset">
        <choice>
          <value>after_parent</value>
          <value>after_prematch</value>
          <value>after_regex</value>
        </choice>
      </define>

      <define name="var">
        <element name="var">
          <attribute name="name"/>
          <text/>
        </element>
      </define>

      <!-- Decoders -->

      <define name="decoder">
        <element name="decoder">
          <attribute name="name"/>
          <optional><attribute name="status"/></optional>
          <oneOrMore>
            <choice>
              <ref name="var"/>
              <ref name="decoder-program-name"/>
              <ref name="decoder-pattern"/>
              <ref name="decoder-plugin"/>
              <ref name="decoder-type"/>
              <ref name="decoder-json"/>
              <ref name="decoder-text"/>
            </choice>
          </oneOrMore>
        </element>
      </define>

      <define name="decoder-text">
        <element>
          <choice>
            <name>parent</name>
            <name>order</name>
            <name>fts</name>
            <name>ftscomment</name>
            <name>use_own_name</name>
            <name>accumulate</name>
          </choice>
          <text/>
        </element>
      </define>

      <define name="decoder-program-name">
        <element name="program_name">
          <optional><attribute name="type"><ref name="pattern-type"/></attribute></optional>
          <text/>
        </element>
      </define>

      <define name="decoder-pattern">
        <element>
          <choice>
            <name>prematch</name>
            <name>regex</name>
          </choice>
          <optional>
            <attribute name="type">
              <choice>
                <value>osregex</value>
                <value>pcre2</value>
                <ref name="variable"/>
              </choice>
            </attribute>
          </optional>
          <optional><attribute name="offset"><ref name="offset"/></attribute></optional>
          <text/>
        </element>
      </define>

      <define name="decoder-plugin">
        <element name="plugin_decoder">
          <optional><attribute name="offset"><ref name="offset"/></attribute></optional>
          <choice>
            <value>PF_Decoder</value>
            <value>SymantecWS_Decoder</value>
            <value>SonicWall_Decoder</value>
            <value>OSSECAlert_Decoder</value>
            <value>JSON_Decoder</value>
          </choice>
        </element>
      </define>

      <define name="decoder-type">
        <element name="type">
          <choice>
            <ref name="category-name"/>
            <value type="string">host-information</value>
          </choice>
        </element>
      </define>

      <define name="decoder-json">
        <choice>
          <element name="json_null_field">
            <choice>
              <value>string</value>
              <value>discard</value>
            </choice>
          </element>
          <element name="json_array_structure">
            <choice>
              <value>array</value>
              <value>csv</value>
            </choice>
          </element>
        </choice>
      </define>

      <!-- Rules -->

      <define name="category-name">
        <choice>
          <value type="string">syslog</value>
          <value type="string">firewall</value>
          <value type="string">ids</value>
          <value type="string">web-log</value>
          <value type="string">squid</value>
          <value type="string">windows</value>
          <value type="string">ossec</value>
        </choice>
      </define>

      <define name="group">
        <element name="group">
          <attribute name="name"/>
          <oneOrMore>
            <choice>
              <ref name="rule"/>
              <ref name="var"/>
            </choice>
          </oneOrMore>
        </element>
      </define>

      <define name="rule">
        <element name="rule">
          <ref name="rule-attributes"/>
          <interleave>
            <oneOrMore>
              <element name="description"><text/></element>
            </oneOrMore>
            <zeroOrMore>
              <choice>
                <ref name="var"/>
                <ref name="rule-expression"/>
                <ref name="rule-field"/>
                <ref name="rule-address"/>
                <ref name="rule-list"/>
                <ref name="rule-relation"/>
                <ref name="rule-category"/>
                <ref name="rule-flag"/>
                <ref name="rule-named-field"/>
                <ref name="rule-options"/>
                <ref name="rule-compiled"/>
                <ref name="rule-info"/>
                <ref name="rule-mitre"/>
                <ref name="rule-text"/>
              </choice>
            </zeroOrMore>
          </interleave>
        </element>
      </define>

      <define name="rule-attributes">
        <attribute name="id">
          <choice>
            <data type="string"><param name="pattern">[0-9]{1,6}</param></data>
            <ref name="variable"/>
          </choice>
        </attribute>
        <attribute name="level">
          <choice>
            <data type="integer">
              <param name="minInclusive">0</param>
              <param name="maxInclusive">16</param>
            </data>
            <ref name="variable"/>
          </choice>
        </attribute>
        <optional><attribute name="maxsize"><ref name="number"/></attribute></optional>
        <optional>
          <attribute name="frequency">
            <choice>
              <data type="integer">
                <param name="minInclusive">2</param>
                <param name="maxInclusive">9999</param>
              </data>
              <ref name="variable"/>
            </choice>
          </attribute>
        </optional>
        <optional><attribute name="timeframe"><ref name="number"/></attribute></optional>
        <optional><attribute name="ignore"><ref name="number"/></attribute></optional>
        <optional>
          <attribute name="noalert">
            <choice>
              <value>0</value>
              <value>1</value>
            </choice>
          </attribute>
        </optional>
        <optional>
          <attribute name="overwrite">
            <choice>
              <value type="string">yes</value>
              <value type="string">no</value>
            </choice>
          </attribute>
        </optional>
        <optional><attribute name="accuracy"><ref name="number"/></attribute></optional>
      </define>

      <define name="negate">
        <optional>
          <attribute name="negate">
            <choice>
              <value>yes</value>
              <value>no</value>
            </choice>
          </attribute>
        </optional>
      </define>

      <define name="rule-expression">
        <element>
          <choice>
            <name>match</name>
            <name>regex</name>
            <name>id</name>
            <name>srcport</name>
            <name>dstport</name>
            <name>status</name>
            <name>hostname</name>
            <name>data</name>
            <name>extra_data</name>
            <name>program_name</name>
            <name>user</name>
            <name>srcgeoip</name>
            <name>dstgeoip</name>
            <name>url</name>
            <name>location</name>
            <name>protocol</name>
            <name>system_name</name>
            <name>action</name>
          </choice>
          <optional><attribute name="type"><ref name="pattern-type"/></attribute></optional>
          <ref name="negate"/>
          <text/>
        </element>
      </define>

      <define name="rule-field">
        <element name="field">
          <attribute name="name"/>
          <optional><attribute name="type"><ref name="pattern-type"/></attribute></optional>
          <ref name="negate"/>
          <text/>
        </element>
      </define>

      <define name="rule-address">
        <element>
          <choice>
            <name>srcip</name>
            <name>dstip</name>
          </choice>
          <ref name="negate"/>
          <data type="string"><param name="pattern">[^ ,]+</param></data>
        </element>
      </define>

      <define name="rule-list">
        <element name="list">
          <attribute name="field"/>
          <optional>
            <attribute name="lookup">
              <choice>
                <value>match_key</value>
                <value>not_match_key</value>
                <value>match_key_value</value>
                <value>address_match_key</value>
                <value>not_address_match_key</value>
                <value>address_match_key_value</value>
              </choice>
            </attribute>
          </optional>
          <optional><attribute name="check_value"/></optional>
          <text/>
        </element>
      </define>

      <define name="rule-relation">
        <choice>
          <element name="if_sid">
            <choice>
              <data type="string"><param name="pattern">[0-9, ]*[0-9][0-9, ]*</param></data>
              <ref name="variable"/>
            </choice>
          </element>
          <element name="if_level"><ref name="number"/></element>
          <element name="if_matched_sid">
            <choice>
              <ref name="number"/>
              <empty/>
            </choice>
          </element>
          <element>
            <choice>
              <name>if_group</name>
              <name>if_matched_group</name>
              <name>if_matched_regex</name>
            </choice>
            <text/>
          </element>
        </choice>
      </define>

      <define name="rule-category">
        <element name="category"><ref name="category-name"/></element>
      </define>

      <!-- What stands in these has no effect; the stock ruleset leaves some of them empty and fills others. -->
      <define name="rule-flag">
        <element>
          <choice>
            <name>same_source_ip</name>
            <name>same_srcip</name>
            <name>same_dstip</name>
            <name>same_src_port</name>
            <name>same_srcport</name>
            <name>same_dst_port</name>
            <name>same_dstport</name>
            <name>same_user</name>
            <name>same_srcuser</name>
            <name>same_location</name>
            <name>same_protocol</name>
            <name>same_action</name>
            <name>same_id</name>
            <name>same_url</name>
            <name>same_data</name>
            <name>same_extra_data</name>
            <name>same_status</name>
            <name>same_system_name</name>
            <name>same_srcgeoip</name>
            <name>same_dstgeoip</name>
            <name>different_srcip</name>
            <name>not_same_source_ip</name>
            <name>different_dstip</name>
            <name>different_src_port</name>
            <name>different_srcport</name>
            <name>different_dst_port</name>
            <name>different_dstport</name>
            <name>different_user</name>
            <name>not_same_user</name>
            <name>different_srcuser</name>
            <name>different_location</name>
            <name>different_protocol</name>
            <name>different_action</name>
            <name>different_id</name>
            <name>not_same_id</name>
            <name>different_url</name>
            <name>different_data</name>
            <name>different_extra_data</name>
            <name>different_status</name>
            <name>different_system_name</name>
            <name>different_srcgeoip</name>
            <name>different_dstgeoip</name>
            <name>global_frequency</name>
            <name>check_diff</name>
            <name>if_fts</name>
          </choice>
          <text/>
        </element>
      </define>

      <define name="rule-named-field">
        <element>
          <choice>
            <name>same_field</name>
            <name>different_field</name>
            <name>not_same_field</name>
          </choice>
          <text/>
        </element>
      </define>

      <define name="rule-options">
        <element name="options">
          <choice>
            <value type="string">alert_by_email</value>
            <value type="string">no_email_alert</value>
            <value type="string">log_alert</value>
            <value type="string">no_log</value>
            <value type="string">no_ar</value>
            <value type="string">no_full_log</value>
            <value type="string">no_counter</value>
          </choice>
        </element>
      </define>

      <define name="rule-compiled">
        <element name="compiled_rule">
          <choice>
            <value type="string">check_id_size</value>
            <value type="string">comp_srcuser_dstuser</value>
            <value type="string">comp_mswin_targetuser_calleruser_diff</value>
            <value type="string">is_simple_http_request</value>
            <value type="string">is_valid_crawler</value>
          </choice>
        </element>
      </define>

      <define name="rule-info">
        <element name="info">
          <optional>
            <attribute name="type">
              <choice>
                <value type="string">text</value>
                <value type="string">link</value>
                <value type="string">cve</value>
                <value type="string">osvdb</value>
              </choice>
            </attribute>
          </optional>
          <text/>
        </element>
      </define>

      <define name="rule-mitre">
        <element name="mitre">
          <choice>
            <oneOrMore>
              <element name="id"><data type="string"><param name="pattern">.+</param></data></element>
            </oneOrMore>
            <interleave>
              <element name="tacticID"><data type="string"><param name="pattern">.+</param></data></element>
              <element name="techniqueID"><data type="string"><param name="pattern">.+</param></data></element>
            </interleave>
          </choice>
        </element>
      </define>

      <define name="rule-text">
        <element>
          <choice>
            <name>decoded_as</name>
            <name>time</name>
            <name>weekday</name>
            <name>ignore</name>
            <name>check_if_ignored</name>
            <name>cve</name>
            <name>group</name>
          </choice>
          <text/>
        </element>
      </define>
    </grammar>

    """
}
