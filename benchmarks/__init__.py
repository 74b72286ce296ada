"""The jobs people wait for, each beside its floor in the same run. Times are never asserted."""
