import Bytes
import Patterns
import Testing

/// Times of day: docs/reference/regex.md §9.
@Suite struct TimeWindowTests {
  static let refused = [
    "", "8", "24-1", "8-24", "13 pm - 14", "noon - 1 pm", "08:00-18:00x", "8:5-18:5", "10:5-11:00", "8::00-9", "8 18",
    "8-9-10", "123-4", "8:-9", "- -", "8-9!", "-18:00", " - 18", "!-8", "8--9",
  ]

  @Test(arguments: refused) func refuses(text: String) { #expect(TimeWindow(ByteString(text)) == nil) }

  /// Value, a minute inside, a minute outside.
  static let windows: [(String, (Int, Int), (Int, Int))] = [
    ("8-18", (18, 0), (18, 1)),
    (" 8 - 18 ", (8, 0), (7, 59)),
    ("8:00 am-6:00 PM", (18, 0), (18, 1)),
    ("12 am - 12 pm", (0, 0), (12, 1)),
    ("11:59am-12:01PM", (12, 1), (12, 2)),
    ("12:00-12:00", (12, 0), (12, 1)),
    ("0 - 23", (0, 0), (23, 1)),
    ("!8:30-17:30", (8, 29), (17, 30)),
    ("!  1-2", (2, 1), (1, 0)),
    ("6 pm - 8 am", (18, 1), (18, 0)),  // over midnight the bounds are outside
    ("18:00-08:30", (8, 29), (8, 30)),
    ("!6 pm - 8 am", (18, 1), (12, 0)),  // and a ! has no effect
    ("10:99-11", (11, 0), (10, 59)),  // minutes are not checked
    ("10:5 - 11:00", (10, 5), (10, 4)),
    ("13 am - 14", (13, 0), (12, 59)),
    ("9-", (9, 1), (9, 0)),  // a missing hour is midnight, so this one goes over it
    ("am - pm", (12, 0), (12, 1)),
  ]

  @Test(arguments: windows) func contains(text: String, inside: (Int, Int), outside: (Int, Int)) throws {
    let window = try #require(TimeWindow(ByteString(text)))
    #expect(window.contains(hour: inside.0, minute: inside.1))
    #expect(!window.contains(hour: outside.0, minute: outside.1))
  }
}

/// Days of the week: docs/reference/regex.md §9.
@Suite struct WeekdaySetTests {
  static let refused = [
    "", " ", ",", " ,mon", ",mon", "!sunday", "tues", "thurs", "weekday", "mon;tue", "mondaytuesday",
  ]

  @Test(arguments: refused) func refuses(text: String) { #expect(WeekdaySet(ByteString(text)) == nil) }

  static let sets: [(String, Set<Int>)] = [
    ("wednesday", [3]), ("WED", [3]), ("mon, wed fri", [1, 3, 5]), ("weekdays", [1, 2, 3, 4, 5]), ("weekends", [0, 6]),
    ("sunday", [0]), ("tue,", [2]), ("saturday,sunday", [0, 6]), (" mon ,, tue ", [1, 2]), ("thu thursday", [4]),
  ]

  @Test(arguments: sets) func contains(text: String, days: Set<Int>) throws {
    let set = try #require(WeekdaySet(ByteString(text)))
    for day in -1...7 { #expect(set.contains(weekday: day) == days.contains(day)) }
  }
}

/// Networks: docs/reference/regex.md §7; the table of sections has more.
@Suite struct IPNetworkTests {
  static let refused = [
    "", "10.", "10.0.0.0/33", "10.0.0.0/08", "01.2.3.4", "1.2.3.256", "1.2.3.4/", "1.2.3.4/255.255.255", "1.2.3.4 ",
    "Any",
    "localhost", "::/0", "::1/129", "::1/008", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":1::2", "1:::2",
    "12345::", "::1.2.3.4", "fe80::1%eth0", "1.2.3.4,5.6.7.8", "!", "!!1.2.3.4",
  ]

  @Test(arguments: refused) func refuses(text: String) { #expect(IPNetwork(ByteString(text)) == nil) }

  static let members: [(String, String, Bool)] = [
    ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.1.2.3", false), ("!10.0.0.0/8", "10.1.2.3", true),
    ("1.2.3.4/255.0.255.0", "1.9.3.7", true), ("1.2.3.4\n", "1.2.3.4", true), ("any", "::1", true), ("any", "x", false),
    ("::FFFF:10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "::ffff:10.1.2.3", false), ("0.0.0.0/0", "9.9.9.9", true),
    // An IPv4 entry of zeros contains every IPv6 address.
    ("0.0.0.0/0", "2001:db8::1", true), ("10.0.0.0/0", "2001:db8::1", true), ("0.0.0.0", "::", false),
    ("0.0.0.0/1", "2001:db8::1", false), ("::ffff:0.0.0.0/0", "::1", true), ("0.0.0.0/0", "2001:db8::1:", false),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", true), ("2001:db8::/32", "2001:DB8:1::5", true),
    ("1:2:3:4:5:6:7:8/08", "1:2:3:4:5:6:7:9", true), ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false),
    ("::1", "10.1.2.3", true), ("fe80::/10", "10.1.2.3", false), ("10.0.0.0/8", "010.1.2.3", false),
    ("10.0.0.0/8", "10.1.2", false), ("::1", "1:2", false), ("::1", "", false), ("any", "1.2.3.4 ", false),
    ("any", "::ffff:1.2.3.4", true), ("any", "1:2:3:4:5:6:1.2.3.4", true), ("any", "1::", true), ("any", ":", false),
    ("any", "1:2:3:4:5:6:7:8::", false), ("any", "::1:", false),
  ]

  @Test(arguments: members) func contains(network: String, address: String, isMember: Bool) throws {
    let network = try #require(IPNetwork(ByteString(network)))
    #expect(address.withBytes { network.contains($0) } == isMember)
  }
}
