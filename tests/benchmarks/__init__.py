"""Speed, measured as ratios within one run. Run them with `make bench`; they assert nothing but that they ran."""
