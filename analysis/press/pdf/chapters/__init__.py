"""The chapters of the 3R report, one concern a file; each makes blocks of facts and charts."""
