import Patterns
import Testing
