import Reporting

/// Colours, or none.
public typealias Style = Reporting.Style
