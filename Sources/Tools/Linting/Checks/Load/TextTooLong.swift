/// A text that is too long.
struct TextTooLong: LoadMessageCheck {
  static let page = CheckPage(
    code: "1104", severity: .error, category: .dropped,
    summary: "The text of an element is too long: all of it is dropped.",
    engine: """
      A rule may have 2048 bytes per element, a decoder 1023, repetitions together. The text becomes unset: a rule is \
      loaded without the condition and matches much more than it should, and the log test interface answers no request \
      any more.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>c000.example|c001.example|c002.example|c003.example|c004.example|c005.example|c006.example|c007.example|c008.example|c009.example|c010.example|c011.example|c012.example|c013.example|c014.example|c015.example|c016.example|c017.example|c018.example|c019.example|c020.example|c021.example|c022.example|c023.example|c024.example|c025.example|c026.example|c027.example|c028.example|c029.example|c030.example|c031.example|c032.example|c033.example|c034.example|c035.example|c036.example|c037.example|c038.example|c039.example|c040.example|c041.example|c042.example|c043.example|c044.example|c045.example|c046.example|c047.example|c048.example|c049.example|c050.example|c051.example|c052.example|c053.example|c054.example|c055.example|c056.example|c057.example|c058.example|c059.example|c060.example|c061.example|c062.example|c063.example|c064.example|c065.example|c066.example|c067.example|c068.example|c069.example|c070.example|c071.example|c072.example|c073.example|c074.example|c075.example|c076.example|c077.example|c078.example|c079.example|c080.example|c081.example|c082.example|c083.example|c084.example|c085.example|c086.example|c087.example|c088.example|c089.example|c090.example|c091.example|c092.example|c093.example|c094.example|c095.example|c096.example|c097.example|c098.example|c099.example|c100.example|c101.example|c102.example|c103.example|c104.example|c105.example|c106.example|c107.example|c108.example|c109.example|c110.example|c111.example|c112.example|c113.example|c114.example|c115.example|c116.example|c117.example|c118.example|c119.example|c120.example|c121.example|c122.example|c123.example|c124.example|c125.example|c126.example|c127.example|c128.example|c129.example|c130.example|c131.example|c132.example|c133.example|c134.example|c135.example|c136.example|c137.example|c138.example|c139.example|c140.example|c141.example|c142.example|c143.example|c144.example|c145.example|c146.example|c147.example|c148.example|c149.example|c150.example|c151.example|c152.example|c153.example|c154.example|c155.example|c156.example|c157.example|c158.example|c159.example|c160.example|c161.example|c162.example|c163.example|c164.example|c165.example|c166.example|c167.example|c168.example|c169.example|c170.example|c171.example|c172.example|c173.example|c174.example|c175.example|c176.example|c177.example|c178.example|c179.example|c180.example|c181.example|c182.example|c183.example|c184.example|c185.example|c186.example|c187.example|c188.example|c189.example</match>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>c000.example|c001.example</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1, docs/reference/decoders.md §3.4"))
}
