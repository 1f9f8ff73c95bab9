import Foundation
import Measuring

func logarithm(_ number: Double) -> Double { log10(number) }

/// Lines on two logarithmic axes, as SVG.
struct Chart {
  private struct Line {
    var name: String
    var points: [(x: Double, y: Double)]
    var isGuide: Bool
  }

  let title: String
  let x: String
  let y: String
  private var lines: [Line] = []

  private static let (width, height) = (720.0, 420.0)
  private static let (left, right, top, bottom) = (80.0, 20.0, 44.0, 56.0)
  private static let colours = ["#1b6ca8", "#c7522a", "#3d8b4f"]

  init(title: String, x: String, y: String) {
    self.title = title
    self.x = x
    self.y = y
  }

  var first: (x: Double, y: Double)? { lines.first?.points.first }
  var last: (x: Double, y: Double)? { lines.first?.points.last }

  mutating func add(_ name: String, _ points: [(x: Double, y: Double)]) {
    lines.append(Line(name: name, points: points.filter { $0.x > 0 && $0.y > 0 }, isGuide: false))
  }

  /// A dashed line through a point: what growth in proportion would look like.
  mutating func addProportional(_ name: String, from point: (x: Double, y: Double)?) {
    guard let point, let line = lines.first else { return }
    let points = line.points.map { (x: $0.x, y: point.y * $0.x / point.x) }
    lines.append(Line(name: name, points: points, isGuide: true))
  }

  var svg: String {
    let all = lines.flatMap(\.points)
    let (xRange, yRange) = (Self.decades(all.map(\.x), whole: false), Self.decades(all.map(\.y), whole: true))
    func place(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
      let across = (logarithm(point.x) - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound)
      let up = (logarithm(point.y) - yRange.lowerBound) / (yRange.upperBound - yRange.lowerBound)
      return (
        Self.left + across * (Self.width - Self.left - Self.right),
        Self.height - Self.bottom - up * (Self.height - Self.top - Self.bottom)
      )
    }
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
      font-family="sans-serif" font-size="12">
      <rect width="100%" height="100%" fill="#fff"/>
      <text x="\(Int(Self.left))" y="24" font-size="15" font-weight="bold">\(title)</text>
      <text x="\(Int(Self.width / 2))" y="\(Int(Self.height - 12))" text-anchor="middle">\(x)</text>
      <text transform="translate(18 \(Int(Self.height / 2))) rotate(-90)" text-anchor="middle">\(y)</text>

      """
    for tick in Self.ticks(yRange) {
      let at = place((pow(10, xRange.lowerBound), tick)).y
      svg +=
        "<line x1=\"\(Int(Self.left))\" x2=\"\(Int(Self.width - Self.right))\" y1=\"\(shown(at))\" y2=\"\(shown(at))\" stroke=\"#ddd\"/>\n"
      svg += "<text x=\"\(Int(Self.left - 8))\" y=\"\(shown(at + 4))\" text-anchor=\"end\">\(Self.label(tick))</text>\n"
    }
    for tick in Self.ticks(xRange) {
      let at = place((tick, pow(10, yRange.lowerBound)))
      svg +=
        "<line x1=\"\(shown(at.x))\" x2=\"\(shown(at.x))\" y1=\"\(Int(Self.top))\" y2=\"\(shown(at.y))\" stroke=\"#ddd\"/>\n"
      svg += "<text x=\"\(shown(at.x))\" y=\"\(shown(at.y + 18))\" text-anchor=\"middle\">\(Self.label(tick))</text>\n"
    }
    for (index, line) in lines.enumerated() {
      let colour = line.isGuide ? "#999" : Self.colours[index % Self.colours.count]
      let points = line.points.map(place)
      let path = points.map { "\(shown($0.x)),\(shown($0.y))" }.joined(separator: " ")
      let dashes = line.isGuide ? " stroke-dasharray=\"5 4\"" : ""
      svg += "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"\(dashes)/>\n"
      if !line.isGuide {
        for point in points {
          svg += "<circle cx=\"\(shown(point.x))\" cy=\"\(shown(point.y))\" r=\"3\" fill=\"\(colour)\"/>\n"
        }
      }
      let row = Self.top + 16 + Double(index) * 18
      svg +=
        "<line x1=\"\(Int(Self.left + 12))\" x2=\"\(Int(Self.left + 36))\" y1=\"\(shown(row - 4))\" y2=\"\(shown(row - 4))\" stroke=\"\(colour)\" stroke-width=\"2\"\(dashes)/>\n"
      svg += "<text x=\"\(Int(Self.left + 42))\" y=\"\(shown(row))\">\(line.name)</text>\n"
    }
    return svg + "</svg>\n"
  }

  /// The axis's ends as powers of ten.
  private static func decades(_ values: [Double], whole: Bool) -> ClosedRange<Double> {
    let (low, high) = (logarithm(values.min() ?? 1), logarithm(values.max() ?? 10))
    guard whole else { return low - 0.05...max(high, low + 0.5) + 0.05 }
    return low.rounded(.down)...max(high.rounded(.up), low.rounded(.down) + 1)
  }

  /// Round numbers within an axis.
  private static func ticks(_ range: ClosedRange<Double>) -> [Double] {
    var ticks: [Double] = []
    var decade = range.lowerBound.rounded(.down)
    while decade <= range.upperBound {
      for step in [1.0, 2.0, 5.0] where range.contains(logarithm(step) + decade) {
        ticks.append(step * pow(10, decade))
      }
      decade += 1
    }
    return ticks.count > 12 ? ticks.filter { logarithm($0).rounded() == logarithm($0) } : ticks
  }

  private static func label(_ number: Double) -> String {
    number >= 1 ? grouped(Int(number.rounded())) : "\(number)"
  }
}
