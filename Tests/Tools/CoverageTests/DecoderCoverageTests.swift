import Bytes
import Coverage
import Testing

/// What counts as fired for a decoder.
@Suite struct DecoderCoverageTests {
  @Test func aRootFiresWhenItIsTakenAndAChildWhenATestOfItsOwnDecides() throws {
    let map = try Covered.map(
      decoders: #"""
        <decoder name="shop">
          <program_name>shopd|stored</program_name>
        </decoder>
        <decoder name="shop-sale">
          <parent>shop</parent>
          <prematch>^sold |^bought </prematch>
          <regex offset="after_prematch">^(\d+) of (\w+)</regex>
          <order>id, data</order>
        </decoder>
        <decoder name="shop-sale">
          <parent>shop</parent>
          <regex offset="after_regex">to (\w+)</regex>
          <order>user</order>
        </decoder>
        <decoder name="shop-other">
          <parent>shop</parent>
          <regex>^(\w+): </regex>
          <order>status</order>
        </decoder>
        <decoder name="lone">
          <prematch>^lone </prematch>
        </decoder>
        """#,
      cases: [
        ["Jan 10 12:00:00 web shopd[1]: sold 3 of apples to bob"], ["Jan 10 12:00:00 web shopd[1]: sold out"],
        ["Jan 10 12:00:00 web shopd[1]: ready: yes"], ["Jan 10 12:00:00 web shopd[1]: ?"],
        ["Jan 10 12:00:00 web other[1]: x"],
      ])
    #expect(
      map.story == #"""
        shop final: tried 0,1,2,3,4 fired 0,1,2,3 named 2,3
          program_name in line 2: held 0,1,2,3 failed 4, `shopd` 0,1,2,3, `stored` -
        shop-sale final: tried 0,1,2,3 fired 0,1 named 0,1
          prematch in line 6: held 0,1 failed 2,3, `^sold ` 0,1, `^bought ` -
          regex in line 7: held 0 failed 1
        shop-sale matched: tried 0,1 fired 0 named -
          regex in line 12: held 0 failed 1
        shop-other matched: tried 2,3 fired 2 named -
          regex in line 17: held 2 failed 3
        lone never: tried - fired - named -
          prematch in line 21: held - failed -
        """#)
  }

  @Test func theBodyOfARootWithChildrenNeverRunsAndIsNotAskedFor() throws {
    let map = try Covered.map(
      decoders: #"""
        <decoder name="a">
          <prematch>^a</prematch>
          <regex>(\d+)</regex>
          <order>id</order>
        </decoder>
        <decoder name="b">
          <parent>a</parent>
          <plugin_decoder>JSON_Decoder</plugin_decoder>
        </decoder>
        """#, cases: [[#"a {"k":1}"#]])
    #expect(
      map.story == """
        a final: tried 0 fired 0 named 0
          prematch in line 2: held 0 failed -
        b tried: tried 0 fired - named -
          plugin_decoder in line 8: held - failed 0
        """)
  }
}
