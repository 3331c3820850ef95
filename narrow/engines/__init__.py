"""An engine holds a register and carries out queries; it knows nothing of rules."""
