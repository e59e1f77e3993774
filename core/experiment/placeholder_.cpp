namespace reweigh {}
