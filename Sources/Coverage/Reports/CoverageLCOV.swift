/// LCOV
public enum CoverageLCOV {
  public static func text(_ map: CoverageMap) -> String { "" }
}
