"""An earlier campaign out of a package of CSV files, to be read as "last time"."""
