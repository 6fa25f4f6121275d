"""The buyer's face of the lower app; importing a module registers its pages."""
